package archive

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
)

type verification struct {
	a     *Archive
	opts  VerifyOptions
	want  map[fileKey]wanted
	more  map[fileKey][]uint32 // further items of a file
	blind bool                 // not all records can be read: what no item names is not known

	problems []catalog.Problem

	mu      sync.Mutex // guards what follows, while files are read
	sum     Verified
	looked  int
	sound   []catalog.Sound
	noted   time.Time
	orphans []strayFile
	foreign []strayFile
	broken  []brokenFile
	back    []fileKey // noted as elsewhere, and there
	open    []modeFix
}

// strayFile is one that no record names.
type strayFile struct {
	key  fileKey
	path string
	size int64
}

// brokenFile is one whose bytes are missing or wrong.
type brokenFile struct {
	key  fileKey
	ext  string
	path string // where the wrong bytes are; empty where there are none
	size int64
	away bool
}

type modeFix struct {
	path string
	mode fs.FileMode
}

func keyOf(k picture.Kind, sha string) (key fileKey, ok bool) {
	key.kind = k[0]
	n, err := hex.Decode(key.sha[:], []byte(sha)[:min(len(sha), 64)])
	return key, err == nil && n == len(key.sha) && len(sha) == 64
}

func kindOf(key fileKey) picture.Kind {
	if key.kind == picture.Attachments[0] {
		return picture.Attachments
	}
	return picture.Pictures
}

func (v *verification) found(d Damage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case d.Code == codeRepaired:
		v.sum.Repaired++
	case d.Harmless:
		v.sum.Harmless++
	default:
		v.sum.Damaged++
	}
	v.opts.Report(d)
}

// readBuffer is how much of a file is read at once, in bytes.
const readBuffer = 256 << 10

// verifyWorkers read at once.
const verifyWorkers = 2

