package place

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// angle is a latitude or a longitude while it is read.
type angle struct {
	parts    [3]float64 // degrees, minutes, seconds
	n        int
	negative bool
	signed   bool
	letter   byte // N, S, E, W, or 0
	fraction bool // the last part has decimals: nothing finer can follow
}

func (a *angle) value() (float64, error) {
	if a.n > 1 && a.parts[1] >= 60 || a.n > 2 && a.parts[2] >= 60 {
		return 0, fmt.Errorf("%v minutes and %v seconds are not less than 60", a.parts[1], a.parts[2])
	}
	if a.signed && a.letter != 0 {
		return 0, ErrNotPoint
	}
	v := a.parts[0] + a.parts[1]/60 + a.parts[2]/3600
	if a.negative || a.letter == 'S' || a.letter == 'W' {
		v = -v
	}
	return v, nil
}

// mark is what a piece of coordinates is.
type mark int

const (
	number mark = iota
	degree
	minute
	second
	letter
	comma
)

type piece struct {
	mark   mark
	text   string // of a number, or the letter
	signed bool
	spaced bool // white space before it
}

// parsePair reads two angles.
func parsePair(s string) (lat, lon float64, err error) {
	pieces, ok := cut(s)
	if !ok {
		return 0, 0, ErrNotPoint
	}
	angles, ok := group(pieces)
	if !ok {
		return 0, 0, ErrNotPoint
	}
	first, second := angles[0], angles[1]
	switch {
	case (first.letter == 0) != (second.letter == 0):
		return 0, 0, ErrNotPoint
	case first.letter == 'E' || first.letter == 'W':
		first, second = second, first
	}
	if first.letter != 0 && (first.letter != 'N' && first.letter != 'S' || second.letter != 'E' && second.letter != 'W') {
		return 0, 0, ErrNotPoint
	}
	if lat, err = first.value(); err != nil {
		return 0, 0, err
	}
	if lon, err = second.value(); err != nil {
		return 0, 0, err
	}
	return checked(lat, lon)
}

// cut splits coordinates into pieces; false for anything that is none.
func cut(s string) ([]piece, bool) {
	s = strings.NewReplacer("−", "-", "–", "-", "º", "°", "˚", "°", "deg", "°", "′", "'", "’", "'", "‘", "'", "´", "'",
		"″", `"`, "”", `"`, "“", `"`, "''", `"`, "，", ",", "；", ", ", ";", ", ", "(", " ", ")", " ", "[", " ", "]", " ").Replace(s)
	lower := strings.ToLower(s)
	for _, word := range []string{"latitude", "longitude", "long", "lat", "lng", "lon"} {
		if i := strings.Index(lower, word); i >= 0 {
			s = s[:i] + " " + strings.TrimLeft(s[i+len(word):], ":= ")
			lower = strings.ToLower(s)
		}
	}
	var pieces []piece
	spaced := false
	for i := 0; i < len(s); {
		p := piece{spaced: spaced}
		spaced = false
		size := 1
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			spaced = true
			i++
			continue
		case c == ',' || c == '/':
			p.mark = comma
		case strings.HasPrefix(s[i:], "°"):
			p.mark, size = degree, len("°")
		case c == '\'':
			p.mark = minute
		case c == '"':
			p.mark = second
		case c == 'd' && follows(pieces, number):
			p.mark = degree
		case c == 'm' && follows(pieces, number):
			p.mark = minute
		case c == 's' && follows(pieces, number) && len(pieces) > 1 && pieces[len(pieces)-2].mark == minute:
			p.mark = second
		case strings.IndexByte("NSEWnsew", c) >= 0:
			p.mark, p.text = letter, strings.ToUpper(s[i:i+1])
		case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
			size = numberLength(s[i:])
			p.text, p.signed = s[i:i+size], c == '-' || c == '+'
			if size == 0 || size > 24 || !strings.ContainsAny(p.text, "0123456789") {
				return nil, false
			}
		default:
			return nil, false
		}
		pieces = append(pieces, p)
		if len(pieces) > 20 {
			return nil, false
		}
		i += size
	}
	return pieces, true
}

