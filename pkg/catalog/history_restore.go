package catalog

import (
	"crypto/sha256"
	"encoding/json"
)

// Retelling takes the entries of a dump into the history, over any number of
// batches. What is known already is not told twice: the first, second … entry
// that says the same in the dump is the first, second … that says it here.
type Retelling struct {
	known map[[sha256.Size]byte][]uint64 // the commands of the entries that say it
	seen  map[[sha256.Size]byte]int
	acts  map[uint64]uint64 // command in the dump → command here
}

// Restore stores an entry under the number it has, or under a new one where
// that is taken. It reports false, and changes nothing, where the entry is
// known.
func (t *Retelling) Restore(b *Batch, e *Entry) (bool, error) {
	b.grow.importing = true
	defer func() { b.grow.importing = false }()
	if t.known == nil {
		if err := t.learn(b.Reader); err != nil {
			return false, err
		}
	}
	k, err := e.says()
	if err != nil {
		return false, err
	}
	n, act := t.seen[k], e.Command()
	t.seen[k]++
	if have := t.known[k]; n < len(have) {
		t.acts[act] = have[n]
		return false, nil
	}
	if now, ok := t.acts[act]; ok {
		e.Act = now
	} else {
		e.Act = 0 // the first of its command
	}
	switch last := b.lastSeq(); {
	case e.Seq == 0 || b.history.Get(seqKey(e.Seq)) != nil:
		err = b.Log(e)
	default:
		if e.Seq > last {
			err = b.meta.Put([]byte(keySeq), seqKey(e.Seq))
		}
		if err == nil {
			err = b.putEntry(e)
		}
	}
	t.acts[act] = e.Command()
	t.known[k] = append(t.known[k], e.Command())
	return true, err
}

func (t *Retelling) learn(r *Reader) error {
	t.known, t.seen, t.acts = map[[sha256.Size]byte][]uint64{}, map[[sha256.Size]byte]int{}, map[uint64]uint64{}
	return r.History(func(e Entry) error {
		k, err := e.says()
		t.known[k] = append(t.known[k], e.Command())
		return err
	})
}

// says is what an entry says, whatever its number and that of its command, and
// wherever it was done.
func (e *Entry) says() ([sha256.Size]byte, error) {
	said := *e
	said.Seq, said.Act, said.Told = 0, 0, false
	v, err := json.Marshal(said)
	return sha256.Sum256(v), err
}
