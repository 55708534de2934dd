package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
)

const codeRepaired = "repaired"

// damagedName is the folder in which what is damaged is kept.
const damagedName = "damaged"

func (a *Archive) cataloguePath() string { return filepath.Join(a.opts.Dir, CatalogueName) }

func extensionOf(path string) string { return picture.Extension(path) }

// repair mends what verify found, as far as that can be done without a guess:
// indexes from records, files from right copies, notes of where files are,
// modes. It deletes nothing.
func (v *verification) repair(ctx context.Context) error {
	if err := v.repairCatalogue(ctx); err != nil {
		return err
	}
	if err := v.repairFiles(ctx); err != nil {
		return err
	}
	if len(v.back) > 0 && !v.blind {
		err := v.a.catalog.Update(ctx, func(b *catalog.Batch) error {
			for _, key := range v.back {
				if err := here(b, key); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, key := range v.back {
			v.mended(true, "it is noted as there again", v.a.pictures.Path(kindOf(key), hex.EncodeToString(key.sha[:]), ""))
		}
	}
	for _, m := range v.open {
		if err := os.Chmod(m.path, m.mode); errors.Is(err, fs.ErrNotExist) {
			continue // it was purged meanwhile
		} else if err != nil {
			return err
		}
		v.mended(true, fmt.Sprintf("its mode is %04o now", m.mode), m.path)
	}
	return nil
}

// mended tells of a repair, and takes what was found off the sum.
func (v *verification) mended(harmless bool, what, path string) {
	v.mu.Lock()
	if harmless {
		v.sum.Harmless--
	} else {
		v.sum.Damaged--
	}
	v.mu.Unlock()
	v.found(Damage{Code: codeRepaired, What: what, Path: path, Harmless: true})
}

func here(b *catalog.Batch, key fileKey) error {
	sha := hex.EncodeToString(key.sha[:])
	if kindOf(key) == picture.Attachments {
		return b.SetAttachmentElsewhere(sha, false)
	}
	return b.SetElsewhere(sha, false)
}

// repairCatalogue makes all that can be made from the records anew.
func (v *verification) repairCatalogue(ctx context.Context) error {
	if len(v.problems) == 0 {
		return nil
	}
	for _, p := range v.problems {
		if p.Kind == "pages" {
			return nil // "rescue" builds another file; writing to this one may harm more
		}
	}
	err := v.a.catalog.Update(ctx, func(b *catalog.Batch) error {
		v.a.step("repair-begun")
		err := b.Repair()
		v.a.step("repair-made")
		return err
	})
	v.a.step("repair-committed")
	if isDamaged(err) {
		return nil
	}
	if err != nil {
		return err
	}
	left := map[catalog.Problem]bool{}
	err = v.a.catalog.Check(ctx, catalog.CheckOptions{Head: v.opts.Head, Report: func(p catalog.Problem) { left[p] = true }})
	if err != nil && !isDamaged(err) {
		return err
	}
	for _, p := range v.problems {
		if !left[p] {
			v.mended(false, p.What, v.a.cataloguePath())
		}
	}
	return nil
}

// repairFiles looks for right copies of files that are missing or damaged: in
// the folders that were given, and among the files in the archive's folder
// that bear no right name.
func (v *verification) repairFiles(ctx context.Context) error {
	if len(v.broken) == 0 {
		return nil
	}
	want, sizes := map[fileKey]brokenFile{}, map[int64]bool{}
	for _, b := range v.broken {
		want[b.key] = b
		sizes[b.size] = true
	}
	try := func(path string) error {
		if len(want) == 0 {
			return fs.SkipAll
		}
		return v.tryCopy(ctx, path, want)
	}
	for _, f := range v.foreign {
		if err := try(f.path); err != nil && !errors.Is(err, fs.SkipAll) {
			return err
		}
	}
	for _, f := range v.orphans { // a file in the wrong one of the two folders
		if err := try(f.path); err != nil && !errors.Is(err, fs.SkipAll) {
			return err
		}
	}
	for _, dir := range v.opts.From {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // what can't be read there is no help
			}
			if !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err != nil || !sizes[info.Size()] {
				return nil //nolint:nilerr // as above
			}
			return try(path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tryCopy takes in a file where its bytes are those of one that is wanted.
func (v *verification) tryCopy(ctx context.Context, path string, want map[fileKey]brokenFile) error {
	sum, _, err := hashFile(ctx, path, make([]byte, readBuffer))
	if err != nil {
		return ctx.Err() // a copy that can't be read is no help
	}
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		b, ok := want[fileKey{k[0], sum}]
		if !ok || path == b.path {
			continue
		}
		if err := v.putBack(ctx, path, b); err != nil {
			return err
		}
		delete(want, b.key)
	}
	return nil
}

// putBack keeps the damaged file aside, then puts the copy in its place, by
// the same steps as a picture is taken in.
func (v *verification) putBack(ctx context.Context, copyPath string, b brokenFile) (err error) {
	if b.path != "" {
		if err := v.a.setAside(b.path); err != nil {
			return err
		}
		v.a.step("repair-aside")
		// One with another extension would stand beside the new one. It is kept.
		if _, err := os.Lstat(b.path); err == nil && filepath.Ext(b.path) != b.ext {
			if err := os.Remove(b.path); err != nil {
				return err
			}
		}
	}
	k := kindOf(b.key)
	// A folder in its place can't be replaced by a file: it is kept, too.
	place := v.a.pictures.Path(k, hex.EncodeToString(b.key.sha[:]), b.ext)
	if info, err := os.Lstat(place); err == nil && info.IsDir() {
		if err := v.a.setAside(place); err != nil {
			return err
		}
	}
	f, err := os.Open(copyPath)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g, err := v.a.pictures.Stage(k, f, PictureLimit)
	if err != nil {
		return err
	}
	if g.SHA256 != hex.EncodeToString(b.key.sha[:]) {
		return errors.Join(fmt.Errorf("%s: it changes while it is read", copyPath), g.Discard())
	}
	if err := v.a.pictures.Prepare(k, g, b.ext); err != nil {
		return err
	}
	in := v.a.pictures.Intake()
	in.Save(g)
	if err := in.Flush(); err != nil {
		return err
	}
	v.a.step("repair-restored")
	if b.away {
		if err := v.a.catalog.Update(ctx, func(c *catalog.Batch) error { return here(c, b.key) }); err != nil {
			return err
		}
	}
	v.mended(b.away, "put back from "+copyPath, v.a.pictures.Path(k, g.SHA256, b.ext))
	return nil
}

// setAside keeps a damaged file in the archive's folder for such, under its
// own name; a number is added where that is taken. The file itself stays.
func (a *Archive) setAside(path string) error {
	dir := filepath.Join(a.opts.Dir, damagedName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ext := filepath.Ext(path)
	base := strings.TrimSuffix(filepath.Base(path), ext)
	for n := 1; ; n++ {
		to := filepath.Join(dir, base+ext)
		if n > 1 {
			to = filepath.Join(dir, fmt.Sprintf("%s-%d%s", base, n, ext))
		}
		if sameContents(path, to) {
			return nil // it was set aside before
		}
		err := os.Link(path, to)
		switch {
		case err == nil:
			return syncFolder(dir)
		case errors.Is(err, fs.ErrExist):
			continue
		}
		// No hard links here, or the file can't be read at all: it goes itself.
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		return errors.Join(os.Rename(path, to), syncFolder(dir))
	}
}

// sameContents compares two files; one that isn't there or can't be read is not
// the same.
func sameContents(a, b string) bool {
	one, _, errA := picture.HashFile(a)
	other, _, errB := picture.HashFile(b)
	return errA == nil && errB == nil && one == other
}
