package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ProofFormat names the form of a proof.
const ProofFormat = "archive-proof-v1"

// Proof shows that an item, with its picture and caption, is in the log of an
// archive as of a head. Its leaves are the item's accession and, in order, the
// changes of its caption and id since.
type Proof struct {
	Format string    `json:"format"`
	Head   proofHead `json:"head"`
	Leaves []Leaf    `json:"leaves"`
}

type proofHead struct {
	Size int64  `json:"size"`
	Root string `json:"root"` // base64
}

// Leaf is one leaf with the way from it to the root.
type Leaf struct {
	Index   int64  `json:"index"` // from 0
	Content string `json:"content"`
	// Path is the audit path of RFC 6962, section 2.1.1: the hashes of the
	// siblings from the leaf upwards, in base64.
	Path []string `json:"path"`
}

// NewProof makes a proof of the leaves with these indexes and contents.
func NewProof(h Head, indexes []int64, contents [][]byte, r tlog.HashReader) (*Proof, error) {
	p := &Proof{Format: ProofFormat, Head: proofHead{h.Size, base64.StdEncoding.EncodeToString(h.Root[:])}}
	for i, index := range indexes {
		path, err := tlog.ProveRecord(h.Size, index, r)
		if err != nil {
			return nil, err
		}
		l := Leaf{Index: index, Content: string(contents[i]), Path: make([]string, len(path))}
		for j, hash := range path {
			l.Path[j] = base64.StdEncoding.EncodeToString(hash[:])
		}
		p.Leaves = append(p.Leaves, l)
	}
	return p, nil
}

// AppendJSON writes the proof as JSON, with line breaks.
func (p *Proof) AppendJSON(dst []byte) ([]byte, error) {
	buf := bytes.NewBuffer(dst)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(p)
	return buf.Bytes(), err
}

// Bounds on what is read as a proof.
const (
	// ProofMost is the largest proof that is read, in bytes.
	ProofMost  = 64 << 20
	leavesMost = 10_000
	pathMost   = 64
)

// ParseProof reads a proof. It doesn't check it yet.
func ParseProof(b []byte) (*Proof, error) {
	p := new(Proof)
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("not a proof: %w", err)
	}
	switch {
	case dec.More():
		return nil, errors.New("not a proof: there is more after its end")
	case p.Format != ProofFormat:
		return nil, fmt.Errorf("not a proof: its format is %.40q, not %q", p.Format, ProofFormat)
	case len(p.Leaves) == 0:
		return nil, errors.New("not a proof: it has no leaves")
	case len(p.Leaves) > leavesMost:
		return nil, fmt.Errorf("not a proof: more than %d leaves", leavesMost)
	}
	return p, nil
}

// Proven is what a proof shows.
type Proven struct {
	ID, Picture, Caption string
	// Changes is how many changes of caption or id there were up to the head.
	Changes int
	Head    Head
}

// Check works out the root hash from each leaf and its path, and what the
// leaves say together. The error tells what does not fit.
func (p *Proof) Check() (Proven, error) {
	root, err := parseHash(p.Head.Root)
	if err != nil {
		return Proven{}, fmt.Errorf("head: %w", err)
	}
	out := Proven{Head: Head{p.Head.Size, root}}
	last := int64(-1)
	for i, l := range p.Leaves {
		if l.Index <= last || l.Index >= p.Head.Size {
			return out, fmt.Errorf("leaf %d: it stands wrong, or outside the head's %d leaves", l.Index, p.Head.Size)
		}
		last = l.Index
		if err := p.checkPath(l, root); err != nil {
			return out, err
		}
		if err := out.follow(l, i == 0); err != nil {
			return out, fmt.Errorf("leaf %d: %w", l.Index, err)
		}
	}
	return out, nil
}

func (p *Proof) checkPath(l Leaf, root Hash) error {
	if len(l.Path) > pathMost {
		return fmt.Errorf("leaf %d: its path is too long", l.Index)
	}
	path := make(tlog.RecordProof, len(l.Path))
	for i, s := range l.Path {
		var err error
		if path[i], err = parseHash(s); err != nil {
			return fmt.Errorf("leaf %d: path: %w", l.Index, err)
		}
	}
	if err := tlog.CheckRecord(path, p.Head.Size, root, l.Index, LeafHash([]byte(l.Content))); err != nil {
		return fmt.Errorf("leaf %d: its path does not lead to the head's root hash: the leaf, the path or the head was altered", l.Index)
	}
	return nil
}

// entry is of a change what a proof needs.
type entry struct {
	ID      string `json:"id"`
	Changes []struct {
		Field string          `json:"field"`
		Old   json.RawMessage `json:"old"`
		New   json.RawMessage `json:"new"`
	} `json:"changes"`
}

// follow takes what a leaf says: the first is the accession, the others
// change what is known so far.
func (v *Proven) follow(l Leaf, first bool) error {
	add, change, err := parse(l.Content)
	switch {
	case err != nil:
		return err
	case first != (add != nil):
		return errors.New("an accession must come first, and then changes only")
	case add != nil:
		v.ID, v.Picture, v.Caption = add.id, add.sha, add.caption
		return nil
	}
	var e entry
	if err := json.Unmarshal(change, &e); err != nil {
		return fmt.Errorf("its entry can't be read: %w", err)
	}
	before := v.ID
	for _, c := range e.Changes {
		switch c.Field {
		case "id":
			was := ""
			if err = errors.Join(text(c.Old, &was), text(c.New, &v.ID)); err == nil && was != before {
				err = errors.New("it is about another item")
			}
		case "caption":
			err = text(c.New, &v.Caption)
		}
		if err != nil {
			return err
		}
	}
	if e.ID != v.ID {
		return errors.New("it is about another item")
	}
	v.Changes++
	return nil
}

// text reads a JSON string; a value that is unset is empty.
func text(raw json.RawMessage, to *string) error {
	if len(raw) == 0 {
		*to = ""
		return nil
	}
	return json.Unmarshal(raw, to)
}
