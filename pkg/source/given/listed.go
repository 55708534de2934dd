package given

import (
	"context"
	"errors"
	"iter"

	picture "photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// maxTogether is how many folders and archive files of a list are open at once:
// well below the number of files that a process may have open.
const maxTogether = 128

// listed gives the plain files among the paths of a list. The folders and
// archive files that follow each other in it are read together when their turn
// comes, at most maxTogether, since the list may be a long one.
func (s *Source) listed(ctx context.Context, to source.Sink) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		r := run{s: s, to: to}
		for p, err := range s.Plain.More {
			if err == nil && !picture.KnownName(p) {
				var taken bool
				if taken, err = r.take(ctx, p); taken && err == nil {
					continue
				}
			}
			if err = errors.Join(err, r.read(ctx)); !yield(p, err) || err != nil {
				return
			}
		}
		if err := r.read(ctx); err != nil {
			yield("", err)
		}
	}
}

// run is folders and archive files that follow each other in a list.
type run struct {
	s      *Source
	to     source.Sink
	paths  []string
	inputs []*input
}

// take says false for a plain file.
func (r *run) take(ctx context.Context, p string) (bool, error) {
	in, err := r.s.look(ctx, p)
	if in == nil || err != nil {
		return false, err
	}
	r.paths, r.inputs = append(r.paths, p), append(r.inputs, in)
	if len(r.paths) < maxTogether {
		return true, nil
	}
	return true, r.read(ctx)
}

func (r *run) read(ctx context.Context) error {
	if len(r.paths) == 0 {
		return nil
	}
	paths, inputs := r.paths, r.inputs
	r.paths, r.inputs = nil, nil
	return errors.Join(r.s.together(ctx, paths, inputs, r.to), closeAll(inputs))
}
