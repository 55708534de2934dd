package catalog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// Salvaged is what could be read of a damaged catalogue.
type Salvaged struct {
	// Records are by item number: the JSON as it stands there.
	Records map[uint32][]byte
	// History is by number.
	History map[uint64][]byte
	// Pairs are of all other buckets that are copied as they are, by name.
	Pairs map[string]map[string][]byte
	// Pages that were in use and could not be read, and elements of pages.
	Damaged int
	// Scattered is how many records were found on pages that nothing led to.
	Scattered int
	// Mended is how many records and entries of the history had one flipped bit.
	Mended int

	leaves map[uint32][]byte // tiles of the log
	tail   []byte
	sums   map[uint32]uint32 // checksums of records, where the log has them
	hashes map[ledger.Hash]uint32
	next   uint32
	seq    uint64
}

// Salvage reads all that can be read of the catalogue: from its header down,
// then, where something was damaged, page by page what nothing leads to any
// more. It takes the lock that keeps writers out.
func Salvage(path string) (*Salvaged, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return salvage(f, info.Size()), nil
}

func salvage(f io.ReaderAt, size int64) *Salvaged {
	s := &salvaging{out: &Salvaged{
		Records: map[uint32][]byte{}, History: map[uint64][]byte{}, Pairs: map[string]map[string][]byte{},
		leaves: map[uint32][]byte{}, sums: map[uint32]uint32{}, hashes: map[ledger.Hash]uint32{},
	}}
	var err error
	s.r, err = openRaw(f, size)
	s.seen = make([]bool, s.r.pages())
	if err != nil {
		s.out.Damaged++
		if m := s.r.guessMeta(); m != nil {
			s.r.meta, err = m, nil
		}
	} else if s.r.metas[0] == nil || s.r.metas[1] == nil {
		s.out.Damaged++
		// The newer of the two may be the damaged one.
		if m := s.r.guessMeta(); m != nil && m.tx > s.r.meta.tx {
			s.r.meta = m
		}
	}
	if err == nil {
		s.tree(s.r.meta.root, "", 0)
	}
	if s.out.Damaged > 0 {
		s.scattered()
	}
	s.finish()
	return s.out
}

// guessMeta tries to mend a header in which one bit has flipped.
func (r *rawFile) guessMeta() *rawMeta {
	var best *rawMeta
	for i, have := range r.metas {
		if have != nil {
			continue
		}
		for _, pageSize := range []int{r.pageSize, 4096, 16384, 65536} {
			b := make([]byte, rawMetaLen)
			if _, err := r.f.ReadAt(b, int64(i*pageSize+rawHeader)); err != nil {
				continue
			}
			for bit := range 8 * rawMetaLen {
				b[bit/8] ^= 1 << (bit % 8)
				m, ps := readRawMeta(b)
				b[bit/8] ^= 1 << (bit % 8)
				if m != nil && (best == nil || m.tx > best.tx) {
					best, r.pageSize = m, ps
				}
			}
		}
	}
	return best
}

type salvaging struct {
	r    *rawFile
	out  *Salvaged
	seen []bool
}

// tree reads what a page of a bucket leads to.
func (s *salvaging) tree(id uint64, bucket string, depth int) {
	p, err := s.r.page(id)
	if err != nil || depth > rawDepth || s.seen[id] || p.flags != rawBranch && p.flags != rawLeaf {
		s.out.Damaged++
		return
	}
	for i := range 1 + p.overflow {
		s.seen[id+i] = true
	}
	s.pairs(p, bucket, depth)
}

func (s *salvaging) pairs(p rawPage, bucket string, depth int) {
	for i := range p.count {
		e, ok := p.pair(i)
		switch {
		case !ok:
			s.out.Damaged++
		case p.flags == rawBranch:
			s.tree(e.child, bucket, depth+1)
		case bucket != "":
			s.pair(bucket, e.key, e.value)
		case e.bucket:
			small, root, err := inline(e.value)
			switch {
			case err != nil:
				s.out.Damaged++
			case root != 0:
				s.tree(root, string(e.key), depth+1)
			default:
				s.pairs(small, string(e.key), depth+1)
			}
		default:
			s.out.Damaged++
		}
	}
}

// copied are the buckets that are taken over as they are. The others are made
// anew from these.
func copied() []string {
	return []string{bucketAliases, bucketHidden, bucketSaved, bucketTagAliases, bucketPlaceAliases, bucketAwayFiles, bucketFixity}
}

func (s *salvaging) pair(bucket string, k, v []byte) {
	switch {
	case bucket == bucketItems && len(k) == 4:
		s.record(be32(k), v)
	case bucket == bucketHistory && len(k) == 8:
		s.out.History[binary.BigEndian.Uint64(k)] = bytes.Clone(v)
	case bucket == bucketLeaves && len(k) == 4:
		s.out.leaves[be32(k)] = bytes.Clone(v)
	case bucket == bucketMeta && string(k) == keyTail:
		s.out.tail = bytes.Clone(v)
	case bucket == bucketMeta && string(k) == keyNext && len(v) == 4:
		s.out.next = be32(v)
	case bucket == bucketMeta && string(k) == keySeq && len(v) == 8:
		s.out.seq = binary.BigEndian.Uint64(v)
	case bucket == bucketPictures && len(k) == pictureKeySize && string(v) == pictureElsewhere:
		s.other(bucket, k, v)
	default:
		for _, name := range copied() {
			if bucket == name {
				s.other(bucket, k, v)
			}
		}
	}
}

func (s *salvaging) other(bucket string, k, v []byte) {
	if s.out.Pairs[bucket] == nil {
		s.out.Pairs[bucket] = map[string][]byte{}
	}
	s.out.Pairs[bucket][string(k)] = bytes.Clone(v)
}

