package catalog

import (
	"encoding/binary"
	"encoding/hex"
)

// Some gives up to `most` records in order of id, from an id on. It returns
// the id to go on with, empty at the end.
func (r *Reader) Some(from string, most int, f func(Record) error) (next string, err error) {
	seek, err := hex.DecodeString(from)
	if err != nil {
		return "", err
	}
	c := r.ids.Cursor()
	n := 0
	for k, v := c.Seek(seek); k != nil; k, v = c.Next() {
		if n == most {
			return hex.EncodeToString(k), nil
		}
		n++
		rec, err := r.record(be32(v))
		if err == nil {
			err = f(rec)
		}
		if err != nil {
			return "", err
		}
	}
	return "", nil
}

// HistoryFrom gives up to `most` entries of the history, oldest first, from a
// number on. It returns the number to go on with, 0 at the end.
func (r *Reader) HistoryFrom(from uint64, most int, f func(Entry) error) (next uint64, err error) {
	c := r.history.Cursor()
	n := 0
	for k, v := c.Seek(seqKey(from)); k != nil; k, v = c.Next() {
		if n == most {
			return binary.BigEndian.Uint64(k), nil
		}
		n++
		e, err := decodeEntry(k, v)
		if err == nil {
			err = f(e)
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}
