package query

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// randomValue makes a value out of what is awkward to print.
func randomValue(r *rand.Rand) string {
	pieces := []string{
		"a", "Pyongyang", "é", "평양", "ß", " ", "\u00a0", "\n", `"`, `\`, "*", ",", ":", "(", ")", "-", "@", "#", "5", "2km",
		"AND", "OR", "NOT", "not", "..", "<", "İ", "x́",
	}
	var b strings.Builder
	for range 1 + r.IntN(4) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomLeaf makes a condition as a query or a flag would.
func randomLeaf(r *rand.Rand) Expr {
	fields := Fields()
	for {
		field := fields[r.IntN(len(fields))]
		v := part{text: randomValue(r), quoted: r.IntN(2) == 0, prefix: r.IntN(4) == 0}
		samples := map[string][]string{
			"date":   {"2013", "2013-02..", "..today", "195X", "this week", "{2013,2014}", "2013/2014", "2013~"},
			"likes":  {"5", ">5", "<5", "1..2", "..9", "9.."},
			"rating": {"-1", ">=-1", "<0", "..-1"},
			"size":   {"1.5MB", ">2KiB", "<0", "<=9223372036854775807", "0..1GB"},
			"near":   {"1,2", "-1.5,2.25,7mi", "geo:1,2,3", "Mansu Hill", `39°2'1"N 1°0'0"E,1.1km`, "A,B,0.3mi"},
			"bbox":   {"1,2,3,4", "-90,-180,90,180", "-0.5,3,1e", "1,9,2,-9"},
			"has":    {"tag", "position", "extra.A B:c", `extra."x"`, "place.city"},
			"id":     {"5f0c", "ABCDEF"},
			"sha256": {"5f0c", strings.Repeat("a", 64)},
		}
		if list, ok := samples[field]; ok {
			v = part{text: list[r.IntN(len(list))]}
		}
		if r.IntN(20) == 0 {
			return Saved{Name: strings.TrimSpace("x" + randomValue(r))}
		}
		if e, pr := condition(field, v, now()); pr == nil {
			return e
		}
	}
}

func randomExpr(r *rand.Rand, depth int) Expr {
	if depth == 0 || r.IntN(3) == 0 {
		return randomLeaf(r)
	}
	switch r.IntN(3) {
	case 0:
		return not(randomExpr(r, depth-1))
	case 1:
		return and(randomExpr(r, depth-1), randomExpr(r, depth-1), randomExpr(r, depth-1))
	}
	return or(randomExpr(r, depth-1), randomExpr(r, depth-1))
}

func TestPrintThenParse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		e := randomExpr(r, 5)
		printed := e.String()
		got, err := Parse(printed, now())
		if err != nil {
			t.Fatalf("Parse(%q): %v\nprinted from %#v", printed, err, e)
		}
		if !reflect.DeepEqual(got, e) {
			t.Fatalf("%q\n got %#v\nwant %#v", printed, got, e)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", `tag:Pyongyang (place:"Mansu Hill" OR near:39.03,125.75,2km) date:2013-02..2013-03 NOT creator:AFP "popcorn vendor" likes:>100`,
		`-(a OR "b\"c\\")* @saved @"a b"`, `tag:"a\,b",c*,"d e"*`, "size:1.5MB..2GiB rating:-1", "bbox:-10,170,10,-170 near:geo:1,2;u=3,4mi",
		"missing:extra.IPTC:By-line date:{2013,2014..2016} added:today", "id:5f0c sha256:abcd text:-x caption:@y", "((((a))))", "NOT NOT -a",
		"AND", "a OR", `"`, "tag: x", "\xff", "평양 ＃ＰＹ　a", `near:"Mansu Hill, 5km"`, "sure:x*", `has:"extra.a b"`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := Parse(s, now())
		if err != nil {
			se, ok := err.(*SyntaxError)
			if !ok || se.Column < 1 || se.Column > utf8.RuneCountInString(s)+1 {
				t.Fatalf("Parse(%q): %#v", s, err)
			}
			return
		}
		printed := e.String()
		if len(printed) > MaxLength {
			return
		}
		again, err := Parse(printed, now())
		if err != nil {
			t.Fatalf("Parse(%q), printed from %q: %v", printed, s, err)
		}
		if !reflect.DeepEqual(again, e) {
			t.Fatalf("%q printed as %q\n got %#v\nwant %#v", s, printed, again, e)
		}
		if once := again.String(); once != printed {
			t.Fatalf("%q prints as %q, then as %q", s, printed, once)
		}
		checkForm(t, e)
	})
}

// checkForm fails where a tree isn't in the simple form that Expr promises.
func checkForm(t *testing.T, e Expr) {
	t.Helper()
	check := func(xs []Expr, same func(Expr) bool) {
		if len(xs) < 2 {
			t.Fatalf("%#v has fewer than two parts", e)
		}
		for _, x := range xs {
			if _, all := x.(All); all || same(x) {
				t.Fatalf("%#v isn't flat", e)
			}
			checkForm(t, x)
		}
	}
	switch e := e.(type) {
	case And:
		check(e.X, func(x Expr) bool { _, ok := x.(And); return ok })
	case Or:
		check(e.X, func(x Expr) bool { _, ok := x.(Or); return ok })
	case Not:
		if _, ok := e.X.(Not); ok {
			t.Fatalf("%#v negates twice", e)
		}
		checkForm(t, e.X)
	}
}
