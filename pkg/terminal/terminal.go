// Package terminal draws pictures in terminals: by the graphics protocols of
// kitty and iTerm2, as sixels, or as block characters where there is nothing
// better.
//
// It knows what terminals say of themselves in the environment, which is handed
// to it, and how pictures are encoded for them. It asks no terminal anything,
// so that it never waits for an answer. It refuses to know items, where
// pictures come from, and whether anybody is looking.
package terminal

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what pictures come as
	_ "image/png"  // likewise
	"io"
)

// Protocol is a way to draw.
type Protocol string

// The protocols, the best last. None draws nothing.
const (
	None   Protocol = "none"
	Blocks Protocol = "blocks"
	Sixel  Protocol = "sixel"
	ITerm  Protocol = "iterm2"
	Kitty  Protocol = "kitty"
)

// Protocols lists them.
func Protocols() []Protocol { return []Protocol{None, Blocks, Sixel, ITerm, Kitty} }

// Terminal is what draws.
type Terminal struct {
	Protocol Protocol
	// TrueColor allows colours of 24 bits in blocks; else the 256 are used.
	TrueColor bool
	// UTF8 allows half blocks; else cells are filled.
	UTF8 bool
	// CellWidth and CellHeight are the size of a character in pixels; 0 is
	// unknown, and taken for 10 and 20.
	CellWidth, CellHeight int
}

// Size is a number of columns and rows.
type Size struct{ Columns, Rows int }

func (t Terminal) cell() (w, h int) {
	if t.CellWidth < 1 || t.CellHeight < 1 {
		return 10, 20
	}
	return t.CellWidth, t.CellHeight
}

// Fit gives the size of a picture of so many pixels within a room of at most
// so many columns and rows, in its own proportions. It isn't enlarged.
func (t Terminal) Fit(width, height int, room Size) Size {
	cw, ch := t.cell()
	if width < 1 || height < 1 || room.Columns < 1 || room.Rows < 1 {
		return Size{}
	}
	scale := min(float64(room.Columns*cw)/float64(width), float64(room.Rows*ch)/float64(height), 1)
	if t.Protocol == Blocks {
		// A half block shows one pixel: the cell's own pixels don't matter.
		scale = min(float64(room.Columns)/float64(width), 2*float64(room.Rows)/float64(height), 1)
		cw, ch = 1, 2
	}
	return Size{
		Columns: min(max(ceil(float64(width)*scale/float64(cw)), 1), room.Columns),
		Rows:    min(max(ceil(float64(height)*scale/float64(ch)), 1), room.Rows),
	}
}

func ceil(f float64) int { return int(f + 0.999) }

// Pixels gives the longest side that a picture in the room may need, in pixels.
func (t Terminal) Pixels(room Size) int {
	cw, ch := t.cell()
	return max(room.Columns*cw, room.Rows*ch)
}

// Draw writes a picture, which is a JPEG or a PNG, into a room of at most so
// many columns and rows, and tells its size there. The cursor is behind the
// picture's last row afterwards, or below it; lines of blocks end with a line
// feed but the last.
func (t Terminal) Draw(w io.Writer, file []byte, room Size) (Size, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Size{}, err
	}
	size := t.Fit(head.Width, head.Height, room)
	if size.Columns == 0 || t.Protocol == None {
		return Size{}, nil
	}
	if t.Protocol == ITerm {
		_, err := w.Write(appendITerm(nil, file, size))
		return size, err
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return Size{}, err
	}
	var out []byte
	switch t.Protocol {
	case Kitty:
		out, err = appendKitty(nil, img, size)
	case Sixel:
		cw, ch := t.cell()
		out = sixels(shrink(img, min(head.Width, size.Columns*cw), min(head.Height, size.Rows*ch)))
	case Blocks:
		out = t.appendBlocks(nil, img, size)
	default:
		err = fmt.Errorf("%s: not a protocol for pictures", t.Protocol)
	}
	if err == nil {
		_, err = w.Write(out)
	}
	return size, err
}
