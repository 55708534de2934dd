package exif

import (
	"math"
	"strings"
	"time"

	goexif "github.com/rwcarlsen/goexif/exif"
)

// Position is a place on earth in degrees (WGS 84), south and west negative.
type Position struct {
	// Lat is -90 to 90, Lon -180 to 180.
	Lat, Lon float64
	// Altitude is metres above sea level, or nil.
	Altitude *float64
}

// altitudeLimit is the height in metres (an orbit's) up to which an altitude is believed.
const altitudeLimit = 1e6

// Position is where the camera was (EXIF 2.32 §4.6.6, tags 1 to 6). It is
// false when there is none, when it is out of range, and for 0,0, which means
// that the receiver had none.
func (e *EXIF) Position() (Position, bool) {
	p, ok := e.position(goexif.GPSLatitude, goexif.GPSLatitudeRef, goexif.GPSLongitude, goexif.GPSLongitudeRef)
	if !ok {
		return Position{}, false
	}
	if alt := e.numbers(goexif.GPSAltitude); len(alt) > 0 && math.Abs(alt[0]) <= altitudeLimit {
		v := round(alt[0], 10)
		// The reference is 1, or 3 of EXIF 3.0, below the zero level; some write digits.
		if ref := e.numbers(goexif.GPSAltitudeRef); len(ref) > 0 && (ref[0] == 1 || ref[0] == 3 || ref[0] == '1') {
			v = -math.Abs(v)
		}
		p.Altitude = &v
	}
	return p, true
}

// Destination is the place that the picture shows (tags 0x13 to 0x16; MWG 2.0
// §5.10 takes it for that), under the same conditions.
func (e *EXIF) Destination() (Position, bool) {
	return e.position(goexif.GPSDestLatitude, goexif.GPSDestLatitudeRef, goexif.GPSDestLongitude, goexif.GPSDestLongitudeRef)
}

// position reads a pair of coordinates.
func (e *EXIF) position(lat, latRef, lon, lonRef goexif.FieldName) (Position, bool) {
	p := Position{
		Lat: signed(e.numbers(lat), e.text(latRef), 'S', 'N'),
		Lon: signed(e.numbers(lon), e.text(lonRef), 'W', 'E'),
	}
	ok := math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 && (p.Lat != 0 || p.Lon != 0)
	return p, ok
}

// signed makes degrees of degrees, minutes and seconds, and NaN of anything
// that is no number. The hemisphere decides the sign in either letter case;
// where it is missing, the value's own sign does.
func signed(dms []float64, ref string, negative, positive byte) float64 {
	v := degrees(dms)
	if ref == "" {
		return v
	}
	switch ref[0] &^ 0x20 { // upper case
	case negative:
		return -math.Abs(v)
	case positive:
		return math.Abs(v)
	}
	return v
}

// degrees adds up degrees, minutes and seconds. A sign in front counts for
// all three. What is missing behind the degrees is zero.
func degrees(dms []float64) float64 {
	if len(dms) == 0 {
		return math.NaN()
	}
	var parts [3]float64
	for i, part := range dms[:min(len(dms), 3)] {
		if math.IsNaN(part) || math.IsInf(part, 0) {
			return math.NaN()
		}
		parts[i] = math.Abs(part)
	}
	v := parts[0] + (parts[1]+parts[2]/60)/60
	if math.Signbit(dms[0]) {
		v = -v
	}
	return round(v, 15)
}

// GPSTime is the time of the position in UTC as an EDTF string that ends in
// Z, or "" when it has no date or is impossible.
func (e *EXIF) GPSTime() string {
	t, frac, ok := e.gpsTime()
	if !ok {
		return ""
	}
	s := t.Format("2006-01-02T15:04:05")
	if frac != "" {
		s += "." + frac
	}
	return s + "Z"
}

// gpsTime reads the date stamp and the time stamp (EXIF 2.32 §4.6.6, tags
// 0x1D and 7).
func (e *EXIF) gpsTime() (t time.Time, frac string, ok bool) {
	hms := e.numbers(goexif.GPSTimeStamp)
	if len(hms) != 3 {
		return time.Time{}, "", false
	}
	for i, limit := range []float64{24, 60, 60} {
		if !(hms[i] >= 0 && hms[i] < limit) { // also false for NaN
			return time.Time{}, "", false
		}
	}
	m, problem := parseDate(e.text(goexif.GPSDateStamp))
	if problem != "" || m.precision < toDay {
		return time.Time{}, "", false
	}
	t = time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
	millis := math.Round((hms[0]*3600 + hms[1]*60 + hms[2]) * 1000)
	t = t.Add(time.Duration(millis) * time.Millisecond)
	if ms := int64(millis) % 1000; ms != 0 {
		frac = strings.TrimRight(string(pad(nil, int(ms), 3)), "0")
	}
	return t, frac, true
}

// ProvenZone is the offset (`+09:00`) that GPS time proves for
// DateTimeOriginal, or "". The difference between the camera's local time and
// UTC must be an offset that is in use somewhere, to within two minutes, and
// fit the longitude where it is known: GPS time is the last fix's, and may be
// old.
func (e *EXIF) ProvenZone() string {
	utc, _, ok := e.gpsTime()
	if !ok {
		return ""
	}
	m, problem := parseDate(e.text(goexif.DateTimeOriginal))
	if problem != "" || m.precision != toSecond {
		return ""
	}
	local := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, time.UTC)
	diff := local.Sub(utc)
	rounded := diff.Round(15 * time.Minute)
	minutes := int(rounded / time.Minute)
	if (diff-rounded).Abs() > 2*time.Minute || !offsetInUse(minutes) {
		return ""
	}
	if p, ok := e.Position(); ok && !fitsLongitude(minutes, p.Lon) {
		return ""
	}
	return zoneText(minutes < 0, max(minutes, -minutes))
}

// offsetInUse says whether clocks differ from UTC by so many minutes
// somewhere, by the IANA time zones since 1980.
func offsetInUse(minutes int) bool {
	if minutes%60 == 0 {
		return minutes >= -12*60 && minutes <= 14*60
	}
	switch minutes {
	case -570, -210, -150, 210, 270, 330, 390, 510, 570, 630, 690, // half hours
		345, 525, 765, 825: // Nepal, Eucla, Chatham
		return true
	}
	return false
}

// fitsLongitude says whether a zone can be used at a longitude: nowhere do
// clocks stray by more than four and a half hours from the sun.
func fitsLongitude(minutes int, lon float64) bool {
	diff := math.Mod(math.Abs(float64(minutes)/60-lon/15), 24)
	return min(diff, 24-diff) <= 4.5
}
