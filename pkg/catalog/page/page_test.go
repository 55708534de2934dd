package page_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"photoarchive/pkg/catalog/page"
)

// written makes a file with one bucket of the pairs, and gives the bucket's
// root and the number of pages.
func written(t testing.TB, pairs map[string][]byte) (name string, root, end uint64, size int) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "a.db")
	db, err := bolt.Open(name, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	keys := make([]string, 0, len(pairs))
	for k := range pairs {
		keys = append(keys, k)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for part := range slices.Chunk(keys, max(len(keys)/5, 1)) { // several commits scatter the pages
		err := db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("b"))
			for _, k := range part {
				err = errors.Join(err, b.Put([]byte(k), pairs[k]))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = db.View(func(tx *bolt.Tx) error {
		root, end = uint64(tx.Bucket([]byte("b")).Root()), uint64(tx.Size())/uint64(db.Info().PageSize)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return name, root, end, db.Info().PageSize
}

// pairs are random, with some values of many pages.
func pairs(n int, r *rand.Rand) map[string][]byte {
	out := map[string][]byte{}
	for len(out) < n {
		size := r.IntN(300)
		if r.IntN(40) == 0 {
			size = r.IntN(50_000)
		}
		v := make([]byte, size)
		for i := range v {
			v[i] = byte(r.Uint32())
		}
		out[fmt.Sprintf("%0*d", 1+r.IntN(40), r.IntN(1_000_000))] = v
	}
	return out
}

// TestAsBboltReads compares every answer with bbolt's own.
func TestAsBboltReads(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{60, 500, 8000} {
		all := pairs(n, r)
		name, root, end, size := written(t, all)
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		db, err := bolt.Open(name, 0o600, &bolt.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		keep := page.New(f, size, end).Tree(root)
		for which, tree := range map[string]page.Tree{"kept": keep, "passing": keep.Passing()} {
			err := db.View(func(tx *bolt.Tx) error {
				b := tx.Bucket([]byte("b"))
				want, got := b.Cursor(), tree.Cursor()
				for k, v := want.First(); ; k, v = want.Next() {
					var gk, gv []byte
					if gk, gv = got.Next(); len(gk) == 0 && k != nil {
						gk, gv = got.First()
					}
					if !bytes.Equal(gk, k) || !bytes.Equal(gv, v) {
						return fmt.Errorf("%s: walking gives %q with %d bytes, not %q with %d", which, gk, len(gv), k, len(v))
					}
					if k == nil {
						break
					}
				}
				for range 3000 {
					seek := fmt.Appendf(nil, "%0*d", 1+r.IntN(40), r.IntN(1_000_000))
					for steps := range 3 {
						var k, v, gk, gv []byte
						if steps == 0 {
							k, v = want.Seek(seek)
							gk, gv = got.Seek(seek)
						} else if k != nil {
							k, v = want.Next()
							gk, gv = got.Next()
						}
						if !bytes.Equal(gk, k) || !bytes.Equal(gv, v) {
							return fmt.Errorf("%s: %d steps from %q: %q with %d bytes, not %q with %d", which, steps, seek, gk, len(gv), k, len(v))
						}
					}
					if v := b.Get(seek); !bytes.Equal(tree.Get(seek), v) || (tree.Get(seek) == nil) != (v == nil) {
						return fmt.Errorf("%s: Get(%q) is not the same", which, seek)
					}
				}
				for k, v := range all {
					whole := tree.Value([]byte(k))
					if whole.Len != len(v) {
						return fmt.Errorf("%s: Value(%q) has %d bytes, not %d", which, k, whole.Len, len(v))
					}
					from := r.IntN(len(v) + 1)
					to := from + r.IntN(len(v)-from+1)
					if !bytes.Equal(whole.Part(from, to), v[from:to]) {
						return fmt.Errorf("%s: part %d..%d of %q is not the same", which, from, to, k)
					}
				}
				k, v := want.Last()
				if gk, gv := got.Last(); !bytes.Equal(gk, k) || !bytes.Equal(gv, v) {
					return fmt.Errorf("%s: the last is %q, not %q", which, gk, k)
				}
				return nil
			})
			if err != nil {
				t.Errorf("%d pairs: %v", n, err)
			}
		}
		if err := errors.Join(db.Close(), f.Close()); err != nil {
			t.Error(err)
		}
	}
}

// FuzzDamaged changes some bytes of a file: what is read may be wrong, but
// reading ends, with an answer or with Damage.
func FuzzDamaged(f *testing.F) {
	name, root, end, size := written(f, pairs(400, rand.New(rand.NewPCG(5, 6))))
	whole, err := os.ReadFile(name)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(root*uint64(size)+8), uint64(1), true)
	f.Add(uint32(root*uint64(size)+16), ^uint64(0), false)
	f.Add(uint32(root*uint64(size)+24), root, false)
	f.Fuzz(func(t *testing.T, at uint32, value uint64, passing bool) {
		b := bytes.Clone(whole)
		offset := 2*size + int(at)%(len(b)-2*size-8)
		for i := range 8 {
			b[offset+i] = byte(value >> (8 * i))
		}
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); !ok || !errors.As(err, new(*page.Damage)) {
					panic(p)
				}
			}
		}()
		tree := page.New(bytes.NewReader(b), size, end).Tree(root)
		if passing {
			tree = tree.Passing()
		}
		n := 0
		c := tree.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if n++; n > 100_000 {
				t.Fatal("the walk doesn't end")
			}
		}
		tree.Get([]byte("0500000"))
	})
}
