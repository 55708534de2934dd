package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path/filepath"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// drawPicture makes a small picture of the kind that the name's extension
// says; each name gives another one.
func drawPicture(name, caption string) ([]byte, error) {
	img := image.NewPaletted(image.Rect(0, 0, 16, 12), color.Palette{color.Black, color.White, color.RGBA{R: 200, A: 255}})
	sum := sha256.Sum256([]byte(name))
	for i := range img.Pix {
		img.Pix[i] = sum[i%len(sum)] >> (i / len(sum)) % 3
	}
	var b bytes.Buffer
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		err = png.Encode(&b, img)
	case ".gif":
		err = gif.Encode(&b, img, nil)
	case ".tif", ".tiff":
		err = tiff.Encode(&b, img, nil)
	case ".bmp":
		err = bmp.Encode(&b, img)
	case ".webp":
		// One pixel; what tells one name from another stands in a chunk of its own.
		vp8l, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
		if err != nil {
			return nil, err
		}
		b.Write(vp8l)
		b.WriteString("TEST")
		b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(sum))))
		b.Write(sum[:])
		binary.LittleEndian.PutUint32(b.Bytes()[4:], uint32(b.Len()-8))
	default:
		err = jpeg.Encode(&b, img, nil)
		if err == nil && caption != "" {
			return withCaption(b.Bytes(), caption), nil
		}
	}
	if err == nil && caption != "" && b.Len() > 0 && b.Bytes()[0] != 0xff {
		err = fmt.Errorf("%s: only a JPEG can hold a caption here", name)
	}
	return b.Bytes(), err
}

// withCaption puts an EXIF block with an ImageDescription behind the SOI marker.
func withCaption(jpeg []byte, caption string) []byte {
	text := append([]byte(caption), 0)
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02")
	tiff = binary.BigEndian.AppendUint32(tiff, uint32(len(text)))
	tiff = append(tiff, "\x00\x00\x00\x1a\x00\x00\x00\x00"...)
	tiff = append(tiff, text...)
	block := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, jpeg[:2]...)
	out = binary.BigEndian.AppendUint16(append(out, 0xff, 0xe1), uint16(len(block)+2))
	return append(append(out, block...), jpeg[2:]...)
}
