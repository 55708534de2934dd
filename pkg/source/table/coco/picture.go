package coco

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/table/row"
)

// image is what is said of a picture. It is kept small: there may be many.
type image struct {
	name    string
	url     string
	license int32 // place among the licences, from 1
	seen    bool
}

func (r *reading) image(v jsonstream.Value, n int) error {
	id, name := key(v.Get("id").Text()), v.Get("file_name").Text()
	switch {
	case id == "" || name == "":
		return r.bad(fmt.Sprintf("images/%d", n), "a picture without id or file_name")
	case len(r.images) >= maxImages:
		return r.bad(fmt.Sprintf("images/%d", n), "over 2,000,000 pictures in one document")
	case r.images[id] != nil:
		return r.bad(fmt.Sprintf("images/%d", n), "another picture has the same id")
	}
	r.images[id] = &image{
		name: strings.Clone(name), url: strings.Clone(v.First("flickr_url", "coco_url", "url").Text()),
		license: r.licenseOf(key(v.Get("license").Text())),
	}
	r.order = append(r.order, strings.Clone(id))
	return nil
}

// key makes ids comparable that are numbers here and texts there.
func key(id string) string { return strings.TrimSuffix(strings.TrimSpace(id), ".0") }

// licenseOf gives the place of a licence, which may be told of later.
func (r *reading) licenseOf(id string) int32 {
	if id == "" || len(r.names) >= 10_000 {
		return 0
	}
	if r.licenses[id] == 0 {
		r.names = append(r.names, "")
		r.licenses[strings.Clone(id)] = int32(len(r.names))
	}
	return r.licenses[id]
}

func (r *reading) license(v jsonstream.Value, _ int) error {
	if at := r.licenseOf(key(v.Get("id").Text())); at > 0 {
		r.names[at-1] = strings.Clone(v.First("name", "url").Text())
	}
	return nil
}

func (r *reading) annotation(v jsonstream.Value, n int) error {
	where := r.name + "#" + strconv.Itoa(n)
	caption := row.Clean(v.Get("caption").Text())
	img := r.images[key(v.Get("image_id").Text())]
	switch {
	case img == nil:
		return stop(r.to.Skip(source.Skip{Path: r.c.Path(where), Code: source.CodeMissing, Reason: "a caption of a picture that isn't among the images"}))
	case caption == "":
		return nil // something else is said of the picture
	}
	img.seen = true
	return stop(r.draft(img, where, caption))
}

func (r *reading) draft(img *image, where, caption string) error {
	f, shown, err := r.find(img.name)
	var bad *badPath
	switch {
	case errors.As(err, &bad):
		return r.to.Skip(source.Skip{Path: r.c.Path(where), Code: "bad-path", Reason: err.Error(), Refused: true})
	case errors.Is(err, fs.ErrNotExist):
		return r.to.Skip(source.Skip{Path: r.c.Path(shown), Code: source.CodeMissing, Reason: where + " is of it, but it isn't there"})
	case err != nil:
		return r.to.Skip(source.Damage(r.c.Path(shown), err))
	}
	it := item.Item{
		Caption: caption, Sources: []item.Source{{Kind: Kind, URL: img.url, Ref: strings.ToValidUTF8(where, "\uFFFD")}},
	}
	if img.license > 0 {
		it.License = r.names[img.license-1]
	}
	source.Originate(&it, Kind)
	r.rest.Named(shown)
	return r.to.Draft(source.Draft{Path: r.c.Path(shown), Named: true, Item: it, Picture: f})
}

type badPath struct{ what string }

func (e *badPath) Error() string { return e.what }

// find looks for a picture in the folder of the last one, then in the others.
func (r *reading) find(name string) (source.File, string, error) {
	clean, bad := row.CleanPath(name)
	if bad != "" {
		return source.File{}, name, &badPath{fmt.Sprintf("%.200q %s", name, bad)}
	}
	first, firstErr := clean, fs.ErrNotExist
	for i := -1; i < len(r.folders); i++ {
		dir := r.last
		if i >= 0 {
			dir = r.folders[i]
		}
		full := path.Join(dir, clean)
		f, err := source.FileOf(r.c.FS, full)
		if err == nil {
			r.last = dir
			return f, full, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && errors.Is(firstErr, fs.ErrNotExist) {
			first, firstErr = full, err
		}
	}
	return source.File{}, first, firstErr
}
