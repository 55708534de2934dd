package catalog_test

import (
	"context"
	"strings"
	"testing"

	"photoarchive/pkg/catalog"
)

// What is remembered of a file is given for the same place and state only.
func TestNoted(t *testing.T) {
	c := newCatalog(t)
	first := catalog.Noted{SHA256: strings.Repeat("ab", 32), Ext: ".jpg"}
	second := catalog.Noted{SHA256: strings.Repeat("cd", 32)}
	at := func(folder, name, state string) catalog.Mark {
		return catalog.Mark{Folder: folder, Name: name, State: state}
	}
	read := func(want map[catalog.Mark]catalog.Noted, there bool) {
		t.Helper()
		err := c.View(context.Background(), func(r *catalog.Reader) error {
			if r.HasNoted() != there {
				t.Errorf("something noted: %v, want %v", !there, there)
			}
			for m, n := range want {
				if got, ok := r.Noted(m); got != n || ok != (n != catalog.Noted{}) {
					t.Errorf("%v: %v, %v, want %v", m, got, ok, n)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	note := func(m catalog.Mark, n catalog.Noted) {
		t.Helper()
		if err := c.Update(context.Background(), func(b *catalog.Batch) error { return b.Note(m, n) }); err != nil {
			t.Fatal(err)
		}
	}
	read(map[catalog.Mark]catalog.Noted{at("/in/", "a.jpg", "1"): {}}, false)
	note(at("/in/", "a.jpg", "1"), first)
	read(map[catalog.Mark]catalog.Noted{
		at("/in/", "a.jpg", "1"):  first,
		at("/in/", "a.jpg", "2"):  {},
		at("/in/", "b.jpg", "1"):  {},
		at("/in/a", ".jpg", "1"):  {},
		at("/out/", "a.jpg", "1"): {},
	}, true)
	note(at("/in/", "a.jpg", "2"), second)
	read(map[catalog.Mark]catalog.Noted{at("/in/", "a.jpg", "1"): {}, at("/in/", "a.jpg", "2"): second}, true)
	err := c.Update(context.Background(), func(b *catalog.Batch) error {
		return b.Note(at("/in/", "c.jpg", "1"), catalog.Noted{SHA256: "no hash"})
	})
	if err == nil {
		t.Error("a hash that is none was noted")
	}
}
