package main

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
)

// coder replaces frequent runs of bytes by symbols: byte-pair encoding, learnt
// from all names. The most frequent symbols take one byte, the others two.
type coder struct {
	symbols []string     // by code
	rank    map[pair]int // order in which pairs were merged
	merged  map[pair]int // token a pair becomes
	codeOf  []int        // token to code
}

type pair struct{ a, b int }

// maxSymbols is what one leading byte of the two-byte codes leaves room for.
const (
	oneByteCodes = 176
	maxSymbols   = oneByteCodes + (256-oneByteCodes)*256
	longest      = 16 // bytes of a symbol
)

// pairQueue hands out the most frequent pair.
type pairQueue []counted

type counted struct {
	pair
	n int
}

func (q pairQueue) Len() int { return len(q) }
func (q pairQueue) Less(i, j int) bool {
	if q[i].n != q[j].n {
		return q[i].n > q[j].n
	}
	return cmp.Or(cmp.Compare(q[i].a, q[j].a), cmp.Compare(q[i].b, q[j].b)) < 0
}
func (q pairQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *pairQueue) Push(x any)   { *q = append(*q, x.(counted)) }
func (q *pairQueue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// learn makes a coder from texts. Pairs are merged inside a name only.
func learn(texts []string) *coder {
	words := map[string]int{}
	for _, t := range texts {
		for name := range strings.SplitSeq(t, "\x00") {
			words[name]++
		}
	}
	c := &coder{rank: map[pair]int{}, merged: map[pair]int{}}
	tokens := make([]string, 256)
	for i := range tokens {
		tokens[i] = string([]byte{byte(i)})
	}
	type word struct {
		ids []int
		n   int
	}
	var all []word
	counts := map[pair]int{}
	where := map[pair][]int32{}
	for _, name := range slices.Sorted(keysOf(words)) {
		w := word{n: words[name]}
		for i := range len(name) {
			w.ids = append(w.ids, int(name[i]))
		}
		for i := 1; i < len(w.ids); i++ {
			p := pair{w.ids[i-1], w.ids[i]}
			counts[p] += w.n
			where[p] = append(where[p], int32(len(all)))
		}
		all = append(all, w)
	}
	queue := &pairQueue{}
	for p, n := range counts {
		*queue = append(*queue, counted{p, n})
	}
	heap.Init(queue)
	for len(tokens) < maxSymbols && queue.Len() > 0 {
		top := heap.Pop(queue).(counted)
		p := top.pair
		if top.n != counts[p] { // an old count
			continue
		}
		if top.n < 8 {
			break
		}
		if len(tokens[p.a])+len(tokens[p.b]) > longest {
			continue
		}
		id := len(tokens)
		tokens = append(tokens, tokens[p.a]+tokens[p.b])
		c.rank[p], c.merged[p] = len(c.rank), id
		touched := map[pair]bool{}
		for _, at := range where[p] {
			w := &all[at]
			if !has(w.ids, p) { // merged already, here or earlier
				continue
			}
			for i := 1; i < len(w.ids); i++ {
				counts[pair{w.ids[i-1], w.ids[i]}] -= w.n
				touched[pair{w.ids[i-1], w.ids[i]}] = true
			}
			w.ids = merge(w.ids, p, id)
			for i := 1; i < len(w.ids); i++ {
				q := pair{w.ids[i-1], w.ids[i]}
				counts[q] += w.n
				touched[q] = true
				if q.a == id || q.b == id {
					where[q] = append(where[q], at)
				}
			}
		}
		delete(where, p)
		for q := range touched {
			if counts[q] > 0 {
				heap.Push(queue, counted{q, counts[q]})
			}
		}
	}
	uses := make([]int, len(tokens))
	for _, w := range all {
		for _, id := range w.ids {
			uses[id] += w.n
		}
	}
	uses[0] = 1 << 30 // the byte that parts names
	order := make([]int, len(tokens))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(uses[b], uses[a]), cmp.Compare(a, b)) })
	// Tokens that ended up inside larger ones are not written down.
	c.codeOf = make([]int, len(tokens))
	for _, id := range order {
		if uses[id] > 0 || id < 256 {
			c.codeOf[id] = len(c.symbols)
			c.symbols = append(c.symbols, tokens[id])
		}
	}
	return c
}

func keysOf(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// has reports whether ids hold a pair.
func has(ids []int, p pair) bool {
	for i := 1; i < len(ids); i++ {
		if ids[i-1] == p.a && ids[i] == p.b {
			return true
		}
	}
	return false
}

// merge replaces each pair p in ids by id.
func merge(ids []int, p pair, id int) []int {
	out := ids[:0]
	for i := 0; i < len(ids); i++ {
		if i+1 < len(ids) && ids[i] == p.a && ids[i+1] == p.b {
			out = append(out, id)
			i++
			continue
		}
		out = append(out, ids[i])
	}
	return out
}

// encode returns the codes of a text of names parted by zero bytes.
func (c *coder) encode(t string) []byte {
	var out blob
	for n, name := range strings.Split(t, "\x00") {
		if n > 0 {
			c.put(&out, 0)
		}
		ids := make([]int, len(name))
		for i := range ids {
			ids[i] = int(name[i])
		}
		for {
			best := -1
			var p pair
			for i := 1; i < len(ids); i++ {
				q := pair{ids[i-1], ids[i]}
				if r, ok := c.rank[q]; ok && (best < 0 || r < best) {
					best, p = r, q
				}
			}
			if best < 0 {
				break
			}
			ids = merge(ids, p, c.merged[p])
		}
		for _, id := range ids {
			c.put(&out, id)
		}
	}
	return out
}

func (c *coder) put(out *blob, id int) {
	code := c.codeOf[id]
	if code < oneByteCodes {
		out.u8(code)
		return
	}
	code -= oneByteCodes
	out.u8(oneByteCodes + code>>8)
	out.u8(code)
}

// section writes the symbols.
func (c *coder) section() (blob, error) {
	if len(c.symbols) > maxSymbols {
		return nil, fmt.Errorf("%d symbols, room for %d", len(c.symbols), maxSymbols)
	}
	var out blob
	out.u32(oneByteCodes)
	out.u32(len(c.symbols))
	end := 0
	for _, s := range c.symbols {
		end += len(s)
		out.u24(end)
	}
	for _, s := range c.symbols {
		out = append(out, s...)
	}
	return out, nil
}

// textSections writes the names of all things: the name, then the keys.
func textSections(texts []string) (offsets, coded, symbols blob, err error) {
	c := learn(texts)
	for i, t := range texts {
		if i%layout.TextGroup == 0 {
			offsets.u24(len(coded))
		}
		codes := c.encode(t)
		coded.uvarint(len(codes))
		coded = append(coded, codes...)
	}
	offsets.u24(len(coded))
	if len(coded) >= 1<<24 {
		return nil, nil, nil, fmt.Errorf("names take %d bytes, more than their offsets can count", len(coded))
	}
	symbols, err = c.section()
	return offsets, coded, symbols, err
}
