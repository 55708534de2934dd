package catalog

import (
	"math"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// nameField gives the posting field of a query's name field. Ids and picture
// hashes have no postings: they have buckets of their own.
func nameField(name string) (byte, bool) {
	switch name {
	case "tag":
		return fieldTag, true
	case "creator":
		return fieldCreator, true
	case "mention":
		return fieldMention, true
	case "people":
		return fieldPeople, true
	case "album":
		return fieldAlbum, true
	case "source":
		return fieldSource, true
	case "platform":
		return fieldPlatform, true
	case "account":
		return fieldAccount, true
	case "url":
		return fieldURL, true
	case "type":
		return fieldType, true
	case "name":
		return fieldFile, true
	case "origin":
		return fieldOrigin, true
	case "credit":
		return fieldCredit, true
	case "copyright":
		return fieldCopyright, true
	}
	return 0, false
}

func namesIndexed() []string {
	return []string{
		"tag", "creator", "mention", "people", "album", "source", "platform",
		"account", "url", "type", "name", "origin", "credit", "copyright",
	}
}

// eachTerm calls emit for every posting term of the item; one may come twice.
// Keys come from the query room, so that index and Match cannot disagree. room
// is memory to cut texts in.
func eachTerm(it *item.Item, room *[]string, emit func(field byte, term string)) (words int) {
	emit(fieldAll, "")
	for _, name := range namesIndexed() {
		field, _ := nameField(name)
		for _, key := range query.NameKeys(it, name) {
			emit(field, key)
		}
	}
	for _, key := range query.PlaceKeys(it.Place) {
		emit(fieldPlace, key)
	}
	if query.Inferred(it) {
		emit(fieldInferred, "")
	}
	for _, name := range query.HasFields(it) {
		emit(fieldHas, name)
	}
	buf := *room
	for _, s := range [...]string{it.Caption, it.Title, it.Alt} {
		buf = text.Terms(buf[:0], s)
		for _, w := range buf {
			emit(fieldWord, w)
		}
		words += len(buf)
	}
	*room = buf
	for _, field := range [...]byte{fieldDate, fieldAdded, fieldPublished} {
		for _, s := range dateSpans(it, field) {
			spanTerms(s, func(term string) { emit(field, term) })
		}
	}
	return words
}

func dateSpans(it *item.Item, field byte) []edtf.Span {
	switch field {
	case fieldDate:
		return query.DaySpans(it, "date")
	case fieldAdded:
		return query.DaySpans(it, "added")
	}
	return query.DaySpans(it, "published")
}

// indexedYear tells whether a day's year fits the terms; other days are wide.
func indexedYear(day int64) bool { return day > math.MinInt32 && day < math.MaxInt32 }

// spanTerms gives the date terms of one span of days.
func spanTerms(s edtf.Span, emit func(string)) {
	if !indexedYear(s.First) || !indexedYear(s.Last) {
		emit(string(rune(termWide)))
		return
	}
	y, m, d := edtf.Civil(s.First)
	switch {
	case s.First == s.Last:
		emit(dayTerm(int32(s.First)))
		emit(dateTerm(termInMonth, int32(y), byte(m)))
		emit(dateTerm(termInYear, int32(y), 0))
	case d == 1 && s.Last == monthEnd(y, m):
		emit(dateTerm(termMonthOnly, int32(y), byte(m)))
	case d == 1 && m == 1 && s.Last == edtf.Day(y, 12, 31):
		emit(dateTerm(termYearOnly, int32(y), 0))
	default:
		emit(string(rune(termWide)))
	}
}

func monthEnd(y, m int) int64 {
	if m == 12 {
		return edtf.Day(y, 12, 31)
	}
	return edtf.Day(y, m+1, 1) - 1
}

// columns are the numbers of an item by which it is sorted and compared.
type columns [8]int64

func columnCodes() [8]byte {
	return [8]byte{
		columnDate, columnAdded, columnPublished, columnLikes, columnRating,
		columnWidth, columnHeight, columnSize,
	}
}

func itemColumns(it *item.Item) columns {
	c := columns{noValue, noValue, noValue, noValue, noValue, noValue, noValue, noValue}
	c[0] = dateMillis(it.Date)
	if !it.Added.IsZero() {
		c[1] = it.Added.UnixMilli()
	}
	c[2] = publishedMillis(it.Published)
	for i, field := range [...]string{"likes", "rating", "width", "height", "size"} {
		if v, ok := query.NumberOf(it, field); ok {
			c[3+i] = v
		}
	}
	return c
}

// secondsMost keeps seconds times 1,000 within an int64.
const secondsMost = math.MaxInt64 / 1000

// dateMillis is the sort key of a date: milliseconds of its earliest possible
// local time. Dates farther than 292 million years off share one key.
func dateMillis(s string) int64 {
	if s == "" {
		return noValue
	}
	d, err := edtf.Parse(s)
	if err != nil || d.IsZero() {
		return noValue
	}
	return startMillis(d)
}

func startMillis(d edtf.Date) int64 {
	sec, nsec := d.Start()
	sec = max(min(sec, secondsMost-1), -secondsMost+1)
	return sec*1000 + int64(nsec)/1e6
}

// publishedMillis is the instant in UTC where the offset is known, else the
// earliest local time.
func publishedMillis(s string) int64 {
	if s == "" {
		return noValue
	}
	d, err := edtf.Parse(s)
	if err != nil || d.IsZero() {
		return noValue
	}
	if t, ok := d.Time(); ok {
		return t.UnixMilli()
	}
	return startMillis(d)
}