// files reads the files of a folder in order of their paths.
func (v *verification) files(ctx context.Context, k picture.Kind) error {
	work := make(chan picture.File, 64)
	var wg sync.WaitGroup
	for range max(runtime.GOMAXPROCS(0), verifyWorkers) {
		wg.Go(func() {
			buf := make([]byte, readBuffer)
			for f := range work {
				v.file(ctx, k, f, buf)
			}
		})
	}
	err := v.a.pictures.Walk(k, func(f picture.File) error {
		if key, ok := keyOf(k, f.SHA256); ok {
			v.mu.Lock()
			if w, named := v.want[key]; named && !w.seen {
				w.seen = true
				v.want[key] = w
			}
			v.mu.Unlock()
		}
		select {
		case work <- f:
			return v.noteSome(ctx)
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	close(work)
	wg.Wait()
	return err
}

// due tells whether a file's bytes are to be read.
func (v *verification) due(ctx context.Context, k picture.Kind, key fileKey, sha string) bool {
	switch {
	case v.opts.Quick:
		return false
	case v.opts.Parts > 1 && int(binary.BigEndian.Uint32(key.sha[:])%uint32(v.opts.Parts)) != v.opts.Part-1:
		return false
	case v.opts.Since.IsZero():
		return true
	}
	last, ok := time.Time{}, false
	err := v.a.view(ctx, func(r *catalog.Reader) error {
		last, ok = r.SoundAt(catalog.Sound{SHA256: sha, Attachment: k == picture.Attachments})
		return nil
	})
	return err != nil || !ok || last.Before(v.opts.Since)
}

func (v *verification) file(ctx context.Context, k picture.Kind, f picture.File, buf []byte) {
	key, named := keyOf(k, f.SHA256)
	sum, size, err := key.sha, f.Size, f.Err
	read := false
	if err == nil && !f.Mode.IsRegular() {
		err = errors.New("it is not a regular file")
	}
	if err == nil && named && v.due(ctx, k, key, f.SHA256) {
		read = true
		sum, size, err = hashFile(ctx, f.Path, buf)
	}
	if ctx.Err() != nil {
		return
	}
	v.mu.Lock()
	w, wanted := v.want[key]
	v.looked++
	if read {
		v.sum.Read++
		v.sum.Bytes += size
	}
	if k == picture.Pictures {
		v.sum.Pictures++
	} else {
		v.sum.Attachments++
	}
	v.opts.Progress(v.looked, v.sum.Bytes)
	v.mu.Unlock()
	wrong := Damage{Path: f.Path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		wrong.Code, wrong.What = "missing", "the file went away"
	case !named && f.Err == nil:
		v.found(Damage{Code: "foreign", What: "the file's name is no SHA-256: it is no part of the archive", Path: f.Path, Harmless: true})
		v.keep(func() { v.foreign = append(v.foreign, strayFile{path: f.Path, size: f.Size}) })
		return
	case err != nil:
		wrong.Code, wrong.What = "unreadable", shortError(err)
	case sum != key.sha:
		wrong.Code, wrong.What = "changed", "its bytes are no longer those it was taken in with"
	case !wanted && v.blind:
		v.whole(k, key, f, read)
		return
	case !wanted:
		v.keep(func() { v.orphans = append(v.orphans, strayFile{key, f.Path, f.Size}) })
		v.whole(k, key, f, read)
		return
	case size != w.size && !read:
		wrong.Code, wrong.What = "changed", fmt.Sprintf("the record says %d bytes, the file has %d", w.size, size)
	case size != w.size:
		wrong.Code, wrong.What = "catalogue", fmt.Sprintf("the record says %d bytes, the file has %d", w.size, size)
	default:
		v.whole(k, key, f, read)
		if w.away {
			v.found(Damage{Code: "back", What: "it is noted as not in the archive's folder, and is there", Path: f.Path, Harmless: true})
			v.keep(func() { v.back = append(v.back, key) })
		}
		return
	}
	ids, ext, idErr := v.affected(ctx, key)
	if idErr != nil && !isDamaged(idErr) {
		wrong.What += " (which items have it can't be told: " + shortError(idErr) + ")"
	}
	wrong.Items = ids
	v.found(wrong)
	if wrong.Code != "catalogue" && named {
		if ext == "" {
			ext = extensionOf(f.Path)
		}
		v.keep(func() {
			v.broken = append(v.broken, brokenFile{key: key, ext: ext, path: f.Path, size: w.size})
		})
	}
}

func (v *verification) keep(f func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	f()
}

// whole notes a file that is as it should be, and looks at its mode.
func (v *verification) whole(k picture.Kind, key fileKey, f picture.File, read bool) {
	if read {
		v.keep(func() {
			v.sound = append(v.sound, catalog.Sound{SHA256: hex.EncodeToString(key.sha[:]), Attachment: k == picture.Attachments})
		})
	}
	if runtime.GOOS != "windows" && f.Mode.Perm()&0o222 != 0 {
		v.found(Damage{Code: "mode", What: fmt.Sprintf("it can be written by accident (mode %04o)", f.Mode.Perm()), Path: f.Path, Harmless: true})
		v.keep(func() { v.open = append(v.open, modeFix{f.Path, f.Mode.Perm() &^ 0o222}) })
	}
}

// hashFile reads a file through a buffer.
func hashFile(ctx context.Context, path string, buf []byte) (sum [32]byte, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	for {
		n, readErr := f.Read(buf)
		h.Write(buf[:n])
		size += int64(n)
		if readErr == io.EOF {
			return [32]byte(h.Sum(nil)), size, nil
		}
		if readErr != nil {
			return sum, size, readErr
		}
		if err := ctx.Err(); err != nil {
			return sum, size, err
		}
	}
}

// How many files are found whole, or how long that takes, before it is noted:
// an interruption loses no more.
const (
	noteFiles = 16384
	noteEvery = 30 * time.Second
)

func (v *verification) noteSome(ctx context.Context) error {
	v.mu.Lock()
	if v.noted.IsZero() {
		v.noted = v.a.opts.Now()
	}
	due := len(v.sound) >= noteFiles || len(v.sound) > 0 && v.a.opts.Now().Sub(v.noted) >= noteEvery
	v.mu.Unlock()
	if !due {
		return nil
	}
	return v.note(ctx)
}

// note keeps when files were found whole, where the archive can be written.
func (v *verification) note(ctx context.Context) error {
	v.mu.Lock()
	sound, unnoted := v.sound, v.sum.Unnoted
	v.sound, v.noted = nil, v.a.opts.Now()
	v.mu.Unlock()
	if len(sound) == 0 || unnoted != nil || v.blind {
		return nil //nolint:nilerr // it was noted
	}
	f, err := os.OpenFile(v.a.cataloguePath(), os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Close(), v.a.catalog.Update(ctx, func(b *catalog.Batch) error {
			return b.NoteSound(sound, v.a.opts.Now())
		}))
	}
	if err != nil && ctx.Err() == nil {
		// A check of an archive that can't be written is as good.
		v.sum.Unnoted = err
		return nil
	}
	return err
}

// CountFiles counts the pictures and attachments that are there, for who shows
// how far a check has come.
func (a *Archive) CountFiles(ctx context.Context) (files int, bytes int64) {
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		err := a.pictures.Walk(k, func(f picture.File) error {
			files++
			bytes += f.Size
			return ctx.Err()
		})
		if err != nil {
			return 0, 0
		}
	}
	return files, bytes
}
