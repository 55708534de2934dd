package form

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func text(line int, key, s string) Field { return Field{key, Value{Line: line, Text: s}} }

func list(line int, key string, l ...string) Field {
	return Field{key, Value{Line: line, IsList: true, List: l}}
}

// The cases of scalars are from YAML 1.2.2, chapters 6.5, 7.3 and 8.1.
func TestRead(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want []Document
	}{
		"nothing":              {"", nil},
		"comments only":        {"# a\n\n  # b\n", nil},
		"plain":                {"title: A tower\n", []Document{{text(1, "title", "A tower")}}},
		"no and 2013 are text": {"a: no\nb: 2013\nc: 1.10\n", []Document{{text(1, "a", "no"), text(2, "b", "2013"), text(3, "c", "1.10")}}},
		"empty values":         {"a:\nb: ~\nc: null\nd: \"\"\ne: # comment\n", []Document{{text(1, "a", ""), text(2, "b", ""), text(3, "c", ""), text(4, "d", ""), text(5, "e", "")}}},
		"a comment behind":     {"a: x # comment\n", []Document{{text(1, "a", "x")}}},
		"# within a word":      {"a: C#\n", []Document{{text(1, "a", "C#")}}},
		"plain over lines":     {"a: one\n  two\n\n  three\nb: x\n", []Document{{text(1, "a", "one two\nthree"), text(5, "b", "x")}}},
		"plain below":          {"a:\n  one\n  two\n", []Document{{text(1, "a", "one two")}}},
		"a URL":                {"a: https://example.org/#x\n", []Document{{text(1, "a", "https://example.org/#x")}}},
		"double quotes":        {`a: "x: \"y\" # \u263a \x41 \U0001F600 \ud83d\ude00 \\ \/"` + "\n", []Document{{text(1, "a", "x: \"y\" # ☺ A 😀 😀 \\ /")}}},
		"quotes over lines":    {"a: \"one\n  two\n\n  three \\\n  four\"\n", []Document{{text(1, "a", "one two\nthree four")}}},
		"single quotes":        {"a: 'it''s \\n'\n", []Document{{text(1, "a", `it's \n`)}}},
		"literal":              {"a: |\n  one\n    two\n\n  #three\nb: x\n", []Document{{text(1, "a", "one\n  two\n\n#three\n"), text(6, "b", "x")}}},
		"literal, stripped":    {"a: |-\n  one\n\n\nb: x\n", []Document{{text(1, "a", "one"), text(5, "b", "x")}}},
		"literal, kept":        {"a: |+\n  one\n\nb: x\n", []Document{{text(1, "a", "one\n\n"), text(4, "b", "x")}}},
		"literal, indented":    {"a: |2-\n    one\n  two\n", []Document{{text(1, "a", "  one\ntwo")}}},
		"folded":               {"a: >-\n  one\n  two\n\n  three\n   four\n  five\n", []Document{{text(1, "a", "one two\nthree\n four\nfive")}}},
		"lists":                {"a: [x, 'y, z', \"w\", ]\nb:\n  - x\n  - 'y'\nc:\n- x y\n-\nd: []\n", []Document{{list(1, "a", "x", "y, z", "w"), list(2, "b", "x", "y"), list(5, "c", "x y"), list(8, "d")}}},
		"a list over lines":    {"a: [x,\n  y # comment\n  , z]\n", []Document{{list(1, "a", "x", "y", "z")}}},
		"a mapping": {"place:\n  name: X\n  lat: 39.5\ntitle: y\n", []Document{{
			{"place", Value{Line: 1, Fields: []Field{text(2, "name", "X"), text(3, "lat", "39.5")}}}, text(4, "title", "y"),
		}}},
		"documents":      {"---\na: 1\n---\n# nothing\n---\nb: |\n  x\n...\n", []Document{{text(2, "a", "1")}, {text(6, "b", "x\n")}}},
		"CRLF and a BOM": {"\ufeffa: |\r\n  one\r\n  two\r\nb: x\r\n", []Document{{text(1, "a", "one\ntwo\n"), text(4, "b", "x")}}},
		"a quoted key":   {"\"a b\": x\n", []Document{{text(1, "a b", "x")}}},
	} {
		got, err := Read(tt.in)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\n got %#v %v\nwant %#v", name, got, err, tt.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"a: #Pyongyang\n":          `line 1: #Pyongyang would be a comment: put it in quotes, "#Pyongyang"`,
		"a: at #Pyongyang again\n": `line 1: #Pyongyang would be a comment: put it in quotes, "#Pyongyang"`,
		"a:\n  - x\n  - #y\n":      `line 3: #y would be a comment: put it in quotes, "#y"`,
		"a: x: y\n":                "line 1: a text with a colon and a space needs quotes",
		"a: @ada\n":                `line 1: a text that begins with "@" needs quotes`,
		"a: &x y\n":                `line 1: a text that begins with "&" needs quotes`,
		"a: *x\n":                  `line 1: a text that begins with "*" needs quotes`,
		"a: !!str x\n":             `line 1: a text that begins with "!" needs quotes`,
		"a: \"x\n":                 "line 1: the quote \" is not closed",
		"a: [x\nb: y\n":            "line 2: a text with a colon and a space needs quotes",
		"a: [x\n":                  "line 1: the bracket [ is not closed",
		"a: {b: c}\n":              "line 1: a mapping in { } is not read here: write its keys below, indented",
		"a: \"x\" y\n":             "line 1: something follows behind the quotes: y",
		"a: x\na: y\n":             "line 2: a: is there twice, first in line 1",
		"just text\n":              "line 1: expected a key and a colon, such as title: …",
		"a:x\n":                    "line 1: expected a space behind a:",
		"  a: x\n":                 "line 1: is indented by 2, expected 0",
		"a:\n  b:\n    c: d\n":     "line 3: is indented too deep",
		"\ta: x\n":                 "line 1: a tab can't indent: use spaces",
		"a: |x\n  y\n":             "line 1: expected nothing behind | or > in the line",
		"a: \"\\q\"\n":             `line 1: \q is no escape`,
		"a: \"\\ud800\"\n":         `line 1: \u is followed by no character`,
		"a: - x\n":                 `line 1: a text that begins with "-" needs quotes`,
	} {
		if _, err := Read(in); err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", in, err, want)
		}
	}
}

