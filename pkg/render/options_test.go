package render

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/item"
)

func TestUsageErrors(t *testing.T) {
	path := func(*item.Item) string { return "x" }
	for _, c := range []struct {
		options Options
		reason  string
		hint    string
	}{
		{Options{Format: "josnl"}, `format: unknown format "josnl"`, "did you mean jsonl?"},
		{Options{Format: "CSV"}, `format: unknown format "CSV"`, "did you mean csv?"},
		{Options{Format: "spreadsheet"}, `format: unknown format "spreadsheet"`, "known are table, tsv, csv, jsonl, json, ids, paths, captions, template"},
		{Options{Fields: []string{"id", "captoin"}}, `fields: unknown field "captoin"`, "did you mean caption?"},
		{Options{Fields: []string{"city"}}, `fields: unknown field "city"`, "did you mean place.city?"},
		{Options{Fields: []string{"Lat"}}, `fields: unknown field "Lat"`, "did you mean place.lat?"},
		{Options{Fields: []string{"tag"}}, `fields: unknown field "tag"`, "did you mean tags?"},
		{Options{Fields: []string{"place.citi"}}, `fields: unknown field "place.citi"`, "did you mean place.city?"},
		{Options{Fields: []string{"id", ""}}, `fields: a name is empty`, ""},
		{Options{Fields: []string{"extra."}}, `fields: unknown field "extra."`, "did you mean extra?"},
		{Options{Fields: []string{"id.x"}}, `fields: unknown field "id.x"`, "did you mean id?"},
		{Options{Fields: []string{"id"}, Format: "ids"}, `fields does not go with the format ids`, "it goes with table, tsv, csv, jsonl, json"},
		{Options{JQ: ".a |"}, `jq: column 5: expected a value, found the end`, ""},
		{Options{JQ: "mapp(.)"}, `jq: column 1: function mapp/1 is not defined`, ""},
		{Options{JQ: ".", Format: "csv"}, `jq does not go with the format csv`, "it goes with jsonl, json"},
		{Options{JQ: ".", Template: "x"}, `jq and template do not go together`, ""},
		{Options{Template: "{{.id"}, `template: template:1: unclosed action`, ""},
		{Options{Template: "{{.id | shout}}"}, `template: template:1: function "shout" not defined`, ""},
		{Options{Template: "{{range .tags}}{{if $.titel}}x{{end}}{{end}}"}, `template: unknown field "titel"`, "did you mean title?"},
		{Options{Template: "{{(index .sources 0).platfor}}"}, `template: unknown field "platfor"`, "did you mean sources.platform?"},
		{Options{Template: "x", Format: "json"}, `template does not go with the format json`, "it goes with template"},
		{Options{Format: "template"}, `format template: no template given`, ""},
		{Options{Format: "paths"}, `format paths: the paths of pictures are not known here`, ""},
		{Options{Format: "json", NUL: true}, `NUL does not go with the format json`, "it goes with tsv, csv, jsonl, ids, paths, captions, template"},
		{Options{Format: "table", NUL: true, PicturePath: path}, `NUL does not go with the format table`, "it goes with tsv, csv, jsonl, ids, paths, captions, template"},
	} {
		_, err := New(context.Background(), io.Discard, c.options)
		var usage *UsageError
		if !errors.As(err, &usage) || usage.Error() != c.reason || usage.Hint() != c.hint {
			t.Errorf("%+v:\n got %v, hint %q\nwant %s, hint %q", c.options, err, hintOf(usage), c.reason, c.hint)
		}
	}
}

func hintOf(e *UsageError) string {
	if e == nil {
		return ""
	}
	return e.Hint()
}

func TestDefaultFormat(t *testing.T) {
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, "tsv"},
		{Options{Terminal: true}, "table"},
		{Options{Terminal: true, NUL: true}, "tsv"},
		{Options{Terminal: true, JQ: "."}, "jsonl"},
		{Options{JQ: ".", Format: "json", NUL: true}, "json"},
		{Options{Terminal: true, Template: "x"}, "template"},
		{Options{Terminal: true, Format: "ids"}, "ids"},
	} {
		if got, err := c.options.format(); got != c.want || err != nil {
			t.Errorf("%+v: got %s, %v; want %s", c.options, got, err, c.want)
		}
	}
}

