package xmp

import (
	"math"
	"strconv"
	"strings"
)

// Position is a place on earth in degrees (WGS 84), south and west negative.
type Position struct {
	Lat, Lon float64
	// Altitude is metres above sea level, or nil.
	Altitude *float64
}

// Location is a place in the words of IPTC's LocationDetails structure (IPTC
// Photo Metadata Standard, Location structure).
type Location struct {
	Name, Sublocation, City, State, Country, CountryCode, WorldRegion string
	// Position is nil where none is given.
	Position *Position
}

// Position reads exif:GPSLatitude, GPSLongitude and GPSAltitude of the
// document: where the camera was. 0,0 and anything outside the globe is none.
func (d *Document) Position() (Position, bool) {
	return position(d.Text(NSEXIF, "GPSLatitude"), d.Text(NSEXIF, "GPSLongitude"),
		d.Text(NSEXIF, "GPSLatitudeRef"), d.Text(NSEXIF, "GPSLongitudeRef"),
		d.Text(NSEXIF, "GPSAltitude"), d.Text(NSEXIF, "GPSAltitudeRef"))
}

// Locations reads LocationShown or LocationCreated: a bag of structures, of
// which some writers make a single one.
func (d *Document) Locations(name string) []Location {
	var found []Location
	for _, n := range d.Prop(NSIPTCExt, name).Items() {
		field := func(name string) string { return n.Field(NSIPTCExt, name).Value() }
		gps := func(name string) string { return n.Field(NSEXIF, name).Value() }
		at := Location{
			Name:        field("LocationName"),
			Sublocation: field("Sublocation"),
			City:        field("City"),
			State:       field("ProvinceState"),
			Country:     field("CountryName"),
			CountryCode: field("CountryCode"),
			WorldRegion: field("WorldRegion"),
		}
		if pos, ok := position(gps("GPSLatitude"), gps("GPSLongitude"), "", "", gps("GPSAltitude"), gps("GPSAltitudeRef")); ok {
			at.Position = &pos
		}
		if at != (Location{}) {
			found = append(found, at)
		}
	}
	return found
}

func position(lat, lon, latRef, lonRef, alt, altRef string) (Position, bool) {
	var pos Position
	var okLat, okLon bool
	pos.Lat, okLat = ParseCoordinate(withRef(lat, latRef))
	pos.Lon, okLon = ParseCoordinate(withRef(lon, lonRef))
	if !okLat || !okLon || math.Abs(pos.Lat) > 90 || math.Abs(pos.Lon) > 180 || pos.Lat == 0 && pos.Lon == 0 {
		return Position{}, false
	}
	if metres, ok := ParseNumber(alt); ok {
		if strings.TrimSpace(altRef) == "1" {
			metres = -metres
		}
		pos.Altitude = &metres
	}
	return pos, true
}

// withRef adds the hemisphere that some writers keep in a property of its own.
func withRef(value, ref string) string {
	value, ref = strings.TrimSpace(value), strings.TrimSpace(ref)
	if value == "" || ref == "" || strings.ContainsAny(value, "NSEWnsew-") {
		return value
	}
	return value + ref[:1]
}

// ParseCoordinate reads a GPSCoordinate, `36,59.4320N` or `36,59,26S` (ISO
// 16684-2 §A.2.4.5), or plain decimal degrees with a sign. South and west are
// negative.
func ParseCoordinate(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, false
	}
	sign := 1.0
	switch s[len(s)-1] {
	case 'S', 's', 'W', 'w':
		sign = -1
		fallthrough
	case 'N', 'n', 'E', 'e':
		s = strings.TrimSpace(s[:len(s)-1])
	}
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		// A sign and a hemisphere say the same once.
		sign, s = -1, rest
	}
	s = strings.TrimPrefix(s, "+")
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '°' || r == '\'' || r == '"' })
	// Some writers put a comma for the point of the seconds: 47, 30, 16,1946.
	if len(parts) == 4 && !strings.Contains(s, ".") {
		parts = append(parts[:2], parts[2]+"."+parts[3])
	}
	if len(parts) == 0 || len(parts) > 3 {
		return 0, false
	}
	degrees, unit := 0.0, 1.0
	for i, part := range parts {
		value, ok := ParseNumber(part)
		if !ok || value < 0 || i > 0 && value >= 61 {
			return 0, false
		}
		degrees += value / unit
		unit *= 60
	}
	return sign * degrees, true
}

// ParseNumber reads a decimal or a ratio (EXIF in XMP writes these); infinities and
// the like are no numbers.
func ParseNumber(s string) (float64, bool) {
	over, under, ratio := strings.Cut(strings.TrimSpace(s), "/")
	value, err := strconv.ParseFloat(over, 64)
	if err != nil {
		return 0, false
	}
	if ratio {
		divisor, err := strconv.ParseFloat(under, 64)
		if err != nil {
			return 0, false
		}
		value /= divisor
	}
	return value, !math.IsInf(value, 0) && !math.IsNaN(value)
}
