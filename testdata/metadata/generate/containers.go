package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
)

// described are arguments that fill all three standards.
func described() []string {
	return []string{
		"-EXIF:ImageDescription=A vendor in Pyongyang", "-EXIF:Artist=Ada Example", "-EXIF:Orientation#=6",
		"-EXIF:DateTimeOriginal=2013:02:25 08:14:00", "-EXIF:OffsetTimeOriginal=+09:00",
		"-IPTC:Caption-Abstract=A vendor in Pyongyang", "-IPTC:Keywords=market", "-IPTC:Keywords=winter", "-IPTC:City=Pyongyang",
		"-XMP-dc:Description=A vendor in Pyongyang", "-XMP-dc:Subject=market", "-XMP-photoshop:City=Pyongyang",
	}
}

// only returns the arguments for the groups.
func only(groups ...string) []string {
	var out []string
	for _, a := range described() {
		for _, g := range groups {
			if bytes.HasPrefix([]byte(a), []byte("-"+g)) {
				out = append(out, a)
			}
		}
	}
	return out
}

func containers(m *maker) {
	m.jpegs()
	m.pngs()
	m.file("all.gif", gifFile(), append(only("XMP"), "-Comment=A vendor in Pyongyang")...)
	m.file("plain.gif", gifFile())
	m.file("plain.bmp", bmpFile())
	m.file("lossy.webp", webpFile(false), only("EXIF", "XMP")...)
	m.file("lossless.webp", webpFile(true), only("EXIF", "XMP")...)
	m.file("plain.webp", webpFile(true))
	m.file("prefixed.webp", riffChunk("RIFF", append([]byte("WEBP"), bytes.Join([][]byte{
		webpFile(true)[12:], riffChunk("EXIF", append([]byte("Exif\x00\x00"), block()...)),
	}, nil)...)))
	m.tiffs()
	m.file("all.heic", heifFile("heic"), only("EXIF", "XMP")...)
	packet := fmt.Sprintf(rdf, `xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Pyongyang"/>`)
	m.file("all.avif", avifWithItems(append(be("4", 6), append([]byte("Exif\x00\x00"), block()...)...), []byte(packet)))
	for i := range 4 {
		m.file(fmt.Sprintf("turned%d.heic", i*90), heifFile("heic", box("irot", []byte{byte(i)})))
	}
	m.file("mirrored.avif", heifFile("avif", box("imir", []byte{1})))
	m.file("flipped.avif", heifFile("avif", box("imir", []byte{0})))
	m.file("turned-mirrored.heic", heifFile("heic", box("irot", []byte{1}), box("imir", []byte{1})))
}

// block is a small EXIF block made by hand: a description and an orientation.
func block() []byte {
	o := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00\x02\x00")
	text := "Written by hand\x00"
	for _, e := range [][4]uint32{{0x010e, 2, uint32(len(text)), 38}, {0x0112, 3, 1, 8}} {
		b = o.AppendUint16(o.AppendUint16(b, uint16(e[0])), uint16(e[1]))
		b = o.AppendUint32(o.AppendUint32(b, e[2]), e[3])
	}
	return append(o.AppendUint32(b, 0), text...)
}

func (m *maker) jpegs() {
	m.file("all.jpg", jpegFile(), append(described(), "-Comment=A comment")...)
	m.file("plain.jpg", jpegFile())
	m.file("trailing-zeros.jpg", append(jpegFile(), make([]byte, 1000)...))
	m.file("trailing-picture.jpg", append(jpegFile(), append([]byte("some trailer of a phone"), jpegFile()...)...))
	segments := splitJPEG(m.read("all.jpg"))
	var exif, xmp, app13 []byte
	var rest [][]byte
	for _, s := range segments {
		switch {
		case bytes.HasPrefix(s[4:], []byte("Exif")):
			exif = s
		case bytes.HasPrefix(s[4:], []byte("http")):
			xmp = s
		case s[1] == 0xed:
			app13 = s
		default:
			rest = append(rest, s)
		}
	}
	if exif == nil || xmp == nil || app13 == nil {
		return
	}
	build := func(parts ...[]byte) []byte {
		return bytes.Join([][]byte{{0xff, 0xd8}, bytes.Join(parts, nil), bytes.Join(rest, nil)}, nil)
	}
	m.file("xmp-first.jpg", build(xmp, app13, exif))
	m.file("fill-bytes.jpg", build(exif, []byte{0xff, 0xff, 0xff}, xmp, []byte{0xff}, app13))
	m.file("broken-xmp-header.jpg", build(segment(0xe1, []byte("XMP\x00://ns.adobe.com/xap/1.0/\x00"), bytes.TrimPrefix(xmp[4:], []byte("http://ns.adobe.com/xap/1.0/\x00")))))
	half := len(app13) / 2
	m.file("two-app13.jpg", build(segment(0xed, app13[4:half]), segment(0xed, []byte("Photoshop 3.0\x00"), app13[half:])))
	m.file("two-exif.jpg", build(segment(0xe1, []byte("Exif\x00\x00nothing")), segment(0xe1, []byte("Exif\x00\x00"), block()), exif))
	for name, sof := range map[string]byte{"progressive": 0xc2, "lossless": 0xc3, "arithmetic": 0xc9} {
		m.file(name+".jpg", bytes.Replace(jpegFile(), []byte{0xff, 0xc0}, []byte{0xff, sof}, 1))
	}
	m.file("extended-xmp.jpg", build(extended()...))
}

