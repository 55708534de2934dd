package exif

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/ifd"
)

// plain is a value without any conversion: text, a number, or several numbers
// joined by blanks.
func plain(e ifd.Entry) any {
	switch e.Type {
	case ifd.ASCII, ifd.UTF8:
		return textOf(e)
	case ifd.Undefined:
		if e.Count == 1 {
			return int64(e.Data[0])
		}
		return strings.ReplaceAll(decodeBytes(e.Data), "\x00", "")
	}
	if e.Len() == 1 {
		return number(e, 0)
	}
	var b strings.Builder
	for i := range e.Len() {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch v := number(e, i).(type) {
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		case float64:
			b.WriteString(formatFloat(v, 15))
		case string:
			b.WriteString(v)
		}
	}
	return b.String()
}

// textOf is an entry's text up to its first NUL, numbers as ExifTool joins them.
func textOf(e ifd.Entry) string {
	switch e.Type {
	case ifd.ASCII, ifd.UTF8, ifd.Undefined:
		return decodeText(e.Data)
	}
	return fmt.Sprint(plain(e))
}

// number is the value at i: an int64, a float64, or ExifTool's words "inf"
// and "undef" for ratios over zero.
func number(e ifd.Entry, i int) any {
	if v, ok := e.Int(i); ok {
		return v
	}
	if num, den, ok := e.Ratio(i); ok {
		switch {
		case den != 0:
			return whole(ratio(num, den))
		case num != 0:
			return "inf"
		}
		return "undef"
	}
	v, ok := e.Float(i)
	switch {
	case !ok, math.IsNaN(v):
		return "undef"
	case math.IsInf(v, 0):
		return "inf"
	}
	return whole(v)
}

// whole makes an int64 of a float64 that is one.
func whole(v float64) any {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return int64(v)
	}
	return v
}

// signedRational reads an unsigned ratio as a signed one.
func signedRational(e ifd.Entry) ifd.Entry {
	if e.Type == ifd.Rational {
		e.Type = ifd.SRational
	}
	return e
}

// shutterSpeed is the time in seconds of an APEX value (EXIF 2.32 annex C).
func shutterSpeed(e ifd.Entry) any {
	v, ok := float(signedRational(e))
	if !ok || math.Abs(v) >= 100 {
		return int64(0)
	}
	return power(-v)
}

// aperture is the f-number of an APEX value (EXIF 2.32 annex C).
func aperture(e ifd.Entry) any {
	v, ok := float(e)
	if !ok {
		return int64(1)
	}
	return power(v / 2)
}

// power is two to the power of v, or ExifTool's word for what is too large.
func power(v float64) any {
	p := math.Exp2(v)
	if math.IsInf(p, 0) {
		return "Inf"
	}
	return whole(round(p, 15))
}

// float is the first number of an entry.
func float(e ifd.Entry) (float64, bool) {
	if e.Len() == 0 {
		return 0, false
	}
	switch v := number(e, 0).(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// cfaPattern writes the two measures of the colour filter pattern and its
// cells (EXIF 2.32 §4.6.5, CFAPattern).
func cfaPattern(e ifd.Entry) any {
	if len(e.Data) < 4 {
		return plain(e)
	}
	columns, rows := e.Order.Uint16(e.Data), e.Order.Uint16(e.Data[2:])
	cells := e.Data[4:]
	if int(columns)*int(rows) > len(cells) {
		if c, r := columns>>8|columns<<8, rows>>8|rows<<8; int(c)*int(r) <= len(cells) {
			columns, rows = c, r
		}
	}
	b := strconv.AppendUint(nil, uint64(columns), 10)
	b = strconv.AppendUint(append(b, ' '), uint64(rows), 10)
	for _, c := range cells[:min(len(cells), 1024)] {
		b = strconv.AppendUint(append(b, ' '), uint64(c), 10)
	}
	return string(b)
}

// gpsValue gives the values of the GPS directory their forms.
func gpsValue(e ifd.Entry) any {
	switch e.ID {
	case 0x0002, 0x0004, 0x0014, 0x0016: // latitudes and longitudes, without a sign
		return coordinate(e)
	case 0x0007: // GPSTimeStamp
		return timeStamp(e)
	case 0x001d: // GPSDateStamp
		return dateStamp(decodeText(e.Data))
	case 0x001b, 0x001c: // GPSProcessingMethod, GPSAreaInformation
		return strings.TrimRight(decodeComment(e.Data, e.Order), " ")
	}
	return plain(e)
}

// dms returns up to three numbers of an entry, false when one is over zero.
func dms(e ifd.Entry) ([]float64, bool) {
	if s, ok := plain(e).(string); ok {
		return scanNumbers(s), !strings.Contains(s, "inf") && !strings.Contains(s, "undef")
	}
	v, ok := float(e)
	return []float64{v}, ok
}

func coordinate(e ifd.Entry) any {
	parts, ok := dms(e)
	if v := degrees(parts); ok && !math.IsNaN(v) {
		return whole(math.Abs(v))
	}
	return ""
}

// timeStamp writes hours, minutes and seconds as a time of day.
func timeStamp(e ifd.Entry) string {
	parts, _ := dms(e)
	var hms [3]float64
	copy(hms[:], parts)
	seconds := (hms[0]*60+hms[1])*60 + hms[2]
	if math.IsNaN(seconds) || math.Abs(seconds) > 1e9 {
		return ""
	}
	h := math.Trunc(seconds / 3600)
	seconds -= h * 3600
	m := math.Trunc(seconds / 60)
	seconds -= m * 60
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%012.9f", seconds), "0"), ".")
	if seconds >= 60 {
		s = "00"
		if m++; m >= 60 {
			m -= 60
			h++
		}
	}
	return fmt.Sprintf("%02d:%02d:%s", int(h), int(m), s)
}

// dateStamp puts colons between year, month and day.
func dateStamp(s string) string {
	m, problem := parseDate(trim(s))
	if problem != "" || m.precision != toDay {
		return s
	}
	return strings.ReplaceAll(m.edtf(), "-", ":")
}