// record takes the newer of two that have one number.
func (s *salvaging) record(num uint32, v []byte) {
	if have, ok := s.out.Records[num]; ok && !newer(v, have) {
		return
	}
	s.out.Records[num] = bytes.Clone(v)
}

func newer(v, have []byte) bool {
	var a, b item.Item
	if item.Decode(v, &a) != nil {
		return false
	}
	return item.Decode(have, &b) != nil || a.Modified.After(b.Modified)
}

// scattered looks for leaves that nothing led to. What they belong to is seen
// by their pairs: records, history, tiles of the log. Free pages hold what was
// once so; they are left out where the list of them can be read.
func (s *salvaging) scattered() {
	if s.r.meta != nil {
		free, _, err := s.r.freelist()
		for _, id := range free {
			if err == nil && id < uint64(len(s.seen)) {
				s.seen[id] = true
			}
		}
	}
	found := &salvaging{r: s.r, out: &Salvaged{Records: map[uint32][]byte{}}}
	for id := uint64(2); id < uint64(len(s.seen)); id++ {
		if s.seen[id] {
			continue
		}
		p, err := s.r.page(id)
		if err != nil || p.flags != rawLeaf {
			continue
		}
		for i := range p.count {
			e, ok := p.pair(i)
			if !ok || e.bucket {
				continue
			}
			switch {
			case len(e.key) == 4 && bytes.HasPrefix(e.value, []byte(`{"id":"`)):
				found.record(be32(e.key), e.value)
			case len(e.key) == 8 && bytes.HasPrefix(e.value, []byte(`{"seq":`)):
				if k := binary.BigEndian.Uint64(e.key); s.out.History[k] == nil {
					s.out.History[k] = bytes.Clone(e.value)
				}
			case len(e.key) == 4 && s.out.leaves[be32(e.key)] == nil:
				if t, err := readTile(e.value); err == nil && len(t.leaves) == tileSize && len(t.nodes) == completes(int64(be32(e.key))) {
					s.out.leaves[be32(e.key)] = bytes.Clone(e.value)
				}
			}
		}
	}
	for num, v := range found.out.Records {
		if s.out.Records[num] == nil {
			s.out.Records[num] = v
			s.out.Scattered++
		}
	}
}

// finish reads what the log knows of the records' checksums.
func (s *salvaging) finish() {
	note := func(b []byte) { // also puts flipped bits right
		t, err := readTile(b)
		if err != nil {
			return
		}
		for _, l := range t.leaves {
			if l.kind == leafAdd {
				s.out.sums[uint32(l.ref)] = l.sum
				s.out.hashes[l.hash] = uint32(l.ref)
			}
			s.out.mend(l)
		}
	}
	for _, b := range s.out.leaves {
		note(b)
	}
	note(s.out.tail)
}

// mend puts a flipped bit right of what a leaf is of.
func (s *Salvaged) mend(l merkleLeaf) {
	switch num := uint32(l.ref); l.kind {
	case leafAdd:
		v := s.Records[num]
		if v == nil || recordSum(v) == l.sum {
			return
		}
		if whole := mendRecord(v, l.sum); whole != nil {
			s.Records[num] = whole
			s.Mended++
		}
	case leafChange, leafImported:
		v := s.History[l.ref]
		if v == nil || ledger.LeafHash(ledger.AppendChange(nil, v)) == l.hash {
			return
		}
		if whole := mendEntry(v, l.hash); whole != nil {
			s.History[l.ref] = whole
			s.Mended++
		}
	}
}

// Whole tells whether a record reads as it was written: its checksum, where
// there is one, and its JSON.
func (s *Salvaged) Whole(num uint32) (*item.Item, error) {
	it := new(item.Item)
	if err := item.Decode(s.Records[num], it); err != nil {
		return nil, err
	}
	if sum, ok := s.sums[num]; ok && sum != recordSum(s.Records[num]) {
		return it, errChecksum
	}
	return it, nil
}

var errChecksum = errors.New("its checksum does not fit")

// Missing gives the numbers of items that the log knows and of which there is
// no record, in ascending order.
func (s *Salvaged) Missing() []uint32 {
	var out []uint32
	for num := range s.sums {
		if _, there := s.Records[num]; !there {
			out = append(out, num)
		}
	}
	slices.Sort(out)
	return out
}

// NumberOf gives the number under which the log has the accession of an item,
// if it has it with this id and caption.
func (s *Salvaged) NumberOf(it *item.Item) (uint32, bool) {
	num, ok := s.hashes[ledger.LeafHash(ledger.AppendAdd(nil, it.ID, it.Picture.SHA256, it.Caption))]
	return num, ok
}

// Former tells whether an id is known to be a former one.
func (s *Salvaged) Former(id string) bool {
	k, err := idKey(id)
	return err == nil && s.Pairs[bucketAliases][string(k)] != nil
}

// EachEntry gives the entries of the history that can be read.
func (s *Salvaged) EachEntry(f func(Entry)) {
	for seq, v := range s.History {
		if e, err := decodeEntry(seqKey(seq), v); err == nil {
			f(e)
		}
	}
}

// SaysID tells whether a record that may be damaged begins with an id.
func SaysID(record []byte, id string) bool { return idIn(record) == id }

// Fits tells whether an item gives the very record that stood under a number.
func (s *Salvaged) Fits(num uint32, it *item.Item) bool {
	sum, ok := s.sums[num]
	record, err := it.AppendJSON(nil)
	return ok && err == nil && sum == recordSum(record)
}
