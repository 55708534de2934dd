package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photoarchive/pkg/catalog"
)

// The dumps that are kept in the archive's folder, for a day on which the
// catalogue is damaged: catalogue-<leaves of the log, 12 digits>.jsonl.gz.
const (
	dumpsName   = "dumps"
	dumpPrefix  = "catalogue-"
	dumpSuffix  = ".jsonl.gz"
	dumpsKept   = 3
	dumpAtOnce  = 8192 // items that are read while the catalogue is locked
	dumpOfItems = 4    // a dump is due when the log has grown by this part of itself
)

// grown is told when the log has grown. A dump is due each time the log passes
// a multiple of DumpEvery; of a large archive after a quarter of its size, so
// that dumping costs no more than a small part of adding.
func (a *Archive) grown(before, after int64) {
	if a.opts.DumpEvery <= 0 {
		return
	}
	every := a.opts.DumpEvery
	for every < before/dumpOfItems {
		every *= 2
	}
	if before/every != after/every {
		a.dumpDue.Store(after)
	}
}

// KeepDump writes a dump into the archive's folder where one is due since the
// archive was opened, and deletes all but the newest three. It returns its
// path, empty where there was nothing to do. The catalogue is locked for
// moments only.
func (a *Archive) KeepDump(ctx context.Context) (string, error) {
	size := a.dumpDue.Swap(0)
	if size == 0 {
		return "", nil
	}
	name := filepath.Join(a.opts.Dir, dumpsName, fmt.Sprintf("%s%012d%s", dumpPrefix, size, dumpSuffix))
	err := WriteFile(name, func(f *os.File) error {
		a.step("dump-begun")
		z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
		if err != nil {
			return err
		}
		return errors.Join(a.dumpParts(ctx, z), z.Close())
	})
	if err != nil {
		return "", err
	}
	a.step("dump-named")
	names, err := a.dumps()
	if err != nil {
		return "", err
	}
	for _, old := range names[min(len(names), dumpsKept):] {
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return name, syncFolder(filepath.Dir(name))
}

// dumps gives the paths of the dumps in the archive's folder, newest first.
func (a *Archive) dumps() ([]string, error) {
	dir := filepath.Join(a.opts.Dir, dumpsName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), dumpPrefix) && strings.HasSuffix(e.Name(), dumpSuffix) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	slices.Reverse(out)
	return out, err
}

// dumpParts is Dump, with the catalogue unlocked in between: what changes
// meanwhile is in it or not.
func (a *Archive) dumpParts(ctx context.Context, z *gzip.Writer) error {
	out := bufio.NewWriterSize(z, 1<<16)
	d := dumper{out: out}
	d.line(dumpLine{Record: recordDump, Version: dumpVersion})
	var hidden [][]byte
	for from, more := "", true; more; more = from != "" {
		var part bytes.Buffer
		err := a.view(ctx, func(r *catalog.Reader) (err error) {
			from, err = r.Some(from, dumpAtOnce, func(rec catalog.Record) error {
				if rec.Hidden {
					hidden = append(hidden, bytes.Clone(rec.JSON))
					return nil
				}
				part.Write(rec.JSON)
				part.WriteByte('\n')
				return ctx.Err()
			})
			return err
		})
		if err != nil {
			return err
		}
		if _, err := out.Write(part.Bytes()); err != nil {
			return err
		}
	}
	for _, h := range hidden {
		d.line(dumpLine{Record: recordHidden, Item: h})
	}
	if err := errors.Join(d.err, out.Flush()); err != nil {
		return err
	}
	var rest bytes.Buffer
	d = dumper{out: bufio.NewWriter(&rest)}
	err := a.view(ctx, func(r *catalog.Reader) error {
		d.rest(r)
		return errors.Join(d.err, d.out.Flush())
	})
	if err == nil {
		_, err = z.Write(rest.Bytes())
	}
	return err
}
