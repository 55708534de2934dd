package picture_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/picture"
)

func newStore(t *testing.T) (*picture.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s := picture.New(dir)
	if err := s.Create(); err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func save(t *testing.T, s *picture.Store, data []byte, ext string) string {
	t.Helper()
	g, err := s.Stage(picture.Pictures, bytes.NewReader(data), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	in := s.Intake()
	if err := s.Prepare(picture.Pictures, g, ext); err != nil {
		t.Fatal(err)
	}
	in.Save(g)
	if err := in.Flush(); err != nil {
		t.Fatal(err)
	}
	return g.SHA256
}

func kept(t *testing.T, s *picture.Store) map[string]picture.File {
	t.Helper()
	out := map[string]picture.File{}
	err := s.Walk(picture.Pictures, func(f picture.File) error {
		out[f.SHA256] = f
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The small file is held in memory on its way, the large one goes through a
// temporary file; both end the same.
func TestSaveKeepsTheBytes(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty": nil, "small": []byte("abc"), "large": bytes.Repeat([]byte("0123456789abcdef"), 1<<19),
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := newStore(t)
			sha := save(t, s, data, ".jpg")
			want, size, err := picture.Hash(bytes.NewReader(data))
			if err != nil || sha != want || size != int64(len(data)) {
				t.Fatalf("sha %s size %d err %v, want %s", sha, size, err, want)
			}
			path := filepath.Join(dir, "pictures", sha[:2], sha+".jpg")
			got, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("read back %d bytes, err %v", len(got), err)
			}
			f := kept(t, s)[sha]
			if f.Path != path || f.Mode.Perm() != 0o400 || f.Size != size {
				t.Errorf("walk gave %+v", f)
			}
			if left, _ := os.ReadDir(filepath.Join(dir, "pictures", ".incoming")); len(left) != 0 {
				t.Errorf("left over: %v", left)
			}
		})
	}
}

func TestManyFilesInOneFlush(t *testing.T) {
	s, _ := newStore(t)
	in := s.Intake()
	want := map[string]bool{}
	for i := range 40 {
		g, err := s.Stage(picture.Pictures, strings.NewReader(strings.Repeat("x", i)), 100)
		if err != nil {
			t.Fatal(err)
		}
		want[g.SHA256] = true
		if err := s.Prepare(picture.Pictures, g, ""); err != nil {
			t.Fatal(err)
		}
		in.Save(g)
	}
	if n := len(kept(t, s)); n != 0 {
		t.Fatalf("%d files under their final names before Flush", n)
	}
	if err := in.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := kept(t, s); len(got) != len(want) {
		t.Fatalf("%d files, want %d", len(got), len(want))
	}
}

func TestAbandonLeavesNothing(t *testing.T) {
	s, dir := newStore(t)
	g, err := s.Stage(picture.Pictures, strings.NewReader("abc"), 100)
	if err != nil {
		t.Fatal(err)
	}
	in := s.Intake()
	if err := s.Prepare(picture.Pictures, g, ".png"); err != nil {
		t.Fatal(err)
	}
	in.Save(g)
	if err := in.Abandon(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Join(dir, "pictures", ".incoming"))
	if err != nil || len(left) != 0 || len(kept(t, s)) != 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}

// A file of the right name and size whose bytes are wrong is mended by the
// next take-in.
func TestSaveMendsATornFile(t *testing.T) {
	s, _ := newStore(t)
	sha := save(t, s, []byte("right"), ".jpg")
	path := s.Path(picture.Pictures, sha, ".jpg")
	tear := func() {
		if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, []byte("wrong"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	tear()
	save(t, s, []byte("right"), ".jpg")
	if b, _ := os.ReadFile(path); string(b) != "right" {
		t.Errorf("not mended: %q", b)
	}
}

func TestStageRefusesAboveTheLimit(t *testing.T) {
	s, dir := newStore(t)
	for _, size := range []int64{11, 9 << 20} {
		limit := size - 1
		_, err := s.Stage(picture.Pictures, io.LimitReader(zeros{}, size), limit)
		var large *picture.TooLargeError
		if !errors.As(err, &large) || large.Limit != limit {
			t.Errorf("size %d: %v", size, err)
		}
		left, err := os.ReadDir(filepath.Join(dir, "pictures", ".incoming"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) || len(left) != 0 {
			t.Errorf("size %d: left over %v %v", size, left, err)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestFindWithAnotherExtension(t *testing.T) {
	s, _ := newStore(t)
	sha := save(t, s, []byte("abc"), ".jpeg")
	path, err := s.Find(picture.Pictures, sha, ".jpg")
	if err != nil || filepath.Ext(path) != ".jpeg" {
		t.Errorf("%s %v", path, err)
	}
	if _, err := s.Find(picture.Pictures, strings.Repeat("0", 64), ".jpg"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
}

func TestSweepTakesOldLeftoversOnly(t *testing.T) {
	s, dir := newStore(t)
	in := filepath.Join(dir, "pictures", ".incoming")
	if err := os.Mkdir(in, 0o700); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, age := range map[string]time.Duration{"old": 48 * time.Hour, "young": time.Hour} {
		p := filepath.Join(in, name)
		if err := errors.Join(os.WriteFile(p, nil, 0o600), os.Chtimes(p, now.Add(-age), now.Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(in, now, now); err != nil {
		t.Fatal(err)
	}
	n, err := s.Sweep(24 * time.Hour)
	left, _ := os.ReadDir(in)
	if n != 1 || err != nil || len(left) != 1 || left[0].Name() != "young" {
		t.Errorf("swept %d, left %v, err %v", n, left, err)
	}
}

func TestExtension(t *testing.T) {
	for in, want := range map[string]string{
		"a.JPG": ".jpg", "a.tar.gz": ".gz", "a": "", "a.": "", "a.j/g": "", "a.averylongone": "", "a.jpg\n": "", ".jpg": ".jpg",
	} {
		if got := picture.Extension(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