func written(s string, l []string) string {
	return "a:" + Text(s, 0) + "b:" + List(l) + "p:\n  c:" + Text(s, 2) + Comment(s)
}

func TestTextIsReadBack(t *testing.T) {
	for _, s := range []string{
		"", "plain", "#Pyongyang", "a #b", "two\nlines", "two\nlines\n", "\n\nx", "x\n\n\n", "  x\n y", " lead", "trail ", "x: y", "no", "null", "~", "- x", "---", "---\n...",
		"\ttab\n\ttab", "a\r\nb", "\x1b[2J", "\u202eabc", "é", "e\u0301", "😀\u200d😀", "\"quoted\"", `back\slash`, "x\n ", "평양\n의 밤", "a\u2028b", "\ufeffx", "|", "> x", "'", "[a]", "x # y\n# z",
	} {
		in := written(s, []string{"x", "y"})
		docs, err := Read(in)
		if err != nil || len(docs) != 1 || docs[0][0].Text != s || docs[0][2].Fields[0].Text != s {
			t.Errorf("%q: %v %#v\n%s", s, err, docs, in)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\nb #c", "x")
	f.Add("  a\n\n", "- y")
	f.Fuzz(func(t *testing.T, s, entry string) {
		if !utf8.ValidString(s) || !utf8.ValidString(entry) || strings.ContainsRune(s+entry, utf8.RuneError) {
			return
		}
		in := written(s, []string{"x", entry})
		docs, err := Read(in)
		if err != nil || len(docs) != 1 || docs[0][0].Text != s || docs[0][2].Fields[0].Text != s {
			t.Fatalf("%q: %v %#v\n%s", s, err, docs, in)
		}
		if want := []string{"x", entry}; entry != "" && !reflect.DeepEqual(docs[0][1].List, want) {
			t.Fatalf("%q: %#v", want, docs[0][1].List)
		}
	})
}

// Whatever is typed ends in documents or in an error.
func FuzzRead(f *testing.F) {
	f.Add("a: |2-\n  x\n---\nb: [\"x\\\n y\", z]\nc:\n- >+\n  x\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := Read(in)
		if (err == nil) == (docs == nil) && in != "" && err != nil {
			t.Fatal(docs, err)
		}
	})
}
