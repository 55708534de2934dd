package row

import (
	"math"
	"strconv"
	"strings"
)

// whole reads a number of things as people write it: 2950, 2,950, 2 950,
// 2'950, 2950.0. Below zero there is none.
func whole(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, n >= 0
	}
	if plain, ok := ungroup(s); ok {
		n, err := strconv.ParseInt(plain, 10, 64)
		return n, err == nil
	}
	f, ok := decimal(s)
	if !ok || f != math.Trunc(f) || f < 0 || f >= 1<<63 {
		return 0, false
	}
	return int64(f), true
}

// ungroup takes the signs between groups of three digits away. A point and a
// comma are taken for one only where there are several groups, or for the
// comma.
func ungroup(s string) (string, bool) {
	sep := rune(0)
	var b strings.Builder
	run, groups := 0, 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
			run++
			continue
		}
		if !strings.ContainsRune(",.' _\u00A0\u202F\u2019", r) || sep != 0 && r != sep || run == 0 || run > 3 || groups > 0 && run != 3 {
			return "", false
		}
		sep, run = r, 0
		groups++
	}
	return b.String(), groups > 0 && run == 3 && (sep != '.' || groups > 1)
}

// decimal reads a number with a point, or a comma in place of it.
func decimal(s string) (float64, bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u2212", "-"))
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if s == "" || strings.ContainsAny(s, "xXpPnN_iI") { // 0x1p4, NaN, Inf
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && !math.IsInf(f, 0)
}
