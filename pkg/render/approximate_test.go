package render

import (
	"bytes"
	"context"
	"testing"

	"photoarchive/pkg/item"
)

// What a near query found by a name only is marked where it is shown and told
// where it is asked for; all else is written as if it were not so.
func TestApproximate(t *testing.T) {
	named := &item.Item{ID: "1", Place: &item.Place{City: "Wonsan"}}
	exact := &item.Item{ID: "2", Place: &item.Place{City: "Wonsan"}}
	raw := []byte(`{"id":"1","place":{"city":"Wonsan"}}`)
	for _, tt := range []struct {
		options Options
		want    string
	}{
		{Options{Format: "table", Fields: []string{"id", "place"}}, "ID  PLACE\n1   ~Wonsan\n2   Wonsan\n"},
		{Options{Format: "table", Fields: []string{"id", "place.city"}}, "ID  PLACE.CITY\n1   Wonsan\n2   Wonsan\n"},
		{Options{Format: "table", Fields: []string{"id", "place.name"}}, "ID  PLACE.NAME\n1\n2\n"},
		{Options{Format: "tsv"}, "1\t\tWonsan\t\t\n2\t\tWonsan\t\t\n"},
		{Options{Format: "tsv", Fields: []string{"id", "approximate"}}, "1\ttrue\n2\t\n"},
		{Options{Format: "jsonl", Fields: []string{"approximate", "id"}}, `{"approximate":true,"id":"1"}` + "\n" + `{"id":"2"}` + "\n"},
		{Options{Format: "jsonl", Fields: []string{"id"}}, `{"id":"1"}` + "\n" + `{"id":"2"}` + "\n"},
		{Options{Format: "jsonl"}, `{"id":"1","place":{"city":"Wonsan"},"approximate":true}` + "\n" + `{"id":"2","place":{"city":"Wonsan"}}` + "\n"},
		{Options{Format: "json"}, "[\n" + `{"id":"1","place":{"city":"Wonsan"},"approximate":true},` + "\n" + `{"id":"2","place":{"city":"Wonsan"}}` + "\n]\n"},
		{Options{JQ: `[.id, .approximate]`}, `["1",true]` + "\n" + `["2",null]` + "\n"},
		{Options{Template: `{{.id}} {{if .approximate}}about {{end}}{{.place.city}}{{.Approximate}}`}, "1 about Wonsantrue\n2 Wonsan\n"},
		{Options{Template: `{{json .}}`}, `{"approximate":true,"id":"1","picture":{},"place":{"city":"Wonsan"}}` + "\n" + `{"id":"2","picture":{},"place":{"city":"Wonsan"}}` + "\n"},
		{Options{Format: "ids"}, "1\n2\n"},
	} {
		var b bytes.Buffer
		w, err := New(context.Background(), &b, tt.options)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []Record{
			{Item: named, JSON: raw, Approximate: true},
			{Item: exact, JSON: []byte(`{"id":"2","place":{"city":"Wonsan"}}`)},
		} {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != tt.want {
			t.Errorf("%+v:\n%s\nnot\n%s", tt.options, got, tt.want)
		}
	}
	if string(raw) != `{"id":"1","place":{"city":"Wonsan"}}` {
		t.Errorf("the caller's JSON is changed: %s", raw)
	}
	if got := string(appendApproximate([]byte(`{}`))); got != `{"approximate":true}` {
		t.Errorf("%s", got)
	}
}
