package edtf

import (
	"math/rand/v2"
	"testing"
)

// TestMasksAgreeWithACount compares the search of pattern with a plain walk:
// write out every day of every year and keep those whose text fits.
func TestMasksAgreeWithACount(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	character := func(digits string, share int) byte {
		if rng.IntN(100) < share {
			return 'X'
		}
		return digits[rng.IntN(len(digits))]
	}
	found, none := 0, 0
	for range 3000 {
		in := ""
		if rng.IntN(5) == 0 {
			in = "-"
		}
		for i := range 4 {
			share := 15
			if i == 3 {
				share = 50
			}
			in += string(rune(character("0123456789", share)))
		}
		in += "-" + string(rune(character("0011", 35))) + string(rune(character("0123456789", 35)))
		if rng.IntN(4) > 0 {
			in += "-" + string(rune(character("0123", 35))) + string(rune(character("0123456789", 35)))
		}
		want, ok := walk(in)
		if year := in[:4]; year == "XXXX" {
			continue
		}
		d, err := Parse(in)
		if (err == nil) != ok {
			t.Fatalf("%s: %v, but some day fits: %v", in, err, ok)
		}
		if ok && d.Span() != want {
			t.Fatalf("%s: %s, want %s", in, written(d.Span()), written(want))
		}
		if ok {
			found++
		} else {
			none++
		}
	}
	if found < 1000 || none < 100 {
		t.Fatalf("%d dates, %d errors: too few to tell", found, none)
	}
}

// walk finds the days whose text fits in, by looking at all of them.
func walk(in string) (s Span, ok bool) {
	s = noDays()
	sign, rest := 1, in
	if in[0] == '-' {
		sign, rest = -1, in[1:]
	}
	for y := range 10_000 {
		if sign < 0 && y == 0 || !fits(rest[:4], y) {
			continue
		}
		for m := 1; m <= 12; m++ {
			if !fits(rest[5:7], m) {
				continue
			}
			for d := 1; d <= daysIn(sign*y, m); d++ {
				if len(rest) == 7 || fits(rest[8:], d) {
					day := Day(sign*y, m, d)
					s, ok = s.hull(Span{day, day}), true
				}
			}
		}
	}
	return s, ok
}

// fits compares the digits of n, from the last one, with a mask.
func fits(mask string, n int) bool {
	for i := len(mask) - 1; i >= 0; i-- {
		if mask[i] != 'X' && int(mask[i]-'0') != n%10 {
			return false
		}
		n /= 10
	}
	return true
}
