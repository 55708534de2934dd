package place

import (
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// hasCode reports whether a short code is that of the thing's division, by
// ISO 3166-2 without the country (OR in US-OR).
func (m match) hasCode(holder string) bool {
	key := text.FoldPlace(holder)
	division := m.division()
	if division < 0 || m.kind == State || len(key) > 3 {
		return false
	}
	full := strings.ToLower(code(m.country())) + key
	for k, mark := range thingOf(State, division).keys {
		if mark == layout.MarkCode && string(k) == full {
			return true
		}
	}
	return false
}

// excludes reports whether what is not in it is somewhere else for sure: it is
// known well enough, not a small town whose name may be a county's.
func (m match) excludes() bool { return m.kind != City || m.population >= 100_000 }

// ownFirst leaves out what is in a territory of the country that was named where
// others are in the country itself: Saint-Denis, France.
func ownFirst(found, holders []match) []match {
	own := slices.DeleteFunc(slices.Clone(found), func(m match) bool {
		return !slices.ContainsFunc(holders, func(h match) bool { return h.kind == Country && m.country() == int(h.thing) })
	})
	if len(own) == 0 || slices.ContainsFunc(holders, func(h match) bool { return h.kind != Country && slices.ContainsFunc(found, h.holds) }) {
		return found
	}
	return own
}

// holds reports whether another thing lies in this one.
func (m match) holds(o match) bool { return o.isIn(m) }

// isIn reports whether a thing lies in another one, or is the other one's city.
func (m match) isIn(h match) bool {
	if m.thing == h.thing {
		return false
	}
	_, i := h.thing.kind()
	switch h.kind {
	case Country:
		return m.inCountry(i)
	case State:
		return m.division() == i && m.kind != Country
	case City:
		if m.kind == Country || m.kind == State {
			return false
		}
		lat, lon := m.point()
		city := townAt(i)
		return m.inCountry(h.country()) && kilometres(lat, lon, city.lat, city.lon) <= townRadius(city.population)*1.5+10
	}
	return false
}
