package metadata

import (
	"math"
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/xmp"
)

// place takes the place that the picture shows, level by level: XMP's
// LocationShown, its first entry, then XMP's older fields, against IPTC's. The
// place of the camera (LocationCreated) stands in only where there is none.
func (m *Metadata) place(e *evidence) {
	shown, taken := shownLevels(e.xmp.shown), shownLevels(e.xmp.taken)
	newer := levels{}
	if len(shown) > 0 {
		newer = shown[0]
	}
	// One value of XMP per level, the newer form first.
	ofXMP := levels{
		sublocation: or(newer.sublocation, e.xmp.place.sublocation),
		city:        or(newer.city, e.xmp.place.city),
		state:       or(newer.state, e.xmp.place.state),
		country:     or(newer.country, e.xmp.place.country),
		code:        or(newer.code, e.xmp.place.code),
	}
	var won levels
	fromXMP, fromIPTC := false, false
	level := func(iptc, xmp string, limit int) string {
		for _, c := range e.pair(asSourced("iptc", iptc), asSourced("xmp", xmp), limit) {
			fromXMP = fromXMP || c.origin == "xmp"
			fromIPTC = fromIPTC || c.origin == "iptc"
			return c.text
		}
		return ""
	}
	won.sublocation = level(e.iptc.place.sublocation, ofXMP.sublocation, limitName)
	won.city = level(e.iptc.place.city, ofXMP.city, limitName)
	won.state = level(e.iptc.place.state, ofXMP.state, limitName)
	won.country = level(e.iptc.place.country, ofXMP.country, limitCountry)
	won.code = level(e.iptc.place.code, ofXMP.code, 3)
	switch {
	case fromXMP && !newer.empty():
		m.Origins["place"] = "xmp:LocationShown"
	case fromXMP:
		m.Origins["place"] = "xmp"
	case fromIPTC:
		m.Origins["place"] = "iptc"
	case len(taken) > 0:
		won, taken = taken[0], taken[1:]
		m.Origins["place"] = "xmp:LocationCreated"
	default:
		return
	}
	m.Place = won.place()
	m.otherPlaces(won, "iptc", e.iptc.place)
	m.otherPlaces(won, "xmp", e.xmp.place)
	m.otherPlaces(won, "xmp:LocationShown", shown...)
	m.otherPlaces(won, "xmp:LocationCreated", taken...)
}

func asSourced(origin, text string) []sourced {
	if text == "" {
		return nil
	}
	return []sourced{{origin, text}}
}

// shownLevels makes levels of LocationShown or LocationCreated. A place that
// has a name and no sublocation is its own narrowest level.
func shownLevels(locations []xmp.Location) []levels {
	var list []levels
	for _, at := range locations {
		l := levels{
			sublocation: or(cleanLine(at.Sublocation), cleanLine(at.Name)),
			city:        cleanLine(at.City),
			state:       cleanLine(at.State),
			country:     cleanLine(at.Country),
			code:        cleanLine(at.CountryCode),
		}
		if !l.empty() {
			list = append(list, l)
		}
	}
	return list
}

// otherPlaces keeps the places that say something else than the one that won.
func (m *Metadata) otherPlaces(won levels, origin string, others ...levels) {
	differs := func(a, b string) bool { return a != "" && fold(a) != fold(b) }
	for _, o := range others {
		if differs(o.sublocation, won.sublocation) || differs(o.city, won.city) || differs(o.state, won.state) ||
			differs(o.country, won.country) || differs(o.code, won.code) {
			m.alternative("place", origin, or(o.name(), o.code))
		}
	}
}

// position takes the first of EXIF's, XMP's and LocationShown's coordinates.
func (m *Metadata) position(e *evidence) {
	candidates := join(e.exif.position, e.xmp.position)
	for i, at := range candidates {
		if i > 0 {
			if apart(at.lat, at.lon, candidates[0].lat, candidates[0].lon) {
				m.alternative("position", at.origin, coordinates(at.lat, at.lon))
			}
			continue
		}
		if m.Place == nil {
			m.Place = levels{}.place()
		}
		m.Place.Lat, m.Place.Lon, m.Place.Altitude = &at.lat, &at.lon, at.altitude
		m.Origins["position"] = at.origin
	}
}

// apart tells whether two positions are more than the ten metres apart that
// roundings differ by: a ten thousandth of a degree.
func apart(lat1, lon1, lat2, lon2 float64) bool {
	return math.Abs(lat1-lat2) > 1e-4 || math.Abs(lon1-lon2) > 1e-4
}

// coordinates writes a position as the command line takes it: LAT,LON.
func coordinates(lat, lon float64) string {
	number := func(f float64) string {
		s := strings.TrimRight(strconv.FormatFloat(f, 'f', 7, 64), "0")
		return strings.TrimSuffix(s, ".")
	}
	return number(lat) + "," + number(lon)
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
