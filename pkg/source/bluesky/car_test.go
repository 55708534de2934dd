package bluesky

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

func madeRepository(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "sources", "bluesky", "car", "repo.car"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestCBOR: examples of RFC 8949, appendix A, as far as DAG-CBOR has them.
func TestCBOR(t *testing.T) {
	for in, want := range map[string]string{
		"\x00":                                 "0",
		"\x18\x64":                             "100",
		"\x1b\xff\xff\xff\xff\xff\xff\xff\xff": "18446744073709551615",
		"\x20":                                 "-1",
		"\x39\x03\xe7":                         "-1000",
		"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a": "1.1",
		"\xf4":                                 "false",
		"\xf5":                                 "true",
		"\xf6":                                 "null",
		"\x44\x01\x02\x03\x04":                 `{"$bytes":"AQIDBA"}`,
		"\x64\xf0\x90\x85\x91":                 `"𐅑"`,
		"\x83\x01\x82\x02\x03\x82\x04\x05":     "[1,[2,3],[4,5]]",
		"\xa2\x61a\x01\x61b\x82\x02\x03":       `{"a":1,"b":[2,3]}`,
		// A link: tag 42, with a zero in front of the identifier.
		"\xd8\x2a\x45\x00\x01\x55\x12\x00": `{"$link":"bafkreaa"}`,
	} {
		got, rest, err := appendJSON(nil, []byte(in), 0)
		if err != nil || len(rest) > 0 || string(got) != want {
			t.Errorf("%q: %s, %d bytes behind it, %v, want %s", in, got, len(rest), err, want)
		}
	}
	for _, in := range []string{
		"", "\x18", "\x44\x01", "\x9f\x01\xff", "\xa1\x01\x02", "\x62\xff\xff", "\xd8\x2a\x01", "\x9b\xff\xff\xff\xff\xff\xff\xff\xff", strings.Repeat("\x81", 100) + "\x00",
	} {
		if got, _, err := appendJSON(nil, []byte(in), 0); err == nil {
			t.Errorf("%q: taken as %s", in, got)
		}
	}
}

// TestRepositoryCutOff: what stands before the damage is taken.
func TestRepositoryCutOff(t *testing.T) {
	whole := madeRepository(t)
	cut := whole[:bytes.Index(whole, []byte("Only words"))]
	c := folder("x", map[string]string{"repo.car": string(cut)})
	got := lines(t, source.Options{}, c)
	sourcetest.Compare(t, got, []string{
		"- missing x/repo.car#0/0: named, but not in this download",
		"- missing x/repo.car#0/1: named, but not in this download",
		"! unreadable x/repo.car: not a whole CAR file",
	})
}

func FuzzRepository(f *testing.F) {
	f.Add(madeRepository(f))
	f.Add([]byte("\x01\xa0\x25\x12\x20" + strings.Repeat("x", 32) + "\xa0"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read := func() []string {
			return lines(t, source.Options{}, folder("x", map[string]string{"repo.car": string(b)}))
		}
		if one, two := read(), read(); !slices.Equal(one, two) {
			t.Errorf("read twice, it gives %q and %q", one, two)
		}
	})
}
