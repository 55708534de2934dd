package export

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// A spool gives back what was written, whatever its size, also when more is
// written after it was read.
func TestSpool(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, spoolMemory, spoolMemory + 1, 3*spoolMemory + 7} {
		var s Spool
		var want []byte
		for len(want) < size {
			piece := make([]byte, min(1+r.IntN(100_000), size-len(want)))
			for i := range piece {
				piece[i] = byte(r.Uint32())
			}
			if n, err := s.Write(piece); n != len(piece) || err != nil {
				t.Fatal(n, err)
			}
			want = append(want, piece...)
			if r.IntN(8) == 0 {
				if _, err := s.Reader(); err != nil {
					t.Fatal(err)
				}
			}
		}
		for range 2 {
			var got bytes.Buffer
			if err := s.Copy(&got); err != nil || !bytes.Equal(got.Bytes(), want) || s.Size() != int64(size) {
				t.Fatalf("%d bytes of %d, size %d, %v", got.Len(), size, s.Size(), err)
			}
		}
		in, err := s.Reader()
		if err != nil {
			t.Fatal(err)
		}
		if b := make([]byte, 1); size > 0 {
			if _, err := in.ReadAt(b, int64(size-1)); err != nil || b[0] != want[size-1] {
				t.Error(b, err)
			}
		}
		for range 2 {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	var none *Spool
	if err := none.Close(); err != nil {
		t.Error(err)
	}
}

type putter map[string]string

func (p putter) Put(name, _ string, write func(io.Writer) error) error {
	var b strings.Builder
	err := write(&b)
	p[name] = b.String()
	return err
}
