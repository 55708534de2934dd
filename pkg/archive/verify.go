package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
	"photoarchive/pkg/picture"
)

// Damage is one thing that verify found wrong.
type Damage struct {
	// Code is a stable word for what is wrong: missing, changed, unreadable,
	// catalogue, history, log; or, harmless: orphan, foreign, elsewhere, mode,
	// back. What was mended is told once more, with the code repaired.
	Code string `json:"code"`
	What string `json:"what"`
	Path string `json:"path,omitempty"`
	// Items are the ids of the items that are affected.
	Items []string `json:"items,omitempty"`
	// Harmless: nothing is lost, but it should not be so.
	Harmless bool `json:"harmless,omitempty"`
}

// VerifyOptions are what a check looks at.
type VerifyOptions struct {
	// Quick reads no picture and no attachment; only whether they are there, and
	// their sizes, is looked at.
	Quick bool
	// Part of Parts of the files are read, told apart by their SHA-256: 1 of 7 to
	// 7 of 7 are all. Parts of 0 or 1 is all.
	Part, Parts int
	// Since leaves out files that were found whole at this time or later.
	Since time.Time
	// Head is one that the log must only have added to since.
	Head *ledger.Head
	// Report is called for each thing found.
	Report func(Damage)
	// Progress is told the files and bytes read so far.
	Progress func(files int, bytes int64)
	// Repair mends what can be mended; From are folders where right copies of
	// damaged files may lie.
	Repair bool
	From   []string
}

// Verified sums up a check.
type Verified struct {
	Items, Pictures, Attachments int
	// Read is how many of the files were read, Bytes what they hold.
	Read  int
	Bytes int64
	// Damaged and Harmless are left after a repair, Repaired were mended.
	Damaged, Harmless, Repaired int
	// Unnoted tells why it could not be noted when files were found whole.
	Unnoted error
}

// fileKey names a file by its kind and SHA-256.
type fileKey struct {
	kind byte
	sha  [32]byte
}

// wanted is a file that records name: its size, and the first item's number.
type wanted struct {
	size int64
	num  uint32
	away bool // it is known not to be in the archive's folder
	seen bool
}

// Verify reads the pictures and attachments again and compares them with their
// names, and the records with the files, the indexes and the log, both ways.
// It writes nothing, but when each file was last found whole.
func (a *Archive) Verify(ctx context.Context, opts VerifyOptions) (Verified, error) {
	if opts.Progress == nil {
		opts.Progress = func(int, int64) {}
	}
	v := &verification{a: a, opts: opts, want: map[fileKey]wanted{}, more: map[fileKey][]uint32{}}
	if err := v.catalogue(ctx); err != nil {
		return v.sum, err
	}
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		if err := v.files(ctx, k); err != nil {
			return v.sum, errors.Join(err, v.note(context.WithoutCancel(ctx)))
		}
	}
	err := errors.Join(v.note(ctx), v.missing(ctx), v.orphaned(ctx))
	if err == nil {
		v.modes()
	}
	if err == nil && opts.Repair {
		err = v.repair(ctx)
	}
	return v.sum, err
}

// catalogue checks the catalogue, and notes which files the records name.
func (v *verification) catalogue(ctx context.Context) error {
	report := func(p catalog.Problem) {
		d := Damage{Code: "catalogue", What: p.What}
		if p.Kind == "log" || p.Kind == "history" {
			d.Code = p.Kind
		}
		if p.ID != "" {
			d.Items = []string{p.ID}
		}
		v.problems = append(v.problems, p)
		v.found(d)
	}
	err := v.a.catalog.Check(ctx, catalog.CheckOptions{Report: report, Record: v.record, Head: v.opts.Head})
	if errors.Is(err, catalog.ErrDamaged) || errors.Is(err, catalog.ErrForeign) {
		// The pictures can still be held against their names.
		v.blind = true
		v.found(Damage{Code: "catalogue", What: err.Error(), Path: filepath.Join(v.a.opts.Dir, CatalogueName)})
		return nil
	}
	for _, p := range v.problems {
		// What a record that can't be read names, is not known.
		v.blind = v.blind || p.Kind == "pages" || p.Kind == "record"
	}
	return err
}

// record notes the files that a record names.
func (v *verification) record(r *catalog.Reader, rec catalog.Record, it *item.Item) {
	v.sum.Items++
	v.name(r, picture.Pictures, it.Picture.SHA256, it.Picture.Size, rec.Num)
	for _, at := range it.Attachments {
		v.name(r, picture.Attachments, at.SHA256, at.Size, rec.Num)
	}
}

func (v *verification) name(r *catalog.Reader, k picture.Kind, sha string, size int64, num uint32) {
	key, ok := keyOf(k, sha)
	if !ok {
		return // the check of the catalogue tells of it
	}
	if _, known := v.want[key]; known {
		v.more[key] = append(v.more[key], num)
		return
	}
	v.want[key] = wanted{size: size, num: num, away: elsewhere(r, k, sha)}
}

