package place

import (
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
