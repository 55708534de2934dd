package strip

import (
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/exif"
	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/iptc"
	"photoarchive/pkg/metadata/xmp"
)

// blocks makes what stays of EXIF, IPTC and XMP. A block that can't be read
// goes; of a damaged one, what could be read is judged. known are those that
// others know to be stripped.
func (s *stripper) blocks(known []string) {
	doc, _ := xmp.Parse(s.file.XMP...)
	if doc == nil {
		doc = &xmp.Document{}
	}
	block, _ := iptc.Parse(s.file.IPTC)
	if block == nil {
		block = &iptc.Block{}
	}
	captions := []string{doc.Text(xmp.NSDC, "description"), block.Text(iptc.Application, iptc.Caption)}
	fields, _ := exif.Decode(s.file.EXIF)
	if fields != nil {
		captions = append(captions, fields.Description())
	}
	s.gone = named(append(namesOf(doc, s.o), known...), strings.Join(captions, "\n"))
	if len(s.file.EXIF) > 0 {
		s.exif = keepEXIF(s.file.EXIF, s.o, s.gone, valueMost)
	}
	if s.iptc = nil; len(block.Datasets) > 0 {
		s.iptc = keepIPTC(block, s.o, s.gone)
	}
	if doc = keepXMP(doc, s.o, s.gone); len(doc.Props) > 0 {
		s.xmp = doc
	}
}

// packet is the XMP that stays, in one piece, or nil.
func (s *stripper) packet() []byte {
	if s.xmp == nil {
		return nil
	}
	packet, _ := xmp.WriteSplit(s.xmp, math.MaxInt32)
	return packet
}

// valueMost bounds the values of EXIF that are kept.
const valueMost = 4 << 20

// keepEXIF writes a block anew, of the first directory, its Exif directory
// and, unless that is stripped, its GPS directory, without values of more
// than most bytes.
func keepEXIF(block []byte, o Options, gone names, most int64) []byte {
	tree, err := ifd.Read(ifd.Block(block), nil)
	if err != nil || len(tree.Dirs) == 0 {
		return nil
	}
	kept := &ifd.Tree{Order: tree.Order}
	for _, kind := range [...]ifd.Kind{ifd.Main, ifd.Exif, ifd.GPS, ifd.Interop} {
		if d := tree.Dir(kind, 0); d != nil {
			if entries := keepEntries(d, o, gone, most); len(entries) > 0 {
				kept.Dirs = append(kept.Dirs, ifd.Dir{Kind: kind, Entries: entries})
			}
		}
	}
	if len(kept.Dirs) == 0 {
		return nil
	}
	return ifd.Write(kept)
}

// keepEntries are those of a directory that stay.
func keepEntries(d *ifd.Dir, o Options, gone names, most int64) []ifd.Entry {
	var kept []ifd.Entry
	for _, e := range d.Entries {
		if e.Data == nil || !knownEntry(d.Kind, e.ID, o) || d.Kind == ifd.Main && isText(e.Type) != mainText(e.ID) || e.Size() > most {
			continue
		}
		if e.ID == tagXPKeywords && len(gone) > 0 {
			e = withoutNames(e, gone)
		}
		if len(e.Data) > 0 {
			kept = append(kept, e)
		}
	}
	return kept
}

// isText tells whether values of a type are text or bytes.
func isText(t ifd.Type) bool {
	return t == ifd.ASCII || t == ifd.UTF8 || t == ifd.Byte || t == ifd.Undefined
}

// mainText tells whether an entry of IFD0 that may stay is text.
func mainText(id uint16) bool {
	switch id {
	case 0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x8298:
		return true
	}
	return windowsText(id)
}

// Entries that are judged one by one (EXIF 2.32, EXIF 3.0, Windows).
const (
	tagXPTitle    = 0x9c9b
	tagXPKeywords = 0x9c9e
	tagXPSubject  = 0x9c9f
)

func windowsText(id uint16) bool { return id >= tagXPTitle && id <= tagXPSubject }