// splitJPEG cuts a file into its segments; the last one holds all picture data.
func splitJPEG(b []byte) [][]byte {
	var out [][]byte
	for b = b[min(2, len(b)):]; len(b) > 4 && b[1] != 0xda; {
		n := 2 + int(binary.BigEndian.Uint16(b[2:]))
		out = append(out, b[:n])
		b = b[n:]
	}
	return append(out, b)
}

func segment(marker byte, parts ...[]byte) []byte {
	data := bytes.Join(parts, nil)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(data))), data...)
}

const rdf = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" %s</rdf:RDF></x:xmpmeta>`

// extended makes a main packet and an extended one in three pieces, the last
// one first, with a piece of somebody else's packet between.
func extended() [][]byte {
	const guid, other = "0123456789ABCDEF0123456789ABCDEF", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
	main := fmt.Sprintf(rdf, `xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="`+guid+`"/>`)
	packet := []byte(fmt.Sprintf(rdf, `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>market</rdf:li><rdf:li>winter</rdf:li></rdf:Bag></dc:subject></rdf:Description>`))
	piece := func(id string, from, to int) []byte {
		return segment(0xe1, []byte("http://ns.adobe.com/xmp/extension/\x00"), []byte(id),
			be("44", uint32(len(packet)), uint32(from)), packet[from:to])
	}
	return [][]byte{
		segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00"), []byte(main)),
		piece(guid, 200, len(packet)), piece(other, 0, 100), piece(guid, 0, 100), piece(guid, 100, 200),
	}
}

func (m *maker) pngs() {
	m.file("all.png", pngFile(), append(described(), "-PNG:Title=A title", "-PNG:Author=Ada Example", "-PNG:Copyright=© Ada Example",
		"-PNG:CreationTime=2013:02:25 08:14:00")...)
	m.file("plain.png", pngFile())
	plain := pngFile()
	head, data := plain[:33], plain[33:]
	body, end := data[:len(data)-12], data[len(data)-12:]
	build := func(parts ...[]byte) []byte {
		return bytes.Join([][]byte{head, body, bytes.Join(parts, nil), end}, nil)
	}
	m.file("text.png", build(
		pngChunk("tEXt", "Title\x00caf\xe9"), pngChunk("zTXt", "Description\x00\x00"+deflated("A long text, packed")),
		pngChunk("iTXt", "Author\x00\x00\x00ko\x00\x00김일"), pngChunk("iTXt", "Comment\x00\x01\x00\x00\x00"+deflated("평양의 시장")),
	))
	m.file("raw-exif.png", build(pngChunk("zTXt", "Raw profile type exif\x00\x00"+deflated(rawProfile("exif", append([]byte("Exif\x00\x00"), block()...))))))
	m.file("raw-app1.png", build(pngChunk("tEXt", "Raw profile type APP1\x00"+rawProfile("generic profile", append([]byte("Exif\x00\x00"), block()...)))))
	iptc := []byte("\x1c\x02\x00\x00\x02\x00\x04\x1c\x02\x78\x00\x09A vendor!")
	bim := append([]byte("8BIM\x04\x04\x00\x00"), append(be("4", uint32(len(iptc))), iptc...)...)
	m.file("raw-iptc.png", build(pngChunk("zTXt", "Raw profile type iptc\x00\x00"+deflated(rawProfile("iptc", bim)))))
	packet := fmt.Sprintf(rdf, `xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Pyongyang"/>`)
	m.file("raw-xmp.png", build(pngChunk("tEXt", "Raw profile type xmp\x00"+rawProfile("xmp", []byte(packet)))))
	m.file("packed-xmp.png", build(pngChunk("iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00\x00"+deflated(packet))))
}

func pngChunk(name, data string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, name...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func deflated(s string) string {
	return string(encoded(func(b *bytes.Buffer) error {
		z := zlib.NewWriter(b)
		if _, err := z.Write([]byte(s)); err != nil {
			return err
		}
		return z.Close()
	}))
}

// rawProfile is ImageMagick's form: name, length, hex digits in lines of 72.
func rawProfile(name string, data []byte) string {
	digits := hex.EncodeToString(data)
	out := fmt.Sprintf("\n%s\n%8d\n", name, len(data))
	for len(digits) > 72 {
		out += digits[:72] + "\n"
		digits = digits[72:]
	}
	return out + digits + "\n"
}

func (m *maker) tiffs() {
	m.file("all.tif", tiffFile(), described()...)
	m.file("plain.tif", tiffFile())
	m.file("raw.dng", tiffFile(), append(only("EXIF", "XMP"), "-DNGVersion=1 4 0 0")...)
	m.file("raw.nef", tiffFile(), append(only("EXIF", "XMP"), "-Make=NIKON CORPORATION", "-SubfileType#=1")...)
	// Without an extension to go by, Nikon's compression tells.
	nikon := m.read("raw.nef")
	if i := bytes.Index(nikon, []byte{0x03, 0x01, 0x03, 0x00, 1, 0, 0, 0}); i >= 0 {
		binary.LittleEndian.PutUint16(nikon[i+8:], 34713)
	}
	m.file("nikon-without-extension", nikon)
}
