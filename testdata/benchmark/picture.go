package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
)

const (
	pictureWidth  = 160
	pictureHeight = 120
)

// single is a picture for the row that adds one.
type single struct {
	path, sha, caption, date string
	tags                     []string
	size                     int
}

// pictureMaker makes valid pictures of any size, no two alike: one small scene
// with random bytes in application segments before it, so that nothing can be
// compressed or stored once for all.
type pictureMaker struct {
	r     *rand.ChaCha8
	scene []byte
}

func newPictureMaker(seed string) (*pictureMaker, error) {
	img := image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))
	for y := range pictureHeight {
		for x := range pictureWidth {
			img.Set(x, y, color.RGBA{uint8(x), uint8(2 * y), uint8(x + y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		return nil, err
	}
	return &pictureMaker{r: rand.NewChaCha8(sha256.Sum256([]byte(seed))), scene: b.Bytes()}, nil
}

func (m *pictureMaker) picture(size int) ([]byte, error) {
	const marker, most = 2, 1<<16 - 1
	out := make([]byte, 0, size)
	out = append(out, m.scene[:marker]...)
	rest := m.scene[marker:]
	for room := size - len(out) - len(rest); room >= marker+2; room = size - len(out) - len(rest) {
		n := min(room-marker, most)
		out = append(out, 0xFF, 0xEC, byte(n>>8), byte(n)) // APP12
		start := len(out)
		out = out[:start+n-2]
		if _, err := m.r.Read(out[start:]); err != nil {
			return nil, err
		}
	}
	return append(out, rest...), nil
}

// folder makes a folder of count pictures with a caption beside each, unless
// it is there.
func pictureFolder(dir string, count, size int) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	temp := dir + ".part"
	if err := os.RemoveAll(temp); err != nil {
		return err
	}
	if err := os.MkdirAll(temp, 0o755); err != nil {
		return err
	}
	m, err := newPictureMaker(fmt.Sprint(count, size))
	if err != nil {
		return err
	}
	texts := newMaker(1_000_000)
	for i := range count {
		b, err := m.picture(size)
		if err != nil {
			return err
		}
		name := filepath.Join(temp, fmt.Sprintf("IMG_%05d", i))
		if err := os.WriteFile(name+".jpg", b, 0o644); err != nil {
			return err
		}
		if err := writeFile(name+".txt", texts.make(i+1).Caption); err != nil {
			return err
		}
	}
	return os.Rename(temp, dir)
}

// singles makes pictures to be added one at a time. They are others each time,
// as the archive and the database keep them.
func singles(dir string, count, size int) ([]*single, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	m, err := newPictureMaker(fmt.Sprint("single ", os.Getpid(), rand.Uint64()))
	if err != nil {
		return nil, err
	}
	out := make([]*single, count)
	for i := range out {
		b, err := m.picture(size)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		s := &single{
			path: filepath.Join(dir, fmt.Sprintf("single%d.jpg", i)), sha: hex.EncodeToString(sum[:]), size: size,
			tags: []string{"Harbour", "Lighthouse"}, date: fmt.Sprintf("2012-03-04T05:%02d:00", i%60),
		}
		s.caption = "A lighthouse keeper paints the railing of the gallery while gulls circle over the harbour " +
			"and two boys watch from the pier, their bicycles thrown into the grass behind them. #Harbour #Lighthouse"
		out[i] = s
		if err := os.WriteFile(s.path, b, 0o644); err != nil {
			return nil, err
		}
	}
	return out, nil
}
