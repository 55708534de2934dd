package place

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ErrNotPoint is returned by ParsePoint for a text that is no coordinates at
// all; it may be a name.
var ErrNotPoint = errors.New("not coordinates")

// longestPoint is the most bytes of coordinates or of a link to a map.
const longestPoint = 4096

// ParsePoint reads coordinates, latitude first unless letters say otherwise, in
// degrees (WGS 84):
//
//   - decimal degrees: 39.0392,125.7625; 39.0392° N 125.7625° E; -33.87 151.21
//   - degrees, minutes and seconds: 39°02'21"N 125°45'45"E; N 39° 02.35' E 125° 45.75'
//   - ISO 6709: +39.0392+125.7625/, +390221+1254545/
//   - geo: URIs (RFC 5870), with the ?q= of Android
//   - links to Google Maps, OpenStreetMap (its short links too) and Apple Maps
//
// It returns ErrNotPoint for what is none of these, and another error for a link
// to a map that says no coordinates and for those out of range: latitudes are -90 to 90, longitudes -180 to 180.
func ParsePoint(s string) (lat, lon float64, err error) {
	if len(s) > longestPoint || !utf8.ValidString(s) {
		return 0, 0, ErrNotPoint
	}
	s = strings.TrimSpace(s)
	switch scheme, rest, ok := strings.Cut(s, ":"); {
	case ok && strings.EqualFold(scheme, "geo"):
		return parseGeo(rest)
	case ok && strings.HasPrefix(rest, "//"):
		return parseLink(s)
	case isMapHost(s):
		return parseLink("https://" + s)
	}
	if lat, lon, ok := parseISO6709(s); ok {
		return checked(lat, lon)
	}
	return parsePair(s)
}

// checked returns a point that is on the globe, or an error.
func checked(lat, lon float64) (float64, float64, error) {
	switch {
	case math.IsNaN(lat) || lat < -90 || lat > 90:
		return 0, 0, fmt.Errorf("latitude %v is not within -90 and 90", lat)
	case math.IsNaN(lon) || lon < -180 || lon > 180:
		return 0, 0, fmt.Errorf("longitude %v is not within -180 and 180", lon)
	}
	return lat, lon, nil
}

// parseISO6709 reads two signed numbers written together: degrees (2 and 3
// digits), degrees and minutes (4 and 5), or with seconds (6 and 7), each with
// decimals or without (ISO 6709 annex H); a third number, the height, is passed
// over.
func parseISO6709(s string) (lat, lon float64, ok bool) {
	s = strings.TrimSuffix(s, "/")
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, 0, false
	}
	at := strings.IndexAny(s[1:], "+-") + 1
	if at == 0 {
		return 0, 0, false
	}
	second := s[at:]
	if end := strings.IndexAny(second[1:], "+-"); end >= 0 {
		second = second[:end+1]
	}
	lat, ok1 := sexagesimal(s[:at], 2)
	lon, ok2 := sexagesimal(second, 3)
	return lat, lon, ok1 && ok2
}

// sexagesimal reads ±D, ±DM or ±DMS written together, with so many digits of
// degrees.
func sexagesimal(s string, digits int) (float64, bool) {
	whole, _, _ := strings.Cut(s[1:], ".")
	value, err := strconv.ParseFloat(s[1:], 64)
	if err != nil || !allDigits(strings.Replace(s[1:], ".", "", 1)) {
		return 0, false
	}
	switch len(whole) - digits {
	case 0:
	case 2:
		degrees := math.Floor(value / 100)
		minutes := value - 100*degrees
		if minutes >= 60 {
			return 0, false
		}
		value = degrees + minutes/60
	case 4:
		degrees := math.Floor(value / 10000)
		minutes := math.Floor((value - 10000*degrees) / 100)
		seconds := value - 10000*degrees - 100*minutes
		if minutes >= 60 || seconds >= 60 {
			return 0, false
		}
		value = degrees + minutes/60 + seconds/3600
	default:
		return 0, false
	}
	if s[0] == '-' {
		value = -value
	}
	return value, true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
