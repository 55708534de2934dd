// Package likeness tells which pictures look alike: copies of one picture that
// were recompressed, scaled, made brighter or grey, cropped a little or marked
// in a corner.
//
// A Signature is what is kept of a picture: a hash of 64 bits that finds
// candidates among many (Index), and a very small copy that the second check
// (Alike) lays over the other's. The room knows pixels and numbers. It refuses
// to know how files are decoded, where signatures are kept and what items are.
package likeness

import (
	"encoding/binary"
	"errors"
	"image"
	"math"
	"math/bits"
)

const (
	// side is that of the small copy, in pixels.
	side = 24
	// cells is how many areas of colour there are along a side.
	cells = 4
	// flatMost is the most contrast of a picture without structure: the standard
	// deviation of the small copy, in levels of 0 to 255.
	flatMost = 2.5
)

// Signature is what is kept of a picture. The zero value is of a flat one.
type Signature struct {
	// Hash has a bit for each of 64 low frequencies; see hashOf.
	Hash uint64
	// Flat tells that there is no structure that could be compared.
	Flat bool

	grey   [side * side]byte
	cb, cr [cells * cells]int8 // means of colour, 0 is grey
	aspect float32             // the logarithm of width ÷ height
	edges  uint64              // made of grey; see edgesOf
}

// Of gives the signature of a picture. A copy of it with some 100 to 400 pixels
// along the longest side is as good as the whole, and much quicker.
func Of(img image.Image) Signature {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if w == 0 || h == 0 {
		return Signature{Flat: true}
	}
	p := planesOf(img)
	small := shrink(p.y, w, h, side)
	s := Signature{aspect: float32(math.Log(float64(w) / float64(h)))}
	for i, v := range small {
		s.grey[i] = byte(max(0, min(255, math.Round(v))))
	}
	if s.Flat = deviation(small) < flatMost; !s.Flat {
		s.Hash = hashOf(shrink(p.y, w, h, waves))
	}
	s.cb, s.cr = means(p.cb, w, h), means(p.cr, w, h)
	s.edges = edgesOf(&s.grey)
	return s
}

func deviation(v []float64) float64 {
	mean, squares := 0.0, 0.0
	for _, x := range v {
		mean += x
	}
	mean /= float64(len(v))
	for _, x := range v {
		squares += (x - mean) * (x - mean)
	}
	return math.Sqrt(squares / float64(len(v)))
}

// Distance is the number of bits in which two hashes differ, 0 to 64. Hashes of
// pictures that have nothing to do with each other differ in about 30.
func Distance(a, b uint64) int { return bits.OnesCount64(a ^ b) }

// size is that of a signature in bytes.
const size = 8 + 1 + side*side + 2*cells*cells + 4

// Append appends the signature as Parse reads it.
func (s *Signature) Append(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, s.Hash)
	flat := byte(0)
	if s.Flat {
		flat = 1
	}
	dst = append(append(dst, flat), s.grey[:]...)
	for i := range s.cb {
		dst = append(dst, byte(s.cb[i]), byte(s.cr[i]))
	}
	return binary.LittleEndian.AppendUint32(dst, math.Float32bits(s.aspect))
}

// ErrSize is returned for what is no signature.
var ErrSize = errors.New("not a signature")

// Parse reads what Append wrote.
func Parse(b []byte) (s Signature, err error) {
	if len(b) != size {
		return s, ErrSize
	}
	s.Hash = binary.LittleEndian.Uint64(b)
	s.Flat = b[8] != 0
	b = b[9:]
	copy(s.grey[:], b)
	b = b[len(s.grey):]
	for i := range s.cb {
		s.cb[i], s.cr[i] = int8(b[2*i]), int8(b[2*i+1])
	}
	s.aspect = math.Float32frombits(binary.LittleEndian.Uint32(b[2*len(s.cb):]))
	if a := float64(s.aspect); math.IsNaN(a) || math.IsInf(a, 0) {
		return Signature{}, ErrSize
	}
	s.edges = edgesOf(&s.grey)
	return s, nil
}
