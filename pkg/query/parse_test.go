package query

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/text"
)

// now is Tuesday, 26 February 2013, 01:30 in Pyongyang: still Monday in UTC.
func now() time.Time {
	return time.Date(2013, 2, 26, 1, 30, 0, 0, time.FixedZone("KST", 9*3600))
}

func n64(v int64) *int64 { return &v }

func word(field, value string) Text {
	return Text{Field: field, Value: value, Pattern: text.Compile(value, false)}
}

func phrase(field, value string) Text {
	e := word(field, value)
	e.Quoted = true
	return e
}

func begins(e Text) Text {
	e.Prefix = true
	e.Pattern = text.Compile(e.Value, true)
	return e
}

func name(field, value, key string) Name {
	return Name{Field: field, Value: value, Keys: []string{key}}
}

func place(value, key string) Place { return Place{Value: value, Keys: []string{key}} }

func when(field, value string, first, last int64) When {
	return When{Field: field, Value: value, Spans: []edtf.Span{{First: first, Last: last}}}
}

func day(y, m, d int) int64 { return edtf.Day(y, m, d) }

func TestParse(t *testing.T) {
	a, b, c, d := word("text", "a"), word("text", "b"), word("text", "c"), word("text", "d")
	tests := []struct {
		query string
		want  Expr
	}{
		{"", All{}},
		{" \t\n\u00a0\u3000", All{}},

		// Operators.
		{"a", a},
		{"a b", And{[]Expr{a, b}}},
		{"a AND b", And{[]Expr{a, b}}},
		{"a\nAND\tb c", And{[]Expr{a, b, c}}},
		{"a OR b", Or{[]Expr{a, b}}},
		{"a b OR c d", Or{[]Expr{And{[]Expr{a, b}}, And{[]Expr{c, d}}}}},
		{"a AND b OR c", Or{[]Expr{And{[]Expr{a, b}}, c}}},
		{"a OR b AND c", Or{[]Expr{a, And{[]Expr{b, c}}}}},
		{"(a OR b) c", And{[]Expr{Or{[]Expr{a, b}}, c}}},
		{"a(b)", nil},
		{"(a)(b)", And{[]Expr{a, b}}},
		{"(a)b", And{[]Expr{a, b}}},
		{"((a))", a},
		{"a (b c) d", And{[]Expr{a, b, c, d}}},
		{"a OR (b OR c)", Or{[]Expr{a, b, c}}},
		{"NOT a", Not{a}},
		{"-a", Not{a}},
		{"NOT a b", And{[]Expr{Not{a}, b}}},
		{"a -b", And{[]Expr{a, Not{b}}}},
		{"a AND NOT b", And{[]Expr{a, Not{b}}}},
		{"a OR NOT b", Or{[]Expr{a, Not{b}}}},
		{"NOT NOT a", a},
		{"--a", a},
		{"-NOT a", a},
		{"---a", Not{a}},
		{"NOT(a OR b)", Not{Or{[]Expr{a, b}}}},
		{"-(a b)", Not{And{[]Expr{a, b}}}},
		{"(a)AND(b)", And{[]Expr{a, b}}},
		{"(a)OR(b)", Or{[]Expr{a, b}}},
		{`OR`, nil},
		{"and or not", And{[]Expr{word("text", "and"), word("text", "or"), word("text", "not")}}},
		{"And Or Not", And{[]Expr{word("text", "And"), word("text", "Or"), word("text", "Not")}}},
		{"ORANGE", word("text", "ORANGE")},
		{"ANDy NOTe", And{[]Expr{word("text", "ANDy"), word("text", "NOTe")}}},
		{`"AND"`, phrase("text", "AND")},
		{`text:OR`, word("text", "OR")},
		{`-"a"`, Not{phrase("text", "a")}},
		{"-tag:x", Not{name("tag", "x", "x")}},
		{"-5", Not{word("text", "5")}},
		{"a-b", word("text", "a-b")},
		{"@mine", Saved{"mine"}},
		{"-@mine a", And{[]Expr{Not{Saved{"mine"}}, a}}},
		{`@"my own" OR @b:c`, Or{[]Expr{Saved{"my own"}, Saved{"b:c"}}}},

		// Words and values.
		{"#Pyongyang", word("text", "#Pyongyang")},
		{`"popcorn  vendor"`, phrase("text", "popcorn  vendor")},
		{`text:"popcorn vendor"`, phrase("text", "popcorn vendor")},
		{"popcorn*", begins(word("text", "popcorn"))},
		{`"popcorn vend"*`, begins(phrase("text", "popcorn vend"))},
		{`"popcorn*"`, phrase("text", "popcorn*")},
		{`"say \"hi\" \\ \n"`, phrase("text", `say "hi" \ \n`)},
		{`C:\x`, nil},
		{`a\"`, nil},
		{`caption:a title:b alt:c text:d`, And{[]Expr{word("caption", "a"), word("title", "b"), word("alt", "c"), d}}},
		{"평양", word("text", "평양")},
		{"don't", word("text", "don't")},

		// Names.
		{"tag:Pyongyang", name("tag", "Pyongyang", "pyongyang")},
		{"TAG:Pyongyang", name("tag", "Pyongyang", "pyongyang")},
		{"tag:#Pyongyang", name("tag", "#Pyongyang", "pyongyang")},
		{"tag:＃ＰＹＯＮＧＹＡＮＧ", name("tag", "＃ＰＹＯＮＧＹＡＮＧ", "pyongyang")},
		{"tag:A,B", Or{[]Expr{name("tag", "A", "a"), name("tag", "B", "b")}}},
		{"-tag:A,B", Not{Or{[]Expr{name("tag", "A", "a"), name("tag", "B", "b")}}}},
		{`tag:"A B","C"`, Or{[]Expr{name("tag", "A B", "a b"), name("tag", "C", "c")}}},
		{`tag:"A B,C"`, Or{[]Expr{name("tag", "A B", "a b"), name("tag", "C", "c")}}},
		{`tag:"Smith\, John"`, name("tag", "Smith, John", "smith, john")},
		{"tag:A*,B", Or{[]Expr{Name{"tag", "A", true, []string{"a"}}, name("tag", "B", "b")}}},
		{`tag:"A b"*`, Name{"tag", "A b", true, []string{"a b"}}},
		{`creator:"Ada  Example"`, name("creator", "Ada  Example", "ada example")},
		{`creator:Example,Ada`, name("creator", "Example,Ada", "example,ada")},
		{`creator:ÉCOLE`, name("creator", "ÉCOLE", "école")},
		{`mention:@Someone`, name("mention", "@Someone", "someone")},
		{`account:someone`, name("account", "someone", "someone")},
		{`url:"https://example.org/a?b=(c)"`, name("url", "https://example.org/a?b=(c)", "https://example.org/a?b=(c)")},
		{`url:https://example.org/a`, name("url", "https://example.org/a", "https://example.org/a")},
		{`name:IMG_*`, Name{"name", "IMG_", true, []string{"img_"}}},
		{`name:"*.jpg"`, name("name", "*.jpg", "*.jpg")},
		{`id:5F0C`, Name{"id", "5F0C", true, []string{"5f0c"}}},
		{`id:5f0c*`, Name{"id", "5f0c", true, []string{"5f0c"}}},
		{`id:5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6`, name("id", "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6", "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6")},
		{`sha256:5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6`, Name{"sha256", "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6", true, []string{"5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6"}}},
		{`source:instagram origin:exif`, And{[]Expr{name("source", "instagram", "instagram"), name("origin", "exif", "exif")}}},
		{`place:"Mansu Hill"`, place("Mansu Hill", "mansuhill")},
		{`place:Pyong*`, Place{Value: "Pyong", Prefix: true, Keys: []string{"pyong"}}},
		{`sure:Pyongyang`, Place{Value: "Pyongyang", Sure: true, Keys: []string{"pyongyang"}}},

		// Dates.
		{"date:2013", when("date", "2013", day(2013, 1, 1), day(2013, 12, 31))},
		{"date:2013-02..2013-03", when("date", "2013-02..2013-03", day(2013, 2, 1), day(2013, 3, 31))},
		{"date:..2013", when("date", "..2013", edtf.MinDay, day(2013, 12, 31))},
		{"date:2013..", when("date", "2013..", day(2013, 1, 1), edtf.MaxDay)},
		{"date:today", when("date", "today", day(2013, 2, 26), day(2013, 2, 26))},
		{"added:today", when("added", "today", day(2013, 2, 25), day(2013, 2, 25))},
		{"published:yesterday", when("published", "yesterday", day(2013, 2, 24), day(2013, 2, 24))},
		{`date:"last week"`, when("date", "last-week", day(2013, 2, 18), day(2013, 2, 24))},
		{`date:this-month`, when("date", "this-month", day(2013, 2, 1), day(2013, 2, 28))},

		// Numbers.
		{"likes:100", Number{"likes", n64(100), n64(100)}},
		{"likes:>100", Number{"likes", n64(101), nil}},
		{"likes:>=100", Number{"likes", n64(100), nil}},
		{"likes:<100", Number{"likes", nil, n64(99)}},
		{"likes:<=100", Number{"likes", nil, n64(100)}},
		{"likes:10..20", Number{"likes", n64(10), n64(20)}},
		{"likes:10..", Number{"likes", n64(10), nil}},
		{"likes:..20", Number{"likes", nil, n64(20)}},
		{`likes:" > 100 "`, Number{"likes", n64(101), nil}},
		{"rating:-1", Number{"rating", n64(-1), n64(-1)}},
		{"rating:-1..3", Number{"rating", n64(-1), n64(3)}},
		{"rating:<0", Number{"rating", nil, n64(-1)}},
		{"width:0100", Number{"width", n64(100), n64(100)}},
		{"size:5MB", Number{"size", n64(5_000_000), n64(5_000_000)}},
		{"size:>500kB", Number{"size", n64(500_001), nil}},
		{"size:1.5mb..2MiB", Number{"size", n64(1_500_000), n64(2 << 20)}},
		{"size:>=1.3MiB", Number{"size", n64(1_363_149), nil}}, // 1,363,148.8
		{"size:>1.3MiB", Number{"size", n64(1_363_149), nil}},
		{"size:<1.3MiB", Number{"size", nil, n64(1_363_148)}},
		{"size:<=1.3MiB", Number{"size", nil, n64(1_363_148)}},
		{"size:<0", Number{"size", nil, n64(-1)}},
		{"size:1024b", Number{"size", n64(1024), n64(1024)}},
		{"size:>=9223372036854775807", Number{"size", n64(1<<63 - 1), nil}},

		// Positions.
		{"near:39.03,125.75", Near{"39.03,125.75", 39.03, 125.75, 10_000, true, nil}},
		{"near:39.03,125.75,2km", Near{"39.03,125.75", 39.03, 125.75, 2000, true, nil}},
		{"near:-33.87,151.21,500M", Near{"-33.87,151.21", -33.87, 151.21, 500, true, nil}},
		{"near:+1,-2,1mi", Near{"+1,-2", 1, -2, 1609.344, true, nil}},
		{`near:"39.03, 125.75, 2.5 km"`, Near{"39.03, 125.75", 39.03, 125.75, 2500, true, nil}},
		{"near:0,0,0m", Near{"0,0", 0, 0, 0, true, nil}},
		{"near:geo:39.03,125.75", Near{"geo:39.03,125.75", 39.03, 125.75, 10_000, true, nil}},
		{"near:GEO:39.03,125.75,30;crs=wgs84;u=35,3km", Near{"GEO:39.03,125.75,30;crs=wgs84;u=35", 39.03, 125.75, 3000, true, nil}},
		{"near:geo:39.03,125.75,30", Near{"geo:39.03,125.75,30", 39.03, 125.75, 10_000, true, nil}},
		{"near:geo:39.03,125.75?z=17", Near{"geo:39.03,125.75?z=17", 39.03, 125.75, 10_000, true, nil}},
		{`near:"Mansu Hill",2km`, Near{"Mansu Hill", 0, 0, 2000, false, nil}},
		{`near:"Mansu Hill,2km"`, Near{"Mansu Hill", 0, 0, 2000, false, nil}},
		{`near:"Mansu Hill, Pyongyang"`, Near{"Mansu Hill, Pyongyang", 0, 0, 10_000, false, nil}},
		{`near:Pyongyang`, Near{"Pyongyang", 0, 0, 10_000, false, nil}},
		{`near:"39°02'21\"N 125°45'45\"E",1km`, Near{`39°02'21"N 125°45'45"E`, 0, 0, 1000, false, nil}},
		{"bbox:38.9,125.6,39.1,125.9", BBox{38.9, 125.6, 39.1, 125.9}},
		{"bbox:-10,170,10,-170", BBox{-10, 170, 10, -170}},
		{`bbox:"-90, -180, 90, 180"`, BBox{-90, -180, 90, 180}},

		// Fields of items.
		{"has:place", Has{"place", false}},
		{"missing:Caption", Has{"caption", true}},
		{"has:tag", Has{"tags", false}},
		{"has:url", Has{"sources.url", false}},
		{"has:picture.width", Has{"picture.width", false}},
		{"has:lat", Has{"position", false}},
		{"has:extra.IPTC:Writer-Editor", Has{"extra.iptc:writer-editor", false}},

		{
			`tag:Pyongyang (place:"Mansu Hill" OR near:39.03,125.75,2km) date:2013-02..2013-03 NOT creator:AFP "popcorn vendor" likes:>100`,
			And{[]Expr{
				name("tag", "Pyongyang", "pyongyang"),
				Or{[]Expr{place("Mansu Hill", "mansuhill"), Near{"39.03,125.75", 39.03, 125.75, 2000, true, nil}}},
				when("date", "2013-02..2013-03", day(2013, 2, 1), day(2013, 3, 31)),
				Not{name("creator", "AFP", "afp")},
				phrase("text", "popcorn vendor"),
				Number{"likes", n64(101), nil},
			}},
		},
	}
	for _, tt := range tests {
		got, err := Parse(tt.query, now())
		if tt.want == nil {
			if err == nil {
				t.Errorf("Parse(%q) = %#v, want an error", tt.query, got)
			}
			continue
		}
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.query, err)
			continue
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Parse(%q)\n got %#v\nwant %#v", tt.query, got, tt.want)
			continue
		}
		printed := got.String()
		again, err := Parse(printed, now())
		if err != nil {
			t.Errorf("Parse(%q), printed from %q: %v", printed, tt.query, err)
		} else if !reflect.DeepEqual(again, got) {
			t.Errorf("%q printed as %q\n got %#v\nwant %#v", tt.query, printed, again, got)
		}
	}
}

