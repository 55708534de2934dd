package bag

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// RFC 8493, section 2.1.3: LF, CR and the percent sign, and only those.
func TestPaths(t *testing.T) {
	for path, want := range map[string]string{
		"data/a b":      "data/a b",
		"data/100%":     "data/100%25",
		"data/a\nb\rc":  "data/a%0Ab%0Dc",
		"data/%0A":      "data/%250A",
		"data/Núñez~?&": "data/Núñez~?&",
	} {
		if got := EncodePath(path); got != want {
			t.Errorf("EncodePath(%q) = %q, want %q", path, got, want)
		}
		if got := DecodePath(want); got != path {
			t.Errorf("DecodePath(%q) = %q, want %q", want, got, path)
		}
	}
	if got := DecodePath("%0a%0d%7E%"); got != "\n\r%7E%" {
		t.Errorf("got %q", got)
	}
}

func TestCleanPath(t *testing.T) {
	for path, want := range map[string]string{
		"data/x": "data/x", "./data//a/./x": "data/a/x", "data/~x": "data/~x", `data/a\b`: `data/a\b`, "data/..x": "data/..x", "data/%a%": "data/%a%",
		"": "", ".": "", "/data/x": "", "~/x": "", "data/../x": "", "..": "", "C:/x": "", `c:\x`: "", "C:": "", `\\host\x`: "", `data/..\x`: "",
		"file:///etc/passwd": "", "data/\x00": "", `%TEMP%\x`: "",
	} {
		got, unsafe := cleanPath(path)
		if got != want || (unsafe == "") != (want != "") {
			t.Errorf("cleanPath(%q) = %q, %q; want %q", path, got, unsafe, want)
		}
	}
}

func elements(text string) (found []Element, wrong int) {
	p := infoParser{elements: func(e Element) { found = append(found, e) }}
	for line := range strings.SplitSeq(text, "\n") {
		if what, _ := p.line(line); what != "" {
			wrong++
		}
	}
	p.end()
	return found, wrong
}

func TestElements(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("평양 department ", 20))
	for _, c := range []struct {
		element Element
		want    string
	}{
		{Element{"Payload-Oxum", "10.2"}, "Payload-Oxum: 10.2\n"},
		{Element{"Contact-Name", "two\r\nlines\tof it"}, "Contact-Name: two lines of it\n"},
		{Element{"Empty", ""}, "Empty:\n"},
		{Element{"X", strings.Repeat("y", 100) + " z"}, "X: " + strings.Repeat("y", 100) + "\n z\n"},
	} {
		if got := string(AppendElement(nil, c.element)); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.element, got, c.want)
		}
	}
	folded := string(AppendElement(nil, Element{"External-Description", long}))
	for line := range strings.Lines(folded) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 79 {
			t.Errorf("a line of %d characters: %q", n, line)
		}
	}
	if got, _ := elements(folded); !slices.Equal(got, []Element{{"External-Description", long}}) {
		t.Errorf("read back: %q", got)
	}
}

// No line makes a parser panic, and what is taken is taken whole.
func FuzzListing(f *testing.F) {
	for _, s := range []string{"d41d8cd98f00b204e9800998ecf8427e  data/x", "00 *data/%0A", " 00\t./data//y ", "zz x", "00", "00 ../x", `00 C:\x`, "00 ~root/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l, what := parseListing(line)
		if what != "" {
			return
		}
		path, unsafe := cleanPath(l.path)
		if unsafe != "" {
			return
		}
		if again, unsafe := cleanPath(path); again != path || unsafe != "" {
			t.Errorf("%q is cleaned to %q, and that to %q", l.path, path, again)
		}
		if strings.HasPrefix(path, "/") || slices.Contains(strings.Split(path, "/"), "..") {
			t.Errorf("%q leads out", path)
		}
		if got := DecodePath(EncodePath(path)); got != path {
			t.Errorf("%q comes back as %q", path, got)
		}
	})
}

func FuzzInfo(f *testing.F) {
	for _, s := range []string{"A: b\n c\n", "Payload-Oxum: 1.2\nPayload-Oxum: x\n", " x", ":", "A :\tb\n\n\tc", "Bagging-Date: 2020-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, _ := elements(text)
		var b []byte
		for i, e := range found {
			found[i].Value = strings.Join(strings.Fields(e.Value), " ")
			b = AppendElement(b, e)
		}
		again, wrong := elements(string(b))
		if wrong > 0 || !slices.Equal(again, found) {
			t.Errorf("%q is read as %q, written and read again as %q", text, found, again)
		}
	})
}

func FuzzFetch(f *testing.F) {
	for _, s := range []string{"http://example.org/x 5 data/x", "file:///x - data/a b", "x 1 y", "http://x +1 y", "http://x 99999999999999999999 y", "http://[::1 - y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l, what := parseFetch(line)
		if what == "" && (l.path == "" || l.size < -1 || !strings.Contains(l.url, ":")) {
			t.Errorf("%q is taken as %+v", line, l)
		}
	})
}

func FuzzDeclaration(f *testing.F) {
	for _, s := range []string{"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "\xef\xbb\xbfBagIt-Version : .97\r", "Tag-File-Character-Encoding: UTF-16\nBagIt-Version: 0.97"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var d declaration
		if found := d.parse(b); d.version == "" && len(found) == 0 {
			t.Errorf("%q: no version, and nothing is wrong", b)
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add("a\r\nb\rc\n\n\ufeffd", true)
	f.Fuzz(func(t *testing.T, text string, utf16 bool) {
		enc, err := charset("UTF-8")
		if utf16 {
			enc, err = charset("UTF-16")
		}
		if err != nil {
			t.Fatal(err)
		}
		l := newLineReader(strings.NewReader(text), enc)
		for {
			line, err := l.next()
			if err != nil {
				break
			}
			if strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Errorf("a line %q", line)
			}
		}
	})
}
