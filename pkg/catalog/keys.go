package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"

	"photoarchive/pkg/item"
)

// Schema is the version of every key shape in this file. A catalogue with an
// older one is upgraded, with a newer one refused.
const Schema = 1

// Every bucket and every key shape stands here and nowhere else.
//
//	bucket      key                                  value
//	meta        "schema"                             uint32 BE
//	            "next"                               uint32 BE, the next item number
//	            "seq"                                uint64 BE, the last history number
//	            "tail"                               the leaves after the last tile (tree.go)
//	            "sums"                               6 × uint64 BE, checksums of small buckets (summed.go)
//	items       number uint32 BE                     the item as canonical JSON
//	ids         id, 16 bytes                         number uint32 BE
//	aliases     former id, 16 bytes                  id, 16 bytes
//	pictures    run uint16 BE + SHA-256 + number     "+", or "-" where the picture is elsewhere
//	awayfiles   SHA-256 of an attachment, 32 bytes   1: it is not in the folder
//	hidden      number                               1
//	pending     number                               the item as the index knows it, or "-"
//	index       segment uint16 BE + kind + …         see below
//	history     sequence uint64 BE                   JSON
//	historyof   id, 16 bytes + sequence uint64 BE    1 (history_of.go)
//	saved       name                                 query text
//	tagaliases  folded key                           display form of the tag it stands for
//	placealias  folded key                           the name it stands for
//	leaves      tile uint32 BE                       16 leaves of the tamper-evident log (tree.go)
//	fixity      'p' or 'a' + 12 bytes of SHA-256     uint32 BE, when it was last found whole (fixity.go)
//	thumbs      SHA-256 + longest side uint16 BE     a smaller copy of a picture (thumbs.go); made when first needed
//	likeness    SHA-256 of a picture                 what it is compared by (likeness.go); made when first needed
//	noted       folder 8 bytes + name 8 bytes        state 8 bytes + SHA-256 + file ending (noted.go)
//
// The index is cut into segments of 65,536 item numbers, and the segment
// stands first in the key: a bulk load then appends, and a batch touches the
// pages of one segment only.
//
//	segment 'p' field byte + term        posting (set.go)
//	segment 'c' column byte + block      8,192 × int64 LE; math.MinInt64 is "no value"
//	segment 'i' block                    8,192 × the item's id, 16 bytes; zeros where there is none
//	segment 'o'                          places newest first, uint16 LE each
//	segment 'g'                          latitude, longitude and place, in Morton order (geo.go)
//	segment 'G'                          the Morton code of each 256th of them, uint64 BE
//	segment 's'                          words in all texts of the segment, uint64 BE
const (
	bucketMeta         = "meta"
	bucketItems        = "items"
	bucketIDs          = "ids"
	bucketAliases      = "aliases"
	bucketPictures     = "pictures"
	bucketHidden       = "hidden"
	bucketPending      = "pending"
	bucketIndex        = "index"
	bucketHistory      = "history"
	bucketHistoryOf    = "historyof"
	bucketSaved        = "saved"
	bucketTagAliases   = "tagaliases"
	bucketPlaceAliases = "placealias"
	bucketAwayFiles    = "awayfiles"
	bucketNoted        = "noted"
	bucketThumbs       = "thumbs"   // not among buckets: a catalogue may have none
	bucketLikeness     = "likeness" // as bucketThumbs
	bucketLeaves       = "leaves"
	bucketFixity       = "fixity"

	keySchema = "schema"
	keyNext   = "next"
	keySeq    = "seq"
	keyTail   = "tail"
	keySums   = "sums"

	kindPosting = 'p'
	kindColumn  = 'c'
	kindOrder   = 'o'
	kindGeo     = 'g'
	kindGeoMark = 'G'
	kindID      = 'i'
	kindStats   = 's'
)

func buckets() []string {
	return []string{
		bucketMeta, bucketItems, bucketIDs, bucketAliases, bucketPictures, bucketHidden,
		bucketPending, bucketIndex, bucketHistory, bucketSaved, bucketTagAliases, bucketPlaceAliases, bucketAwayFiles, bucketLeaves,
	}
}

