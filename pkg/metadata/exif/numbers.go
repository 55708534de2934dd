package exif

import "strconv"

// scanNumbers returns the decimal numbers found in a text, at most three:
// degrees, minutes and seconds as some software writes them.
func scanNumbers(s string) []float64 {
	var out []float64
	for i := 0; i < len(s) && len(out) < 3; {
		start := i
		if s[i] == '-' || s[i] == '+' {
			i++
		}
		digits := i
		for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
			i++
		}
		if i == digits {
			i = start + 1
			continue
		}
		if v, err := strconv.ParseFloat(s[start:i], 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// formatFloat writes v with at most so many significant digits, as C's %g does.
func formatFloat(v float64, digits int) string { return strconv.FormatFloat(v, 'g', digits, 64) }

// parseFloat reads s, or returns other.
func parseFloat(s string, other float64) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return other
	}
	return v
}

// round keeps so many significant digits.
func round(v float64, digits int) float64 { return parseFloat(formatFloat(v, digits), v) }

// ratio divides to ten significant digits, which is what a ratio of two
// 32-bit numbers is good for. Over zero it is NaN or infinite.
func ratio(num, den int64) float64 {
	v := float64(num) / float64(den)
	if den == 0 || float64(int64(v)) == v {
		return v
	}
	return round(v, 10)
}
