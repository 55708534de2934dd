package export

import (
	"encoding/hex"
	"errors"
	"io"
	"path"
	"strings"
)

// PutPicture writes an entry's picture under a name. The entry must have one.
func PutPicture(t Target, name string, e *Entry) error {
	return t.Put(name, e.Version, func(w io.Writer) error { return copyFrom(w, e.Open) })
}

// PutText writes a file that is made in memory.
func PutText(t Target, name, text string) error {
	return t.Put(name, "", func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
}

// PutSpool writes what was spooled, and lets go of it.
func PutSpool(t Target, name string, s *Spool) error {
	return errors.Join(t.Put(name, "", s.Copy), s.Close())
}

func copyFrom(w io.Writer, open func() (io.ReadCloser, error)) error {
	in, err := open()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, in)
	return errors.Join(err, in.Close())
}

// AttachmentFolder holds the attachments of an export that `archive add` takes
// in again: each once, under its SHA-256.
const AttachmentFolder = "attachments"

// AttachmentName is where an attachment stands in an export.
func AttachmentName(sha256, name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 9 || strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		ext = ""
	}
	return AttachmentFolder + "/" + sha256 + ext
}

// Attachments writes attachments, each once: one file may belong to thousands
// of items. It keeps eight bytes for each.
type Attachments struct{ seen map[[8]byte]struct{} }

// Put writes those of an entry that weren't written yet.
func (a *Attachments) Put(t Target, e *Entry) error {
	for _, at := range e.Attachments {
		var key [8]byte
		if n, err := hex.Decode(key[:], []byte(at.SHA256[:min(16, len(at.SHA256))])); err != nil || n != len(key) {
			continue // nothing has such a sum
		}
		if _, there := a.seen[key]; there {
			continue
		}
		if a.seen == nil {
			a.seen = map[[8]byte]struct{}{}
		}
		a.seen[key] = struct{}{}
		if err := t.Put(AttachmentName(at.SHA256, at.Name), at.SHA256, func(w io.Writer) error { return copyFrom(w, at.Open) }); err != nil {
			return err
		}
	}
	return nil
}

// Single makes a format that writes one stream one file of a Target.
func Single(t Target, name string, make func(io.Writer) (Format, error)) (Format, error) {
	s := &single{t: t, name: name, spool: new(Spool)}
	var err error
	s.Format, err = make(s.spool)
	return s, err
}

type single struct {
	Format
	t     Target
	name  string
	spool *Spool
}

func (s *single) Close() error {
	if err := s.Format.Close(); err != nil {
		return errors.Join(err, s.spool.Close())
	}
	return PutSpool(s.t, s.name, s.spool)
}

// Abort ends an export that failed.
func (s *single) Abort() error { return s.spool.Close() }
