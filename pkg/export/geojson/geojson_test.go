package geojson

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

func written(t *testing.T, items ...*item.Item) string {
	t.Helper()
	var b strings.Builder
	w := New(&b)
	for _, it := range items {
		if err := w.Write(t.Context(), &export.Entry{Item: it}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// RFC 7946: §3.1.1 longitude before latitude, §3.2 geometry null where there is
// none, §3.3 an empty list of features.
func TestDocument(t *testing.T) {
	lat, lon, rating := 39.0319, -125.0, 0
	got := written(t, &item.Item{
		ID: "aa", Caption: "A \"b\"\n<c>", Tags: []string{"x", "y"}, Date: "1953~", Rating: &rating,
		Place: &item.Place{Name: "Here", Lat: &lat, Lon: &lon, Altitude: &lat}, Picture: item.Picture{SHA256: "00", Width: 3, Name: "a.jpg"},
	}, &item.Item{ID: "bb", Picture: item.Picture{SHA256: "11"}})
	want := `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"aa","geometry":{"type":"Point","coordinates":[-125,39.0319]},"properties":{"id":"aa","caption":"A \"b\"\n<c>","tags":["x","y"],"date":"1953~","place":"Here","altitude":39.0319,"rating":0,"picture":"a.jpg","sha256":"00","width":3}},
{"type":"Feature","id":"bb","geometry":null,"properties":{"id":"bb","sha256":"11"}}
]}
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var empty map[string]any
	if err := json.Unmarshal([]byte(written(t)), &empty); err != nil || !reflect.DeepEqual(empty, map[string]any{"type": "FeatureCollection", "features": []any{}}) {
		t.Errorf("%v, %v", empty, err)
	}
}

func BenchmarkWrite(b *testing.B) {
	lat, lon := 39.0319, 125.7532
	e := &export.Entry{Item: &item.Item{
		ID: "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6", Caption: "A popcorn vendor works at a snack bar in a department store in #Pyongyang.", Tags: []string{"Pyongyang"},
		Place: &item.Place{Name: "Pyongyang, North Korea", City: "Pyongyang", Lat: &lat, Lon: &lon}, Picture: item.Picture{SHA256: strings.Repeat("0", 64), Name: "a.jpg"},
	}}
	w := New(discard{})
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Write(b.Context(), e); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
