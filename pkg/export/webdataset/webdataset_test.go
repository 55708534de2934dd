package webdataset

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// shards keeps what is put.
type shards struct {
	files map[string]string
	names []string
	fail  error
}

func (s *shards) Put(name, _ string, write func(io.Writer) error) error {
	if s.fail != nil {
		return s.fail
	}
	var b strings.Builder
	if err := write(&b); err != nil {
		return err
	}
	s.files[name] = b.String()
	s.names = append(s.names, name)
	return nil
}

func entry(n int, size int64) *export.Entry {
	it := &item.Item{ID: fmt.Sprintf("%032d", n), Caption: fmt.Sprintf("caption %d\n", n)}
	return &export.Entry{
		Item: it, JSON: []byte(`{"id":"` + it.ID + `"}`), Name: it.ID + ".JPG", Size: size,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(strings.Repeat("x", 1000))), nil },
	}
}

func members(t *testing.T, shard string) []string {
	t.Helper()
	var out []string
	r := tar.NewReader(strings.NewReader(shard))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		b, readErr := io.ReadAll(r)
		if err != nil || readErr != nil {
			t.Fatal(err, readErr)
		}
		if len(b) > 100 {
			b = []byte(fmt.Sprint(len(b)))
		}
		out = append(out, h.Name[28:]+"="+string(b))
	}
}

// A sample is its picture, its JSON and its caption under one key, together in
// one shard (webdataset/webdataset, tariterators.py, base_plus_ext).
func TestShards(t *testing.T) {
	to := &shards{files: map[string]string{}}
	w := New(to, Options{Size: 6000, Time: time.Unix(1, 5)})
	for n := range 5 {
		if err := w.Write(t.Context(), entry(n, 1000)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Write(t.Context(), &export.Entry{Item: &item.Item{}}); err != nil { // no picture
		t.Error(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := []string{"shard-00000.tar", "shard-00001.tar", "shard-00002.tar"}; !reflect.DeepEqual(to.names, want) {
		t.Fatal(to.names)
	}
	sample := func(n int) []string {
		return []string{fmt.Sprintf("%04d.jpg=1000", n), fmt.Sprintf(`%04d.json={"id":"%032d"}`, n, n), fmt.Sprintf("%04d.txt=caption %d\n", n, n)}
	}
	for i, want := range [][]string{append(sample(0), sample(1)...), append(sample(2), sample(3)...), sample(4)} {
		if got := members(t, to.files[to.names[i]]); !reflect.DeepEqual(got, want) {
			t.Errorf("%d: %q", i, got)
		}
	}
	// Nothing is a shard too.
	to = &shards{files: map[string]string{}}
	if err := New(to, Options{}).Close(); err != nil || len(to.names) != 1 || len(members(t, to.files[to.names[0]])) != 0 {
		t.Error(to.names, err)
	}
}

// Whatever fails, nobody waits for ever, and the reason is told.
func TestFailures(t *testing.T) {
	full := errors.New("no space")
	w := New(&shards{fail: full}, Options{})
	var err error
	for n := 0; err == nil && n < 10; n++ {
		err = w.Write(t.Context(), entry(n, 1000))
	}
	if !errors.Is(err, full) {
		t.Error(err)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}

	to := &shards{files: map[string]string{}}
	w = New(to, Options{})
	if err := w.Write(t.Context(), entry(0, 999)); err == nil || !strings.Contains(err.Error(), "1000 bytes, not the 999") && !strings.Contains(err.Error(), "write too long") {
		t.Error(err)
	}
	w = New(to, Options{})
	if err := w.Write(t.Context(), entry(0, 1000)); err != nil {
		t.Error(err)
	}
	if err := w.Abort(); err != nil || len(to.names) != 0 {
		t.Error(to.names, err)
	}
}
