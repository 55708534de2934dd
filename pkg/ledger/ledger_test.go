package ledger_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"photoarchive/pkg/ledger"
)

const (
	id  = "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6"
	sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)

// The hash of an empty leaf and those of two leaves are known from the tests
// of Certificate Transparency (RFC 6962).
func TestHashesOfRFC6962(t *testing.T) {
	if got := ledger.LeafHash(nil); hex.EncodeToString(got[:]) != "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" {
		t.Errorf("empty leaf: %x", got)
	}
	got := tlog.NodeHash(ledger.LeafHash(nil), ledger.LeafHash([]byte{0}))
	if hex.EncodeToString(got[:]) != "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" {
		t.Errorf("two leaves: %x", got)
	}
}

func TestContents(t *testing.T) {
	if got, want := string(ledger.AppendAdd(nil, id, sha, "A\nB")), "archive-leaf-v1\nadd\n"+id+"\n"+sha+"\nA\nB"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := string(ledger.AppendChange(nil, []byte(`{"seq":1}`))), "archive-leaf-v1\nchange\n{\"seq\":1}"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestParseHead(t *testing.T) {
	h := ledger.Head{Size: 12, Root: ledger.LeafHash([]byte("x"))}
	for _, text := range []string{h.String(), h.String() + "\n— somebody signature\n", strings.ReplaceAll(h.String(), "\n", "\r\n"), " " + h.String() + " \n"} {
		got, err := ledger.ParseHead([]byte(text))
		if err != nil || got != h {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "archive-head-v1\n12\n", "archive-head-v1\n-1\n" + strings.SplitN(h.String(), "\n", 3)[2], "archive-head-v1\n1\nAAAA\n", "other\n1\nAAAA\n"} {
		if got, err := ledger.ParseHead([]byte(text)); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// stored keeps the hashes of a tree as tlog numbers them.
type stored []ledger.Hash

func (s stored) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		out[i] = s[n]
	}
	return out, nil
}

// proof makes one of an item with two changes among other leaves.
func proof(t testing.TB) *ledger.Proof {
	t.Helper()
	contents := [][]byte{
		ledger.AppendAdd(nil, strings.Repeat("0", 32), sha, "another"),
		ledger.AppendAdd(nil, id, sha, ""),
		ledger.AppendChange(nil, []byte(`{"seq":1,"op":"caption","id":"`+strings.Repeat("a", 32)+`","changes":[{"field":"id","old":"`+id+`","new":"`+strings.Repeat("a", 32)+`"},{"field":"caption","new":"one"}]}`)),
		ledger.AppendChange(nil, []byte(`{"seq":2,"op":"edit","id":"x"}`)),
		ledger.AppendChange(nil, []byte(`{"seq":3,"op":"edit","id":"`+strings.Repeat("a", 32)+`","changes":[{"field":"caption","old":"one","new":"two"}]}`)),
	}
	var s stored
	for i, c := range contents {
		h, err := tlog.StoredHashes(int64(i), c, s)
		if err != nil {
			t.Fatal(err)
		}
		s = append(s, h...)
	}
	root, err := tlog.TreeHash(5, s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ledger.NewProof(ledger.Head{Size: 5, Root: root}, []int64{1, 2, 4}, [][]byte{contents[1], contents[2], contents[4]}, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestProof(t *testing.T) {
	p := proof(t)
	b, err := p.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	read, err := ledger.ParseProof(b)
	if err != nil {
		t.Fatal(err)
	}
	got, err := read.Check()
	if err != nil || got.ID != strings.Repeat("a", 32) || got.Picture != sha || got.Caption != "two" || got.Changes != 2 || got.Head.Size != 5 {
		t.Errorf("%+v %v", got, err)
	}
	// Whatever is altered, it holds no more.
	for i, alter := range []func(*ledger.Proof){
		func(p *ledger.Proof) { p.Leaves[0].Content += "x" },
		func(p *ledger.Proof) { p.Leaves[0].Index = 0 },
		func(p *ledger.Proof) { p.Leaves[1].Index = 1 },
		func(p *ledger.Proof) { p.Leaves[2].Path = p.Leaves[2].Path[1:] },
		func(p *ledger.Proof) { p.Leaves[0].Path[0] = p.Leaves[1].Path[0] },
		func(p *ledger.Proof) { p.Leaves = p.Leaves[1:] },
		func(p *ledger.Proof) { p.Leaves = []ledger.Leaf{p.Leaves[0], p.Leaves[2]} },
		func(p *ledger.Proof) { p.Head.Size = 4 },
		func(p *ledger.Proof) { p.Head.Root = p.Leaves[0].Path[0] },
	} {
		p := proof(t)
		alter(p)
		if got, err := p.Check(); err == nil {
			t.Errorf("alteration %d: %+v", i, got)
		}
	}
}

func FuzzProof(f *testing.F) {
	b, err := proof(f).AppendJSON(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"format":"archive-proof-v1","head":{"size":1,"root":""},"leaves":[{"index":0,"content":"","path":[]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ledger.ParseProof(b)
		if err != nil {
			return
		}
		if got, err := p.Check(); err == nil && (len(got.ID) != 32 || got.Head.Size <= 0) {
			t.Errorf("holds: %+v", got)
		}
	})
}

func FuzzHead(f *testing.F) {
	f.Add([]byte(ledger.Head{Size: 3}.String()))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := ledger.ParseHead(b)
		if err != nil {
			return
		}
		if again, err := ledger.ParseHead([]byte(fmt.Sprint(h))); err != nil || again != h {
			t.Errorf("%v, then %v %v", h, again, err)
		}
	})
}
