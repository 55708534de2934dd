package strip

import (
	"bytes"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// exifItem is what stays of an Exif item, as long as it was: four bytes that
// say where the block begins behind them, the block, zeros. A block that got
// longer, which keeps nothing that was shared any more, goes as a whole.
func (h *heif) exifItem(data []byte) []byte {
	out := make([]byte, len(data))
	at := container.EXIFInItem(data)
	if at < 4 {
		return out
	}
	block := keepEXIF(data[at:], h.o, h.gone, valueMost)
	if len(block)+4 > len(out) {
		return out
	}
	copy(out[4:], block)
	return out
}

// xmpItem is what stays of a packet, with blanks behind it as far as it reached.
func (h *heif) xmpItem(data []byte) []byte {
	out := bytes.Repeat([]byte{' '}, len(data))
	doc, _ := xmp.Parse(data)
	if doc == nil {
		return out
	}
	doc = keepXMP(doc, h.o, h.gone)
	packet := xmp.WriteDense(doc)
	for len(packet) > len(out) && len(doc.Props) > 0 {
		// Written with elements it may be longer: what comes last goes.
		doc.Props = doc.Props[:len(doc.Props)-1]
		packet = xmp.WriteDense(doc)
	}
	if len(packet) <= len(out) && len(doc.Props) > 0 {
		copy(out, packet)
	}
	return out
}
