package catalog

import (
	"bytes"
	"context"
	"path/filepath"
	"reflect"
	"testing"
)

func TestThumbsAreKept(t *testing.T) {
	ctx := context.Background()
	c := New(filepath.Join(t.TempDir(), "archive.db"), Options{})
	if err := c.Create(); err != nil {
		t.Fatal(err)
	}
	a, b := [32]byte{1}, [32]byte{1, 2}
	get := func() []Thumb {
		got := []Thumb{{Of: a, Most: 320}, {Of: a, Most: 640}, {Of: b, Most: 320}, {Of: b, Most: 640}}
		if err := c.Thumbs(ctx, got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := get(); got[0].File != nil {
		t.Error("an empty catalogue has a thumbnail")
	}
	large := bytes.Repeat([]byte("x"), 300_000)
	if err := c.KeepThumbs(ctx, []Thumb{{a, 320, large}, {a, 640, nil}, {b, 320, []byte("b")}}); err != nil {
		t.Fatal(err)
	}
	if err := c.KeepThumbs(ctx, []Thumb{{b, 320, []byte("a second time")}}); err != nil {
		t.Fatal(err)
	}
	want := []Thumb{{a, 320, large}, {a, 640, []byte{}}, {b, 320, []byte("b")}, {b, 640, nil}}
	if got := get(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %d, %d, %q, %v", len(got[0].File), len(got[1].File), got[2].File, got[3].File)
	}
	err := c.View(ctx, func(r *Reader) error {
		return r.Check(true, func(p Problem) { t.Errorf("%+v", p) })
	})
	if err != nil {
		t.Fatal(err)
	}
}
