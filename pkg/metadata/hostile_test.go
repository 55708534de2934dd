package metadata

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"photoarchive/pkg/edtf"
)

// seeds are the pictures of the generator, by name.
func seeds(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(pictures + "*.[jp][pn]g")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	all := map[string][]byte{}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = b
	}
	return all
}

// check holds what is true of everything that is read, of any bytes.
func check(t testing.TB, m *Metadata) {
	t.Helper()
	if m.Date != "" {
		if _, err := edtf.Parse(m.Date); err != nil {
			t.Errorf("date %q: %v", m.Date, err)
		}
	}
	texts := append([]string{m.Caption, m.Title, m.Alt, m.Credit, m.Copyright, m.License}, m.Keywords...)
	texts = append(append(texts, m.People...), m.Creator...)
	for _, a := range m.Alternatives {
		texts = append(texts, a.Value)
		if a.Value == "" || a.Field == "" || a.Origin == "" {
			t.Errorf("alternative %+v", a)
		}
	}
	if p := m.Place; p != nil {
		texts = append(texts, p.Name, p.Sublocation, p.City, p.State, p.Country, p.CountryCode)
		if (p.Lat == nil) != (p.Lon == nil) {
			t.Error("half a position")
		}
		if p.Lat != nil && !(*p.Lat >= -90 && *p.Lat <= 90 && *p.Lon >= -180 && *p.Lon <= 180) {
			t.Errorf("position %v, %v", *p.Lat, *p.Lon)
		}
	}
	for _, s := range texts {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\r\x1b\x7f") {
			t.Errorf("text %q", s)
		}
	}
	for _, w := range m.Warnings {
		if !utf8.ValidString(w) || len(w) > 300 || strings.Contains(w, "\n") {
			t.Errorf("warning %q", w)
		}
	}
	if m.Rating != nil && (*m.Rating < -1 || *m.Rating > 5) {
		t.Errorf("rating %d", *m.Rating)
	}
	for _, tag := range m.RawTags() {
		if len(tag.AppendJSON(nil)) == 0 {
			t.Errorf("%s:%s has no JSON", tag.Group, tag.Name)
		}
	}
}

// Thirty damaged copies of each picture are read without a panic, a hang, or
// text that is none.
func TestMutations(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, b := range seeds(t) {
		for range 30 {
			damaged := mutate(random, b)
			start := time.Now()
			m, err := Read(bytes.NewReader(damaged), int64(len(damaged)), name)
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("%s: took %v", name, took)
			}
			if err == nil {
				check(t, m)
			}
		}
	}
}

// mutate cuts, doubles, zeroes or changes some bytes.
func mutate(random *rand.Rand, b []byte) []byte {
	b = bytes.Clone(b)
	for range 1 + random.IntN(8) {
		if len(b) < 4 {
			break
		}
		i := random.IntN(len(b) - 2)
		n := 1 + random.IntN(min(40, len(b)-i-1))
		switch random.IntN(5) {
		case 0:
			b = b[:i+1]
		case 1:
			b = append(b[:i+n:i+n], b[i:]...)
		case 2:
			clear(b[i : i+n])
		case 3:
			b[i] = 0xff
		default:
			b[i] = byte(random.IntN(256))
		}
	}
	return b
}

func FuzzRead(f *testing.F) {
	for _, b := range seeds(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Read(bytes.NewReader(b), int64(len(b)), "IMG_20130225_081400.jpg")
		if err == nil {
			check(t, m)
		}
	})
}

func FuzzSidecar(f *testing.F) {
	for _, name := range []string{"press.xmp", "press.plain.json", "press.g1.json", "press.grouped.json", "press.struct.json", "press.csv"} {
		f.Add(file(f, name))
	}
	f.Add([]byte(`{"caption":"A","title":"T"}`))
	f.Add([]byte(`[{"SourceFile":"a.jpg","Description":["A","B"],"GPSLatitude":"33 deg 51' 24.48\" S","GPSLongitude":1}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		embedded := &Metadata{
			Caption: "Embedded", Date: "2013-02-25T08:14:00",
			Origins: map[string]string{"caption": "exif:ImageDescription", "date": "exif:DateTimeOriginal"},
		}
		if m, err := ReadXMPSidecar(b); err == nil {
			check(t, m)
			check(t, Overlay(embedded, m))
		}
		if m, err := ReadJSONSidecar(b, "a.jpg"); err == nil {
			check(t, m)
			check(t, Overlay(embedded, m))
		}
		for d, err := range ReadExifToolCSV(bytes.NewReader(b)) {
			if err == nil {
				check(t, d.Metadata)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"press.jpg", "plain.jpg", "comments.png"} {
		data, err := os.ReadFile(pictures + name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(bytes.NewReader(data), int64(len(data)), name); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+" raw", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m, err := Read(bytes.NewReader(data), int64(len(data)), name)
				if err != nil {
					b.Fatal(err)
				}
				_ = m.RawTags()
			}
		})
	}
}
