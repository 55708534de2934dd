//go:build unix

package folder_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
)

// gif is the smallest picture there is: its kind shows in the first bytes.
const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"

// events is what a source yields, a line each, paths below root.
type events struct {
	root  string
	lines []string
}

func (e *events) rel(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, e.root), "/")
}

func (e *events) Draft(d source.Draft) error {
	line := e.rel(d.Path) + " = " + d.Item.Sources[0].Ref
	for _, s := range d.Sidecars {
		line += " + " + s.Name
	}
	e.lines = append(e.lines, line)
	return nil
}

func (e *events) Skip(s source.Skip) error {
	what := "skipped"
	if s.Refused {
		what = "refused"
	}
	e.lines = append(e.lines, fmt.Sprintf("%s %s %s: %s", what, s.Code, e.rel(s.Path), s.Reason))
	return nil
}

// tree makes files: a name that ends in / is a folder, one that ends in | a
// FIFO, and "link -> target" a symbolic link. Pictures are given content.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "tree")
	for _, name := range names {
		path := filepath.Join(root, strings.TrimSuffix(name, "|"))
		link, target, isLink := strings.Cut(name, " -> ")
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		switch {
		case err != nil:
		case isLink:
			err = os.Symlink(strings.ReplaceAll(target, "ROOT", root), filepath.Join(root, link))
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(path, 0o700)
		case strings.HasSuffix(name, "|"):
			err = syscall.Mkfifo(path, 0o600)
		default:
			err = os.WriteFile(path, []byte(gif), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFolder(t *testing.T) {
	const link = ": a symbolic link that leads out of the folder, or nowhere"
	for _, c := range []struct {
		name  string
		files []string
		want  []string
	}{
		{
			"in order of names, folders in their place, pictures by content",
			[]string{"b.jpg", "a/x.PNG", "c", "notes/deep/er/y.gif"},
			[]string{"a/x.PNG = tree/a/x.PNG", "b.jpg = tree/b.jpg", "c = tree/c", "notes/deep/er/y.gif = tree/notes/deep/er/y.gif"},
		},
		{
			"hidden and system files are left out",
			[]string{".hidden.jpg", ".git/x.jpg", "Thumbs.db", "thumbs.DB", "__MACOSX/a.jpg", ".DS_Store", "._a.jpg", "@eaDir/a.jpg", "a.jpg"},
			[]string{"a.jpg = tree/a.jpg"},
		},
		{
			"sidecars in any letter case, the whole name first",
			[]string{"A.JPG", "a.caption", "a.jpg.TXT", "A.txt", "B.jpeg", "b.JSON", "b.Xmp", "c.jpg", "cc.txt"},
			[]string{"A.JPG = tree/A.JPG + a.jpg.TXT + A.txt + a.caption", "B.jpeg = tree/B.jpeg + b.Xmp + b.JSON", "c.jpg = tree/c.jpg", "cc.txt = tree/cc.txt"},
		},
		{
			"names that are no UTF-8 keep their own sidecars, and normal forms don't matter",
			[]string{"\xe8.jpg", "\xe8.txt", "\xe9.jpg", "\xe9.txt", "e\u0301.jpg", "\u00e9.txt"},
			[]string{"e\u0301.jpg = tree/e\u0301.jpg + \u00e9.txt", "\xe8.jpg = tree/\uFFFD.jpg + \xe8.txt", "\xe9.jpg = tree/\uFFFD.jpg + \xe9.txt"},
		},
		{
			"one text for a raw file and its JPEG",
			[]string{"a.jpg", "a.nef", "a.txt"},
			[]string{"a.jpg = tree/a.jpg + a.txt", "a.nef = tree/a.nef + a.txt"},
		},
		{
			"links within the tree, out of it, to nowhere, in a circle",
			[]string{
				"a.jpg", "in.jpg -> a.jpg", "out.jpg -> /etc/hosts", "gone.jpg -> nowhere", "loop.jpg -> loop.jpg",
				"sub/", "up -> ..", "here -> sub", "outside -> /etc", "other -> /etc/hosts",
			},
			[]string{
				"a.jpg = tree/a.jpg", "skipped link gone.jpg" + link, "in.jpg = tree/in.jpg", "skipped link loop.jpg" + link,
				"skipped link out.jpg" + link, "skipped link outside" + link, "skipped link up" + link,
			},
		},
		{
			"a sidecar is no way out of the tree, and never waited for",
			[]string{"a.jpg", "a.txt -> /etc/hostname", "b.jpg", "b.txt|", "c.jpg", "c.txt/", "c.txt/d.jpg", "e.jpg", "e.txt -> words", "words"},
			[]string{
				"skipped link a.txt" + link, "a.jpg = tree/a.jpg",
				"skipped no-file b.txt: not a regular file: a FIFO", "b.jpg = tree/b.jpg",
				"c.jpg = tree/c.jpg", "c.txt/d.jpg = tree/c.txt/d.jpg", "e.jpg = tree/e.jpg + e.txt", "words = tree/words",
			},
		},
		{
			"what is called a picture and is no file",
			[]string{"a.jpg|", "b|", "c.jpg/", "d.jpg"},
			[]string{"refused no-file a.jpg: not a regular file: a FIFO", "d.jpg = tree/d.jpg"},
		},
		{
			"nothing at all",
			[]string{"sub/"},
			[]string{"refused no-picture : no picture in this folder"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := tree(t, c.files...)
			e := &events{root: root}
			within(t, func() error { return (&folder.Source{Paths: []string{root}}).Each(context.Background(), e) })
			compare(t, e.lines, c.want)
		})
	}
}

// What a person names is read wherever it lies; only beside it links are not
// followed to other folders.
func TestNamedFiles(t *testing.T) {
	root := tree(t, "a.jpg", "a.txt", "sub/b.jpg", "sub/b.txt -> ROOT/a.txt", ".h.jpg", "ln.jpg -> sub/b.jpg", "p|", "d/")
	e := &events{root: root}
	src := &folder.Source{More: func(yield func(string, error) bool) {
		for _, name := range []string{"sub/b.jpg", "a.jpg", ".h.jpg", "ln.jpg", "p", "gone.jpg", "d", "a.jpg/x"} {
			if !yield(filepath.Join(root, name), nil) {
				return
			}
		}
		yield("", io.ErrUnexpectedEOF)
	}}
	var err error
	within(t, func() error { err = src.Each(context.Background(), e); return nil })
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("the list's own error is lost: %v", err)
	}
	compare(t, e.lines, []string{
		"skipped link sub/b.txt: a symbolic link that leads out of the folder, or nowhere", "sub/b.jpg = b.jpg",
		"a.jpg = a.jpg + a.txt", ".h.jpg = .h.jpg", "ln.jpg = ln.jpg",
		"refused no-file p: not a regular file: a FIFO", "refused unreadable gone.jpg: no such file or directory",
		"refused no-picture d: no picture in this folder", "refused unreadable a.jpg/x: not a directory",
	})
}

// The archive's own folder is no source, nor is one within it.
func TestOwnFolder(t *testing.T) {
	root := tree(t, "a.jpg", "own/pictures/ab/x.jpg")
	own := filepath.Join(root, "own")
	e := &events{root: root}
	src := &folder.Source{Paths: []string{root, own, filepath.Join(own, "pictures")}, Not: own}
	within(t, func() error { return src.Each(context.Background(), e) })
	compare(t, e.lines, []string{
		"a.jpg = tree/a.jpg", "skipped archive own: is the archive itself", "skipped archive own/pictures: is the archive itself",
	})
}

func TestInterrupted(t *testing.T) {
	root := tree(t, "a.jpg")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e := &events{root: root}
	if err := (&folder.Source{Paths: []string{root}}).Each(ctx, e); !errors.Is(err, context.Canceled) || e.lines != nil {
		t.Errorf("%v %v", e.lines, err)
	}
}

// A file that turned into something that never ends is not waited for.
func TestOpenDoesNotWait(t *testing.T) {
	root := tree(t, "a.jpg")
	var d source.Draft
	err := (&folder.Source{Paths: []string{root}}).Each(context.Background(), sink(func(draft source.Draft) { d = draft }))
	path := filepath.Join(root, "a.jpg")
	if err = errors.Join(err, os.Remove(path), syscall.Mkfifo(path, 0o600)); err != nil {
		t.Fatal(err)
	}
	within(t, func() error {
		if f, err := d.Picture.Open(); err == nil {
			return errors.Join(errors.New("opened a FIFO"), f.Close())
		}
		return nil
	})
}

type sink func(source.Draft)

func (s sink) Draft(d source.Draft) error { s(d); return nil }
func (s sink) Skip(source.Skip) error     { return nil }

// Names of one folder are read once, however many files of it are named.
func BenchmarkNamedFiles(b *testing.B) {
	root := b.TempDir()
	var paths []string
	for i := range 2000 {
		p := filepath.Join(root, fmt.Sprintf("%04d.gif", i))
		if err := os.WriteFile(p, []byte(gif), 0o600); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, p)
	}
	for b.Loop() {
		if err := (&folder.Source{Paths: paths}).Each(context.Background(), sink(func(source.Draft) {})); err != nil {
			b.Fatal(err)
		}
	}
}

func within(t *testing.T, f func() error) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("waits for ever")
	}
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