// affected gives the items that name a file, and a file name's extension. Some
// may have gone since they were read.
func (v *verification) affected(ctx context.Context, key fileKey) (ids []string, ext string, err error) {
	err = v.a.view(ctx, func(r *catalog.Reader) error {
		ids, ext = v.users(r, key)
		return nil
	})
	return ids, ext, err
}

func (v *verification) users(r *catalog.Reader, key fileKey) (ids []string, ext string) {
	w, known := v.want[key]
	if !known {
		return nil, ""
	}
	for _, num := range append([]uint32{w.num}, v.more[key]...) {
		rec, ok := r.ByNumber(num)
		if !ok {
			continue
		}
		it, err := rec.Item()
		if err != nil {
			continue // the check of the catalogue told of it
		}
		if e, named := namedIn(it, key); named {
			ids, ext = append(ids, it.ID), e
		}
	}
	return ids, ext
}

// namedIn tells whether an item still names a file, and with which extension.
func namedIn(it *item.Item, key fileKey) (ext string, named bool) {
	if k, ok := keyOf(picture.Pictures, it.Picture.SHA256); ok && k == key {
		return pictureExt(&it.Picture), true
	}
	for _, at := range it.Attachments {
		if k, ok := keyOf(picture.Attachments, at.SHA256); ok && k == key {
			return picture.Extension(at.Name), true
		}
	}
	return "", false
}

// missing tells of files that records name and that are not there.
func (v *verification) missing(ctx context.Context) error {
	var keys []fileKey
	for key, w := range v.want {
		if !w.seen {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b fileKey) int { return cmp.Or(-cmp.Compare(a.kind, b.kind), bytes.Compare(a.sha[:], b.sha[:])) })
	for some := range slices.Chunk(keys, 4096) {
		err := v.a.view(ctx, func(r *catalog.Reader) error {
			for _, key := range some {
				if ids, ext := v.users(r, key); len(ids) > 0 { // else they were changed meanwhile
					v.absent(key, ids, ext)
				}
			}
			return nil
		})
		if err != nil && !isDamaged(err) {
			return err
		}
	}
	return nil
}

func (v *verification) absent(key fileKey, ids []string, ext string) {
	w := v.want[key]
	b := brokenFile{key: key, ext: ext, size: w.size, away: w.away}
	if w.away {
		v.found(Damage{Code: "elsewhere", What: fmt.Sprintf("the file %x is not in the archive's folder since its record was restored", key.sha), Items: ids, Harmless: true})
	} else {
		path := v.a.pictures.Path(kindOf(key), fmt.Sprintf("%x", key.sha), ext)
		v.found(Damage{Code: "missing", What: fmt.Sprintf("the file %x is missing", key.sha), Path: path, Items: ids})
	}
	v.broken = append(v.broken, b)
}

func isDamaged(err error) bool {
	return errors.Is(err, catalog.ErrDamaged) || errors.Is(err, catalog.ErrForeign)
}

// orphaned tells of files that no record names, also now: one may have been
// added since the records were read.
func (v *verification) orphaned(ctx context.Context) error {
	if len(v.orphans) == 0 || v.blind {
		return nil
	}
	named := map[fileKey]bool{}
	err := v.a.view(ctx, func(r *catalog.Reader) error {
		return r.Each(func(rec catalog.Record) error {
			it, err := rec.Item()
			if err != nil {
				return nil //nolint:nilerr // the check of the catalogue told of it
			}
			if k, ok := keyOf(picture.Pictures, it.Picture.SHA256); ok {
				named[k] = true
			}
			for _, at := range it.Attachments {
				if k, ok := keyOf(picture.Attachments, at.SHA256); ok {
					named[k] = true
				}
			}
			return nil
		})
	})
	if err != nil && !isDamaged(err) {
		return err
	}
	for _, o := range v.orphans {
		if !named[o.key] {
			v.found(Damage{Code: "orphan", What: "no item names it (a crash during add leaves such a file; adding the picture again takes it up)", Path: o.path, Harmless: true})
		}
	}
	return nil
}

// modes looks whether others may write what only the owner should.
func (v *verification) modes() {
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range []string{"", CatalogueName, string(picture.Pictures), string(picture.Attachments)} {
		path := filepath.Join(v.a.opts.Dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o002 != 0 {
			v.found(Damage{Code: "mode", What: fmt.Sprintf("everybody may write it (mode %04o)", info.Mode().Perm()), Path: path, Harmless: true})
			v.open = append(v.open, modeFix{path, info.Mode().Perm() &^ 0o002})
		}
	}
}

func elsewhere(r *catalog.Reader, k picture.Kind, sha string) bool {
	if k == picture.Attachments {
		return r.AttachmentElsewhere(sha)
	}
	return r.Elsewhere(sha)
}
