// Package given reads what the paths of one command name: exports that a room
// of sources recognises, in folders, zips and tars, and else plain pictures
// with what lies beside them.
//
// It decides who reads what, in the order of the paths, and reads nothing of
// the contents itself.
package given

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	picture "photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	"photoarchive/pkg/source/folder"
)

// Source is the paths of one command. Plain names them, and reads what no room
// claims.
type Source struct {
	Plain folder.Source
	// Rooms are asked what they recognise, the most specific first.
	Rooms []source.Room
	// Only is set where somebody said of what kind all is: what it doesn't
	// recognise it reads from its root.
	Only    bool
	Options source.Options
}

// input is one path that is a container: a folder, an archive file, or a file
// that a room may read by itself.
type input struct {
	path   string
	opened *container.Opened
	claims []source.Claim
	skips  []source.Skip
	folder bool
	file   bool // one file that is no archive file
	// loose are the parts that no room claims, where the exports look into them.
	loose []*input
	// joining are all inputs of the command with loose parts.
	joining []*input
	// joined are the inputs whose exports look into this one, and taken what they
	// took out of it.
	joined []*input
	taken  map[string]bool
	done   bool
}

// within is the path of a claimed folder in the input.
func (in *input) within(part source.Container) string {
	return path.Join(".", strings.TrimPrefix(strings.TrimPrefix(part.Name, in.opened.Name), "/"))
}

// Each yields the drafts of each path in turn. An export that lies in several
// of them is read with the first.
func (s *Source) Each(ctx context.Context, to source.Sink) (err error) {
	if s.Options.TxtAs == source.TxtTags {
		to = tagTexts{to}
	}
	if len(s.Rooms) == 0 {
		return s.Plain.Each(ctx, to)
	}
	inputs := make([]*input, len(s.Plain.Paths))
	defer func() { err = errors.Join(err, closeAll(inputs)) }()
	for i, p := range s.Plain.Paths {
		if inputs[i], err = s.look(ctx, p); err != nil {
			return err
		}
	}
	if err := s.together(ctx, s.Plain.Paths, inputs, to); err != nil {
		return err
	}
	if s.Plain.More == nil {
		return ctx.Err()
	}
	more := s.Plain
	more.Paths, more.More = nil, s.listed(ctx, to)
	return more.Each(ctx, to)
}

// together reads paths of which what the same room claims is one export. An
// input that is nil is a plain file.
func (s *Source) together(ctx context.Context, paths []string, inputs []*input, to source.Sink) error {
	if err := s.join(ctx, inputs); err != nil {
		return err
	}
	merged := map[source.Room][]source.Container{}
	for _, in := range inputs {
		if in == nil {
			continue
		}
		s.force(in)
		for _, c := range in.claims {
			merged[c.Room] = append(merged[c.Room], c.Containers...)
		}
	}
	for i, p := range paths {
		var err error
		if inputs[i] == nil {
			err = s.plain(ctx, p, nil, to)
		} else {
			err = s.input(ctx, inputs[i], merged, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func closeAll(inputs []*input) error {
	var all []error
	for _, in := range inputs {
		if in != nil && in.opened != nil {
			all = append(all, in.opened.Close())
		}
	}
	return errors.Join(all...)
}

// look opens a path and asks the rooms about it. A picture, and what can't be
// opened, is for the plain reader.
func (s *Source) look(ctx context.Context, p string) (*input, error) {
	opened, err := container.Open(p)
	file := errors.Is(err, container.ErrOther)
	switch {
	case file && mayBeRead(p):
		opened, err = openFile(p)
	case errors.Is(err, container.ErrOther):
		return nil, nil
	}
	if err != nil {
		return nil, nil //nolint:nilerr // the plain reader meets the error too, and says so
	}
	in := &input{path: p, opened: opened, skips: opened.Skips, file: file}
	if info, err := os.Stat(p); err == nil {
		in.folder = info.IsDir()
	}
	var more []source.Skip
	in.claims, more, err = source.Survey(ctx, []source.Container{opened.Container}, s.Rooms, nil)
	in.skips = append(in.skips, more...)
	return in, err
}

// force claims an input that isn't recognised, where somebody said what it is.
func (s *Source) force(in *input) {
	if s.Only && len(in.claims) == 0 && len(in.joined) == 0 {
		in.claims = []source.Claim{{Room: s.Rooms[0], Containers: []source.Container{in.opened.Container}}}
	}
}

// mayBeRead tells whether a file that is no picture and no archive may be
// read by a room by itself: a saved page, a table.
func mayBeRead(p string) bool {
	if picture.KnownName(p) {
		return false
	}
	name := strings.TrimSuffix(strings.ToLower(filepath.Base(p)), ".gz")
	switch path.Ext(name) {
	case ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".js", ".car":
		return true
	}
	return false
}

// tagTexts says of every .txt beside a picture that it lists tags.
type tagTexts struct{ source.Sink }

// Draft passes the draft on.
func (t tagTexts) Draft(d source.Draft) error {
	for i := range d.Sidecars {
		f := &d.Sidecars[i]
		f.Tags = !f.Kept && strings.EqualFold(path.Ext(f.Name), ".txt")
	}
	return t.Sink.Draft(d)
}

// input reads the exports that begin in an input, and then what is left of it.
func (s *Source) input(ctx context.Context, in *input, merged map[source.Room][]source.Container, to source.Sink) error {
	if in.done {
		return nil
	}
	in.done = true
	for _, other := range in.joined {
		if err := s.input(ctx, other, merged, to); err != nil {
			return err
		}
	}
	for _, skip := range in.skips {
		if err := to.Skip(skip); err != nil {
			return err
		}
	}
	claimed := map[string]source.Extent{}
	for _, c := range in.claims {
		for _, part := range c.Containers {
			claimed[in.within(part)] = extentOf(c.Room, part)
		}
		containers := merged[c.Room]
		delete(merged, c.Room)
		if containers == nil {
			continue
		}
		if err := s.export(ctx, c.Room, containers, in.wrap(to)); err != nil {
			return err
		}
	}
	switch {
	case claimed["."] == source.Tree || s.Only:
		return nil
	case in.folder, in.file && len(in.claims) == 0:
		return s.plain(ctx, in.path, claimed, to)
	case !in.file:
		return packed{in.opened.Container, in.taken, claimed, to}.read(ctx)
	}
	return nil
}

// export reads one export.
func (s *Source) export(ctx context.Context, room source.Room, containers []source.Container, to source.Sink) error {
	if tellsAll(room) {
		return room.Open(containers, s.Options).Each(ctx, to)
	}
	m := newMentioned(to)
	if err := room.Open(containers, s.Options).Each(ctx, m); err != nil {
		return err
	}
	for _, c := range containers {
		if extentOf(room, c) != source.Tree {
			continue
		}
		if err := m.rest(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// extentOf asks a room again how much of what it recognised is its own.
func extentOf(room source.Room, part source.Container) source.Extent {
	entries, err := fs.ReadDir(part.FS, ".")
	if err != nil {
		return source.Tree
	}
	if e := room.Recognise(source.Dir{FS: part.FS, Entries: entries, Name: part.Folder}); e != source.Nothing {
		return e
	}
	return source.Tree // it was forced
}

func (s *Source) plain(ctx context.Context, p string, claimed map[string]source.Extent, to source.Sink) error {
	one := s.Plain
	one.Paths, one.More, one.Claimed = []string{p}, nil, claimed
	return one.Each(ctx, to)
}
