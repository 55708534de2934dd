package container

// describePrimary reads size and orientation of the primary item from its
// properties (ISO/IEC 23008-12 §6.5.3, §6.5.10, §6.5.12).
func (h *heif) describePrimary(in *input, f *File, it *item) {
	turn := turned{}
	for _, index := range it.properties {
		if index == 0 || int(index) > len(h.properties) {
			continue
		}
		p := h.properties[index-1]
		switch {
		case p.kind == "ispe" && len(p.content) >= 12 && f.Width == 0:
			f.Width, f.Height = pixels(be32(p.content[4:])), pixels(be32(p.content[8:]))
		case p.kind == "irot" && len(p.content) >= 1:
			turn.rotate(4 - int(p.content[0]&3)) // the property counts against the clock
		case p.kind == "imir" && len(p.content) >= 1:
			turn.mirror(p.content[0]&1 == 1)
		}
	}
	if turn.any {
		f.Orientation = turn.orientation()
	}
	if f.Width == 0 && it.kind == "grid" {
		f.Width, f.Height = gridSize(h.data(in, it))
	}
}

// pixels is a number of pixels, or 0 when it is impossible.
func pixels(v uint32) int {
	if v > 1<<31-1 {
		return 0
	}
	return int(v)
}

// gridSize reads the size of a picture that is put together of tiles
// (ISO/IEC 23008-12 §6.6.2.3).
func gridSize(b []byte) (width, height int) {
	c := &cursor{b: b}
	c.u8() // version
	flags := c.u8()
	c.u16() // rows and columns
	long := flags&1 != 0
	w, h := c.id(long), c.id(long)
	if c.short {
		return 0, 0
	}
	return pixels(w), pixels(h)
}

// turned adds up turns and mirrorings: first a mirroring left to right or
// none, then quarter turns with the clock.
type turned struct {
	any      bool
	mirrored bool
	quarters int
}

func (t *turned) rotate(quarters int) {
	t.any = true
	t.quarters = (t.quarters + quarters) % 4
}

// mirror exchanges left and right, or else top and bottom, which is the same
// and half a turn. A mirroring after a turn is one before the turn back.
func (t *turned) mirror(leftRight bool) {
	t.any = true
	t.mirrored = !t.mirrored
	t.quarters = (4 - t.quarters) % 4
	if !leftRight {
		t.quarters = (t.quarters + 2) % 4
	}
}

// orientation is the same as EXIF says it (EXIF 2.32 §4.6.4, Orientation).
func (t *turned) orientation() int {
	if t.mirrored {
		return [4]int{2, 7, 4, 5}[t.quarters]
	}
	return [4]int{1, 6, 3, 8}[t.quarters]
}

// trackSize finds the size of the first visible track of an image sequence
// (ISO/IEC 14496-12 §8.3.2), whose numbers are fixed-point.
func trackSize(b []byte, depth int) (width, height int) {
	boxes(b, func(kind string, content []byte) {
		switch {
		case width != 0 || depth > boxDepth:
		case kind == "trak":
			width, height = trackSize(content, depth+1)
		case kind == "tkhd" && len(content) >= 84:
			end := content[len(content)-8:]
			width, height = int(be32(end)>>16), int(be32(end[4:])>>16)
		}
	})
	return width, height
}
