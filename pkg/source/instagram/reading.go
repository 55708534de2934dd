package instagram

import (
	"context"
	"errors"
	"path"
	"strconv"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// reading is the reading of one account's download.
type reading struct {
	ctx    context.Context
	to     source.Sink
	opts   source.Options
	export export
	said   int // drafts and skips so far
}

// all reads every document in order.
func (r *reading) all() error {
	j := newJoin(r.export.documents)
	if err := j.prepare(r); err != nil {
		return err
	}
	for _, d := range r.export.documents {
		emit := func(p post) error { return r.emit(p, d.what) }
		switch {
		case d.html:
			if err := r.html(d, emit); err != nil {
				return err
			}
			continue
		case d.what == oldMedia:
			if err := r.oldMedia(d); err != nil {
				return err
			}
			continue
		case j.joins(d):
			emit = func(p post) error {
				if j.alone(&p, d) {
					return r.emit(p, d.what)
				}
				return nil
			}
		}
		if err := r.records(d, r.sayDamage, emit); err != nil {
			return err
		}
	}
	if r.said == 0 {
		return r.skip(r.nothing())
	}
	return nil
}

// nothing says why a download gave nothing.
func (r *reading) nothing() source.Skip {
	s := source.Skip{Code: source.CodeEmpty, Refused: true, Reason: "no posts in this Instagram download"}
	if len(r.export.containers) > 0 {
		s.Path = r.export.containers[0].Name
	}
	html := false
	for _, d := range r.export.documents {
		html = html || d.html
	}
	switch {
	case len(r.export.documents) == 0:
		s.Reason = "a part of an Instagram download without its posts: give all parts in one command"
	case html:
		s.Reason = "an Instagram download as web pages, in which no posts were found: a download as JSON says more"
	}
	return s
}

func (r *reading) skip(s source.Skip) error {
	r.said++
	return r.to.Skip(s)
}

// say is how damage is reported; a first pass over a document says nothing.
type say func(d document, ref string, err error) error

func (r *reading) sayDamage(d document, ref string, err error) error {
	s := source.Damage(r.export.containers[d.in].Path(d.path)+ref, err)
	var syntax *jsonstream.SyntaxError
	if errors.As(err, &syntax) {
		s.Code, s.Reason = "damaged", "isn't whole JSON: "+err.Error()
	}
	return r.skip(s)
}

func silent(document, string, error) error { return nil }

// stop is an error of the sink or the context: it ends the reading.
type stop struct{ error }

func (s stop) Unwrap() error { return s.error }

// records reads a JSON document record by record. Damage ends the document and
// not the reading.
func (r *reading) records(d document, damage say, emit func(post) error) error {
	f, err := r.export.containers[d.in].FS.Open(d.path)
	if err != nil {
		return damage(d, "", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	w := walker{r: r, d: d, json: jsonstream.NewReader(f), damage: damage, emit: emit}
	return w.end(w.document(0))
}

// walker walks through a document to its records. They are the elements of the
// array that the document is, or of the arrays under its keys, whatever those are
// called; the document may be a single record itself.
type walker struct {
	r      *reading
	d      document
	json   *jsonstream.Reader
	damage say
	emit   func(post) error
	n      int // records so far
}

// end tells an error of the document, which is reported, from one that ends the
// reading.
func (w *walker) end(err error) error {
	var ends stop
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ends):
		return ends.error
	}
	return w.damage(w.d, "", err)
}

const maxWrappers = 4

func (w *walker) document(depth int) error {
	kind, err := w.json.Kind()
	if err != nil {
		return err
	}
	switch {
	case kind == jsonstream.Array:
		return w.array()
	case kind == jsonstream.Object && depth < maxWrappers:
		return w.object(depth)
	}
	return w.json.Skip()
}

func (w *walker) array() error {
	return w.json.Array(func(int) error {
		v, err := w.json.Value()
		number := w.n
		w.n++
		if err != nil {
			return w.tooMuch(err, "#"+strconv.Itoa(number))
		}
		return w.record(v, number)
	})
}

// tooMuch reports a value that was too large or too deep, behind which reading
// goes on.
func (w *walker) tooMuch(err error, ref string) error {
	if !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
		return err
	}
	if err := w.damage(w.d, ref, err); err != nil {
		return stop{err}
	}
	return nil
}

func (w *walker) object(depth int) error {
	var keys []string
	var values []jsonstream.Value
	err := w.json.Object(func(key string) error {
		kind, err := w.json.Kind()
		if err != nil {
			return err
		}
		own := key == "media" || key == "label_values" || key == "media_metadata"
		if !own && (kind == jsonstream.Array || kind == jsonstream.Object) {
			return w.document(depth + 1)
		}
		v, err := w.json.Value()
		if err != nil {
			return w.tooMuch(err, "")
		}
		keys, values = append(keys, key), append(values, v)
		return nil
	})
	if err != nil {
		return err
	}
	v := jsonstream.NewObject(keys, values)
	if depth > 0 && !v.Get("media").Is() && !v.Get("label_values").Is() {
		return nil
	}
	// A list of posts may stand under the key that media have.
	if list := v.Get("media"); list.At(0).Get("media").Is() {
		for _, e := range list.Items() {
			w.n++
			if err := w.record(e, w.n-1); err != nil {
				return err
			}
		}
		return nil
	}
	w.n++
	return w.record(v, w.n-1)
}

func (w *walker) record(v jsonstream.Value, number int) error {
	if err := w.r.ctx.Err(); err != nil {
		return stop{err}
	}
	p, ok := detailed(v)
	if !ok {
		p, ok = classic(v)
	}
	if !ok {
		return nil
	}
	p.doc, p.number, p.in = path.Base(w.d.path), strconv.Itoa(number), w.d.in
	if err := w.emit(p); err != nil {
		return stop{err}
	}
	return nil
}
