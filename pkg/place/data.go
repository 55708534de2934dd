package place

import (
	_ "embed"

	"photoarchive/pkg/place/internal/layout"
)

//go:generate go run ./generate

// gazetteer is the file that the generate folder makes. As an embedded string
// it is mapped with the binary: what is not asked for is never read.
//
//go:embed gazetteer.bin
var gazetteer string

// section returns one of layout's sections.
func section(i int) string {
	const head = 4 * layout.SectionCount
	start := 0
	if i > 0 {
		start = u32(gazetteer, i-1)
	}
	return gazetteer[head+start : head+u32(gazetteer, i)]
}

func u8(s string, i int) int { return int(s[i]) }

// u16 is the i-th 16-bit number of s; u24 and u32 likewise.
func u16(s string, i int) int { return u16at(s, 2*i) }
func u24(s string, i int) int { return u24at(s, 3*i) }
func u32(s string, i int) int { return u32at(s, 4*i) }

// u16at reads a 16-bit number at a byte offset; u24at and u32at likewise.
func u16at(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 }
func u24at(s string, at int) int { return u16at(s, at) | int(s[at+2])<<16 }
func u32at(s string, at int) int { return u24at(s, at) | int(s[at+3])<<24 }

// uvarint reads an unsigned varint and returns what is after it. The file is
// our own: it holds no broken one.
func uvarint(s string, at int) (v, next int) {
	for shift := 0; ; shift += 7 {
		b := s[at]
		at++
		v |= int(b&0x7f) << shift
		if b < 0x80 {
			return v, at
		}
	}
}

// varint reads a zigzag varint.
func varint(s string, at int) (v, next int) {
	u, next := uvarint(s, at)
	return int(uint(u)>>1) ^ -(u & 1), next
}

// thing is the number of a country, division, site or populated place.
type thing int

// span tells from where to where the things of a kind are numbered.
func span(kind Kind) (from, to thing) {
	counts := section(layout.Counts)
	countries := thing(u32(counts, 0))
	divisions := countries + thing(u32(counts, 1))
	sites := divisions + thing(u32(counts, 2))
	switch kind {
	case Country:
		return 0, countries
	case State:
		return countries, divisions
	case Site:
		return divisions, sites
	default:
		return sites, sites + thing(u32(counts, 3))
	}
}

// kind tells what a thing is, and its number among its kind.
func (t thing) kind() (kind Kind, i int) {
	counts := section(layout.Counts)
	i = int(t)
	for n, kind := range [...]Kind{Country, State, Site} {
		size := u32(counts, n)
		if i < size {
			return kind, i
		}
		i -= size
	}
	return City, i
}

// thingOf is the inverse of kind.
func thingOf(kind Kind, i int) thing {
	from, _ := span(kind)
	return from + thing(i)
}

// text returns the codes of a thing's names.
func (t thing) text() string {
	offsets, text := section(layout.TextOffsets), section(layout.Text)
	at := u24(offsets, int(t)/layout.TextGroup)
	for skip := int(t) % layout.TextGroup; ; skip-- {
		size, next := uvarint(text, at)
		if skip == 0 {
			return text[next : next+size]
		}
		at = next + size
	}
}

// name returns the name of a thing.
func (t thing) name() string {
	var room [64]byte
	name, _ := decode(room[:0], t.text())
	return string(name)
}

// decode appends the first name that codes stand for. It returns the codes
// that are left.
func decode(dst []byte, codes string) ([]byte, string) {
	symbols := section(layout.Symbols)
	oneByte, count := u32(symbols, 0), u32(symbols, 1)
	ends := symbols[8 : 8+3*count]
	letters := symbols[8+3*count:]
	for i := 0; i < len(codes); i++ {
		code := int(codes[i])
		if code >= oneByte {
			i++
			code = oneByte + (code-oneByte)<<8 + int(codes[i])
		}
		if code == 0 { // the zero byte that parts names
			return dst, codes[i+1:]
		}
		dst = append(dst, letters[u24(ends, code-1):u24(ends, code)]...)
	}
	return dst, ""
}

// keys yields the further folded names of a thing, with the mark that tells a
// code or a demonym (0: a name).
func (t thing) keys(yield func(key []byte, mark byte) bool) {
	var room [64]byte
	_, codes := decode(room[:0], t.text())
	for codes != "" {
		var key []byte
		key, codes = decode(room[:0], codes)
		mark := byte(0)
		if len(key) > 0 && key[0] < ' ' {
			mark, key = key[0], key[1:]
		}
		if !yield(key, mark) {
			return
		}
	}
}

// countryRecord, divisionRecord and siteRecord return the record of the i-th
// thing of their kind.
func countryRecord(i int) string  { return record(layout.Countries, layout.CountrySize, i) }
func divisionRecord(i int) string { return record(layout.Divisions, layout.DivisionSize, i) }
func siteRecord(i int) string     { return record(layout.Sites, layout.SiteSize, i) }

func record(in, size, i int) string { return section(in)[i*size : (i+1)*size] }

// point reads the packed coordinates at an offset of a record.
func point(record string, at int) (lat, lon float64) {
	return layout.UnpackLat(uint32(u24at(record, at))), layout.UnpackLon(uint32(u24at(record, at+3)))
}

// town is what the record of a populated place says.
type town struct {
	lat, lon   float64
	division   int
	class      int
	population int
}

func townAt(i int) town { return townIn(section(layout.Places), i) }

// townIn reads the i-th of the records of populated places.
func townIn(records string, i int) town {
	r := records[i*layout.PlaceSize : (i+1)*layout.PlaceSize]
	lat, lon := point(r, 0)
	packed := u32at(r, 6) | int(r[10])<<32
	return town{
		lat: lat, lon: lon,
		division:   packed & (1<<layout.DivisionBits - 1),
		class:      packed >> layout.DivisionBits & 3,
		population: packed >> layout.PopulationShift,
	}
}

// countryOf is the country of a division.
func countryOf(division int) int { return u8(divisionRecord(division), 0) }

// code returns a country's code of ISO 3166-1.
func code(country int) string { return countryRecord(country)[:2] }

// countryNumber finds a country by its code; -1: none.
func countryNumber(code string) int {
	from, to := span(Country)
	lo, hi := int(from), int(to)
	for lo < hi {
		mid := (lo + hi) / 2
		switch c := countryRecord(mid)[:2]; {
		case c == code:
			return mid
		case c < code:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return -1
}
