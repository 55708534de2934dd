package archive

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/thumbnail"
)

func TestThumbnailsAreThereTheNextTime(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := Create(Options{Dir: dir, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	first := a.Thumbnails(ctx)
	first.Put(thumbnail.Key{1}, 320, []byte("small"))
	first.Put(thumbnail.Key{1}, 640, nil)
	first.Close()
	next := a.Thumbnails(ctx)
	defer next.Close()
	if b, ok := next.Get(thumbnail.Key{1}, 320); !ok || string(b) != "small" {
		t.Errorf("small: %q, %v", b, ok)
	}
	if b, ok := next.Get(thumbnail.Key{1}, 640); !ok || len(b) != 0 {
		t.Errorf("one that there isn't: %q, %v", b, ok)
	}
	if b, ok := next.Get(thumbnail.Key{2}, 320); ok {
		t.Errorf("of another picture: %q", b)
	}
}

// A lock that can't be had soon, or a file that is gone, is no reason to fail.
func TestThumbnailsNeverFail(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := Create(Options{Dir: dir, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	err = a.catalog.Update(ctx, func(*catalog.Batch) error {
		kept := a.Thumbnails(ctx)
		kept.Put(thumbnail.Key{1}, 320, []byte("small"))
		if b, ok := kept.Get(thumbnail.Key{1}, 320); ok {
			t.Errorf("from a locked catalogue: %q", b)
		}
		kept.Close()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("a locked catalogue was waited for %s", took)
	}
	if err := os.Remove(filepath.Join(dir, CatalogueName)); err != nil {
		t.Fatal(err)
	}
	gone := a.Thumbnails(ctx)
	gone.Put(thumbnail.Key{1}, 320, []byte("small"))
	gone.Close()
	if _, err := os.Stat(filepath.Join(dir, CatalogueName)); err == nil {
		t.Error("a catalogue was made")
	}
}