func follows(pieces []piece, m mark) bool {
	return len(pieces) > 0 && pieces[len(pieces)-1].mark == m
}

// numberLength is how many bytes a number takes at the start of s: a sign,
// digits, one point.
func numberLength(s string) int {
	point := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', i == 0 && (c == '-' || c == '+'):
		case c == '.' && !point:
			point = true
		default:
			return i
		}
	}
	return len(s)
}

// group makes two angles of the pieces.
func group(pieces []piece) ([2]angle, bool) {
	plain, commas := 0, 0
	for _, p := range pieces {
		switch p.mark {
		case number:
			if plain > 0 && commas == 0 && !p.spaced { // 2013-02 is a month
				return [2]angle{}, false
			}
			plain++
		case comma:
			commas++
		default:
			plain = -100 // marks or letters part the angles
		}
	}
	switch {
	case plain == 4 && (commas == 2 || commas == 3) && decimalCommas(pieces):
		return pairOf(pieces, 2, true)
	case plain > 0 && commas == 0 && plain%2 == 0 && plain <= 6:
		return pairOf(pieces, plain/2, false)
	}
	return byMarks(pieces)
}

// decimalCommas reports whether commas stand between digits where others write
// points: 39,0392 125,7625.
func decimalCommas(pieces []piece) bool {
	at := 0
	for _, p := range pieces {
		if p.mark != number {
			continue
		}
		if at%2 == 1 && (p.signed || p.spaced) || strings.Contains(p.text, ".") || at == 2 && !p.spaced {
			return false
		}
		at++
	}
	return true
}

// pairOf makes two angles of so many plain numbers each; as decimals, the second
// is the first one's fraction.
func pairOf(pieces []piece, each int, decimals bool) (angles [2]angle, ok bool) {
	at := 0
	for _, p := range pieces {
		if p.mark != number {
			continue
		}
		a := &angles[at/each]
		if decimals && at%each == 1 {
			v, err := strconv.ParseFloat("0."+p.text, 64)
			if err != nil {
				return angles, false
			}
			a.parts[0] += v
		} else if !a.take(p) {
			return angles, false
		}
		at++
	}
	return angles, true
}

// take adds a number as the next finer part.
func (a *angle) take(p piece) bool {
	v, err := strconv.ParseFloat(p.text, 64)
	if err != nil || math.IsInf(v, 0) || a.n == len(a.parts) || a.fraction || a.n > 0 && p.signed {
		return false
	}
	if p.signed {
		a.signed, a.negative = true, p.text[0] == '-'
		v = math.Abs(v)
	}
	a.parts[a.n] = v
	a.n++
	a.fraction = strings.Contains(p.text, ".")
	return true
}

// byMarks makes two angles of numbers with marks, letters or a comma between
// them.
func byMarks(pieces []piece) (angles [2]angle, ok bool) {
	at := 0
	next := func() bool { at++; return at < 2 }
	prefixed := len(pieces) > 0 && pieces[0].mark == letter
	closed, comma1 := false, false
	for i, p := range pieces {
		if at > 1 {
			return angles, false
		}
		a := &angles[at]
		switch p.mark {
		case number:
			if closed || a.n > 0 && (p.signed || i+1 < len(pieces) && pieces[i+1].mark == degree) {
				if !next() {
					return angles, false
				}
				a, closed = &angles[at], false
			}
			if !a.take(p) {
				return angles, false
			}
		case degree, minute, second:
			if want := int(p.mark - degree + 1); a.n != want || i == 0 || pieces[i-1].mark != number {
				return angles, false
			}
		case letter:
			if prefixed {
				if a.n > 0 || a.letter != 0 {
					if !next() {
						return angles, false
					}
					a, closed = &angles[at], false
				}
			} else {
				closed = true
			}
			if a.letter != 0 || !prefixed && a.n == 0 {
				return angles, false
			}
			a.letter = p.text[0]
		case comma:
			if comma1 || a.n == 0 {
				return angles, false
			}
			comma1, closed = true, true
		}
	}
	return angles, at == 1 && angles[0].n > 0 && angles[1].n > 0
}
