package query

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// numberTerm reads the value of likes, rating, width, height or size: N, >N,
// >=N, <N, <=N, A..B, A.. or ..B.
func numberTerm(field, s string) (Expr, *problem) {
	s = strings.TrimSpace(s)
	e := Number{Field: field}
	var pr *problem
	if from, to, ok := strings.Cut(s, ".."); ok {
		if e.Min, e.Max, pr = numberRange(field, from, to); pr != nil {
			return nil, pr
		}
		return e, nil
	}
	digits := strings.TrimLeft(s, "<>=")
	sign := s[:len(s)-len(digits)]
	n, pr := readQuantity(field, strings.TrimSpace(digits))
	if pr != nil {
		return nil, pr
	}
	switch sign {
	case "":
		e.Min, e.Max = n.atLeast(), n.atMost()
		if *e.Min > *e.Max {
			return nil, problemf("%s is no whole number of bytes, expected one, or a range", shown(s))
		}
	case ">":
		if n.floor == math.MaxInt64 {
			return nil, tooLarge(s)
		}
		lowest := n.floor + 1
		e.Min = &lowest
	case ">=":
		e.Min = n.atLeast()
	case "<":
		highest := n.floor
		if n.whole {
			if highest == math.MinInt64 {
				return nil, tooLarge(s)
			}
			highest--
		}
		e.Max = &highest
	case "<=":
		e.Max = n.atMost()
	default:
		return nil, expectedNumber(field, s)
	}
	return e, nil
}

func numberRange(field, from, to string) (lowest, highest *int64, pr *problem) {
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if from == "" && to == "" {
		return nil, nil, problemf("a range without ends, expected a number before or after ..")
	}
	if from != "" {
		n, pr := readQuantity(field, from)
		if pr != nil {
			return nil, nil, pr
		}
		lowest = n.atLeast()
	}
	if to != "" {
		n, pr := readQuantity(field, to)
		if pr != nil {
			return nil, nil, pr
		}
		highest = n.atMost()
	}
	if lowest != nil && highest != nil && *lowest > *highest {
		return nil, nil, problemf("the range %s..%s ends before it begins, expected the smaller number first", from, to)
	}
	return lowest, highest, nil
}

// quantity is a number that may lie between two whole ones (1.0005kB).
type quantity struct {
	floor int64
	whole bool
}

func (q quantity) atMost() *int64 { return &q.floor }

func (q quantity) atLeast() *int64 {
	if !q.whole {
		q.floor++
	}
	return &q.floor
}

// readQuantity reads a whole number, or a size.
func readQuantity(field, s string) (quantity, *problem) {
	digits, negative := strings.CutPrefix(s, "-")
	if field == "size" && !negative {
		return readSize(s)
	}
	if !isNumber(digits) || strings.Contains(digits, ".") {
		return quantity{}, expectedNumber(field, s)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return quantity{}, tooLarge(s)
	}
	return quantity{floor: n, whole: true}, nil
}

// readSize reads a number of bytes. kB, MB, GB and TB are powers of 1,000,
// KiB, MiB, GiB and TiB powers of 1,024 (IEC 80000-13), in any case.
func readSize(s string) (quantity, *problem) {
	number := strings.TrimRightFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	unit, ok := sizeUnit(strings.TrimSpace(s[len(number):]))
	whole, fraction, _ := strings.Cut(number, ".")
	if !ok || !isNumber(number) {
		return quantity{}, expectedNumber("size", s)
	}
	fraction = strings.TrimRight(fraction, "0")
	whole = strings.TrimLeft(whole, "0")
	if len(whole)+len(fraction) > 19 {
		return quantity{}, problemf("%s has too many digits, expected at most 19", shown(s))
	}
	mantissa, err := strconv.ParseUint("0"+whole+fraction, 10, 64)
	if err != nil {
		return quantity{}, expectedNumber("size", s)
	}
	scale := uint64(1)
	for range fraction {
		scale *= 10
	}
	hi, lo := bits.Mul64(mantissa, unit)
	if hi >= scale {
		return quantity{}, tooLarge(s)
	}
	n, rest := bits.Div64(hi, lo, scale)
	if n > math.MaxInt64 || n == math.MaxInt64 && rest != 0 {
		return quantity{}, tooLarge(s)
	}
	return quantity{floor: int64(n), whole: rest == 0}, nil
}

func sizeUnit(s string) (factor uint64, ok bool) {
	switch strings.ToUpper(s) {
	case "", "B":
		return 1, true
	case "KB":
		return 1e3, true
	case "MB":
		return 1e6, true
	case "GB":
		return 1e9, true
	case "TB":
		return 1e12, true
	case "KIB":
		return 1 << 10, true
	case "MIB":
		return 1 << 20, true
	case "GIB":
		return 1 << 30, true
	case "TIB":
		return 1 << 40, true
	}
	return 0, false
}

// isNumber tells whether s is digits with at most one point between them: no
// sign, no exponent, no NaN or Inf.
func isNumber(s string) bool {
	whole, fraction, point := strings.Cut(s, ".")
	return allDigits(whole) && (!point || allDigits(fraction))
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func expectedNumber(field, s string) *problem {
	if field == "size" {
		return problemf("%s is no size, expected bytes or a number with kB, MB, GB or TB, such as 500kB, >5MB or 1MB..5MB", shown(s))
	}
	return problemf("%s is no number, expected one such as 100, >100, >=100, <100, <=100, 10..20, 10.. or ..20", shown(s))
}

func tooLarge(s string) *problem {
	return problemf("%s is too large, expected a number below 9 × 10^18", shown(s))
}
