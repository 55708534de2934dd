package container

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
)

// samples are texts of several kinds: what can't be packed, what packs well,
// and both by turns.
func samples() [][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(rng.UintN(256))
	}
	words := make([]byte, 0, 700_000)
	for len(words) < 690_000 {
		words = append(words, "harbour pier gull mast rope tide "[rng.UintN(20):]...)
	}
	mixed := make([]byte, 0, 1<<20)
	for i := 0; i < 200_000; i += 4000 {
		mixed = append(append(mixed, noise[i:i+2000]...), words[i:i+9000]...)
	}
	return [][]byte{nil, []byte("a"), bytes.Repeat([]byte("a"), 100_000), noise, words, mixed}
}

func TestInflate(t *testing.T) {
	for i, want := range samples() {
		for _, level := range []int{flate.HuffmanOnly, 0, 1, 6, 9} {
			var packed bytes.Buffer
			w, err := flate.NewWriter(&packed, level)
			if err != nil {
				t.Fatal(err)
			}
			for b := want; len(b) > 0; {
				n := min(len(b), 70_000)
				if _, err := w.Write(b[:n]); err != nil {
					t.Fatal(err)
				}
				b = b[n:]
				if err := w.Flush(); err != nil { // an empty stored block
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			got, err := inflateAll(packed.Bytes(), len(want)+1)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("sample %d level %d: %d bytes, want %d: %v", i, level, len(got), len(want), err)
			}
		}
	}
}

func inflateAll(packed []byte, limit int) ([]byte, error) {
	z := new(inflater)
	z.reset(bytes.NewReader(packed), 0, 0, nil, 0)
	var out []byte
	for {
		b, err := z.more()
		out = append(out, b...)
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return out, err
		case len(out) > limit:
			return out[:limit], nil
		}
	}
}

// TestInflateAnywhere starts at each block's beginning with the window.
func TestInflateAnywhere(t *testing.T) {
	want := samples()[5]
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for _, part := range [][]byte{want[:300_000], want[300_000:]} {
		w.Reset(&packed)
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	packed.Write(make([]byte, 100)) // padding
	r, size := bytes.NewReader(packed.Bytes()), int64(packed.Len())
	var points []point
	g := newGunzip(r, size, point{})
	g.block = func(g *gunzip) {
		points = append(points, point{made: g.z.made, bit: g.z.bit(), window: append([]byte{}, g.z.window()...)})
	}
	got, err := io.ReadAll(g)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("from the front: %d bytes, want %d: %v", len(got), len(want), err)
	}
	if len(points) < 5 {
		t.Fatalf("only %d blocks", len(points))
	}
	for _, p := range points {
		got, err := io.ReadAll(newGunzip(r, size, p))
		if err != nil || !bytes.Equal(got, want[p.made:]) {
			t.Fatalf("from %d: %d bytes, want %d: %v", p.made, len(got), len(want)-int(p.made), err)
		}
	}
}

// FuzzInflate holds the inflater against the standard library's.
func FuzzInflate(f *testing.F) {
	for _, s := range samples()[:3] {
		for _, level := range []int{flate.HuffmanOnly, 0, 6} {
			var packed bytes.Buffer
			w, err := flate.NewWriter(&packed, level)
			if err != nil {
				f.Fatal(err)
			}
			if _, err := w.Write(s[:min(len(s), 3000)]); err != nil {
				f.Fatal(err)
			}
			if err := w.Close(); err != nil {
				f.Fatal(err)
			}
			f.Add(packed.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, packed []byte) {
		const limit = 1 << 18
		want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), limit))
		got, err := inflateAll(packed, limit)
		if wantErr == nil && (err != nil || !bytes.Equal(got, want)) {
			t.Fatalf("%d bytes and %v, want %d", len(got), err, len(want))
		}
		if wantErr != nil && err == nil {
			t.Fatalf("no error, want %v", wantErr)
		}
	})
}

func BenchmarkInflate(b *testing.B) {
	want := samples()[5]
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(want); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	r := bytes.NewReader(packed.Bytes())
	b.SetBytes(int64(len(want)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, newGunzip(r, int64(packed.Len()), point{})); err != nil {
			b.Fatal(err)
		}
	}
}
