package item

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestJoinList(t *testing.T) {
	for _, c := range []struct {
		values []string
		cell   string
	}{
		{nil, ""},
		{[]string{"a"}, "a"},
		{[]string{"Pyongyang", "North Korea"}, "Pyongyang; North Korea"},
		{[]string{"a;b", `c\d`, `e\`, `\;`, `f\\g`}, `a\;b; c\d; e\\; \\\;; f\\\g`},
	} {
		if got := JoinList(c.values); got != c.cell {
			t.Errorf("JoinList(%q) = %s, want %s", c.values, got, c.cell)
		}
		if got := SplitList(c.cell); !reflect.DeepEqual(got, c.values) {
			t.Errorf("SplitList(%s) = %q, want %q", c.cell, got, c.values)
		}
	}
	if got, want := SplitList(" ; a ;b;; c\\"), []string{"a", "b", `c\`}; !reflect.DeepEqual(got, want) {
		t.Errorf("by hand: got %q, want %q", got, want)
	}
}

func TestSplitListReadsJoinList(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) string {
		return strings.TrimSpace(rapid.StringOf(rapid.SampledFrom([]rune(`ab ;\,"`))).Draw(t, "value"))
	}).Filter(func(s string) bool { return s != "" })
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(value).Draw(t, "values")
		if got := SplitList(JoinList(values)); len(got)+len(values) > 0 && !reflect.DeepEqual(got, values) {
			t.Fatalf("got %q, want %q by way of %s", got, values, JoinList(values))
		}
	})
}
