package target

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"photoarchive/pkg/export"
)

// madeBy is how a zip or tar says that an export wrote it: the comment of the
// one, a global header of the other.
const madeBy = "archive export "

// Packed is a zip or a tar that is being written.
type Packed interface {
	Put(name, version string, write func(io.Writer) error) error
	// Close writes its end.
	Close() error
}

// Zip writes a zip: what is large gets the 64-bit form, only texts are deflated.
// All files get one time.
type Zip struct {
	w    *zip.Writer
	time time.Time
}

// NewZip begins a zip of an export in a format.
func NewZip(w io.Writer, format string, now time.Time) (*Zip, error) {
	z := &Zip{zip.NewWriter(w), now}
	return z, z.w.SetComment(madeBy + format)
}

// Put implements export.Target; versions mean nothing here.
func (z *Zip) Put(name, _ string, write func(io.Writer) error) error {
	if err := checkName(name); err != nil {
		return err
	}
	h := &zip.FileHeader{Name: name, Method: zip.Store, Modified: z.time}
	if isText(name) {
		h.Method = zip.Deflate
	}
	h.SetMode(0o644)
	w, err := z.w.CreateHeader(h)
	if err == nil {
		err = write(w)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Close writes the directory of the zip.
func (z *Zip) Close() error { return z.w.Close() }

// Tar writes a tar. A file's size stands before it there: it is spooled first.
type Tar struct {
	w    *tar.Writer
	gz   *gzip.Writer
	time time.Time
}

// NewTar begins a tar of an export in a format, compressed or not.
func NewTar(w io.Writer, format string, compressed bool, now time.Time) (*Tar, error) {
	t := &Tar{time: now}
	if compressed {
		t.gz = gzip.NewWriter(w)
		w = t.gz
	}
	t.w = tar.NewWriter(w)
	return t, t.w.WriteHeader(&tar.Header{Typeflag: tar.TypeXGlobalHeader, PAXRecords: map[string]string{"comment": madeBy + format}})
}

// Put implements export.Target; versions mean nothing here.
func (t *Tar) Put(name, _ string, write func(io.Writer) error) error {
	if err := checkName(name); err != nil {
		return err
	}
	if err := t.put(name, write); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (t *Tar) put(name string, write func(io.Writer) error) (err error) {
	s := new(export.Spool)
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := write(s); err != nil {
		return err
	}
	if err := t.w.WriteHeader(&tar.Header{Name: name, Size: s.Size(), Mode: 0o644, ModTime: t.time.Truncate(time.Second)}); err != nil {
		return err
	}
	return s.Copy(t.w)
}

// Close writes the end of the tar.
func (t *Tar) Close() error {
	err := t.w.Close()
	if t.gz != nil {
		err = errors.Join(err, t.gz.Close())
	}
	return err
}

// isMade tells whether an export wrote the zip or tar in a file.
func isMade(name string) (made bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	if z, err := zip.NewReader(f, info.Size()); err == nil {
		return strings.HasPrefix(z.Comment, madeBy), nil
	}
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	var in io.Reader = bytes.NewReader(head[:n])
	if gz, err := gzip.NewReader(in); err == nil {
		in = gz
	} else {
		in = bytes.NewReader(head[:n])
	}
	h, err := tar.NewReader(in).Next()
	return err == nil && h.Typeflag == tar.TypeXGlobalHeader && strings.HasPrefix(h.PAXRecords["comment"], madeBy), nil
}
