package xmp

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// convert values a text as `exiftool -n` does.
func convert(s, group, name string, form byte) any {
	switch {
	case form == '?':
	case strings.HasSuffix(name, "GPSLatitude"), strings.HasSuffix(name, "GPSLongitude"),
		strings.HasSuffix(name, "GPSDestLatitude"), strings.HasSuffix(name, "GPSDestLongitude"):
		if degrees, ok := ParseCoordinate(s); ok {
			return degrees
		}
		return s
	case name == "ThumbnailImage", name == "PageImage", group == "GDepth" && name == "DepthImage", group == "GImage" && name == "ImageData":
		return fmt.Sprintf("(Binary data %d bytes, use -b option to extract)", base64Size(s))
	case name == "LensInfo":
		return ratios(s)
	case group == "plus":
		return strings.TrimPrefix(s, "http://ns.useplus.org/ldf/vocab/")
	case group == "exif" && (name == "ApertureValue" || name == "MaxApertureValue"):
		// APEX values (EXIF 2.32 annex C): the f-number is the root of two to their power.
		return apex(s, func(v float64) float64 { return math.Pow(2, v/2) })
	case group == "exif" && name == "ShutterSpeedValue":
		return apex(s, func(v float64) float64 { return math.Pow(2, -v) })
	}
	switch form {
	case 'd':
		return colonDate(s)
	case 'r':
		return ratio(s)
	case '?':
		if isDateTime(s) {
			return colonDate(s)
		}
		return ratio(s)
	}
	// Fields that are newer than the list.
	if isDateTime(s) && (strings.HasSuffix(name, "DateCreated") || strings.HasSuffix(name, "Time")) {
		return colonDate(s)
	}
	return s
}

// isDateTime tells whether s begins with a day and a time of day.
func isDateTime(s string) bool {
	return len(s) >= len("2013-02-25T08:14") && digits(s[:4]) && s[4] == '-' && s[7] == '-' && (s[10] == 'T' || s[10] == ' ') && s[13] == ':'
}

// colonDate writes the day of a date with colons and a space for the T.
func colonDate(s string) string {
	if len(s) < 4 || !digits(s[:4]) {
		return s
	}
	end := min(len(s), len("2013-02-25"))
	day, rest := strings.ReplaceAll(s[:end], "-", ":"), s[end:]
	if rest != "" && (rest[0] == 'T' || rest[0] == ' ') {
		rest = " " + strings.ReplaceAll(rest[1:], " ", "")
	}
	return day + rest
}

// ratio makes a number of a ratio of integers; other texts stay.
func ratio(s string) any {
	over, under, ok := strings.Cut(s, "/")
	if !ok {
		return s
	}
	a, errA := strconv.ParseInt(over, 10, 64)
	b, errB := strconv.ParseInt(under, 10, 64)
	switch {
	case errA != nil || errB != nil:
		return s
	case b != 0:
		return float64(a) / float64(b)
	case a != 0:
		return "inf"
	}
	return "undef"
}

// ratios makes numbers of ratios with spaces between them.
func ratios(s string) string {
	words := strings.Fields(s)
	for i, word := range words {
		if value, ok := ratio(word).(float64); ok {
			words[i] = strconv.FormatFloat(value, 'g', 15, 64)
		} else {
			words[i], _ = ratio(word).(string)
		}
	}
	return strings.Join(words, " ")
}

// apex converts the number that s begins with.
func apex(s string, convert func(float64) float64) any {
	value, ok := ratio(strings.TrimSpace(s)).(float64)
	if !ok {
		end := strings.IndexFunc(s, func(r rune) bool { return r != '.' && r != '-' && (r < '0' || r > '9') })
		if end < 0 {
			end = len(s)
		}
		var err error
		if value, err = strconv.ParseFloat(s[:end], 64); err != nil {
			return s
		}
	}
	if value = convert(value); math.IsInf(value, 0) || math.IsNaN(value) {
		return s
	}
	return value
}

// base64Size is the number of bytes that a base64 text stands for.
func base64Size(s string) int {
	chars := 0
	for i := range len(s) {
		if c := s[i]; c > ' ' && c != '=' {
			chars++
		}
	}
	return base64.RawStdEncoding.DecodedLen(chars)
}
