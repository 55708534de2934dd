package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"photoarchive/pkg/item"
)

// seed makes every run work on the same data set.
const seed = 20130225

const (
	firstYear = 2010
	years     = 15
	queryYear = 2013
)

// made is an item with what SQLite's tables hold of it beside its own fields.
type made struct {
	item.Item
	local   int64 // seconds of the earliest local time since 1970
	placeNo int
	tagNos  []int // commonTagNo, rareTagNo or the number of a made-up tag
}

const (
	commonTagNo = tagCount
	rareTagNo   = tagCount + 1
)

// maker makes the items of a data set of n, in any order.
type maker struct {
	n      int
	source *rand.PCG
	r      *rand.Rand
	words  *rand.Zipf
	tags   *rand.Zipf
	places *rand.Zipf
	likes  *rand.Zipf
	text   []byte
}

func newMaker(n int) *maker {
	source := rand.NewPCG(seed, 0)
	r := rand.New(source)
	return &maker{
		n: n, source: source, r: r,
		words: zipf(r, 3, wordCount), tags: zipf(r, 10, tagCount), places: zipf(r, 6, placeCount), likes: zipf(r, 20, 100_000),
	}
}

// make makes the item number i.
func (m *maker) make(i int) *made {
	m.source.Seed(seed, uint64(i)+1)
	out := &made{placeNo: int(m.places.Uint64())}
	m.chooseTags(out, i)
	out.Caption = m.caption(i, out.Tags)
	picture := sha256.Sum256([]byte("benchmark picture " + strconv.Itoa(i)))
	sha := hex.EncodeToString(picture[:])
	out.ID = item.NewID(sha, out.Caption)
	out.Picture = item.Picture{
		SHA256: sha, Size: 40_000 + m.r.Int64N(4_000_000), Type: "image/jpeg",
		Width: 612 + m.r.IntN(3)*612, Height: 612, Name: fmt.Sprintf("IMG_%06d.jpg", i),
	}
	m.chooseDate(out)
	place := placeAt(out.placeNo)
	*place.Lat, *place.Lon = scattered(m.r, place)
	out.Place = &place
	out.Creator = []string{creatorName(m.r.IntN(creatorMost))}
	likes := int64(m.likes.Uint64())
	out.Likes = &likes
	out.Added = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Second)
	return out
}

// chooseTags gives 2 to 5 tags. One item in ten has the common tag, ten items
// have the rare one.
func (m *maker) chooseTags(out *made, i int) {
	if i%10 == 0 {
		out.tagNos = append(out.tagNos, commonTagNo)
	}
	if step := m.n / 10; i%step == step/2 {
		out.tagNos = append(out.tagNos, rareTagNo)
	}
	count := 2 + m.r.IntN(4)
	for len(out.tagNos) < count {
		no := int(m.tags.Uint64())
		if !contains(out.tagNos, no) {
			out.tagNos = append(out.tagNos, no)
		}
	}
	for _, no := range out.tagNos {
		out.Tags = append(out.Tags, tagOf(no))
	}
}

func contains(list []int, v int) bool {
	for _, w := range list {
		if w == v {
			return true
		}
	}
	return false
}

func tagOf(no int) string {
	switch no {
	case commonTagNo:
		return commonTag
	case rareTagNo:
		return rareTag
	}
	return tagName(no)
}

// caption is about 200 bytes. 28 % have both common words, 22 % each one alone.
// The first two tags stand in it as hashtags, the others are keywords.
func (m *maker) caption(i int, tags []string) string {
	const long = 165
	b := m.text[:0]
	fixed := []string{commonWord, secondWord}
	switch part := i / 10 % 100; {
	case part < 28:
	case part < 50:
		fixed = fixed[:1]
	case part < 72:
		fixed = fixed[1:]
	default:
		fixed = nil
	}
	for length := long + m.r.IntN(21); len(b) < length; {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if len(fixed) > 0 && len(b) > 20 {
			b = append(b, fixed[0]...)
			fixed = fixed[1:]
			continue
		}
		switch m.r.IntN(400) {
		case 0:
			b = append(b, "평양의 거리"...)
		case 1:
			b = append(b, "café"...)
		case 2:
			b = append(b, "улица"...)
		default:
			b = madeUp(b, int(m.words.Uint64()))
		}
	}
	b = append(b, '.')
	for _, t := range tags[:2] {
		b = append(append(b, " #"...), t...)
	}
	m.text = b
	return string(b)
}

// chooseDate gives most items a time with its zone, some a time alone or a day.
func (m *maker) chooseDate(out *made) {
	first := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	after := time.Date(firstYear+years, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	local := time.Unix(first+m.r.Int64N(after-first), 0).UTC()
	switch m.r.IntN(20) {
	case 0:
		local = local.Truncate(24 * time.Hour)
		out.Date = local.Format("2006-01-02")
	case 1:
		out.Date = local.Format("2006-01-02T15:04:05")
	default:
		zone := time.FixedZone("", (out.placeNo%24-12)*3600)
		y, mo, d := local.Date()
		h, mi, s := local.Clock()
		out.Date = time.Date(y, mo, d, h, mi, s, 0, zone).Format(time.RFC3339)
	}
	out.local = local.Unix()
}
