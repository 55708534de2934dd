// Package layout is the shape of the gazetteer's file: what the generator
// writes and the reader finds again. It knows bytes, cells and hashes; it
// refuses to know a single name or country.
//
// The file is a table of section offsets (Sections little-endian uint32, each
// the end of its section, counted from the end of the table) and the sections
// one after the other. Numbers are little-endian. Things are numbered in one
// row: countries, then divisions, then sites, then populated places.
package layout

// Sections of the file, in order.
const (
	Counts      = iota // uint32 each: countries, divisions, sites, populated places
	Countries          // CountrySize bytes each
	Divisions          // DivisionSize bytes each
	Sites              // SiteSize bytes each
	Places             // PlaceSize bytes each, by cell, in a cell the most people first
	PlaceRows          // uint24 for each row of cells and one more: first entry of PlaceCells
	PlaceCells         // for each cell that holds places: column uint16, end uint24
	TextOffsets        // uint24 for each TextGroup things and one more
	Text               // uvarint length and coded names of each thing
	Symbols            // uint32 number of one-byte symbols, uint24 end of each symbol, the symbols
	NameBuckets        // uint24 for each bucket and one more
	NameEntries        // NameEntrySize bytes each
	LandRows           // uint24 for each row of land cells and one more: first entry of LandCells
	LandCells          // cells with chains, or of another country than the one to the west: column uint16, country of the centre byte, end of chains uint24
	LandChains         // chains of edges of each cell
	Borders            // polygons of territories, see BorderCells
	BorderRings        // uint24 end of each polygon in Borders (in points), and its country byte
	BorderCells        // uint24 end of each cell's list of polygons
	BorderLists        // uint16: polygon, and the bit Whole
	TagWords           // lines of words that are no places in a hashtag, sorted
	SectionCount
)

// Sizes of records in bytes.
const (
	CountrySize   = 24 // code 2, code3 3, parent 1 (NoParent), lat 3, lon 3, radius uint16 km, first division uint16, capital uint24, spare 5
	DivisionSize  = 16 // country 1, lat 3, lon 3, radius uint16 km, population uint40, spare 2
	SiteSize      = 20 // country 1, second country 1 (NoParent), lat 3, lon 3, radius uint16 in 10 m, city uint24, division uint16, flags 1, spare 4
	PlaceSize     = 11 // lat 3, lon 3, division 13 bits, class 2 bits, population 25 bits
	NameEntrySize = 3  // thing 18 bits, check 6 bits
	CellEntrySize = 5  // PlaceCells
	LandEntrySize = 6  // LandCells
	BorderSize    = 4  // BorderRings
	PointSize     = 8  // Borders: lon, lat int32 in 1e-5 degrees
)

// Where class and population stand in the last 40 bits of a populated place.
const (
	DivisionBits    = 13
	PopulationShift = 15
)

// NoParent is the country number that stands for none.
const NoParent = 255

// Classes of populated places.
const (
	ClassPlain   = 0
	ClassSeat    = 1 // seat of a first-level division
	ClassCapital = 2 // capital of a country or territory
	ClassQuarter = 3 // part of a larger place: never the city of a point
)

// Flags of sites.
const (
	SiteIsland = 1 // only says which country an island is; has no name of its own
	SiteVague  = 2 // its name alone is no place in a hashtag
	SiteWide   = 4 // too wide or too long to name coordinates after
)

// Marks before a further name of a thing.
const (
	MarkCode    = 1 // a code: never a place in a hashtag
	MarkDemonym = 2 // people or language of a country: not one of its names
	MarkRare    = 3 // a name in a language of few captions: never a place in a hashtag
)

// TextGroup is how many things share an entry of TextOffsets.
const TextGroup = 8

// BucketBits is the number of bits of a name's hash that choose its bucket.
const BucketBits = 16

// Hash returns the bucket and the check of a folded name (FNV-1a, 64 bits).
func Hash(key string) (bucket, check uint32) {
	h := uint64(14695981039346656037)
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	h ^= h >> 32
	return uint32(h & (1<<BucketBits - 1)), uint32(h>>BucketBits) & 63
}

// Steps of coordinates in records: 24 bits over the whole range.
const steps = 1<<24 - 1

// PackLat returns a latitude in 24 bits, PackLon a longitude.
func PackLat(lat float64) uint32 { return pack((lat + 90) / 180) }

// PackLon returns a longitude in 24 bits.
func PackLon(lon float64) uint32 { return pack((lon + 180) / 360) }

func pack(f float64) uint32 { return uint32(min(max(f*steps+0.5, 0), steps)) }

// UnpackLat is the inverse of PackLat.
func UnpackLat(v uint32) float64 { return float64(v)/steps*180 - 90 }

// UnpackLon is the inverse of PackLon.
func UnpackLon(v uint32) float64 { return float64(v)/steps*360 - 180 }

// PlaceCellsPerDegree is the fineness of the grid of populated places.
const PlaceCellsPerDegree = 2

// PlaceCell returns the row (from the south) and column (from 180° W) of a point.
func PlaceCell(lat, lon float64) (row, col int) {
	row = min(max(int((lat+90)*PlaceCellsPerDegree), 0), PlaceRowCount-1)
	col = min(max(int((lon+180)*PlaceCellsPerDegree), 0), PlaceColCount-1)
	return row, col
}

// Numbers of rows and columns of populated places.
const (
	PlaceRowCount = 180 * PlaceCellsPerDegree
	PlaceColCount = 360 * PlaceCellsPerDegree
)

// The grid of land follows the source: world-atlas counts 99,999 steps from
// 180° W to 180° E and as many from LandSouth to LandNorth.
const (
	LandSteps    = 99999
	LandSouth    = -85.22193775799991
	LandNorth    = 83.63410065300008
	LandCellX    = 128 // steps of a cell
	LandCellY    = 256
	LandColCount = LandSteps/LandCellX + 1
	LandRowCount = LandSteps/LandCellY + 1
	// The centre is off the source's steps so that no vertex lies on it.
	LandCentreX = LandCellX/2 + 0.37
	LandCentreY = LandCellY/2 + 0.41
)

// LandX returns a longitude in the source's steps, LandY a latitude.
func LandX(lon float64) float64 { return (lon + 180) / 360 * LandSteps }

// LandY returns a latitude in the source's steps.
func LandY(lat float64) float64 { return (lat - LandSouth) / (LandNorth - LandSouth) * LandSteps }

// LandLon is the inverse of LandX.
func LandLon(x float64) float64 { return x/LandSteps*360 - 180 }

// LandLat is the inverse of LandY.
func LandLat(y float64) float64 { return y/LandSteps*(LandNorth-LandSouth) + LandSouth }

// The grid over the territories' polygons.
const (
	BorderCellDegrees = 2
	BorderColCount    = 360 / BorderCellDegrees
	BorderRowCount    = 180 / BorderCellDegrees
	// Whole is the bit of a polygon that covers its cell entirely.
	Whole = 1 << 15
)

// TagLetters is how many letters a name must have to be a place in a hashtag.
const TagLetters = 4

// Letters counts the letters of a folded name. A syllable of Hangul or kana and
// a character of Chinese stand for two letters of an alphabet.
func Letters(key string) int {
	n := 0
	for _, r := range key {
		n++
		if r >= 0x3040 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x20000 && r <= 0x3FFFF {
			n++
		}
	}
	return n
}
