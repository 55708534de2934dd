package naming

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
)

func names(t *testing.T, template string, items ...*item.Item) []string {
	t.Helper()
	tmpl, err := Parse(template)
	if err != nil {
		t.Fatal(err)
	}
	n := New(tmpl, "metadata.csv", "attachments/")
	var out []string
	for i, it := range items {
		if it.ID == "" {
			it.ID = fmt.Sprintf("%08x%024x", i+0xa0000000, i)
		}
		out = append(out, n.Name(it, ".jpg", ".jpg"))
	}
	return out
}

func named(name string) *item.Item { return &item.Item{Picture: item.Picture{Name: name}} }

func TestNames(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct {
		template string
		items    []*item.Item
		want     []string
	}{
		{"{name}", []*item.Item{named("same.jpg"), named("Same.JPG"), named("SAME.jpg.txt"), named("same.jpeg")}, []string{"same.jpg", "Same-2.JPG", "SAME.jpg.txt.jpg", "same.jpeg"}},
		{"{name}", []*item.Item{named("cafe\u0301.jpg"), named("caf\u00e9.jpg")}, []string{"caf\u00e9.jpg", "caf\u00e9-2.jpg"}},
		{"{name}", []*item.Item{named("stra\u00dfe.jpg"), named("STRASSE.jpg")}, []string{"stra\u00dfe.jpg", "STRASSE-2.jpg"}},
		{"{name}", []*item.Item{named("CON.jpg"), named("com1.x.jpg"), named("nul"), named("LPT\u00b9.png"), named("-rf.jpg")}, []string{"_CON.jpg", "_com1.x.jpg", "_nul.jpg", "_LPT\u00b9.png", "_-rf.jpg"}},
		{"{name}", []*item.Item{named("a:b?*.jpg"), named("../../etc/passwd"), named("...jpg"), named(""), named(" . "), named("\u202egpj.exe.jpg")}, []string{"a_b__.jpg", "_.._etc_passwd.jpg", "a0000002.jpg", "a0000003.jpg", "a0000004.jpg", "_gpj.exe.jpg"}},
		{"{name}", []*item.Item{named("trailing. .jpg"), named(long + ".jpg")}, []string{"trailing.jpg", long[:246] + ".jpg"}},
		{"{name}", []*item.Item{named("metadata.csv"), named("a.jpg.jpg")}, []string{"metadata.csv.jpg", "a.jpg.jpg"}},
		{"{name}-{id8}.{ext}", []*item.Item{named("a.jpg")}, []string{"a-a0000000.jpg"}},
		{"{title}-{id8}", []*item.Item{{Title: strings.Repeat("\ud3c9", 100)}}, []string{strings.Repeat("\ud3c9", 79) + "-a0000000.jpg"}},
		{"{ext}/{name}", []*item.Item{named("a.JPG")}, []string{"JPG/a.JPG"}},
		{"{country}/{city}/{name}", []*item.Item{
			{Place: &item.Place{Country: "North Korea", City: "P/y"}, Picture: item.Picture{Name: "a.jpg"}},
			named("b.jpg"),
			{Place: &item.Place{Country: "NORTH KOREA", City: "p/Y"}, Picture: item.Picture{Name: "A.jpg"}},
		}, []string{"North Korea/P_y/a.jpg", "unknown/unknown/b.jpg", "North Korea/P_y/A-2.jpg"}},
		{"{tag}/{name}", []*item.Item{{Tags: []string{"metadata.csv"}}, {Tags: []string{"Attachments"}}}, []string{"metadata.csv-/a0000000.jpg", "Attachments/a0000001.jpg"}},
		{"{date:2006}/{date}-{id8}-{name}", []*item.Item{
			{Date: "2013-02-25T08:14:00+09:00", Picture: item.Picture{Name: "p.jpg"}}, {Date: "1953~", Picture: item.Picture{Name: "q.jpg"}}, named("r.jpg"), {Date: "195X"}, {Date: "XXXX"},
		}, []string{"2013/2013-02-25-a0000000-p.jpg", "1953/1953-a0000001-q.jpg", "undated/undated-a0000002-r.jpg", "195X/195X-a0000003-.jpg", "undated/undated-a0000004-.jpg"}},
		{"{date:2006/01 January}/{date:15:04:05}{{{id}}}", []*item.Item{{Date: "2013-02-25T08:14:00+09:00"}, {Date: "1953-07"}, {Date: "1914/1918"}, {Date: "2013-21"}}, []string{
			"2013/02 February/08_14_00{a0000000000000000000000000000000}.jpg", "1953/07 July/XX_XX_XX{a0000001000000000000000000000001}.jpg",
			"191X/XX XX/XX_XX_XX{a0000002000000000000000000000002}.jpg", "2013/XX XX/XX_XX_XX{a0000003000000000000000000000003}.jpg",
		}},
		{"{title}/{title}", []*item.Item{{}, {Title: "T"}}, []string{"unknown/a0000000.jpg", "T/T.jpg"}},
		{"{index:000}", []*item.Item{{Sources: []item.Source{{Index: 7}}}, {}}, []string{"007.jpg", "001.jpg"}},
	} {
		got := names(t, c.template, c.items...)
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.template, got, c.want)
		}
	}
}

