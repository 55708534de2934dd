package archive

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"slices"
	"sync"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/likeness"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/thumbnail"
)

const (
	// likenessVersion stands first in what is kept: what another version of the
	// program made of a picture can't be compared with ours.
	likenessVersion = 1
	// likenessRefused follows it where the picture can't be decoded, with the reason.
	likenessRefused = 0xff
	// likenessSide is the longest side of the copy that is compared, in pixels.
	likenessSide = 160
	// likenessBatch is how many pictures are compared between two writes.
	likenessBatch = 256
	// likenessWorkers decode pictures at one time.
	likenessWorkers = 2
)

// lookAlikes groups items by how their pictures look. Each picture of a group
// looks like the best one of it: a chain of small differences makes no group.
func (a *Archive) lookAlikes(ctx context.Context, all []*copied, opts DuplicateOptions) ([]alikes, error) {
	of := map[[32]byte][]*copied{}
	var pictures []*copied
	for _, c := range all {
		if of[c.sha] == nil {
			pictures = append(pictures, c)
		}
		of[c.sha] = append(of[c.sha], c)
	}
	if len(pictures) < 2 {
		return nil, nil
	}
	l := &likenesses{a: a, opts: opts, maker: thumbnail.NewMaker(nil)}
	made, err := l.all(ctx, pictures)
	if err != nil {
		return nil, err
	}
	var groups []alikes
	err = likeness.Groups(ctx, made, opts.Distance, func(members []int, distance int) {
		g := alikes{distance: distance}
		for _, i := range members {
			g.items = append(g.items, of[pictures[i].sha]...)
		}
		slices.SortFunc(g.items, (*copied).compare)
		groups = append(groups, g)
	})
	return groups, err
}

// likenesses makes what pictures are compared by, and keeps it for the next
// time as far as the archive can be written.
type likenesses struct {
	a     *Archive
	opts  DuplicateOptions
	maker *thumbnail.Maker
	// readOnly: nothing can be kept.
	readOnly bool
}

// all gives one for each picture; it is flat, and so like no other, where the
// picture can't be compared.
func (l *likenesses) all(ctx context.Context, pictures []*copied) ([]likeness.Signature, error) {
	made := make([]likeness.Signature, len(pictures))
	done := 0
	for batch := range slices.Chunk(pictures, likenessBatch) {
		kept := make([]catalog.Likeness, len(batch))
		for i, c := range batch {
			kept[i].Of = c.sha
		}
		if err := l.a.catalog.Likenesses(ctx, kept); err != nil {
			return nil, err
		}
		fresh, err := l.missing(ctx, batch, kept, done, len(pictures))
		if err != nil {
			return nil, err
		}
		for i, c := range batch {
			made[done+i] = l.read(c, kept[i].Data)
		}
		done += len(batch)
		if l.opts.Progress != nil {
			l.opts.Progress(done, len(pictures))
		}
		if len(fresh) > 0 && !l.readOnly {
			l.readOnly = l.a.catalog.KeepLikenesses(ctx, fresh) != nil
		}
	}
	return made, ctx.Err()
}

// missing fills what isn't kept, and gives what is to be kept.
func (l *likenesses) missing(ctx context.Context, batch []*copied, kept []catalog.Likeness, done, all int) ([]catalog.Likeness, error) {
	var todo []int
	for i := range kept {
		if _, err := parseLikeness(kept[i].Data); err != nil && !isRefusal(kept[i].Data) {
			todo = append(todo, i)
		}
	}
	var mu sync.Mutex
	var fresh []catalog.Likeness
	next := 0
	var workers sync.WaitGroup
	for range min(likenessWorkers, len(todo)) {
		workers.Go(func() {
			for {
				mu.Lock()
				if next == len(todo) || ctx.Err() != nil {
					mu.Unlock()
					return
				}
				i := todo[next]
				next++
				if l.opts.Progress != nil {
					l.opts.Progress(done+i, all)
				}
				mu.Unlock()
				data, keep := l.make(ctx, batch[i])
				mu.Lock()
				kept[i].Data = data
				if keep {
					fresh = append(fresh, kept[i])
				}
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return fresh, ctx.Err()
}

// make gives what is kept of a picture, and whether that is worth keeping: a
// file that is missing or can't be read now may be there again.
func (l *likenesses) make(ctx context.Context, c *copied) (data []byte, keep bool) {
	img, err := l.small(ctx, c)
	if err != nil {
		keep = errors.Is(err, thumbnail.ErrFormat) || errors.Is(err, thumbnail.ErrTooLarge)
		return append([]byte{likenessVersion, likenessRefused}, err.Error()...), keep
	}
	s := likeness.Of(img)
	return s.Append([]byte{likenessVersion, 0}), true
}

// isRefusal tells whether what is kept says why a picture can't be compared.
func isRefusal(data []byte) bool {
	return len(data) >= 2 && data[0] == likenessVersion && data[1] == likenessRefused
}

func parseLikeness(data []byte) (likeness.Signature, error) {
	if len(data) < 2 || data[0] != likenessVersion || data[1] != 0 {
		return likeness.Signature{}, likeness.ErrSize
	}
	return likeness.Parse(data[2:])
}

// read takes apart what is kept, and tells of a picture that can't be compared.
func (l *likenesses) read(c *copied, data []byte) likeness.Signature {
	s, err := parseLikeness(data)
	if err == nil {
		return s
	}
	if isRefusal(data) {
		err = errors.New(string(data[2:]))
	}
	if l.opts.Refused != nil {
		l.opts.Refused(c.hexID(), err)
	}
	return likeness.Signature{Flat: true}
}

// galleryThumb is the side of the copies that a gallery leaves behind.
const galleryThumb = 320

// small gives a small copy of a picture: that which a gallery left behind, or a
// new one.
func (l *likenesses) small(ctx context.Context, c *copied) (image.Image, error) {
	have := []catalog.Thumb{{Of: c.sha, Most: galleryThumb}}
	if err := l.a.catalog.Thumbs(ctx, have); err == nil && len(have[0].File) > 0 {
		if img, err := decodeThumb(have[0].File); err == nil {
			return img, nil
		}
	}
	made, err := l.maker.Make(c.sha, []int{likenessSide}, func() (io.ReadCloser, error) {
		path, err := l.a.pictures.Find(picture.Pictures, hex.EncodeToString(c.sha[:]), c.ext)
		if err != nil {
			return nil, err
		}
		return os.Open(path)
	})
	if err != nil {
		return nil, err
	}
	return decodeThumb(made[0].Data)
}

// decodeThumb decodes a copy that pkg/thumbnail made.
func decodeThumb(file []byte) (image.Image, error) {
	if bytes.HasPrefix(file, []byte("\x89PNG")) {
		return png.Decode(bytes.NewReader(file))
	}
	return jpeg.Decode(bytes.NewReader(file))
}
