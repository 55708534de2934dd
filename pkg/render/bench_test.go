package render

import (
	"fmt"
	"io"
	"testing"
	"time"

	"photoarchive/pkg/item"
)

// typical records are about as large as those that the design's goals speak of.
func typical(b *testing.B, n int) []Record {
	records := make([]Record, n)
	for i := range records {
		it := &item.Item{
			ID:      fmt.Sprintf("%032x", i*7919),
			Caption: "A popcorn vendor works at a snack bar in a department store in #Pyongyang. #NKorea #DPRK\nFebruary 2013",
			Tags:    []string{"Pyongyang", "NKorea", "DPRK"}, Date: "2013-02-25T08:14:00+09:00",
			Place:   &item.Place{Name: "Pyongyang, North Korea", City: "Pyongyang", CountryCode: "KP", Lat: ptr(39.0319), Lon: ptr(125.7532)},
			Picture: item.Picture{SHA256: fmt.Sprintf("%064x", i), Size: 81234, Type: "image/jpeg", Width: 612, Height: 612, Name: "popcorn.jpg"},
			Likes:   ptr(int64(2950)), Added: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		}
		line, err := it.AppendJSON(nil)
		if err != nil {
			b.Fatal(err)
		}
		records[i] = Record{Item: it, JSON: line}
	}
	return records
}

func benchmark(b *testing.B, o Options, change func(*Record)) {
	records := typical(b, 1000)
	size := 0
	for i := range records {
		size += len(records[i].JSON)
		if change != nil {
			change(&records[i])
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		w, err := New(b.Context(), io.Discard, o)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range records {
			if err := w.Write(r); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// Each benchmark writes 1000 records; MB/s are of their JSON.
func BenchmarkFormats(b *testing.B) {
	for _, c := range []struct {
		name    string
		options Options
	}{
		{"jsonl", Options{Format: "jsonl"}},
		{"jsonl-fields", Options{Format: "jsonl", Fields: []string{"id", "place.city", "tags"}}},
		{"tsv", Options{}},
		{"csv", Options{Format: "csv"}},
		{"ids", Options{Format: "ids"}},
		{"table", Options{Format: "table", Width: 120}},
		{"template", Options{Template: "{{.id}} {{.place.city}}"}},
		{"jq", Options{JQ: "[.id, .place.city] | @tsv"}},
	} {
		b.Run(c.name, func(b *testing.B) { benchmark(b, c.options, nil) })
	}
	b.Run("jsonl-of-items", func(b *testing.B) {
		benchmark(b, Options{Format: "jsonl"}, func(r *Record) { r.JSON = nil })
	})
	b.Run("copy", func(b *testing.B) { // what jsonl is to come near
		records := typical(b, 1000)
		buf := make([]byte, 0, 64<<10)
		size := 0
		for _, r := range records {
			size += len(r.JSON)
		}
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, r := range records {
				if len(buf)+len(r.JSON)+1 > cap(buf) {
					buf = buf[:0]
				}
				buf = append(append(buf, r.JSON...), '\n')
			}
		}
	})
}