func TestString(t *testing.T) {
	tests := []struct{ query, want string }{
		{"", ""},
		{"a AND (b OR c) -d", "a (b OR c) NOT d"},
		{"a b OR c", "(a b) OR c"},
		{"NOT (a b)", "NOT (a b)"},
		{`text:"x" text:y`, `"x" y`},
		{"text:-x text:@y text:a:b text:AND", "text:-x text:@y text:a:b text:AND"},
		{`tag:a,"b c"`, `tag:a OR tag:"b c"`},
		{`tag:"a\,b"`, `tag:"a\,b"`},
		{`creator:"a\\b \"c\""`, `creator:"a\\b \"c\""`},
		{"likes:>100 likes:<100 likes:7 likes:1..2", "likes:>=101 likes:<=99 likes:7 likes:1..2"},
		{"near:39.03,125.75", "near:39.03,125.75,10000m"},
		{`near:"Mansu Hill",2km`, `near:"Mansu Hill",2000m`},
		{"bbox:-10.50,170,10,-170", "bbox:-10.5,170,10,-170"},
		{"has:tag missing:url", "has:tags missing:sources.url"},
		{`date:"Last Week"`, "date:last-week"},
		{"sure:x place:y*", "sure:x place:y*"},
		{`@"a b" @c`, `@"a b" @c`},
		{"id:5f0c", "id:5f0c"},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.query, err)
			continue
		}
		if got := e.String(); got != tt.want {
			t.Errorf("Parse(%q).String() = %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestParseLimits(t *testing.T) {
	nested := func(n int, open, inner, end string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	tests := []struct {
		name, query string
		column      int // 0: no error
	}{
		{"20 parentheses", nested(20, "(", "a", ")"), 0},
		{"100 parentheses", nested(100, "(", "a", ")"), 0},
		{"101 parentheses", nested(101, "(", "a", ")"), 101},
		{"100 minus signs", nested(100, "-", "a", ""), 0},
		{"101 minus signs", nested(101, "-", "a", ""), 101},
		{"100 NOT", nested(100, "NOT ", "a", ""), 0},
		{"101 NOT", nested(101, "NOT ", "a", ""), 401},
		{"50 NOT with parentheses", nested(50, "NOT (b OR ", "a", ")"), 0},
		{"51 NOT with parentheses", nested(51, "NOT (b OR ", "a", ")"), 501},
		{"64 KB", strings.Repeat("a ", MaxLength/2), 0},
		{"64 KB and a byte", strings.Repeat("a ", MaxLength/2) + "b", MaxLength + 1},
		{"64 KB of wide letters and more", strings.Repeat("é ", MaxLength), MaxLength/3*2 + 1},
		{"64 KB of open parentheses", strings.Repeat("(", MaxLength), 101},
		{"64 KB of minus signs", strings.Repeat("-", MaxLength), 101},
		{"64 KB in a quote", `"` + strings.Repeat("a", MaxLength-2) + `"`, 0},
		{"64 KB of tags", "tag:" + strings.Repeat("a,", MaxLength/2-3) + "a", 0},
		{"64 KB of parts", strings.Repeat("(a OR b) ", MaxLength/9), 0},
	}
	for _, tt := range tests {
		start := time.Now()
		e, err := Parse(tt.query, now())
		switch {
		case tt.column == 0 && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.column == 0:
			if again, err := Parse(e.String()[:min(len(e.String()), MaxLength)], now()); err == nil && len(e.String()) <= MaxLength && !reflect.DeepEqual(again, e) {
				t.Errorf("%s: printed, it parses to something else", tt.name)
			}
		case err == nil:
			t.Errorf("%s: no error", tt.name)
		default:
			if se := err.(*SyntaxError); se.Column != tt.column {
				t.Errorf("%s: %v, want column %d", tt.name, err, tt.column)
			}
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s took %v", tt.name, d)
		}
	}
}
