// Package iptc reads and writes IPTC-IIM blocks: the captions, keywords and bylines that
// agencies write into pictures (IPTC Information Interchange Model 4.2).
//
// It takes the bare block, a row of datasets, and hands out their values as
// text, with the bytes as they came beside them. It knows nothing of picture
// files, nor of which value beats which: the block is found by the container
// room, and weighed by the metadata room.
package iptc

import (
	"crypto/md5"
	"encoding/binary"
	"errors"
	"slices"
)

// ErrNoDatasets is returned by Parse when a block holds not one dataset.
var ErrNoDatasets = errors.New("iptc: no dataset in the block")

// ErrTruncated is returned by Parse, with the datasets before it, when a
// dataset runs over the end of the block.
var ErrTruncated = errors.New("iptc: a dataset runs over the end of the block")

// ErrTooManyDatasets is returned by Parse, with the first 20,000 datasets, when there are more.
var ErrTooManyDatasets = errors.New("iptc: more than 20000 datasets")

const (
	// marker begins each dataset (IIM 4.2 §1.6a).
	marker = 0x1c
	// maxDatasets bounds what a hostile block can ask for.
	maxDatasets = 20_000
)

// Records of the model.
const (
	Envelope    = 1
	Application = 2
)

// Datasets of the application record (IIM 4.2 chapter 6).
const (
	ObjectName      = 5
	Keywords        = 25
	Instructions    = 40
	DateCreated     = 55
	TimeCreated     = 60
	ByLine          = 80
	City            = 90
	Sublocation     = 92
	ProvinceState   = 95
	CountryCode     = 100
	CountryName     = 101
	Transmission    = 103
	Headline        = 105
	Credit          = 110
	Source          = 115
	CopyrightNotice = 116
	Caption         = 120
	WriterEditor    = 122
)

// Dataset is one value as it stands in the block.
type Dataset struct {
	Record, Number uint8
	// Data is the value byte for byte; it shares the block's memory.
	Data []byte
}

// Block is a parsed block.
type Block struct {
	// Datasets are in the order of the block, repeated ones too.
	Datasets []Dataset

	charset charset
}

// Parse reads a block. Zero bytes between and behind datasets are passed
// over, a block of byte-swapped 32-bit words (a TIFF tag 33723 written as
// LONG) is put right, and lengths of more than 32,767 bytes are read (IIM 4.2
// §1.6b, extended datasets). With an error there may still be a Block: what
// could be read.
func Parse(block []byte) (*Block, error) {
	b := unswap(block)
	parsed := &Block{}
	var err error
	for len(b) > 0 {
		if b[0] == 0 {
			b = b[1:]
			continue
		}
		ds, rest, ok := next(b)
		if !ok {
			if b[0] == marker {
				err = ErrTruncated
			}
			break
		}
		if len(parsed.Datasets) == maxDatasets {
			err = ErrTooManyDatasets
			break
		}
		parsed.Datasets = append(parsed.Datasets, ds)
		b = rest
	}
	if len(parsed.Datasets) == 0 {
		return nil, ErrNoDatasets
	}
	parsed.charset = charsetOf(parsed.last(Envelope, codedCharacterSet))
	return parsed, err
}

// next cuts the first dataset off b.
func next(b []byte) (ds Dataset, rest []byte, ok bool) {
	if len(b) < 5 || b[0] != marker {
		return Dataset{}, nil, false
	}
	ds.Record, ds.Number = b[1], b[2]
	size := uint64(binary.BigEndian.Uint16(b[3:]))
	b = b[5:]
	if size&0x8000 != 0 {
		// The low bits tell how many bytes of length follow.
		n := int(size & 0x7fff)
		if n > 8 || n > len(b) {
			return Dataset{}, nil, false
		}
		size = 0
		for _, digit := range b[:n] {
			size = size<<8 | uint64(digit)
		}
		b = b[n:]
	}
	if size > uint64(len(b)) {
		return Dataset{}, nil, false
	}
	ds.Data = b[:size:size]
	return ds, b[size:], true
}

// unswap puts a block right whose 32-bit words were swapped: then the marker
// stands fourth instead of first.
func unswap(b []byte) []byte {
	if len(b) < 8 || b[0] == marker || b[3] != marker || b[2] == 0 || b[2] > 9 {
		return b
	}
	swapped := make([]byte, len(b)&^3)
	for i := 0; i+4 <= len(b); i += 4 {
		swapped[i], swapped[i+1], swapped[i+2], swapped[i+3] = b[i+3], b[i+2], b[i+1], b[i]
	}
	return swapped
}

// Digest is the MD5 of a block as it stands in the file, which Photoshop
// keeps beside it (8BIM 0x0425) to tell whether another program changed it.
func Digest(block []byte) [16]byte { return md5.Sum(block) }

// Text is the value of a dataset as text, or "". Of a dataset that was
// repeated though it must not be, the last that is not blank counts.
func (b *Block) Text(record, number uint8) string {
	all := b.Texts(record, number)
	for _, text := range slices.Backward(all) {
		if text != "" {
			return text
		}
	}
	return ""
}

// Texts are the values of a repeatable dataset, in order, without trailing NULs.
func (b *Block) Texts(record, number uint8) []string {
	var texts []string
	for _, ds := range b.Datasets {
		if ds.Record == record && ds.Number == number {
			texts = append(texts, b.decode(ds))
		}
	}
	return texts
}

// last is the last dataset's bytes.
func (b *Block) last(record, number uint8) []byte {
	for _, ds := range slices.Backward(b.Datasets) {
		if ds.Record == record && ds.Number == number {
			return ds.Data
		}
	}
	return nil
}