// Each field that help names can be chosen, in each format that takes fields.
func TestFieldsCanBeChosen(t *testing.T) {
	for _, format := range []string{"table", "tsv", "csv", "jsonl", "json"} {
		for _, f := range append(Fields(), "extra.IPTC:Writer-Editor", "extra.a.b.c", "origins.caption") {
			if written(t, Options{Format: format, Fields: []string{f}, PicturePath: where}, hostile()) == "" {
				t.Errorf("%s of %s writes nothing", format, f)
			}
		}
	}
}

func TestNeedsItem(t *testing.T) {
	for _, c := range []struct {
		options Options
		want    bool
	}{
		{Options{}, false},
		{Options{Format: "jsonl"}, false},
		{Options{Format: "jsonl", Fields: []string{"id", "path"}}, true},
		{Options{Fields: []string{"id"}}, false},
		{Options{Format: "paths"}, true},
		{Options{JQ: "."}, false},
	} {
		if got := NeedsItem(c.options); got != c.want {
			t.Errorf("%+v: got %t", c.options, got)
		}
	}
}

// A record with only its JSON is written as one with its item.
func TestJSONIsEnough(t *testing.T) {
	for _, o := range []Options{{}, {Format: "table", Width: 80}, {Format: "csv"}, {Format: "jsonl"}, {Format: "json", Fields: []string{"id", "path"}}, {Format: "ids"}, {Format: "captions"}, {Format: "paths"}, {JQ: ".id"}, {Template: "{{.id}} {{.path}}"}} {
		o.PicturePath = where
		var b bytes.Buffer
		w, err := New(t.Context(), &b, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range hostile() {
			line, err := it.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Write(Record{JSON: line}); err != nil {
				t.Fatal(err)
			}
			clear(line) // it is only read during Write
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if want := written(t, o, hostile()); b.String() != want {
			t.Errorf("%+v:\n got %s\nwant %s", o, b.String(), want)
		}
	}
}

func TestDistance(t *testing.T) {
	record := func(metres float64) Record { return Record{Item: &item.Item{ID: "a"}, Distance: &metres} }
	for _, c := range []struct {
		options Options
		records []Record
		want    string
	}{
		{Options{Fields: []string{"id", "distance"}}, []Record{record(1234.5678), record(0), {Item: &item.Item{ID: "b"}}, record(math.NaN())}, "a\t1234.6\na\t0\nb\t\na\t\n"},
		{Options{Format: "jsonl", Fields: []string{"distance", "id"}}, []Record{record(5), {Item: &item.Item{ID: "b"}}}, "{\"distance\":5,\"id\":\"a\"}\n{\"id\":\"b\"}\n"},
		{Options{Template: "{{.id}} {{.distance}}"}, []Record{record(80.26), {Item: &item.Item{ID: "b"}}}, "a 80.3\nb \n"},
		{Options{Format: "table", Width: 40}, []Record{record(80.26), record(1234.5), record(99949), record(999_499), {Item: &item.Item{ID: "b"}}}, "ID  DATE  PLACE  CAPTION  TAGS  DISTANCE\na                                   80 m\na                                 1.2 km\na                                99.9 km\na                                 999 km\nb\n"},
	} {
		var b bytes.Buffer
		w, err := New(t.Context(), &b, c.options)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range c.records {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%+v:\n got %q\nwant %q", c.options, b.String(), c.want)
		}
	}
}

// failing takes so many bytes.
type failing struct{ left int }

var errFull = errors.New("no space left")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return f.left, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	for _, c := range []struct {
		options Options
		record  Record
		want    string
	}{
		{Options{Format: "jsonl", Fields: []string{"id"}}, Record{JSON: []byte(`{"id":"a"`)}, `item of unknown id: JSON, byte 10: expected a comma or }, found the end`},
		{Options{}, Record{JSON: []byte(`[]`)}, `item of unknown id: JSON, byte 1: expected an object, found '['`},
		{Options{JQ: "."}, Record{JSON: []byte{}}, `item of unknown id: the item has no JSON`},
		{Options{Format: "jsonl"}, Record{Item: &item.Item{ID: "a", Place: &item.Place{Lat: ptr(math.Inf(1))}}}, `item a: place: lat, lon or altitude is not a finite number`},
		{Options{JQ: ".likes + \"x\""}, Record{Item: &item.Item{ID: "a\x1b", Likes: ptr(int64(1))}}, `item a␛: jq: number (1) and string ("x") cannot be added`},
		{Options{Template: "{{index .tags 3}}"}, Record{Item: &item.Item{ID: "a"}}, `item a: template: template:1:2: executing "template" at <index .tags 3>: error calling index: index out of range: 3`},
		{Options{Template: `{{join 1 .tags}}`}, Record{Item: &item.Item{ID: "a"}}, `item a: template: template:1:2: executing "template" at <join 1 .tags>: error calling join: expected a separator and a list`},
	} {
		var b bytes.Buffer
		w, err := New(t.Context(), &b, c.options)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(c.record); err == nil || err.Error() != c.want {
			t.Errorf("%+v:\n got %v\nwant %s", c.options, err, c.want)
		}
		if err := w.Close(); err != nil || b.Len() != 0 {
			t.Errorf("%+v: %q was written, %v", c.options, b.String(), err)
		}
	}
	for _, o := range []Options{{}, {Format: "json"}, {Format: "csv"}, {Format: "table", Width: 80}} {
		w, err := New(t.Context(), &failing{5}, o)
		if err != nil {
			t.Fatal(err)
		}
		big := &item.Item{ID: "a", Caption: strings.Repeat("x", 200_000), Tags: []string{strings.Repeat("y", 200_000)}}
		writeErr := w.Write(Record{Item: big})
		if err := w.Close(); !errors.Is(err, errFull) && !errors.Is(writeErr, errFull) {
			t.Errorf("%+v: a full disk goes unnoticed: %v, %v", o, writeErr, err)
		}
	}
}

func TestContextEndsJQ(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w, err := New(ctx, io.Discard, Options{JQ: "last(repeat(1))"})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := w.Write(Record{Item: &item.Item{ID: "a"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestTemplateFunctions(t *testing.T) {
	it := &item.Item{ID: "5f0c", Title: "Ärger", Tags: []string{"a", "b"}, Date: "1953-07", Published: "2013-02-25T09:30:00Z", Place: &item.Place{Lat: ptr(39.0)}, Likes: ptr(int64(150)), Origins: map[string]string{"caption": "file"}, Extra: map[string]string{"IPTC:X": "y"}}
	for _, c := range []struct{ template, want string }{
		{`{{upper .title}} {{.Title | lower}}`, "ÄRGER ärger\n"},
		{`{{join .tags "; "}} {{.tags | join "/"}} {{join "," .people}}|`, "a; b a/b |\n"},
		{`{{date "2006" .date}} {{.published | date "15:04"}} {{date "2006" .added}}|`, "1953-07 09:30 |\n"},
		{`{{trunc 2 .title}} {{trunc 0 .title}}|{{trunc -1 .title}}|{{trunc 99 .title}}`, "Är ||Ärger\n"},
		{`{{default "none" .caption}} {{.rating | default 0}} {{.likes | default 7}}`, "none 0 150\n"},
		{`{{printf "%.2f" .place.lat}}{{if gt .likes 100}} many{{end}}{{with .place.city}} in {{.}}{{end}}`, "39.00 many\n"},
		{`{{.origins.caption}} {{.origins.date}}|{{index .extra "IPTC:X"}}|{{index .extra "z"}}|{{.Picture.SHA256}}|{{.rating}}|`, "file |y||||\n"},
		{"{{.id}}\n", "5f0c\n"},
		{``, ""},
	} {
		if c.template == "" {
			continue // no template is the default format
		}
		if got := written(t, Options{Template: c.template}, []*item.Item{it}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.template, got, c.want)
		}
	}
	if got := written(t, Options{Template: "{{.id}}\n", NUL: true}, []*item.Item{it, it}); got != "5f0c\n\x005f0c\n\x00" {
		t.Errorf("with NUL: %q", got)
	}
}

func TestFieldsAreTheSchema(t *testing.T) {
	var fromTypes []string
	var walk func(prefix string, typ reflect.Type)
	walk = func(prefix string, typ reflect.Type) {
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			fromTypes = append(fromTypes, prefix+name)
			inner := typ.Field(i).Type
			for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct && inner.String() != "time.Time" {
				walk(prefix+name+".", inner)
			}
		}
	}
	walk("", reflect.TypeFor[item.Item]())
	var got []string
	for _, f := range schema() {
		if f.kind != computed {
			got = append(got, f.name)
		}
	}
	if !reflect.DeepEqual(got, fromTypes) {
		t.Errorf("got  %q\nwant %q", got, fromTypes)
	}
}
