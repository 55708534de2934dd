package table

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/table/row"
)

// record is one row. n counts the rows of data from 1. err is why it can't be
// read; others follow.
type record struct {
	n      int
	names  []string
	values []row.Value
	line   string // of JSON Lines, the object as it stands
	key    string // of an object of pictures, the name
	err    error
}

// each visits the rows in order. The error is the reader's or the visitor's.
func (t *table) each(visit func(record) error) error {
	f, err := t.fsys.Open(t.name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	in := decoded(f)
	switch t.form {
	case lines:
		return t.eachLine(in, visit)
	case array:
		return eachElement(jsonstream.NewReader(in), visit)
	case wrapped:
		return t.eachWrapped(jsonstream.NewReader(in), visit)
	case objects:
		return t.eachMember(in, visit)
	}
	return t.eachRow(in, visit)
}

func (t *table) eachRow(in io.Reader, visit func(record) error) error {
	d := newDelimited(in, t.comma)
	head := 0
	if t.marked {
		head++
	}
	names := t.headings
	if names != nil {
		head++
	} else {
		names = []string{"file", "caption"}
	}
	for range head {
		if _, err := d.read(); err != nil {
			return ended(err)
		}
	}
	for n := 1; ; n++ {
		texts, err := d.read()
		if err != nil && !passed(err) {
			return ended(err)
		}
		r := record{n: n, names: names, err: err}
		if err == nil {
			r.values = t.cut(texts, names)
		}
		if err := visit(r); err != nil {
			return err
		}
	}
}

func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// passed tells whether reading goes on behind what was wrong.
func passed(err error) bool {
	return errors.Is(err, errCell) || errors.Is(err, errRow) || errors.Is(err, errCells)
}

// cut fits the cells to the headings. Where a last column of captions isn't
// quoted, its commas belong to it. Where the delimiter between a caption's
// number and the caption is missing (one row of Flickr30k), it is put there.
func (t *table) cut(texts, names []string) []row.Value {
	last := len(names) - 1
	if len(texts) > len(names) && t.h.Of(names[last]) == row.Caption {
		texts = append(texts[:last:last], strings.Join(texts[last:], string(t.comma)))
	}
	if len(texts) == last && last > 1 && t.h.Of(names[last-1]) == row.Number {
		number := texts[last-1]
		if caption := strings.TrimLeft(number, " 0123456789"); caption != number {
			texts = append(texts[:last-1:last-1], strings.TrimSuffix(number, caption), caption)
		}
	}
	out := make([]row.Value, len(texts))
	for i, s := range texts {
		out[i].Text = s
	}
	if t.numbered {
		out[0].Text, _, _ = strings.Cut(out[0].Text, "#")
	}
	return out
}

func (t *table) eachLine(in io.Reader, visit func(record) error) error {
	b := newDelimited(in, '\n') // lines only
	for n := 1; ; {
		b.begin()
		err := b.more()
		if err != nil && !passed(err) {
			return ended(err)
		}
		r := record{n: n, err: err}
		if err == nil {
			r.line = strings.TrimSpace(string(b.line))
			if r.line == "" {
				continue
			}
			r.names, r.values, r.err = members(r.line)
		}
		if err := visit(r); err != nil {
			return err
		}
		n++
	}
}

// members gives the keys and values of an object.
func members(object string) (names []string, values []row.Value, err error) {
	err = item.Members(object, func(key, raw string) error {
		v, err := row.FromJSON(raw)
		names, values = append(names, key), append(values, v)
		if err == nil && len(names) > maxCells {
			err = errCells
		}
		return err
	})
	if err == nil {
		err = tooLong(values)
	}
	return names, values, err
}

func tooLong(values []row.Value) error {
	for _, v := range values {
		if len(v.Text) > MaxCell {
			return errCell
		}
	}
	return nil
}

// eachWrapped reads the array of the object, and past all else.
func (t *table) eachWrapped(r *jsonstream.Reader, visit func(record) error) error {
	return r.Object(func(key string) error {
		if kind, err := r.Kind(); err != nil || key != t.wrap || kind != jsonstream.Array {
			return errors.Join(err, r.Skip())
		}
		return eachElement(r, visit)
	})
}

func eachElement(r *jsonstream.Reader, visit func(record) error) error {
	return r.Array(func(i int) error {
		v, err := r.Value()
		if err != nil && !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
			return err
		}
		e := row.FromStream(v)
		if err == nil && v.Kind() != jsonstream.Object {
			err = fmt.Errorf("not an object")
		}
		if err == nil {
			err = tooLong(e.List)
		}
		return visit(record{n: i + 1, names: e.Keys, values: e.List, err: err})
	})
}

// eachMember reads an object of pictures: a caption or an object for each name
// (kohya-ss/sd-scripts, library/train_util.py).
func (t *table) eachMember(in io.Reader, visit func(record) error) error {
	r := jsonstream.NewReader(in)
	n := 0
	return r.Object(func(key string) error {
		n++
		v, err := r.Value()
		if err != nil && !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
			return err
		}
		e := row.FromStream(v)
		if err == nil {
			err = tooLong(e.List)
		}
		rec := record{n: n, key: key, names: e.Keys, values: e.List, err: err}
		if len(e.Keys) == 0 {
			rec.names, rec.values = []string{"caption"}, []row.Value{e}
		}
		return visit(rec)
	})
}

// files gives the names of the pictures of a row.
func (t *table) files(r record) []string {
	if r.key != "" {
		return []string{r.key}
	}
	return t.h.Fill(new(item.Item), r.names, r.values, "")
}
