// Package coco reads datasets in the form of COCO captions: a JSON document
// with the pictures in `images` and what is said of them in `annotations`
// (cocodataset/cocoapi, coco.py).
//
// Each caption is an item. The document may be of any size: it is read as it
// comes, once for the names of the pictures and once for the captions. What
// annotations say besides captions is not known here.
package coco

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/table/beside"
)

// Kind is the word for this kind of source.
const Kind = "coco"

// Bounds of what is read.
const (
	maxFolders = 64
	maxImages  = 2_000_000
)

// Room reads COCO captions.
type Room struct{}

// Kind is coco.
func (Room) Kind() string { return Kind }

// Recognise claims a folder with such a document in it, or in its folder
// `annotations`.
func (Room) Recognise(dir source.Dir) source.Extent {
	if captions, _ := documents(dir); len(captions) > 0 {
		return source.Tree
	}
	return source.Nothing
}

// Open reads what was recognised.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &reading{containers: containers, opts: opts}
}

type reading struct {
	containers []source.Container
	opts       source.Options

	// Of the document being read:
	ctx      context.Context
	to       source.Sink
	c        source.Container
	rest     *beside.Rest
	name     string
	images   map[string]*image
	order    []string
	licenses map[string]int32
	names    []string
	folders  []string
	last     string // the folder in which the last picture was
}

// Each yields the captions in their order, then the pictures without one.
func (r *reading) Each(ctx context.Context, to source.Sink) error {
	r.ctx, r.to = ctx, to
	for _, c := range r.containers {
		r.c = c
		if err := r.container(); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) container() error {
	entries, err := fs.ReadDir(r.c.FS, ".")
	if err != nil {
		return r.to.Skip(source.Damage(r.c.Path(""), err))
	}
	captions, results := documents(source.Dir{FS: r.c.FS, Entries: entries})
	for _, name := range results {
		err := r.to.Skip(source.Skip{Path: r.c.Path(name), Code: "no-names", Reason: "captions by number, without the names of their pictures"})
		if err != nil {
			return err
		}
	}
	if len(captions) == 0 {
		return r.to.Skip(source.Skip{Path: r.c.Path(""), Code: source.CodeEmpty, Reason: "no JSON of images and captions"})
	}
	r.folders = folders(r.c.FS)
	r.rest = beside.NewRest(r.c)
	if err := r.rest.Survey(r.ctx, true, r.to); err != nil {
		return err
	}
	for _, name := range captions {
		r.name = name
		if err := r.document(); err != nil {
			return err
		}
	}
	return r.rest.Each(r.ctx, beside.NewShelf(r.c.FS), r.to)
}

// folders are where pictures may lie: beside the document, in a folder there,
// or in one of those in `images`.
func folders(fsys fs.FS) []string {
	out := []string{"."}
	for _, dir := range [...]string{".", "images", "Images"} {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if e.IsDir() && !source.IsSystem(e.Name()) && len(out) < maxFolders {
				out = append(out, path.Join(dir, e.Name()))
			}
		}
	}
	return out
}

// stopError is what the sink or the context said: it ends the reading.
type stopError struct{ error }

func stop(err error) error {
	if err == nil {
		return nil
	}
	return &stopError{err}
}

func (r *reading) document() error {
	r.images, r.order, r.licenses, r.names = map[string]*image{}, nil, map[string]int32{}, nil
	err := r.read(map[string]func(jsonstream.Value, int) error{"images": r.image, "licenses": r.license})
	if err == nil || errors.As(err, new(*jsonstream.SyntaxError)) {
		err = r.read(map[string]func(jsonstream.Value, int) error{"annotations": r.annotation})
	}
	var s *stopError
	if errors.As(err, &s) {
		return s.error
	}
	if err != nil {
		if err := r.to.Skip(source.Damage(r.c.Path(r.name), err)); err != nil {
			return err
		}
	}
	for _, id := range r.order {
		img := r.images[id]
		if img.seen {
			continue
		}
		if err := r.draft(img, r.name+"#image-"+id, ""); err != nil {
			return err
		}
	}
	return nil
}

// read visits the elements of some arrays of the document.
func (r *reading) read(visit map[string]func(jsonstream.Value, int) error) error {
	f, err := r.c.FS.Open(r.name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	doc := jsonstream.NewReader(f)
	return doc.Object(func(key string) error {
		kind, err := doc.Kind()
		if err != nil {
			return err
		}
		of := visit[key]
		if of == nil || kind != jsonstream.Array {
			return doc.Skip()
		}
		return doc.Array(func(i int) error {
			if err := r.ctx.Err(); err != nil {
				return stop(err)
			}
			v, err := doc.Value()
			if errors.Is(err, jsonstream.ErrTooLarge) || errors.Is(err, jsonstream.ErrTooDeep) {
				return r.bad(fmt.Sprintf("%s#%d", key, i+1), err.Error())
			}
			if err != nil {
				return err
			}
			return of(v, i+1)
		})
	})
}

func (r *reading) bad(where, why string) error {
	return stop(r.to.Skip(source.Skip{Path: r.c.Path(r.name + "#" + where), Code: "bad-row", Reason: why, Refused: true}))
}
