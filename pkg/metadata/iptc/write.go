package iptc

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Write makes a block of datasets, in UTF-8, which 1:90 declares at its
// beginning. Records stand in order (IIM 4.2 §1.5), datasets of a record as
// they come; a dataset 1:90 among them is left out. Values over 32,767 bytes
// are extended datasets.
func Write(datasets []Dataset) []byte {
	sorted := slices.DeleteFunc(slices.Clone(datasets), func(ds Dataset) bool {
		return ds.Record == Envelope && ds.Number == codedCharacterSet || int64(len(ds.Data)) > math.MaxInt32
	})
	// ESC % G is UTF-8 (ISO 2022 registration 196). Dataset 1:0 goes before all.
	sorted = append(sorted, Dataset{Envelope, codedCharacterSet, []byte("\x1b%G")})
	slices.SortStableFunc(sorted, func(a, b Dataset) int {
		return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(order(a), order(b)))
	})
	var b []byte
	for _, ds := range sorted {
		b = append(b, marker, ds.Record, ds.Number)
		if n := len(ds.Data); n > 0x7fff {
			b = append(b, 0x80, 4)
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		} else {
			b = binary.BigEndian.AppendUint16(b, uint16(n))
		}
		b = append(b, ds.Data...)
	}
	return b
}

// order puts a record's version in front of its record.
func order(ds Dataset) int {
	if ds.Number == 0 {
		return 0
	}
	return 1
}

// InUTF8 gives the datasets with the texts among them in UTF-8, for Write.
func (b *Block) InUTF8() []Dataset {
	out := slices.Clone(b.Datasets)
	for i, ds := range out {
		if e, ok := known(ds.Record, ds.Number); ok && e.form == asText && ds.Record == Application {
			out[i].Data = []byte(b.decode(ds))
		}
	}
	return out
}

// Limit is the most bytes that a text of the application record may have (IIM
// 4.2 chapter 6), or 0 for one not known here.
func Limit(number uint8) int {
	switch number {
	case ObjectName, Keywords, CountryName:
		return 64
	case ByLine, City, Sublocation, ProvinceState, Transmission, Credit, Source, WriterEditor:
		return 32
	case CountryCode:
		return 3
	case Headline, Instructions:
		return 256
	case CopyrightNotice:
		return 128
	case Caption:
		return 2000
	}
	return 0
}

// Cut shortens a text to a number of bytes, between two characters: marks
// that combine with the one before them stay with it or go with it.
func Cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	whole := end
	for end > 0 {
		if r, _ := utf8.DecodeRuneInString(s[end:]); !unicode.Is(unicode.M, r) {
			return s[:end]
		}
		_, n := utf8.DecodeLastRuneInString(s[:end])
		end -= n
	}
	return s[:whole]
}
