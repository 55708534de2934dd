package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// The pictures are 24 by 16, so that width and height can't be mixed up.
const width, height = 24, 16

func picture() image.Image {
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	for i := range height {
		img.SetColorIndex(i, i, 1)
	}
	return img
}

// encoded runs an encoder that can't fail on memory.
func encoded(encode func(*bytes.Buffer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func jpegFile() []byte {
	return encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, picture(), nil) })
}

func pngFile() []byte {
	return encoded(func(b *bytes.Buffer) error { return png.Encode(b, picture()) })
}

func gifFile() []byte {
	return encoded(func(b *bytes.Buffer) error { return gif.Encode(b, picture(), nil) })
}

func bmpFile() []byte {
	return encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, picture()) })
}

func tiffFile() []byte {
	return encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, picture(), nil) })
}

// webpFile has a frame's head and no more: nobody decodes it.
func webpFile(lossless bool) []byte {
	name, frame := "VP8 ", append([]byte{0x30, 0, 0, 0x9d, 0x01, 0x2a, width, 0, height, 0}, make([]byte, 20)...)
	if lossless {
		name = "VP8L"
		bits := uint32(width-1) | uint32(height-1)<<14
		frame = append(binary.LittleEndian.AppendUint32([]byte{0x2f}, bits), make([]byte, 21)...)
	}
	body := append([]byte("WEBP"), riffChunk(name, frame)...)
	return riffChunk("RIFF", body)
}

func riffChunk(name string, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data)))
	b = append(b, data...)
	if len(data)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// box makes a box of the ISO base media file format.
func box(kind string, parts ...[]byte) []byte {
	content := bytes.Join(parts, nil)
	b := binary.BigEndian.AppendUint32(nil, uint32(8+len(content)))
	return append(append(b, kind...), content...)
}

func be(format string, values ...uint32) []byte {
	var b []byte
	for i, v := range values {
		switch format[i] {
		case '1':
			b = append(b, byte(v))
		case '2':
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		default:
			b = binary.BigEndian.AppendUint32(b, v)
		}
	}
	return b
}

// heifFile is a HEIF file with one picture item and the given transforming
// properties (irot, imir).
func heifFile(brand string, transforms ...[]byte) []byte {
	ftyp := box("ftyp", []byte(brand), be("4", 0), []byte("mif1"), []byte(brand))
	codec, config := "hvc1", box("hvcC", make([]byte, 23))
	if brand == "avif" {
		codec, config = "av01", box("av1C", []byte{0x81, 0, 0, 0})
	}
	properties := append(config, box("ispe", be("444", 0, width, height))...)
	associations := []byte{1, 2}
	for i, t := range transforms {
		properties = append(properties, t...)
		associations = append(associations, byte(0x80|(3+i)))
	}
	data := []byte("no pixels here")
	meta := func(offset uint32) []byte {
		return box("meta", be("4", 0),
			box("hdlr", be("44", 0, 0), []byte("pict"), make([]byte, 13)),
			box("pitm", be("42", 0, 1)),
			box("iinf", be("42", 0, 1), box("infe", be("422", 2<<24, 1, 0), []byte(codec), []byte{0})),
			box("iloc", be("411222244", 0, 0x44, 0, 1, 1, 0, 1, offset, uint32(len(data)))),
			box("iprp",
				box("ipco", properties),
				box("ipma", be("4421", 0, 1, 1, uint32(len(associations))), associations)))
	}
	offset := len(ftyp) + len(meta(0)) + 8
	return bytes.Join([][]byte{ftyp, meta(uint32(offset)), box("mdat", data)}, nil)
}

// avifWithItems is an AVIF file with an Exif item in the file's data and an
// XMP item in the meta box itself (construction method 1), and iloc and iinf
// of later versions.
func avifWithItems(exif, xmp []byte) []byte {
	ftyp := box("ftyp", []byte("avif"), be("4", 0), []byte("mif1"), []byte("avif"))
	meta := func(offset uint32) []byte {
		return box("meta", be("4", 0),
			box("hdlr", be("44", 0, 0), []byte("pict"), make([]byte, 13)),
			box("pitm", be("44", 1<<24, 1)),
			box("iinf", be("44", 1<<24, 3),
				box("infe", be("442", 3<<24, 1, 0), []byte("av01\x00")),
				box("infe", be("442", 3<<24, 2, 0), []byte("Exif\x00")),
				box("infe", be("442", 3<<24, 3, 0), []byte("mime\x00application/rdf+xml\x00"))),
			box("iref", be("4", 1<<24), box("cdsc", be("424", 2, 1, 1)), box("cdsc", be("424", 3, 1, 1))),
			box("iloc", be("4114", 2<<24, 0x44, 0, 3),
				be("422244", 1, 0, 0, 1, offset, 4),
				be("422244", 2, 0, 0, 1, offset+4, uint32(len(exif))),
				be("422244", 3, 1, 0, 1, 0, uint32(len(xmp)))),
			box("idat", xmp),
			box("iprp",
				box("ipco", box("ispe", be("444", 0, width, height))),
				box("ipma", be("44211", 0, 1, 1, 1, 1))))
	}
	offset := len(ftyp) + len(meta(0)) + 8
	return bytes.Join([][]byte{ftyp, meta(uint32(offset)), box("mdat", make([]byte, 4), exif)}, nil)
}
