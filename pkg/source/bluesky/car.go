package bluesky

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Bounds of a repository's blocks, in bytes. A record has at most 1 MB (AT
// Protocol, data model).
const (
	blockMost  = 4 << 20
	headerMost = 1 << 16
	carPeek    = 64 << 10
)

var errCAR = errors.New("not a whole CAR file")

// Marks of blocks, as DAG-CBOR writes them: a text of length n begins with the
// byte 0x60+n.
const (
	markPost   = "\x65$type\x72" + collection
	markEmbed  = "app.bsky.embed."
	markCommit = "\x63did"
	markTree   = "\x61e"
)

func isRepository(name string) bool { return strings.EqualFold(path.Ext(name), ".car") }

// peekRepository tells whether a file is a CAR with a repository of the AT
// Protocol: its header names its roots, and an account or a record comes soon.
func peekRepository(fsys fs.FS, name string) bool {
	head := source.Head(fsys, name, carPeek)
	begin := head[:min(len(head), 128)]
	return bytes.Contains(begin, []byte("\x65roots")) && bytes.Contains(begin, []byte("\x67version")) &&
		(bytes.Contains(head, []byte("did:")) || bytes.Contains(head, []byte("app.bsky.")))
}

// eachBlock reads the blocks of a CAR file, version 1: a header, and for each
// block its length, its identifier and its data. Data is valid until the next.
func eachBlock(r io.Reader, visit func(cid, data []byte) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	n, err := binary.ReadUvarint(in)
	if err != nil || n == 0 || n > headerMost {
		return errCAR
	}
	if _, err := in.Discard(int(n)); err != nil {
		return errCAR
	}
	var block []byte
	for {
		n, err := binary.ReadUvarint(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || n == 0 || n > 1<<40 {
			return errCAR
		}
		if n > blockMost {
			// Nothing of ours is that large.
			if _, err := io.CopyN(io.Discard, in, int64(n)); err != nil {
				return errCAR
			}
			continue
		}
		block = slices.Grow(block[:0], int(n))[:n]
		if _, err := io.ReadFull(in, block); err != nil {
			return errCAR
		}
		size := cidSize(block)
		if size == 0 {
			return errCAR
		}
		if err := visit(block[:size], block[size:]); err != nil {
			return err
		}
	}
}

// cidSize is how many bytes an identifier takes, 0 for one that isn't known:
// version 0 is a bare SHA-256, version 1 has a version, a codec and a hash.
func cidSize(b []byte) int {
	if len(b) >= 34 && b[0] == 0x12 && b[1] == 0x20 {
		return 34
	}
	at := 0
	var last uint64
	for range 4 { // version, codec, kind of hash, its length
		v, n := binary.Uvarint(b[at:])
		if n <= 0 {
			return 0
		}
		last, at = v, at+n
	}
	if b[0] != 1 || last > 64 || at+int(last) > len(b) {
		return 0
	}
	return at + int(last)
}

// repository is what the tree of a repository says of its records.
type repository struct {
	did string
	// of gives the name of each post's record by its identifier, of which the
	// end tells enough.
	of map[[16]byte]string
}

func ending(cid []byte) (out [16]byte) {
	copy(out[:], cid[max(0, len(cid)-16):])
	return out
}

// block takes what a block says of the others.
func (r *repository) block(data []byte) {
	begin := data[:min(len(data), 64)]
	switch {
	case r.did == "" && bytes.Contains(begin, []byte(markCommit)):
		if v, err := fromCBOR(data); err == nil && v.Get("data").Is() && isDID(v.Get("did").Text()) {
			r.did = v.Get("did").Text()
		}
	case bytes.Contains(begin, []byte(markTree)):
		if v, err := fromCBOR(data); err == nil {
			r.node(v)
		}
	}
}

// node reads the entries of a node of the tree: each name shares its first
// bytes with the one before it (AT Protocol, repository, MST).
func (r *repository) node(v jsonstream.Value) {
	name := ""
	for _, e := range v.Get("e").Items() {
		shared, ok := e.Get("p").Int()
		more, err := base64.RawStdEncoding.DecodeString(e.Get("k", "$bytes").Text())
		if !ok || err != nil || shared < 0 || shared > int64(len(name)) {
			return
		}
		name = name[:shared] + string(more)
		if rkey, isPost := strings.CutPrefix(name, collection+"/"); isPost {
			if cid, err := cidBytes(e.Get("v", "$link").Text()); err == nil {
				r.of[ending(cid)] = strings.Clone(rkey)
			}
		}
	}
}

// repository reads the posts of a CAR file in its order. It goes through the
// file twice: the tree that names the records may stand behind them.
func (r *reading) repository(l location) error {
	c := r.index.containers[l.in]
	repo := repository{of: map[[16]byte]string{}}
	through := func(visit func(cid, data []byte) error) error {
		return open(c.FS, l.path, func(f fs.File) error { return eachBlock(f, visit) })
	}
	damaged := through(func(_, data []byte) error {
		repo.block(data)
		return r.ctx.Err()
	})
	if err := r.ctx.Err(); err != nil {
		return err
	}
	var stop error
	n := 0
	_ = through(func(cid, data []byte) error { // what is damaged was met before
		if !bytes.Contains(data, []byte(markPost)) {
			return nil
		}
		r.met++
		place := fmt.Sprintf("%s#%d", path.Base(l.path), n)
		n++
		if !bytes.Contains(data, []byte(markEmbed)) {
			return nil
		}
		v, err := fromCBOR(data)
		if err != nil {
			stop = r.to.Skip(source.Skip{Path: c.Path(l.path) + "#" + cidText(cid), Code: "damaged", Reason: err.Error(), Refused: true})
			return stop
		}
		key := ""
		if rkey := repo.of[ending(cid)]; rkey != "" {
			key = "at://" + repo.did + "/" + collection + "/" + rkey
		}
		stop = errors.Join(r.element(l, place, v, key), r.ctx.Err())
		return stop
	})
	if stop == nil && damaged != nil {
		stop = r.to.Skip(source.Damage(c.Path(l.path), damaged))
	}
	return stop
}

// fromCBOR reads one value.
func fromCBOR(data []byte) (jsonstream.Value, error) {
	b, rest, err := appendJSON(nil, data, 0)
	if err != nil || len(rest) > 0 {
		return jsonstream.Value{}, errCBOR
	}
	return jsonstream.NewReader(bytes.NewReader(b)).Value()
}
