package catalog_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// The items of a picture, and whether the picture is elsewhere, as a batch and
// as those after it see them.
func TestPictures(t *testing.T) {
	c := newCatalog(t)
	sha, other := strings.Repeat("ab", 32), strings.Repeat("cd", 32)
	made := func(sha, caption string) *item.Item {
		return &item.Item{ID: item.NewID(sha, caption), Caption: caption, Picture: item.Picture{SHA256: sha, Size: 1}}
	}
	one, two, three := made(sha, "one"), made(sha, "two"), made(sha, "three")
	uses := func(r *catalog.Reader, sha string) []string {
		t.Helper()
		var out []string
		err := r.OfPicture(sha, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil {
				out = append(out, it.Caption)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	expect := func(r *catalog.Reader, away bool, want ...string) {
		t.Helper()
		if got := uses(r, sha); !slices.Equal(got, want) {
			t.Errorf("items of the picture: %q, want %q", got, want)
		}
		if got := r.Elsewhere(sha); got != away {
			t.Errorf("elsewhere: %v, want %v", got, away)
		}
	}
	batch := func(f func(b *catalog.Batch) error) {
		t.Helper()
		if err := c.Update(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
	put := func(b *catalog.Batch, items ...*item.Item) {
		t.Helper()
		for _, it := range items {
			if err := b.Put(it); err != nil {
				t.Fatal(err)
			}
		}
	}
	batch(func(b *catalog.Batch) error {
		put(b, two, made(other, "other"), one)
		if b.Elsewhere(sha) {
			t.Error("a picture is elsewhere before anything was said")
		}
		if err := b.SetElsewhere(sha, true); err != nil {
			return err
		}
		if !b.Elsewhere(sha) || b.Elsewhere(other) {
			t.Error("within the batch: the picture is not elsewhere, or another is")
		}
		expect(b.Reader, true, "two", "one")
		return nil
	})
	batch(func(b *catalog.Batch) error {
		put(b, three)
		if !b.Elsewhere(sha) {
			t.Error("another item of the picture made it be here")
		}
		expect(b.Reader, true, "two", "one", "three")
		if err := b.SetElsewhere(sha, false); err != nil {
			return err
		}
		if b.Elsewhere(sha) {
			t.Error("within the batch: the picture is still elsewhere")
		}
		return b.Purge(one.ID)
	})
	err := c.View(context.Background(), func(r *catalog.Reader) error {
		expect(r, false, "two", "three")
		return r.Check(true, func(p catalog.Problem) { t.Error(p) })
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "ab", strings.Repeat("x", 64)} {
		batch(func(b *catalog.Batch) error {
			if err := b.SetElsewhere(bad, true); err == nil {
				t.Errorf("SetElsewhere took %q", bad)
			}
			return nil
		})
	}
}