// Posting fields.
const (
	fieldAll       = '*'
	fieldTag       = 't'
	fieldWord      = 'w'
	fieldPlace     = 'p'
	fieldInferred  = 'i' // items whose place was inferred from hashtags
	fieldCreator   = 'c'
	fieldMention   = 'm'
	fieldPeople    = 'e'
	fieldAlbum     = 'b'
	fieldSource    = 'k'
	fieldPlatform  = 'P'
	fieldAccount   = 'a'
	fieldURL       = 'u'
	fieldType      = 'T'
	fieldFile      = 'n'
	fieldOrigin    = 'r'
	fieldCredit    = 'x'
	fieldCopyright = 'y'
	fieldDate      = 'd'
	fieldAdded     = 'A'
	fieldPublished = 'U'
	fieldHas       = 'h'
)

// Terms of the three date fields. A day counts for its month and year too, so
// that a range is answered by few terms and a histogram by counts alone.
const (
	termInYear    = 'Y' // + year: precise to a day within the year
	termInMonth   = 'M' // + year, month
	termDay       = 'D' // + day
	termYearOnly  = 'y' // + year: the date is exactly the year
	termMonthOnly = 'm' // + year, month: the date is exactly the month
	termWide      = 'w' // any other span
)

// Columns.
const (
	columnDate      = 'd' // milliseconds of the earliest local time
	columnAdded     = 'A' // milliseconds UTC
	columnPublished = 'U' // milliseconds UTC
	columnLikes     = 'l'
	columnRating    = 'r'
	columnWidth     = 'w'
	columnHeight    = 'h'
	columnSize      = 's'

	columnBlock = 8192
	noValue     = math.MinInt64
)

func numKey(num uint32) []byte { return binary.BigEndian.AppendUint32(nil, num) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func idKey(id string) ([]byte, error) {
	b, err := hex.DecodeString(id)
	if err != nil || len(b) != 16 {
		return nil, fmt.Errorf("%s: not an id", id)
	}
	return b, nil
}

// A run is 262,144 item numbers. The pictures of one stand together: a large
// restore then writes to the last run only, and not to every page of a million
// random keys with each of its batches.
const runBits = 18

func pictureKey(sha string, num uint32) ([]byte, error) {
	b, err := shaBytes(sha)
	if err != nil {
		return nil, err
	}
	return pictureKeyOf(b, num), nil
}

const pictureKeySize = 2 + sha256.Size + 4

func pictureKeyOf(sha []byte, num uint32) []byte {
	k := binary.BigEndian.AppendUint16(make([]byte, 0, pictureKeySize), uint16(num>>runBits))
	return binary.BigEndian.AppendUint32(append(k, sha...), num)
}

func segmentKey(dst []byte, seg uint16, kind byte) []byte {
	return append(binary.BigEndian.AppendUint16(dst, seg), kind)
}

// termMost bounds a term in a key. What is longer keeps its beginning, for
// prefixes, and is told apart by a hash.
const termMost = 240

func postingKey(dst []byte, seg uint16, field byte, term string) []byte {
	return appendTerm(append(segmentKey(dst, seg, kindPosting), field), term)
}

func appendTerm(dst []byte, term string) []byte {
	if len(term) <= termMost {
		return append(dst, term...)
	}
	sum := sha256.Sum256([]byte(term))
	return append(append(dst, term[:termMost]...), sum[:16]...)
}

func columnKey(dst []byte, seg uint16, column byte, block int) []byte {
	return append(segmentKey(dst, seg, kindColumn), column, byte(block))
}

func idBlockKey(dst []byte, seg uint16, block int) []byte {
	return append(segmentKey(dst, seg, kindID), byte(block))
}

// idSize is an id in bytes.
const idSize = item.IDLength / 2

// orderedInt32 keeps the order of signed numbers in bytes.
func orderedInt32(dst []byte, v int32) []byte {
	return binary.BigEndian.AppendUint32(dst, uint32(v)^1<<31)
}

func dateTerm(kind byte, year int32, month byte) string {
	b := orderedInt32([]byte{kind}, year)
	if kind == termInMonth || kind == termMonthOnly {
		b = append(b, month)
	}
	return string(b)
}

func dayTerm(day int32) string { return string(orderedInt32([]byte{termDay}, day)) }
