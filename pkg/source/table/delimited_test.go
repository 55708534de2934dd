package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"photoarchive/pkg/source/table/row"
)

// all reads every row; a row that is refused is its error.
func all(t *testing.T, r io.Reader, comma byte) [][]string {
	t.Helper()
	d := newDelimited(decoded(r), comma)
	var out [][]string
	for {
		cells, err := d.read()
		switch {
		case errors.Is(err, io.EOF):
			return out
		case err != nil && passed(err):
			cells = []string{"!" + strings.Split(err.Error(), "\n")[0]}
		case err != nil:
			t.Fatal(err)
		}
		out = append(out, cells)
	}
}

func TestDelimited(t *testing.T) {
	for in, want := range map[string][][]string{
		"a,b\r\n1,2\n\n\r\n3,4":            {{"a", "b"}, {"1", "2"}, {"3", "4"}},
		"\"a,\"\"b\",\"c\r\nd\"\n\"\",\n":  {{`a,"b`, "c\nd"}, {"", ""}},
		"a \"b\" c,\"d \"e\" f\"\n":        {{`a "b" c`, `d "e" f`}},
		"1,\"A dog\" runs\n2,x\n":          {{"1", `"A dog" runs`}, {"2", "x"}},
		"1,\"never closed\n2,x\n3,\"y\"\n": {{"1", `"never closed`}, {"2", "x"}, {"3", "y"}},
		"1,\"never closed\n2,x\n3,y":       {{"1", `"never closed`}, {"2", "x"}, {"3", "y"}},
		"\"a":                              {{`"a`}},
		"\"":                               {{`"`}},
		",\n":                              {{"", ""}},
		"":                                 nil,
		"\uFEFFa,b\n":                      {{"a", "b"}},
		"caf\xe9,\x80\n":                   {{"café", "€"}}, // Windows-1252
		"\xff\xfea\x00,\x00\xe9\x00\n\x00": {{"a", "é"}},    // UTF-16
		"a, b \n":                          {{"a", " b "}},
		strings.Repeat(",", maxCells+1) + "\nb,c": {{"!a row of over 4,096 cells"}, {"b", "c"}},
	} {
		if got := all(t, strings.NewReader(in), ','); !reflect.DeepEqual(got, want) {
			t.Errorf("%.60q\n%.200q\n%.200q", in, got, want)
		}
	}
	if got := all(t, strings.NewReader("a| \"b|c\"| d\n"), '|'); !reflect.DeepEqual(got, [][]string{{"a", "b|c", "d"}}) {
		t.Errorf("%q", got)
	}
}

// long is a text that isn't in memory.
type long struct {
	unit string
	n    int
	at   int
}

func (r *long) Read(p []byte) (int, error) {
	k := 0
	for k < len(p) && r.n > 0 {
		c := copy(p[k:], r.unit[r.at:])
		if r.at += c; r.at == len(r.unit) {
			r.at = 0
			r.n--
		}
		k += c
	}
	if k == 0 {
		return 0, io.EOF
	}
	return k, nil
}

func repeat(unit string, total int) io.Reader { return &long{unit: unit, n: total / len(unit)} }

// A cell that is too large is refused with its row, and what follows is read.
func TestTooLarge(t *testing.T) {
	for name, c := range map[string]struct {
		middle io.Reader
		want   string
	}{
		"a cell":          {repeat("x", 17<<20), "!" + errCell.Error()},
		"a quoted cell":   {io.MultiReader(strings.NewReader(`"`), repeat("x\n", 20<<20), strings.NewReader(`",z`)), "!" + errCell.Error()},
		"a row":           {repeat(strings.Repeat("x", 1<<20)+",", 36<<20), "!" + errRow.Error()},
		"a row of quotes": {repeat(`"a"b,`, 34<<20), "!" + errRow.Error()},
	} {
		got := all(t, io.MultiReader(strings.NewReader("a,b\n1,"), c.middle, strings.NewReader("\n2,y\n")), ',')
		if want := [][]string{{"a", "b"}, {c.want}, {"2", "y"}}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %.200q", name, got)
		}
	}
}

