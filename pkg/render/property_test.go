package render

import (
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"photoarchive/pkg/item"
)

// hostileText draws text of pieces that break formats, terminals and tables.
func hostileText() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"word", "a longer piece of text", " ", "  ", "\t", "\n", "\r\n", "\r", "\\", `\t`, `"`, "'", ",", ";", "; ", "|", "=1+1", "+", "-", "@x", "<b>&amp;", "\x00", "\x1b[31m", "\x1b]0;x\a",
		"\x7f", "\u0085", "\u009b2J", "\u200e", "\u202e", "\u2066", "\u2028", "\ufeff", "한국어", "日本", "ｱ", "ＡＢ", "é", "e\u0301", "👩‍👩‍👧", "🇰🇵", "❤️", "👍🏽", "क्षि", "ไทย", "שלום", "مرحبا", "\u0301", "\xff", "\xc3", "\xe2\x80", "\ufffd",
	})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "") })
}

func hostileItems() *rapid.Generator[[]*item.Item] {
	text := hostileText()
	one := rapid.Custom(func(t *rapid.T) *item.Item {
		it := &item.Item{
			ID:      rapid.StringMatching(`[0-9a-f]{32}`).Draw(t, "id"),
			Caption: text.Draw(t, "caption"), Title: text.Draw(t, "title"), Date: rapid.SampledFrom([]string{"", "2013", "2013-02-25T08:14:00+09:00", "2013-02/2013-03", "195X"}).Draw(t, "date"),
			Tags:    rapid.SliceOfN(text, 0, 3).Draw(t, "tags"),
			Picture: item.Picture{SHA256: "00", Name: text.Draw(t, "name")},
		}
		if rapid.Bool().Draw(t, "place?") {
			it.Place = &item.Place{Name: text.Draw(t, "place"), City: text.Draw(t, "city"), Lat: rapid.Ptr(rapid.Float64Range(-90, 90), true).Draw(t, "lat")}
		}
		return it
	})
	return rapid.SliceOfN(one, 0, 4)
}

// valid is a text as JSON carries it: each invalid byte is U+FFFD.
func valid(s string) string { return string([]rune(s)) }

func values(list []string) []string {
	out := []string{}
	for _, v := range list {
		if v = valid(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func TestCSVIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := hostileItems().Draw(t, "items")
		excel := rapid.Bool().Draw(t, "excel")
		text := document1(t, Options{Format: "csv", Fields: []string{"caption", "tags", "place.city", "place.lat"}, Excel: excel}, items)
		if excel {
			var ok bool
			if text, ok = strings.CutPrefix(text, "\ufeff"); !ok {
				t.Fatal("no BOM")
			}
		}
		rows, err := stdcsv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := [][]string{{"caption", "tags", "place.city", "place.lat"}}
		for _, it := range items {
			row := []string{valid(it.Caption), item.JoinList(values(it.Tags)), "", ""}
			if it.Place != nil {
				row[2] = valid(it.Place.City)
				if it.Place.Lat != nil {
					row[3] = string(item.AppendJSONFloat(nil, *it.Place.Lat))
				}
			}
			for i := range row[:3] {
				// Go's reader makes \r\n one line feed.
				row[i] = strings.ReplaceAll(row[i], "\r\n", "\n")
			}
			want = append(want, row)
		}
		for i, row := range rows[1:] {
			for j := range row[:3] {
				if excel && strings.TrimLeft(row[j], "'") != "" && strings.ContainsAny(strings.TrimLeft(row[j], "'")[:1], "=+-@\t\r\n") {
					if !strings.HasPrefix(row[j], "'") {
						t.Fatalf("a formula: %q", row[j])
					}
					rows[i+1][j] = row[j][1:]
				}
			}
		}
		if !reflect.DeepEqual(rows, want) {
			t.Fatalf("\n got %q\nwant %q", rows, want)
		}
	})
}

func document1(t *rapid.T, o Options, items []*item.Item) string {
	var b bytes.Buffer
	w, err := New(t.Context(), &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if err := w.Write(Record{Item: it}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unescapeTSV reads a cell of one value, or the values of a list.
func unescapeTSV(cell string, list bool) []string {
	out := []string{""}
	for i := 0; i < len(cell); i++ {
		c := cell[i]
		switch {
		case c == ',' && list:
			out = append(out, "")
			continue
		case c == '\\':
			i++
			if c = cell[i]; strings.IndexByte("tnr", c) >= 0 {
				c = map[byte]byte{'t': '\t', 'n': '\n', 'r': '\r'}[c]
			}
		}
		out[len(out)-1] += string([]byte{c})
	}
	return out
}

func TestTSVIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := hostileItems().Draw(t, "items")
		text := document1(t, Options{Format: "tsv", Fields: []string{"id", "tags", "caption"}}, items)
		lines := strings.SplitAfter(text, "\n")
		if len(lines) != len(items)+1 || lines[len(items)] != "" {
			t.Fatalf("%d lines of %d items: %q", len(lines), len(items), text)
		}
		for i, it := range items {
			cells := strings.Split(strings.TrimSuffix(lines[i], "\n"), "\t")
			if len(cells) != 3 || cells[0] != it.ID || unescapeTSV(cells[2], false)[0] != valid(it.Caption) {
				t.Fatalf("got %q from %q", cells, it.Caption)
			}
			want := values(it.Tags)
			if len(want) == 0 {
				want = []string{""}
			}
			if got := unescapeTSV(cells[1], true); !reflect.DeepEqual(got, want) {
				t.Fatalf("got the tags %q, want %q", got, want)
			}
		}
	})
}

func TestJSONIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := hostileItems().Draw(t, "items")
		terminal := rapid.Bool().Draw(t, "terminal")
		var array []json.RawMessage
		if err := json.Unmarshal([]byte(document1(t, Options{Format: "json", Terminal: terminal}, items)), &array); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(document1(t, Options{Format: "jsonl", Terminal: terminal}, items), "\n")
		if len(array) != len(items) || len(lines) != len(items)+1 {
			t.Fatalf("%d and %d of %d items", len(array), len(lines)-1, len(items))
		}
		for i, it := range items {
			want, err := it.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if string(array[i]) != lines[i] || !terminal && lines[i] != string(want) {
				t.Fatalf("got %s and %s, want %s", array[i], lines[i], want)
			}
			var got item.Item
			if err := item.DecodeStrict([]byte(lines[i]), &got); err != nil {
				t.Fatal(err)
			}
			if again, err := got.AppendJSON(nil); err != nil || !bytes.Equal(again, want) {
				t.Fatalf("got %s, %v; want %s", again, err, want)
			}
		}
	})
}

// Whatever the format, nothing that acts on a terminal reaches one.
func TestNothingSteersTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := hostileItems().Draw(t, "items")
		text := hostileText()
		o := rapid.SampledFrom([]Options{
			{},
			{Width: 60},
			{Format: "tsv"},
			{Format: "csv"},
			{Format: "jsonl"},
			{Format: "json"},
			{Format: "ids"},
			{Format: "paths"},
			{Format: "captions"},
			{Format: "table", Fields: []string{"picture", "path", "tags"}},
			{Format: "jsonl", Fields: []string{"caption", "path"}},
			{Template: "{{.caption}} {{json .tags}} {{.path}}"},
			{JQ: ".caption, .tags"},
		}).Draw(t, "options")
		o.Terminal = true
		o.PicturePath = func(*item.Item) string { return "/" + text.Draw(t, "path") }
		out := strings.ReplaceAll(document1(t, o, items), "\r\n", "\n")
		if !utf8.ValidString(out) {
			t.Fatalf("invalid UTF-8: %q", out)
		}
		for _, r := range out {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || steers(r) {
				t.Fatalf("%U in %q", r, out)
			}
		}
	})
}

// A table fits its width, its columns line up, and it has a line an item.
func TestTableFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := hostileItems().Draw(t, "items")
		width := rapid.IntRange(8, 220).Draw(t, "width")
		color := rapid.Bool().Draw(t, "color")
		out := document1(t, Options{Format: "table", Width: width, Color: color, Highlight: matched}, items)
		if len(items) == 0 {
			if out != "" {
				t.Fatalf("got %q", out)
			}
			return
		}
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if len(lines) != len(items)+1 {
			t.Fatalf("%d lines of %d items", len(lines)-1, len(items))
		}
		for _, line := range lines {
			plain := withoutSGR(line)
			if n := Columns(plain); n > width {
				t.Fatalf("%d columns in a table of %d: %q", n, width, plain)
			}
			if strings.HasSuffix(plain, " ") {
				t.Fatalf("space at the end: %q", plain)
			}
			if !color && strings.Contains(line, "\x1b") {
				t.Fatalf("an escape: %q", line)
			}
		}
	})
}

// withoutSGR takes out what color puts in; nothing else has an ESC.
func withoutSGR(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, s, _ = strings.Cut(rest, "m")
	}
}

// Whatever stands for an item's JSON, nothing breaks.
func FuzzRecord(f *testing.F) {
	for _, it := range hostile() {
		line, err := it.AppendJSON(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(line)
	}
	f.Add([]byte(`{"id":1,"tags":{"a":[]},"place":["x"],"sources":[1,{"url":{}}],"extra":"x","picture":null}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, o := range []Options{{}, {Format: "table", Width: 60}, {Format: "csv"}, {Format: "ids"}, {Format: "captions"}, {Format: "jsonl", Fields: []string{"id", "place.city", "sources.url", "extra.x", "path"}}, {Fields: Fields()}, {JQ: ".tags"}, {Template: "{{.id}} {{json .}} {{range .sources}}x{{end}}"}} {
			o.Terminal = true
			o.PicturePath = func(*item.Item) string { return "x" }
			w, err := New(t.Context(), io.Discard, o)
			if err != nil {
				t.Fatal(err)
			}
			_ = w.Write(Record{JSON: line}) // an error is fine, a panic is not
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
