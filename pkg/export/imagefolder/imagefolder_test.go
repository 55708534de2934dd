package imagefolder

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

type files map[string]string

func (f files) Put(name, _ string, write func(io.Writer) error) error {
	var b strings.Builder
	err := write(&b)
	f[name] = b.String()
	return err
}

// A row has file_name, relative to the table (datasets, folder_based_builder.py),
// and all rows the same columns of the same types.
func TestFolder(t *testing.T) {
	to := files{}
	w := New(to)
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("picture")), nil }
	lat, lon := 39.0, -125.5
	for _, e := range []*export.Entry{
		{Item: &item.Item{ID: "aa", Caption: "A \"b\"\n", Tags: []string{"x"}, Place: &item.Place{Lat: &lat, Lon: &lon}}, Name: "d/a.jpg", Open: open},
		{Item: &item.Item{ID: "bb"}, Name: "b.jpg", Open: open},
		{Item: &item.Item{ID: "cc"}, Name: "c.jpg"},
	} {
		if err := w.Write(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if len(to) != 3 || to["train/d/a.jpg"] != "picture" || to["train/b.jpg"] != "picture" {
		t.Error(to)
	}
	rows := strings.Split(strings.TrimSuffix(to["train/metadata.jsonl"], "\n"), "\n")
	if len(rows) != 2 || !strings.HasPrefix(rows[0], `{"file_name":"d/a.jpg","text":"A \"b\"\n","id":"aa","title":null,"alt":null,"tags":["x"],`) ||
		!strings.Contains(rows[0], `"lat":39.0,"lon":-125.5,"altitude":null`) || !strings.HasPrefix(rows[1], `{"file_name":"b.jpg","text":"","id":"bb"`) {
		t.Errorf("%q", rows)
	}
	keys := func(row string) string {
		var out []string
		if err := item.Members(row, func(key, _ string) error { out = append(out, key); return nil }); err != nil || !json.Valid([]byte(row)) {
			t.Errorf("%v: %s", err, row)
		}
		return strings.Join(out, " ")
	}
	if keys(rows[0]) != keys(rows[1]) {
		t.Errorf("%s\n%s", keys(rows[0]), keys(rows[1]))
	}
}