// A long table takes no more memory than a small one.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 24 MB")
	}
	for name, in := range map[string]io.Reader{
		"t.csv":   io.MultiReader(strings.NewReader("file,caption\n"), repeat("a.jpg,\"A caption, with a comma\"\n", 12<<20)),
		"t.jsonl": repeat(`{"file":"a.jpg","caption":"A caption","likes":3}`+"\n", 12<<20),
	} {
		tab := &table{fsys: streamed{in, name}, name: name, h: row.NewHeadings(nil), comma: ',', headings: []string{"file", "caption"}}
		if name == "t.jsonl" {
			tab.form = lines
		}
		runtime.GC()
		var peak uint64
		n := 0
		err := tab.each(func(r record) error {
			if n++; n%20_000 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
			if len(tab.files(r)) != 1 {
				return errNone
			}
			return r.err
		})
		if err != nil || n < 200_000 || peak > 64<<20 {
			t.Errorf("%s: %d rows, %d MB, %v", name, n, peak>>20, err)
		}
	}
}

// FuzzDelimited: what encoding/csv reads, is read the same; nothing hangs.
func FuzzDelimited(f *testing.F) {
	for _, s := range []string{"a,b\n\"c\"\"\n\",d\r\n", "\"a\"b,c\n", "\"a\n\"b\n", "\"\n\"\"\n\"x", "a,\"", "\r\n\r", "é;\xff"} {
		f.Add([]byte(s), byte(','))
	}
	f.Fuzz(func(t *testing.T, in []byte, comma byte) {
		if comma != '\t' && comma != ';' && comma != '|' {
			comma = ','
		}
		got := all(t, bytes.NewReader(in), comma)
		ref := csv.NewReader(bytes.NewReader(in))
		ref.Comma, ref.FieldsPerRecord, ref.TrimLeadingSpace = rune(comma), -1, comma == '|'
		want, err := ref.ReadAll()
		if err != nil || !utf8.Valid(in) || comma == '|' || bytes.Contains(in, []byte("\uFEFF")) || bytes.Contains(in, []byte("\r")) {
			return // strict CSV only; carriage returns alone are kept
		}
		if len(want) != len(got) && len(got) > 0 || len(got) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %q, want %q", in, got, want)
		}
	})
}

// FuzzTable: whatever a file holds, reading it ends, and gives whole rows.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"file,caption\na.jpg,x\n", "sep=;\nfile;caption\na.jpg;x\n", `[{"file":"a.jpg"}]`, `{"a.jpg":"x"}`, `{"file":"a.jpg","tags":[[1],{}]}` + "\n{",
		"a.jpg#0\tx\n", `{"/x/a":{"caption":"y"}}`, "file\tplace\n../a\t1,2\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		fsys := fstest.MapFS{"t": {Data: in}, "a.jpg": {Data: []byte("GIF89a")}}
		tab := newTable(fsys, "t", row.NewHeadings(nil))
		if tab == nil {
			return
		}
		tab.place(nil)
		last := 0
		_ = tab.each(func(r record) error { // damage is an error
			if r.n != last+1 || len(r.values) > maxCells {
				t.Fatalf("row %d after %d, %d cells", r.n, last, len(r.values))
			}
			last = r.n
			for _, name := range tab.files(r) {
				if clean, bad := tab.within(name); bad == "" && (strings.HasPrefix(clean, "/") || (clean == ".." || strings.HasPrefix(clean, "../"))) {
					t.Fatalf("%q leads out", name)
				}
			}
			return nil
		})
	})
}

func BenchmarkRows(b *testing.B) {
	doc := "file,caption,tags\n" + strings.Repeat("a.jpg,\"A caption, with a comma\",x; y\n", 20_000)
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		tab := &table{fsys: fstest.MapFS{"t": {Data: []byte(doc)}}, name: "t", h: row.NewHeadings(nil), comma: ',', headings: []string{"file", "caption", "tags"}}
		if err := tab.each(func(r record) error { tab.files(r); return r.err }); err != nil {
			b.Fatal(err)
		}
	}
}

// streamed is a file system of one file, which is read once.
type streamed struct {
	in   io.Reader
	name string
}

func (s streamed) Open(string) (fs.File, error) { return streamedFile{s}, nil }

type streamedFile struct{ streamed }

func (f streamedFile) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (f streamedFile) Read(p []byte) (int, error) { return f.in.Read(p) }
func (f streamedFile) Close() error               { return nil }
