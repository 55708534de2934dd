package thumbnail

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"sync"
)

// Key names the bytes that a copy is made of: their SHA-256, or that of a text
// that stands for them.
type Key [sha256.Size]byte

// Cache keeps copies for the next time. It may forget, and it may be used by
// several goroutines.
type Cache interface {
	// Get returns what Put kept, and whether there is something.
	Get(k Key, most int) ([]byte, bool)
	// Put keeps the file of a size; an empty one says that the picture is so
	// small that there is none.
	Put(k Key, most int, file []byte)
}

// budget bounds what the pictures being decoded at one moment take together,
// in bytes.
const budget = memoryMost

// heldMost bounds a picture that can't be read at any place, in bytes.
const heldMost = 256 << 20

// Maker makes copies, several at once within one bound of memory, and asks a
// cache first. It is used by pointer.
type Maker struct {
	cache Cache
	mu    sync.Mutex
	freed *sync.Cond
	used  int64
}

// NewMaker gives a Maker; cache may be nil.
func NewMaker(cache Cache) *Maker {
	m := &Maker{cache: cache}
	m.freed = sync.NewCond(&m.mu)
	return m
}

// Make is the Make of this package, for the picture that open opens.
func (m *Maker) Make(k Key, sizes []int, open func() (io.ReadCloser, error)) ([]Rendition, error) {
	if made := m.cached(k, sizes); len(made) > 0 {
		return made, nil
	}
	made, err := m.fresh(sizes, open)
	if err == nil && m.cache != nil {
		for i, most := range sizes {
			var file []byte
			if i < len(made) {
				file = made[i].Data
			}
			m.cache.Put(k, most, file)
		}
	}
	return made, err
}

func (m *Maker) fresh(sizes []int, openFile func() (io.ReadCloser, error)) (made []Rendition, err error) {
	f, err := openFile()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	src, size, err := readerAt(f)
	if err != nil {
		return nil, err
	}
	p, err := open(src, size)
	if err != nil {
		return nil, err
	}
	need := m.take(p.memory())
	defer m.give(need)
	return p.renditions(sizes)
}

// take waits until so much memory may be used; one that needs all of it works alone.
func (m *Maker) take(n int64) int64 {
	n = min(n, budget)
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.used+n > budget {
		m.freed.Wait()
	}
	m.used += n
	return n
}

func (m *Maker) give(n int64) {
	m.mu.Lock()
	m.used -= n
	m.mu.Unlock()
	m.freed.Broadcast()
}

// cached gives the copies from the cache, where it has them all.
func (m *Maker) cached(k Key, sizes []int) []Rendition {
	if m.cache == nil {
		return nil
	}
	var made []Rendition
	for _, most := range sizes {
		file, ok := m.cache.Get(k, most)
		if !ok {
			return nil
		}
		if len(file) == 0 {
			break
		}
		r := Rendition{Data: file, Ext: ".jpg"}
		c, err := jpeg.DecodeConfig(bytes.NewReader(file))
		if err != nil {
			r.Ext = ".png"
			if c, err = png.DecodeConfig(bytes.NewReader(file)); err != nil {
				return nil
			}
		}
		r.Width, r.Height = c.Width, c.Height
		made = append(made, r)
	}
	return made
}

// readerAt makes a picture readable at any place.
func readerAt(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return f, info.Size(), nil
		}
	}
	b, err := io.ReadAll(io.LimitReader(r, heldMost+1))
	if err == nil && len(b) > heldMost {
		err = fmt.Errorf("%w: over %d MB", ErrTooLarge, heldMost>>20)
	}
	return bytes.NewReader(b), int64(len(b)), err
}
