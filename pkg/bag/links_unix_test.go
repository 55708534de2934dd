//go:build unix

package bag

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// What is no file of the bag is told of, and never opened.
func TestLinksAndSpecialFiles(t *testing.T) {
	dir := newBag("1.0", twoFiles(), "sha256").folder(t)
	outside := filepath.Join(t.TempDir(), "outside")
	must(t, os.WriteFile(outside, []byte("bare\n"), 0o600))
	must(t, os.Remove(filepath.Join(dir, "data", "bare-filename")))
	must(t, os.Symlink(outside, filepath.Join(dir, "data", "bare-filename")))
	must(t, os.Symlink("text-file.txt", filepath.Join(dir, "data", "link")))
	must(t, os.Symlink(".", filepath.Join(dir, "data", "round")))
	must(t, os.Symlink("nowhere", filepath.Join(dir, "extra")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "data", "pipe"), 0o600))
	_, got := verified(t, dir)
	want := []string{
		"error special data/bare-filename", "warning special data/link", "error special data/pipe", "error special data/round",
		"error missing data/bare-filename", "error unlisted data/link",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
