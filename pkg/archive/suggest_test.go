package archive

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/text"
)

// What is suggested begins with what was typed, and means the value.
func TestGoOn(t *testing.T) {
	for _, c := range []struct {
		typed, value string
		fold         func(string) string
		want         string
		ok           bool
	}{
		{"", "Pyongyang", hashtag.Key, "Pyongyang", true},
		{"Py", "Pyongyang", hashtag.Key, "Pyongyang", true},
		{"pYO", "Pyongyang", hashtag.Key, "pYOngyang", true},
		{"#py", "Pyongyang", hashtag.Key, "#pyongyang", true},
		{"PYONGYANG", "Pyongyang", hashtag.Key, "PYONGYANG", true},
		{"b", "Pyongyang", hashtag.Key, "b", false},
		{"mansu h", "Mansu Hill", text.FoldPlace, "mansu hill", true},
		{"mansu ", "Mansu Hill", text.FoldPlace, "mansu Hill", true},
		{"cafe d", "Café du Port", text.FoldPlace, "cafe du Port", true},
		{"평", "평양", text.FoldPlace, "평양", true},
		{"stras", "Straße", hashtag.Key, "strass", false}, // ß is two letters: half of it isn't gone on with
	} {
		got, ok := goOn(c.typed, c.value, c.fold)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q → %q: %q, %v; want %q, %v", c.typed, c.value, got, ok, c.want, c.ok)
		}
	}
}

func TestSuggest(t *testing.T) {
	a, err := Create(Options{Dir: filepath.Join(t.TempDir(), "a"), Wait: time.Minute, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Suggest(context.Background(), "tag", "")
	if err != nil || !reflect.DeepEqual(got, []Suggested(nil)) {
		t.Errorf("an empty archive suggests %v, %v", got, err)
	}
	items, err := a.Beginning(context.Background(), "", 5, true)
	if err != nil || len(items) != 0 {
		t.Errorf("an empty archive has ids %v, %v", items, err)
	}
}
