package archive

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// Damage is one thing that verify found wrong.
type Damage struct {
	// Code is a stable word for what is wrong: missing, changed, unreadable,
	// catalogue; or, harmless: orphan, foreign, elsewhere.
	Code string `json:"code"`
	What string `json:"what"`
	Path string `json:"path,omitempty"`
	// Items are the ids of the items that are affected.
	Items []string `json:"items,omitempty"`
	// Harmless: nothing is lost, but it should not be so.
	Harmless bool `json:"harmless,omitempty"`
}

// Verified sums up a check.
type Verified struct {
	Items, Pictures, Attachments int
	Bytes                        int64
	Damaged, Harmless            int
}

// wanted is a file that records name.
type wanted struct {
	size int64
	ext  string
	ids  []string
	away bool // it is known not to be in the archive's folder
}

// Verify reads every picture and attachment again and compares it with its
// name, and the records with the files and the indexes, both ways. report is
// called for each thing found; progress with the bytes read so far.
func (a *Archive) Verify(ctx context.Context, report func(Damage), progress func(files int, bytes int64)) (Verified, error) {
	v := &verification{a: a, report: report, progress: progress, want: map[picture.Kind]map[string]*wanted{
		picture.Pictures: {}, picture.Attachments: {},
	}}
	err := a.view(ctx, func(r *catalog.Reader) error {
		if err := v.records(r); err != nil {
			return err
		}
		return r.Check(true, func(p catalog.Problem) {
			d := Damage{Code: "catalogue", What: p.What}
			if p.ID != "" {
				d.Items = []string{p.ID}
			}
			v.found(d)
		})
	})
	if errors.Is(err, catalog.ErrDamaged) || errors.Is(err, catalog.ErrForeign) {
		// The pictures can still be held against their names.
		v.blind = true
		v.found(Damage{Code: "catalogue", What: err.Error(), Path: filepath.Join(a.opts.Dir, CatalogueName)})
		err = nil
	}
	if err != nil {
		return v.sum, err
	}
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		if err := v.files(ctx, k); err != nil {
			return v.sum, err
		}
	}
	return v.sum, nil
}

type verification struct {
	a        *Archive
	report   func(Damage)
	progress func(int, int64)
	want     map[picture.Kind]map[string]*wanted
	blind    bool       // the catalogue can't be read: nothing is known of what should be there
	mu       sync.Mutex // guards what follows
	sum      Verified
	read     int
}

func (v *verification) found(d Damage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if d.Harmless {
		v.sum.Harmless++
	} else {
		v.sum.Damaged++
	}
	v.report(d)
}

// records notes which files the records name.
func (v *verification) records(r *catalog.Reader) error {
	return r.Each(func(rec catalog.Record) error {
		it, err := rec.Item()
		if err != nil {
			v.found(Damage{Code: "catalogue", What: err.Error()})
			return nil //nolint:nilerr // it was reported; the other records are looked at too
		}
		v.sum.Items++
		v.note(r, picture.Pictures, it.Picture.SHA256, it.Picture.Size, pictureExt(&it.Picture), it)
		for _, at := range it.Attachments {
			v.note(r, picture.Attachments, at.SHA256, at.Size, picture.Extension(at.Name), it)
		}
		return nil
	})
}

func (v *verification) note(r *catalog.Reader, k picture.Kind, sha string, size int64, ext string, it *item.Item) {
	w := v.want[k][sha]
	if w == nil {
		w = &wanted{size: size, ext: ext, away: elsewhere(r, k, sha)}
		v.want[k][sha] = w
	}
	w.ids = append(w.ids, it.ID)
}

// files reads every file of a folder, several at once, then tells which ones
// are missing.
func (v *verification) files(ctx context.Context, k picture.Kind) error {
	work := make(chan picture.File)
	var wg sync.WaitGroup
	for range max(runtime.GOMAXPROCS(0), 2) {
		wg.Go(func() {
			for f := range work {
				v.file(k, f)
			}
		})
	}
	there := map[string]bool{}
	err := v.a.pictures.Walk(k, func(f picture.File) error {
		there[f.SHA256] = true
		select {
		case work <- f:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	close(work)
	wg.Wait()
	if err != nil {
		return err
	}
	for _, sha := range slices.Sorted(maps.Keys(v.want[k])) {
		w := v.want[k][sha]
		switch {
		case there[sha]:
		case w.away:
			v.found(Damage{Code: "elsewhere", What: fmt.Sprintf("the file %s is not in the archive's folder since its record was restored", sha), Items: w.ids, Harmless: true})
		default:
			v.found(Damage{Code: "missing", What: fmt.Sprintf("the file %s is missing", sha), Path: v.a.pictures.Path(k, sha, w.ext), Items: w.ids})
		}
	}
	return nil
}

func (v *verification) file(k picture.Kind, f picture.File) {
	w := v.want[k][f.SHA256]
	var ids []string
	if w != nil {
		ids = w.ids
	}
	sha, size, err := "", int64(0), f.Err
	if err == nil && !f.Mode.IsRegular() {
		err = errors.New("it is not a regular file")
	}
	if err == nil {
		sha, size, err = picture.HashFile(f.Path)
	}
	v.mu.Lock()
	v.read++
	v.sum.Bytes += size
	if k == picture.Pictures {
		v.sum.Pictures++
	} else {
		v.sum.Attachments++
	}
	v.progress(v.read, v.sum.Bytes)
	v.mu.Unlock()
	switch {
	case os.IsNotExist(err):
		v.found(Damage{Code: "missing", What: "the file went away", Path: f.Path, Items: ids})
	case f.SHA256 == "" && f.Err == nil:
		v.found(Damage{Code: "foreign", What: "the file's name is no SHA-256: it is no part of the archive", Path: f.Path, Harmless: true})
	case err != nil:
		v.found(Damage{Code: "unreadable", What: shortError(err), Path: f.Path, Items: ids})
	case sha != f.SHA256:
		v.found(Damage{Code: "changed", What: "its bytes are no longer those it was taken in with", Path: f.Path, Items: ids})
	case w == nil && v.blind:
	case w == nil:
		v.found(Damage{Code: "orphan", What: "no item names it (a crash during add leaves such a file; adding the picture again takes it up)", Path: f.Path, Harmless: true})
	case size != w.size:
		v.found(Damage{Code: "catalogue", What: fmt.Sprintf("the record says %d bytes, the file has %d", w.size, size), Path: f.Path, Items: ids})
	}
}

func elsewhere(r *catalog.Reader, k picture.Kind, sha string) bool {
	if k == picture.Attachments {
		return r.AttachmentElsewhere(sha)
	}
	return r.Elsewhere(sha)
}
