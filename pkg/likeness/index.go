package likeness

import "math/bits"

// DistanceMost is the largest distance at which Index looks. Beyond it hashes
// of pictures that have nothing in common are near, too.
const DistanceMost = 24

// parts is into how many pieces of 16 bits a hash is cut.
const (
	parts    = 4
	partBits = 64 / parts
)

// Index finds the hashes near to one among many (multi-index hashing; Norouzi,
// Punjani and Fleet 2012): of two hashes that differ in at most d bits, at least
// one of four pieces differs in at most d/4 bits. So the pieces of a hash are
// looked up in four tables, changed in all ways of so few bits.
type Index struct {
	hashes []uint64
	most   int
	// order holds, for each part, the hashes with their numbers by that piece, and
	// first where those of a piece begin.
	order [parts][]entry
	first [parts][]uint32
	flips [parts][]uint16 // the ways to change a piece
	whole bool            // looking at all is quicker
}

type entry struct {
	hash uint64
	at   uint32
}

// NewIndex makes an index for distances up to most, 0 to DistanceMost.
func NewIndex(hashes []uint64, most int) *Index {
	most = max(0, min(DistanceMost, most))
	x := &Index{hashes: hashes, most: most}
	tries := 0
	for p := range parts {
		// Where all of the first pieces differ in more than most/4 bits, the
		// others share what is left.
		if d := most / parts; p <= most%parts {
			x.flips[p] = flips(d)
		} else if d > 0 {
			x.flips[p] = flips(d - 1)
		}
		tries += len(x.flips[p])
	}
	// A look into a table costs about as much as comparing a few hashes.
	if x.whole = 4*tries >= len(hashes); x.whole {
		return x
	}
	for p := range parts {
		x.first[p] = make([]uint32, 1<<partBits+1)
		for _, h := range hashes {
			x.first[p][int(piece(h, p))+1]++
		}
		for i := range 1 << partBits {
			x.first[p][i+1] += x.first[p][i]
		}
		next := append([]uint32(nil), x.first[p]...)
		x.order[p] = make([]entry, len(hashes))
		for i, h := range hashes {
			v := piece(h, p)
			x.order[p][next[v]] = entry{h, uint32(i)}
			next[v]++
		}
	}
	return x
}

func piece(h uint64, p int) uint16 { return uint16(h >> (p * partBits)) }

// flips are all pieces of at most d bits.
func flips(d int) []uint16 {
	var out []uint16
	for v := range 1 << partBits {
		if bits.OnesCount16(uint16(v)) <= d {
			out = append(out, uint16(v))
		}
	}
	return out
}

// Near calls found for each hash at most the index's distance from h, once, in
// no order.
func (x *Index) Near(h uint64, found func(i, distance int)) {
	if x.whole {
		for i, other := range x.hashes {
			if d := Distance(h, other); d <= x.most {
				found(i, d)
			}
		}
		return
	}
	for p := range parts {
		own := piece(h, p)
		for _, flip := range x.flips[p] {
			v := int(own ^ flip)
			for _, e := range x.order[p][x.first[p][v]:x.first[p][v+1]] {
				if d := Distance(h, e.hash); d <= x.most && !x.earlier(h^e.hash, p) {
					found(int(e.at), d)
				}
			}
		}
	}
}

// earlier tells whether a hash that differs in these bits was found by a part
// before p.
func (x *Index) earlier(differing uint64, p int) bool {
	for q := range p {
		d := x.most / parts
		if q > x.most%parts {
			d--
		}
		if bits.OnesCount16(piece(differing, q)) <= d {
			return true
		}
	}
	return false
}
