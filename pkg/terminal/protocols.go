package terminal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
)

// kittyChunk is how much of the encoded picture one escape sequence may hold.
const kittyChunk = 4096

// appendKitty sends a PNG in pieces and shows it in so many cells. q=2 lets the
// terminal answer nothing. Source: sw.kovidgoyal.net/kitty/graphics-protocol.
func appendKitty(dst []byte, img image.Image, size Size) ([]byte, error) {
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		return dst, err
	}
	data := base64.StdEncoding.EncodeToString(file.Bytes())
	head := fmt.Sprintf("a=T,f=100,q=2,c=%d,r=%d,", size.Columns, size.Rows)
	for {
		n := min(len(data), kittyChunk)
		more := 0
		if n < len(data) {
			more = 1
		}
		dst = fmt.Appendf(dst, "\x1b_G%sm=%d;%s\x1b\\", head, more, data[:n])
		data, head = data[n:], ""
		if more == 0 {
			return dst, nil
		}
	}
}

// appendITerm sends the file as it is. Source: iterm2.com/documentation-images.
func appendITerm(dst, file []byte, size Size) []byte {
	dst = fmt.Appendf(dst, "\x1b]1337;File=inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=1:", len(file), size.Columns, size.Rows)
	dst = base64.StdEncoding.AppendEncode(dst, file)
	return append(dst, '\a')
}