func TestDotless(t *testing.T) {
	tmpl, err := Parse("{tag}/{name}")
	if err != nil {
		t.Fatal(err)
	}
	n := New(tmpl)
	n.Dotless = true
	var got []string
	for i, name := range []string{"a.b.jpg", "a_b.png", "a.b.JPG", "c.jpg"} {
		it := &item.Item{ID: fmt.Sprintf("%032x", i), Tags: []string{"x.y"}, Picture: item.Picture{Name: name}}
		got = append(got, n.Name(it, path.Ext(name), path.Ext(name)))
	}
	if want := `["x.y/a_b.jpg" "x.y/a_b-2.png" "x.y/a_b-3.JPG" "x.y/c.jpg"]`; fmt.Sprintf("%q", got) != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

func TestManyOfOneName(t *testing.T) {
	items := make([]*item.Item, 2000)
	for i := range items {
		items[i] = named("IMG_0001.jpg")
	}
	seen := map[string]bool{}
	for _, n := range names(t, "{name}", items...) {
		if seen[n] {
			t.Fatalf("%s comes twice", n)
		}
		seen[n] = true
	}
}

func TestTemplateErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "expected a field such as {name} or {id8}, or all names would be one",
		"x":                                  "expected a field such as {name} or {id8}, or all names would be one",
		"{nme}":                              "column 1: {nme} is not a field|did you mean {name}?",
		"a/{ids}":                            "column 3: {ids} is not a field|did you mean {id}?",
		"{id3}":                              "column 1: {id3} is not a field|did you mean {id}?",
		"/{id}":                              "expected no / in front: names lie within DEST",
		"{id}/":                              "a name between two slashes is empty, or . or ..",
		"../{id}":                            "a name between two slashes is empty, or . or ..",
		"{id}/./{name}":                      "a name between two slashes is empty, or . or ..",
		"{id":                                "column 1: expected } behind {",
		"{id}}":                              "column 5: expected { before }",
		"{date:x}":                           "column 1: {date:x}: expected a layout such as 2006-01-02|2006 stands for the year, 01 for the month, 02 for the day",
		"{city:3}":                           "column 1: {city:3}: city takes nothing behind a colon|{date:2006-01} and {index:000} do",
		"{id}\n":                             "has control characters, or isn't UTF-8",
		"\xff{id}":                           "has control characters, or isn't UTF-8",
		"{id}" + strings.Repeat("x", 1000):   "longer than 1000 bytes",
		"{id}" + strings.Repeat("/{id}", 16): "more than 15 folders",
	} {
		_, err := Parse(in)
		te, ok := err.(*TemplateError)
		if !ok {
			t.Errorf("%q: %v", in, err)
			continue
		}
		got := te.Error()
		if te.Hint() != "" {
			got += "|" + te.Hint()
		}
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
}

// Whatever a template and an item hold, names are fit for every file system,
// and no two are one.
func FuzzNames(f *testing.F) {
	for _, s := range [][2]string{{"{name}", "a.jpg"}, {"{date:2006}/{title}{id8}", "NUL."}, {"{tag}/{tag}/{name}", "\u0301x"}, {"{{{name}", "..\\.."}, {"{title}", strings.Repeat("\u0301", 300)}} {
		f.Add(s[0], s[1], "1953~")
	}
	f.Fuzz(func(t *testing.T, template, value, date string) {
		tmpl, err := Parse(template)
		if err != nil {
			return
		}
		n := New(tmpl, "metadata.csv")
		seen := map[string]bool{"metadata.csv": true}
		for i := range 4 {
			it := &item.Item{
				ID: fmt.Sprintf("%032x", i), Title: value, Tags: []string{value}, Date: date, Albums: []string{value}, Creator: []string{value},
				Place: &item.Place{Name: value, City: value, Country: value}, Picture: item.Picture{Name: value},
			}
			if i == 3 {
				it.ID = fmt.Sprintf("%032x", 0) // an id that comes twice
			}
			name := n.Name(it, ".jpg", ".jpg")
			for _, one := range [...]string{name, name + ".txt", name + ".xmp"} {
				if key := text.Fold(one); seen[key] {
					t.Fatalf("%q comes twice", one)
				}
				seen[text.Fold(one)] = true
			}
			if !utf8.ValidString(name) {
				t.Fatalf("%q", name)
			}
			for one := range strings.SplitSeq(name, "/") {
				if one == "" || len(one) > 255 || len(path.Base(name))+companion > 255 || strings.ContainsAny(one, "\\:*?\"<>|\x00\n\t") || strings.HasSuffix(one, ".") || strings.HasSuffix(one, " ") || strings.HasPrefix(one, ".") || undevice(one) != one {
					t.Fatalf("%q of %q", one, name)
				}
			}
		}
	})
}

func BenchmarkNames(b *testing.B) {
	tmpl, err := Parse("{date:2006}/{date}-{id8}-{name}")
	if err != nil {
		b.Fatal(err)
	}
	n := New(tmpl)
	it := &item.Item{Date: "2013-02-25T08:14:00+09:00", Picture: item.Picture{Name: "IMG_1.jpg"}}
	i := 0
	for b.Loop() {
		i++
		it.ID = fmt.Sprintf("%08x%024x", i, i)
		n.Name(it, ".jpg", ".jpg")
	}
}
