package catalog

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

func testItem(n int) *item.Item {
	sha := fmt.Sprintf("%064x", n+1)
	caption := fmt.Sprintf("Caption %d of a street in #Wonsan", n)
	return &item.Item{ID: item.NewID(sha, caption), Caption: caption, Picture: item.Picture{SHA256: sha, Size: int64(n)}, Added: time.Unix(int64(n), 0).UTC()}
}

// logged makes a catalogue with n items, of which every seventh has its caption
// changed, and gives its leaves' contents as they should be.
func logged(t testing.TB, n int) (*Catalog, [][]byte) {
	t.Helper()
	c := New(filepath.Join(t.TempDir(), "archive.db"), Options{Wait: time.Second})
	if err := c.Create(); err != nil {
		t.Fatal(err)
	}
	var want [][]byte
	for from := 0; from < n; from += 13 {
		err := c.Update(context.Background(), func(b *Batch) error {
			for i := from; i < min(from+13, n); i++ {
				it := testItem(i)
				want = append(want, ledger.AppendAdd(nil, it.ID, it.Picture.SHA256, it.Caption))
				if err := b.Put(it); err != nil {
					return err
				}
				if i%7 != 0 {
					continue
				}
				old, err := json.Marshal(it.Caption)
				it.Caption = fmt.Sprintf("Other words %d", i)
				now, nowErr := json.Marshal(it.Caption)
				e := &Entry{Time: time.Unix(1, 0).UTC(), Op: "edit", ID: it.ID, Changes: []Change{{Field: "caption", Old: old, New: now}}}
				if err := errors.Join(err, nowErr, b.Put(it), b.Log(e)); err != nil {
					return err
				}
				v, err := json.Marshal(e)
				want = append(want, ledger.AppendChange(nil, v))
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return c, want
}

// plain is the tree hash of RFC 6962, section 2.1, by its definition.
func plain(leaves [][]byte) ledger.Hash {
	if len(leaves) == 1 {
		return ledger.LeafHash(leaves[0])
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return tlog.NodeHash(plain(leaves[:k]), plain(leaves[k:]))
}

func TestLogIsTheTreeOfTheRFC(t *testing.T) {
	for _, n := range []int{1, 2, 15, 16, 17, 100, 300} {
		c, want := logged(t, n)
		err := c.View(context.Background(), func(r *Reader) error {
			h, err := r.Head()
			if err != nil || h.Size != int64(len(want)) || h.Root != plain(want) {
				t.Errorf("%d items: head %v %v, want %d leaves", n, h, err, len(want))
			}
			for size := 1; size <= len(want); size += 1 + size/5 {
				old := ledger.Head{Size: int64(size), Root: plain(want[:size])}
				if ok, err := r.Covers(old); err != nil || !ok {
					t.Errorf("%d items: does not cover the head of %d: %v", n, size, err)
				}
				bad := func(p Problem) { t.Errorf("%d items, head of %d: %+v", n, size, p) }
				if err := newChecking(CheckOptions{Report: bad, Head: &old}).log(r); err != nil {
					t.Error(err)
				}
				old.Root[3] ^= 1
				if ok, err := r.Covers(old); err != nil || ok {
					t.Errorf("%d items: covers an altered head of %d: %v", n, size, err)
				}
			}
			for i := range n {
				rec, err := r.Lookup(testItem(i).ID)
				if err != nil {
					return err
				}
				p, err := r.Prove(rec)
				if err != nil {
					return err
				}
				it, err := rec.Item()
				if err != nil {
					return err
				}
				got, err := p.Check()
				if err != nil || got.ID != it.ID || got.Caption != it.Caption || got.Head != h {
					t.Errorf("item %d: %+v %v", i, got, err)
				}
			}
			return r.Check(true, func(p Problem) { t.Errorf("%+v", p) })
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// Every bit of a record that flips is found, and put right by a repair.
func TestFlippedRecordIsMended(t *testing.T) {
	c, _ := logged(t, 40)
	good, err := os.ReadFile(c.path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 9))
	for range 20 {
		b := bytes.Clone(good)
		record := []byte(fmt.Sprintf(`{"id":"%s"`, testItem(random.IntN(40)).ID))
		at := bytes.LastIndex(b, record)
		b[at+random.IntN(120)] ^= 1 << random.IntN(8)
		if err := os.WriteFile(c.path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		found := 0
		if err := c.Check(context.Background(), CheckOptions{Report: func(Problem) { found++ }}); err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
		s, err := Salvage(c.path)
		if err != nil {
			t.Fatal(err)
		}
		if found == 0 && s.Mended == 0 {
			continue // an older copy of the record, on a page that is free
		}
		if found == 0 || s.Mended != 1 || len(s.Records) != 40 {
			t.Errorf("at %d: %d problems, %d mended, %d records", at, found, s.Mended, len(s.Records))
		}
		if err := c.Update(context.Background(), func(b *Batch) error { return b.Repair() }); err != nil {
			t.Error(err)
		}
		if err := c.Check(context.Background(), CheckOptions{Report: func(p Problem) { t.Errorf("after the repair: %+v", p) }}); err != nil {
			t.Error(err)
		}
	}
}

// FuzzSalvage reads any bytes as a catalogue: it ends, with what it finds.
func FuzzSalvage(f *testing.F) {
	c, _ := logged(f, 20)
	good, err := os.ReadFile(c.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[:min(len(good), 64<<10)], uint32(5000), byte(3))
	f.Add([]byte("no catalogue"), uint32(0), byte(0))
	f.Fuzz(func(t *testing.T, b []byte, at uint32, bit byte) {
		if len(b) > 0 {
			b = bytes.Clone(b)
			b[int(at)%len(b)] ^= 1 << (bit % 8)
		}
		s := salvage(bytes.NewReader(b), int64(len(b)))
		checkPages(bytes.NewReader(b), int64(len(b)), func(string) {})
		for num := range s.Records {
			if it, err := s.Whole(num); err == nil && it.ID == "" && len(s.Records[num]) == 0 {
				t.Errorf("record %d is nothing, and whole", num)
			}
		}
	})
}
