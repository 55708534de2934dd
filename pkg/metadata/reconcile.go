package metadata

import (
	"slices"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/item"
)

// Lengths at which programs cut IPTC values (IIM 4.2 chapter 6), in bytes or
// in characters: a value of exactly this length that another begins with was cut.
const (
	limitCaption   = 2000
	limitCopyright = 128
	limitKeyword   = 64
	limitName      = 32
	limitCountry   = 64
	limitHeadline  = 256
)

// reconcile weighs the blocks and fills m (MWG 2.0 §3, and the changes told
// in the package comment).
func (m *Metadata) reconcile(e *evidence) {
	m.Origins = map[string]string{}
	m.Caption = m.choose("caption", e.captions(), e.filler)
	m.Title = m.choose("title", e.titles(), func(c sourced) bool { return e.repeatsName(c.text) || cameraFileName(c.text) })
	m.Alt = m.choose("alt", e.xmp.alt, nil)
	m.Credit = m.choose("credit", e.pair(e.iptc.credit, e.xmp.credit, limitName), nil)
	m.Copyright = m.choose("copyright", join(e.exif.copyright,
		e.pair(e.iptc.copyright, e.xmp.copyright, limitCopyright), e.text.copyright), nil)
	m.License = m.choose("license", e.xmp.license, nil)
	m.Creator = unique(m.chooseList("creator", join(first(e.exif.creator),
		e.pairList(e.iptc.creator, e.xmp.creator, limitName), rest(e.exif.creator), e.text.creator)))
	m.keywords(e)
	m.People = unique(e.xmp.people)
	if len(m.People) > 0 {
		m.Origins["people"] = "xmp"
	}
	m.place(e)
	m.position(e)
	m.date(e)
	m.rating(join(e.xmp.rating, e.exif.rating))
	for _, b := range []*block{&e.exif, &e.iptc, &e.xmp, &e.text} {
		for name, text := range b.extra {
			m.setExtra(name, text)
		}
	}
}

func (m *Metadata) setExtra(name, text string) {
	if m.Extra == nil {
		m.Extra = map[string]string{}
	}
	m.Extra[name] = text
}

// captions are the candidates in order: EXIF's own field, then IPTC and XMP,
// then the fields that stand in.
func (e *evidence) captions() []sourced {
	own, others := splitOrigin(e.exif.caption, "exif:ImageDescription")
	return join(own, e.pair(e.iptc.caption, e.xmp.caption, limitCaption), others, e.text.caption)
}

// titles are dc:title, then ObjectName, then the headlines: MWG has no rule
// for titles, so the digest decides between the headlines only.
func (e *evidence) titles() []sourced {
	xmpTitle, xmpHeadline := splitOrigin(e.xmp.title, "xmp:title")
	iptcTitle, iptcHeadline := splitOrigin(e.iptc.title, "iptc:ObjectName")
	return join(xmpTitle, iptcTitle, e.pair(iptcHeadline, xmpHeadline, limitHeadline), e.exif.title, e.text.title)
}

// splitOrigin parts the first candidate from the others if it is of this origin.
func splitOrigin(list []sourced, origin string) (own, others []sourced) {
	if len(list) > 0 && list[0].origin == origin {
		return list[:1], list[1:]
	}
	return nil, list
}

// pair orders IPTC's and XMP's candidates. XMP goes first unless the digest
// shows that IPTC was changed after it, and even then where IPTC's value is
// XMP's, cut at its limit.
func (e *evidence) pair(iptc, xmp []sourced, limit int) []sourced {
	if len(iptc) == 0 || len(xmp) == 0 || e.xmpFresh || cutOff(iptc[0].text, xmp[0].text, limit) {
		return join(xmp, iptc)
	}
	return join(iptc, xmp)
}

// pairList is pair for lists.
func (e *evidence) pairList(iptc, xmp []sourcedList, limit int) []sourcedList {
	if len(iptc) == 0 || len(xmp) == 0 || e.xmpFresh || cutOffList(iptc[0].items, xmp[0].items, limit) {
		return join(xmp, iptc)
	}
	return join(iptc, xmp)
}

// cutOff tells whether short is long, cut at the limit. The limit counts
// bytes of the block, which may have been an 8-bit set; trimming may have
// taken a space, and a cut may have taken a part of a character.
func cutOff(short, long string, limit int) bool {
	if len(short) >= len(long) || !strings.HasPrefix(long, short) {
		return false
	}
	near := func(n int) bool { return n <= limit && n > limit-4 }
	return near(len(short)) || near(utf8.RuneCountInString(short))
}

// cutOffList tells whether the lists are the same but for items that were cut.
func cutOffList(short, long []string, limit int) bool {
	if len(short) != len(long) {
		return false
	}
	cut := false
	for i := range short {
		if short[i] == long[i] {
			continue
		}
		if !cutOff(short[i], long[i], limit) {
			return false
		}
		cut = true
	}
	return cut
}

// choose takes the first candidate that is not refused, notes its origin, and
// keeps the others as alternatives where they differ.
func (m *Metadata) choose(field string, candidates []sourced, refuse func(sourced) bool) string {
	won := -1
	for i, c := range candidates {
		if refuse == nil || !refuse(c) {
			won = i
			m.Origins[field] = c.origin
			break
		}
	}
	value := ""
	if won >= 0 {
		value = candidates[won].text
	}
	for i, c := range candidates {
		if i != won && !sameText(c.text, value) {
			m.alternative(field, c.origin, c.text)
		}
	}
	return value
}

// chooseList is choose for lists.
func (m *Metadata) chooseList(field string, candidates []sourcedList) []string {
	if len(candidates) == 0 {
		return nil
	}
	won := candidates[0].items
	m.Origins[field] = candidates[0].origin
	for _, c := range candidates[1:] {
		if !slices.Equal(c.items, won) && !sameItems(unique(c.items), unique(won)) {
			m.alternative(field, c.origin, strings.Join(unique(c.items), "; "))
		}
	}
	return won
}

// alternative keeps a value that lost, once.
func (m *Metadata) alternative(field, origin, value string) {
	if value == "" {
		return
	}
	for _, a := range m.Alternatives {
		if a.Field == field && sameText(a.Value, value) {
			return
		}
	}
	m.Alternatives = append(m.Alternatives, item.Alternative{Field: field, Origin: origin, Value: value})
}

// rating takes the first of the candidates.
func (m *Metadata) rating(candidates []ratingValue) {
	for i, c := range candidates {
		if i == 0 {
			m.Rating = &c.value
			m.Origins["rating"] = c.origin
		} else if c.value != *m.Rating {
			m.alternative("rating", c.origin, itoa(c.value))
		}
	}
}

// sameText tells whether two texts differ in no more than white space.
func sameText(a, b string) bool {
	return a == b || strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// sameItems tells whether two lists hold the same, in any order, or one holds
// the other joined in one item.
func sameItems(a, b []string) bool {
	if len(a) != len(b) {
		return strings.Join(a, ", ") == strings.Join(b, ", ")
	}
	keys := make(map[string]bool, len(a))
	for _, s := range a {
		keys[fold(s)] = true
	}
	for _, s := range b {
		if !keys[fold(s)] {
			return false
		}
	}
	return true
}
