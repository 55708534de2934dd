package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	gotemplate "text/template"
	"time"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// templated runs a Go template on each item. The fields have the names of the
// item's JSON (.caption, .place.city) or their Go names (.Caption, .Place.City);
// one that the item doesn't have is empty, one that the schema doesn't have is
// an error of New. .path, .distance and .approximate are there too. What the template writes
// is ended by a line feed unless it ends in one.
type templated struct {
	options  Options
	template *gotemplate.Template
	empty    specimens
	end      byte
	buf      []byte
}

func newTemplate(o Options, end byte) (*templated, error) {
	t, err := gotemplate.New("template").Option("missingkey=zero").Funcs(functions()).Parse(o.Template)
	if err != nil {
		return nil, &UsageError{reason: err.Error()}
	}
	for _, part := range t.Templates() {
		if err := checkNames(part.Root); err != nil {
			return nil, err
		}
	}
	return &templated{options: o, template: t, empty: newSpecimens(), end: end}, nil
}

func (t *templated) header(dst []byte) []byte { return dst }
func (t *templated) footer(dst []byte) []byte { return dst }

func (t *templated) record(dst []byte, r Record) ([]byte, error) {
	data, err := t.data(r)
	if err != nil {
		return dst, err
	}
	var out bytes.Buffer
	if err := t.template.Execute(&out, data); err != nil {
		return dst, err
	}
	text := out.String()
	if t.options.Terminal {
		text = VisibleLines(text)
	}
	dst = append(dst, text...)
	if t.end == 0 || !strings.HasSuffix(text, "\n") {
		dst = append(dst, t.end)
	}
	return dst, nil
}

// data is the item for the template.
func (t *templated) data(r Record) (known, error) {
	var err error
	if t.buf, err = r.appendJSON(t.buf[:0]); err != nil {
		return nil, err
	}
	v, err := tree(string(t.buf))
	if err != nil {
		return nil, err
	}
	values, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("the item's JSON is no object")
	}
	k := t.empty.filled("", values)
	if d := appendMetres(nil, r.Distance); len(d) > 0 {
		k.set("distance", math.Round(*r.Distance*10)/10)
	}
	if r.Approximate {
		k.set("approximate", true)
	}
	if strings.Contains(strings.ToLower(t.options.Template), "path") {
		path, err := t.options.path(r)
		if err != nil {
			return nil, err
		}
		k.set("path", path)
		if picture, ok := k["picture"].(known); ok {
			picture.set("path", path)
		}
	}
	return k, nil
}

// functions are what templates have beside Go's own.
func functions() gotemplate.FuncMap {
	return gotemplate.FuncMap{
		"join":    join,
		"json":    toJSON,
		"date":    formatDate,
		"upper":   strings.ToUpper,
		"lower":   strings.ToLower,
		"trunc":   trunc,
		"oneline": oneLine,
		"default": orDefault,
	}
}

// join puts a separator between the values of a list; the two in any order.
func join(a, b any) (string, error) {
	if reflect.ValueOf(a).Kind() == reflect.Slice {
		a, b = b, a
	}
	sep, ok := a.(string)
	if !ok {
		return "", errors.New("expected a separator and a list")
	}
	switch list := b.(type) {
	case string: // a list that is empty, or a field that holds one value
		return list, nil
	case []any:
		all := make([]string, len(list))
		for i, v := range list {
			all[i] = fmt.Sprint(v)
		}
		return strings.Join(all, sep), nil
	}
	return "", errors.New("expected a separator and a list")
}

func toJSON(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(plain(v))
	return strings.TrimSuffix(b.String(), "\n"), err
}

// formatDate writes a date in a layout of Go's time package. A date that is
// only known in part, or an interval, stays as it is.
func formatDate(format, date string) string {
	for _, known := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if t, err := time.Parse(known, date); err == nil {
			return t.Format(format)
		}
	}
	return date
}

// trunc keeps the first n characters, as people count them.
func trunc(n int, s string) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for it := graphemes.FromString(s); n > 0 && it.Next(); n-- {
		end = it.End()
	}
	return s[:end]
}

func orDefault(other, v any) any {
	if isEmpty(v) {
		return other
	}
	return v
}
