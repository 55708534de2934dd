package catalog

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
)

func TestLikenessesAreKept(t *testing.T) {
	ctx := context.Background()
	c := New(filepath.Join(t.TempDir(), "archive.db"), Options{})
	a, b := [32]byte{1}, [32]byte{1, 2}
	if err := c.KeepLikenesses(ctx, []Likeness{{a, []byte("x")}}); !errors.Is(err, ErrMissing) {
		t.Errorf("without a catalogue: %v", err)
	}
	if err := c.Create(); err != nil {
		t.Fatal(err)
	}
	get := func() []Likeness {
		got := []Likeness{{Of: a}, {Of: b}}
		if err := c.Likenesses(ctx, got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := get(); got[0].Data != nil {
		t.Error("an empty catalogue has one")
	}
	for _, data := range []string{"first", "second"} { // a later one takes the place
		if err := c.KeepLikenesses(ctx, []Likeness{{b, []byte(data)}}); err != nil {
			t.Fatal(err)
		}
		if got, want := get(), []Likeness{{Of: a}, {b, []byte(data)}}; !reflect.DeepEqual(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if _, _, err := c.Compact(ctx, func(string) {}); err != nil {
		t.Fatal(err)
	}
	if got := get(); string(got[1].Data) != "second" {
		t.Errorf("after a compaction: %q", got[1].Data)
	}
	err := c.View(ctx, func(r *Reader) error {
		return r.Check(true, func(p Problem) { t.Errorf("%+v", p) })
	})
	if err != nil {
		t.Fatal(err)
	}
}
