package table

import (
	"bytes"
	"errors"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/table/row"
)

var (
	errEnough = errors.New("enough was read")
	errNone   = errors.New("not a table")
)

// lookAtObject tells JSON Lines from an object of pictures, and from one in
// which an array of them is wrapped.
func (t *table) lookAtObject(text []byte, whole bool) bool {
	line, _, more := bytes.Cut(text, []byte("\n"))
	if names, values, err := members(string(line)); err == nil && (more || whole) {
		t.form, t.headings, t.own = lines, names, isOwn(string(line))
		if t.namesFiles(names, values) {
			return true
		}
	}
	t.headings, t.own = nil, false
	return t.lookAtPictures(text) || t.lookAtWrapped(text)
}

func (t *table) lookAtPictures(text []byte) bool {
	t.form = objects
	r := jsonstream.NewReader(bytes.NewReader(text))
	err := r.Object(func(key string) error {
		if source.IsPictureName(key) {
			return errEnough
		}
		kind, err := r.Kind()
		if err == nil && kind == jsonstream.Object {
			var v jsonstream.Value
			if v, err = r.Value(); err == nil && row.FromStream(v).Get("caption").Text != "" && strings.ContainsAny(key, `/\`) {
				return errEnough // kohya's: the name without its ending
			}
		}
		return errors.Join(err, errNone)
	})
	return errors.Is(err, errEnough)
}

func (t *table) lookAtArray(text []byte) bool {
	t.form = array
	return errors.Is(t.firstOf(jsonstream.NewReader(bytes.NewReader(text))), errEnough)
}

// lookAtWrapped finds the array among what else the object says: {"items":[…]}.
func (t *table) lookAtWrapped(text []byte) bool {
	t.form = wrapped
	r := jsonstream.NewReader(bytes.NewReader(text))
	err := r.Object(func(key string) error {
		kind, err := r.Kind()
		if err != nil || kind != jsonstream.Array {
			return errors.Join(err, r.Skip())
		}
		t.wrap = key
		return t.firstOf(r)
	})
	return errors.Is(err, errEnough)
}

// firstOf looks at the first element of an array; errEnough: it names a file.
func (t *table) firstOf(r *jsonstream.Reader) error {
	first := true
	return r.Array(func(int) error {
		if !first {
			return r.Skip()
		}
		first = false
		v, err := r.Value()
		if err != nil {
			return err
		}
		e := row.FromStream(v)
		if t.namesFiles(e.Keys, e.List) {
			return errEnough
		}
		return nil
	})
}

// namesFiles tells whether a row names its picture: in a column that is known
// for it, or else by what stands in it.
func (t *table) namesFiles(names []string, values []row.Value) bool {
	if exifTool(names) {
		return false
	}
	if t.h.Fields(names)[row.File] {
		return true
	}
	for i, v := range values {
		if _, bad := row.CleanPath(v.Text); bad == "" && source.IsPictureName(v.Text) && strings.TrimSpace(names[i]) != "" && t.h.Of(names[i]) == row.Unknown {
			t.h = t.h.WithFile(names[i])
			return true
		}
	}
	return false
}

func exifTool(names []string) bool {
	for _, name := range names {
		if name == "SourceFile" {
			return true
		}
	}
	return false
}
