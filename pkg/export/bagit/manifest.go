package bagit

import (
	"bufio"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"time"

	"photoarchive/pkg/bag"
)

// written is a file that stands in the bag, with its digests.
type written struct {
	name   string // in the bag
	size   int64
	sha256 [sha256.Size]byte
	sha512 [sha512.Size]byte
}

// digester hashes what is written.
type digester struct {
	size           int64
	sha256, sha512 hash.Hash
}

func newDigester() *digester { return &digester{sha256: sha256.New(), sha512: sha512.New()} }

func (d *digester) Write(p []byte) (int, error) {
	_, _ = d.sha256.Write(p) // a hash takes all
	_, _ = d.sha512.Write(p)
	d.size += int64(len(p))
	return len(p), nil
}

func (d *digester) sum(name string) written {
	w := written{name: name, size: d.size}
	d.sha256.Sum(w.sha256[:0])
	d.sha512.Sum(w.sha512[:0])
	return w
}

// file writes a file of the payload from what open gives. Where an earlier
// export wrote the same bytes, they are only hashed.
func (w *Writer) file(name, version string, open func() (io.ReadCloser, error)) error {
	name = payloadDir + name
	d := newDigester()
	copyTo := func(out io.Writer) error {
		in, err := open()
		if err != nil {
			return err
		}
		defer in.Close() //nolint:errcheck // it was only read
		_, err = io.Copy(out, in)
		return err
	}
	wrote := false
	err := w.target.Put(w.path(name), version, func(out io.Writer) error {
		wrote = true
		d = newDigester() // where the target tries again
		return copyTo(io.MultiWriter(out, d))
	})
	if err == nil && !wrote {
		err = copyTo(d)
	}
	if err == nil {
		w.payload = append(w.payload, d.sum(name))
	}
	return err
}

// put writes a file that is made here, and notes it in a list.
func (w *Writer) put(name string, write func(io.Writer) error, list *[]written) error {
	d := newDigester()
	err := w.target.Put(w.path(name), "", func(out io.Writer) error {
		d = newDigester()
		buf := bufio.NewWriterSize(io.MultiWriter(out, d), 64<<10)
		if err := write(buf); err != nil {
			return err
		}
		return buf.Flush()
	})
	if err == nil {
		*list = append(*list, d.sum(name))
	}
	return err
}

func (w *Writer) path(name string) string {
	if w.opts.Base == "" {
		return name
	}
	return w.opts.Base + "/" + name
}

// writeTags writes what makes the files a bag (RFC 8493, sections 2.1 and 2.2).
func (w *Writer) writeTags() error {
	slices.SortFunc(w.payload, byName)
	for _, m := range []struct {
		name   string
		digest func(*written) []byte
	}{
		{"manifest-sha256.txt", func(f *written) []byte { return f.sha256[:] }},
		{"manifest-sha512.txt", func(f *written) []byte { return f.sha512[:] }},
	} {
		if err := w.put(m.name, listing(w.payload, m.digest), &w.tags); err != nil {
			return err
		}
	}
	if err := w.put("bag-info.txt", w.writeInfo, &w.tags); err != nil {
		return err
	}
	declaration := func(out io.Writer) error {
		_, err := io.WriteString(out, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
		return err
	}
	// The declaration's digests are in the tag manifests, but it is the last
	// to stand: they are made of what it will be.
	d := newDigester()
	if err := declaration(d); err != nil {
		return err
	}
	tags := append(slices.Clone(w.tags), d.sum("bagit.txt"))
	slices.SortFunc(tags, byName)
	if err := w.put("tagmanifest-sha256.txt", listing(tags, func(f *written) []byte { return f.sha256[:] }), &w.tags); err != nil {
		return err
	}
	if err := w.put("tagmanifest-sha512.txt", listing(tags, func(f *written) []byte { return f.sha512[:] }), &w.tags); err != nil {
		return err
	}
	return w.put("bagit.txt", declaration, &w.tags)
}

func byName(a, b written) int { return strings.Compare(a.name, b.name) }

func listing(files []written, digest func(*written) []byte) func(io.Writer) error {
	return func(out io.Writer) error {
		for i := range files {
			if _, err := fmt.Fprintf(out, "%x  %s\n", digest(&files[i]), bag.EncodePath(files[i].name)); err != nil {
				return err
			}
		}
		return nil
	}
}

// writeInfo writes bag-info.txt (RFC 8493, section 2.2.2).
func (w *Writer) writeInfo(out io.Writer) error {
	var size int64
	for i := range w.payload {
		size += w.payload[i].size
	}
	description := w.opts.Description
	if description == "" {
		description = w.opts.Title
	}
	var b []byte
	for _, e := range []bag.Element{
		{Label: "Source-Organization", Value: w.opts.Organization},
		{Label: "External-Description", Value: description},
		{Label: "Bagging-Date", Value: w.opts.Now.Format(time.DateOnly)},
		{Label: "Bag-Software-Agent", Value: w.opts.Software},
		{Label: "Payload-Oxum", Value: fmt.Sprintf("%d.%d", size, len(w.payload))},
	} {
		if strings.TrimSpace(e.Value) != "" {
			b = bag.AppendElement(b, e)
		}
	}
	_, err := out.Write(b)
	return err
}