// knownEntry tells whether an entry may stay. In the Exif directory all of the
// standard may but for makers' notes and comments, which may hold anything,
// the places in the picture that may be a face, and what sensors of pressure
// and the like say.
func knownEntry(kind ifd.Kind, id uint16, o Options) bool {
	switch kind {
	case ifd.GPS:
		return !o.GPS
	case ifd.Interop:
		return id <= 2
	case ifd.Main:
		switch id {
		case 0x010e, 0x010f, 0x0110, 0x0112, 0x011a, 0x011b, 0x0128, 0x0131, 0x0132, 0x013b, 0x013e, 0x013f, // description to chromaticities
			0x0211, 0x0213, 0x0214, 0x4746, 0x4749, 0x8298: // YCbCr, rating, copyright
			return true
		}
		return windowsText(id)
	case ifd.Exif:
		switch {
		case id == 0xa430: // CameraOwnerName
			return !o.People
		case id == 0x927c, id == 0x9286, id == 0x9214, id == 0xa214, id == 0xa004, id == 0xa40b, id == 0xa462:
			return false
		case id == 0x829a, id == 0x829d, id == 0x8822, id == 0x8824, id == 0x8827, id == 0x8828, id >= 0x8830 && id <= 0x8835:
			return true
		}
		return id >= 0x9000 && id <= 0x9292 || id >= 0xa000 && id <= 0xa004 || id >= 0xa20b && id <= 0xa217 ||
			id >= 0xa300 && id <= 0xa302 || id >= 0xa401 && id <= 0xa40c || id == 0xa420 || id >= 0xa431 && id <= 0xa43c || id >= 0xa460 && id <= 0xa461 || id == 0xa500
	}
	return false
}

// withoutNames takes names out of Windows' keywords.
func withoutNames(e ifd.Entry, gone names) ifd.Entry {
	units := make([]uint16, 0, len(e.Data)/2)
	for i := 0; i+1 < len(e.Data); i += 2 {
		units = append(units, uint16(e.Data[i])|uint16(e.Data[i+1])<<8)
	}
	words := strings.Split(strings.TrimRight(string(utf16.Decode(units)), "\x00"), ";")
	words = slices.DeleteFunc(words, gone.has)
	e.Data = nil
	if len(words) == 0 {
		return e
	}
	for _, u := range utf16.Encode([]rune(strings.Join(words, ";") + "\x00")) {
		e.Data = append(e.Data, byte(u), byte(u>>8))
	}
	e.Count = int64(len(e.Data)) / e.Type.Size()
	e.Data = e.Data[:e.Size()]
	return e
}

// keepIPTC writes a block anew, or returns nil when nothing of it stays.
func keepIPTC(b *iptc.Block, o Options, gone names) []byte {
	var list []iptc.Dataset
	for _, ds := range b.InUTF8() {
		if !knownDataset(ds, o) || ds.Number == iptc.Keywords && gone.has(string(ds.Data)) {
			continue
		}
		if ds.Number == iptc.Keywords && deep(string(ds.Data)) && strings.Contains(string(ds.Data), "|") {
			continue
		}
		list = append(list, ds)
	}
	if !slices.ContainsFunc(list, func(ds iptc.Dataset) bool { return ds.Record == iptc.Application && ds.Number > 0 }) {
		return nil
	}
	return iptc.Write(list)
}

// knownDataset tells whether a dataset may stay (IIM 4.2 chapters 5 and 6):
// content locations, contacts, previews, sound and makers' own are not among
// them, and places only where they aren't stripped.
func knownDataset(ds iptc.Dataset, o Options) bool {
	if ds.Record == iptc.Envelope {
		return ds.Number == 0 || ds.Number == 70 || ds.Number == 80
	}
	if ds.Record != iptc.Application {
		return false
	}
	switch ds.Number {
	case 26, 27, iptc.City, iptc.Sublocation, iptc.ProvinceState, iptc.CountryCode, iptc.CountryName:
		return !o.GPS
	case 0, 3, 4, 5, 7, 8, 10, 12, 15, 20, 22, iptc.Keywords, 30, 35, 37, 38, 40, 42, 55, 60, 62, 63, 65, 70, 75,
		80, 85, 103, 105, 110, 115, 116, 120, 122, 130, 131, 135:
		return true
	}
	return false
}

// resources are what stays of Photoshop's: resolution, copyright flag and
// address, and the IPTC block with its digest where it stands among them.
func (s *stripper) resources(have []container.Resource, inside bool) []byte {
	var list []container.Resource
	if s.iptc != nil {
		if inside {
			list = append(list, container.Resource{Signature: "8BIM", ID: container.ResourceIPTC, Data: s.iptc})
		}
		digest := iptc.Digest(s.iptc)
		list = append(list, container.Resource{Signature: "8BIM", ID: container.ResourceDigest, Data: digest[:]})
	}
	for _, r := range have {
		switch r.ID {
		case 0x03ed, 0x040a, 0x040b:
			r.Name = nil
			list = append(list, r)
		}
	}
	return container.WriteResources(list)
}
