package picture_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/picture"
)

// What is only looked at is hashed and read again in place; nothing is written
// and nothing can be saved.
func TestLookWritesNothing(t *testing.T) {
	dir := t.TempDir()
	for _, data := range []string{"", "abc", strings.Repeat("0123456789", 1<<20)} {
		r := strings.NewReader(data)
		g, err := picture.Look(strings.NewReader(data), r, 1<<30)
		want, size, _ := picture.Hash(strings.NewReader(data))
		if err != nil || g.SHA256 != want || g.Size != size {
			t.Fatalf("%d bytes: %+v %v, want %s", len(data), g, err, want)
		}
		again, err := io.ReadAll(io.NewSectionReader(g.ReaderAt(), 0, g.Size))
		if err != nil || string(again) != data {
			t.Errorf("%d bytes: read again %d, err %v", len(data), len(again), err)
		}
		if err := picture.New(dir).Prepare(picture.Pictures, g, ""); err == nil {
			t.Errorf("%d bytes: saved what was only looked at", len(data))
		}
		if err := g.Discard(); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("written: %v %v", left, err)
	}
	var large *picture.TooLargeError
	if _, err := picture.Look(strings.NewReader("abcd"), strings.NewReader("abcd"), 3); !errors.As(err, &large) {
		t.Errorf("above the limit: %v", err)
	}
}

func TestScratchLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	g, err := picture.Scratch().Stage(picture.Pictures, io.LimitReader(zeros{}, 9<<20), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, io.NewSectionReader(g.ReaderAt(), 0, g.Size)); n != 9<<20 || err != nil {
		t.Errorf("read again %d bytes, err %v", n, err)
	}
	if err := g.Discard(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}

// The steps at which tests end the process come in the order that keeps the
// promise: bytes, their durability, and only then the name.
func TestFailpointsStandInOrder(t *testing.T) {
	s, _ := newStore(t)
	var steps []string
	s.Failpoint = func(step string) { steps = append(steps, step) }
	in := s.Intake()
	for _, data := range []string{"a", "b"} {
		g, err := s.Stage(picture.Pictures, strings.NewReader(data), 100)
		if err == nil {
			err = s.Prepare(picture.Pictures, g, ".jpg")
		}
		if err != nil {
			t.Fatal(err)
		}
		in.Save(g)
	}
	if err := in.Flush(); err != nil {
		t.Fatal(err)
	}
	want := []string{"created", "written", "created", "written", "synced", "renamed", "renamed"}
	if !slices.Equal(steps, want) {
		t.Errorf("%v, want %v", steps, want)
	}
}

// A store that can't be written is told from a picture that can't be read.
func TestWriteErrorNamesTheArchive(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := picture.New(file) // a file stands where the folder should
	g, err := s.Stage(picture.Pictures, strings.NewReader("abc"), 100)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Prepare(picture.Pictures, g, ".jpg")
	var we *picture.WriteError
	if !errors.As(err, &we) || we.Error() != file+" can't be written: not a directory" {
		t.Errorf("Prepare: %v", err)
	}
	broken := errors.New("broken")
	_, err = s.Stage(picture.Pictures, io.MultiReader(bytes.NewReader(make([]byte, 9<<20)), failing{broken}), 1<<30)
	if !errors.As(err, &we) {
		t.Errorf("Stage where nothing can be written: %v", err)
	}
	good, _ := newStore(t)
	_, err = good.Stage(picture.Pictures, io.MultiReader(bytes.NewReader(make([]byte, 9<<20)), failing{broken}), 1<<30)
	if !errors.Is(err, broken) || errors.As(err, &we) {
		t.Errorf("Stage of what can't be read: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
