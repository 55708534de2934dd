package catalog

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// DateCount is a date in EDTF with the number of items of it. The date is less
// precise than was asked for where the items' own are.
type DateCount struct {
	Date  string
	Count int
}

// Units are what Dates counts by.
func Units() []string { return []string{"year", "month", "day"} }

// Dates counts the items that match by year, month or day of a date field:
// date, added or published. They come in order of time, what has no single
// year, month or day among them by its text; undated items are not counted.
func (r *Reader) Dates(field, unit string, e query.Expr) ([]DateCount, error) {
	code := byte(fieldDate)
	switch field {
	case "added":
		code = fieldAdded
	case "published":
		code = fieldPublished
	}
	w, err := r.waiting()
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	note := func(term string, n int) {
		if text := termDate(term, unit); text != "" {
			counts[text] += n
		}
	}
	for _, st := range w.matching(e) {
		for _, s := range dateSpans(st.item, code) {
			spanTerms(s, func(term string) {
				if term == string(rune(termWide)) {
					counts[fieldText(st.item, code)]++
				} else {
					note(term, 1)
				}
			})
		}
	}
	for _, s := range r.segments() {
		terms := map[string]int{}
		for _, kind := range datesOf(unit) {
			if err := s.countTerms(code, string(rune(kind)), e, terms); err != nil {
				return nil, err
			}
		}
		for term, n := range terms {
			note(term, n)
		}
		if err := s.wideDates(code, e, counts); err != nil {
			return nil, err
		}
	}
	out := make([]DateCount, 0, len(counts))
	for _, date := range slices.SortedFunc(maps.Keys(counts), compareDates) {
		out = append(out, DateCount{date, counts[date]})
	}
	return out, nil
}

// datesOf lists the kinds of terms that together name each item once.
func datesOf(unit string) []byte {
	switch unit {
	case "year":
		return []byte{termInYear, termMonthOnly, termYearOnly}
	case "month":
		return []byte{termInMonth, termMonthOnly, termYearOnly}
	}
	return []byte{termDay, termMonthOnly, termYearOnly}
}

// termDate is what a date term says, in EDTF; empty for a term that doesn't
// count by the unit.
func termDate(term, unit string) string {
	if len(term) < 5 || !bytes.Contains(datesOf(unit), []byte(term[:1])) {
		return ""
	}
	v := int32(binary.BigEndian.Uint32([]byte(term[1:])) ^ 1<<31)
	switch {
	case term[0] == termDay:
		y, m, d := edtf.Civil(int64(v))
		return fmt.Sprintf("%s-%02d-%02d", yearText(y), m, d)
	case len(term) > 5 && unit != "year":
		return fmt.Sprintf("%s-%02d", yearText(int(v)), term[5])
	}
	return yearText(int(v))
}

func yearText(y int) string {
	switch {
	case y > 9999 || y < -9999:
		return fmt.Sprintf("Y%d", y)
	case y < 0:
		return fmt.Sprintf("-%04d", -y)
	}
	return fmt.Sprintf("%04d", y)
}

// wideDates counts the items whose date is of another form by its text.
func (s segment) wideDates(code byte, e query.Expr, counts map[string]int) error {
	wide, err := s.posting(code, string(rune(termWide)))
	if err != nil || wide.n == 0 {
		return err
	}
	within, err := s.exact(e)
	if err != nil {
		return err
	}
	var it item.Item
	wide.and(within).each(func(p uint16) bool {
		var rec Record
		if rec, err = s.r.record(s.num(p)); err == nil {
			if err = decode(rec.JSON, &it); err == nil {
				counts[fieldText(&it, code)]++
			}
		}
		return err == nil
	})
	return err
}

func fieldText(it *item.Item, code byte) string {
	if code == fieldPublished {
		return it.Published
	}
	return it.Date
}

// compareDates orders by the earliest possible time, then by text.
func compareDates(a, b string) int {
	x, y := dateMillis(a), dateMillis(b)
	if x != y {
		if x < y {
			return -1
		}
		return 1
	}
	return bytes.Compare([]byte(a), []byte(b))
}

// Totals are sums over the whole archive.
type Totals struct {
	// Items can be found; Removed are hidden and can be brought back.
	Items, Removed int
	// Pictures are counted once, however many items use them. Elsewhere are
	// those that are known not to be in the archive's folder. Bytes is the size
	// of those that are.
	Pictures, Elsewhere int
	Bytes               int64
}

// Totals walks the list of all pictures.
func (r *Reader) Totals() (Totals, error) {
	var out Totals
	var err error
	if out.Items, err = r.Count(query.All{}); err != nil {
		return out, err
	}
	if err := r.hidden.ForEach(func(_, _ []byte) error { out.Removed++; return nil }); err != nil {
		return out, err
	}
	// A picture stands in each run of item numbers that uses it: the runs are
	// walked side by side.
	var heads []*runHead
	for run := uint32(0); run<<runBits < r.next; run++ {
		h := &runHead{c: r.pictures.Cursor(), prefix: pictureKeyOf(make([]byte, 32), run<<runBits)[:2]}
		if h.take(h.c.Seek(h.prefix)); h.sha != nil {
			heads = append(heads, h)
		}
	}
	sizes := map[uint16]*column{}
	for len(heads) > 0 {
		first := slices.MinFunc(heads, func(a, b *runHead) int { return bytes.Compare(a.sha, b.sha) })
		sha, num, away := bytes.Clone(first.sha), first.num, false
		for _, h := range heads {
			for bytes.Equal(h.sha, sha) {
				away = away || h.away
				h.take(h.c.Next())
			}
		}
		heads = slices.DeleteFunc(heads, func(h *runHead) bool { return h.sha == nil })
		out.Pictures++
		if away {
			out.Elsewhere++
			continue
		}
		n, err := r.sizeOf(num, sizes)
		if err != nil {
			return out, err
		}
		out.Bytes += n
	}
	return out, nil
}

type runHead struct {
	c      cursor
	prefix []byte
	sha    []byte // nil at the end
	num    uint32
	away   bool
}

func (h *runHead) take(k, v []byte) {
	if len(k) != pictureKeySize || !bytes.HasPrefix(k, h.prefix) {
		h.sha = nil
		return
	}
	h.sha, h.num, h.away = append(h.sha[:0], k[2:pictureKeySize-4]...), be32(k[pictureKeySize-4:]), string(v) == pictureElsewhere
}

// sizeOf is the size of an item's picture, in bytes, from the index where that
// knows the item.
func (r *Reader) sizeOf(num uint32, sizes map[uint16]*column) (int64, error) {
	no, place := segmentOf(num)
	col := sizes[no]
	if col == nil {
		col = segment{r: r, no: no}.column(columnSize, segmentSize)
		sizes[no] = col
	}
	if n := col.at(place); n != noValue {
		return n, nil
	}
	rec, err := r.record(num)
	if err != nil {
		return 0, err
	}
	it, err := rec.Item()
	if err != nil {
		return 0, err
	}
	return it.Picture.Size, nil
}
