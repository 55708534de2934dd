package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// graphemeJoiner (U+034F) is what golang.org/x/text puts after every 30 marks
// on one letter, as the Stream-Safe Text Format (UAX #15, section 13) wants.
// A text that is kept for decades must not grow characters nobody wrote.
const graphemeJoiner = "\u034F"

// longCluster is the number of characters in a cluster from which it is
// normalized here and not by golang.org/x/text. A character has at most three
// marks in its decomposition, so a shorter cluster stays below 30.
const longCluster = 8

// normalize returns s in the normal form f as UAX #15 defines it, however many
// marks stand on one letter.
func normalize(f norm.Form, s string) string {
	out := f.String(s)
	if strings.Count(out, graphemeJoiner) == strings.Count(s, graphemeJoiner) {
		return out
	}
	return normalizeLong(f, s)
}

// normalizeLong is normalize with long clusters put in order and composed here.
func normalizeLong(f norm.Form, s string) string {
	var out strings.Builder
	out.Grow(len(s))
	plain := 0 // where the text for golang.org/x/text begins
	for i := 0; i < len(s); {
		end, n := clusterEnd(f, s, i)
		if n >= longCluster {
			out.WriteString(f.String(s[plain:i]))
			writeCluster(&out, f, s[i:end])
			plain = end
		}
		i = end
	}
	out.WriteString(f.String(s[plain:]))
	return out.String()
}

// clusterEnd returns where the characters that may interact with the one at i
// end, and how many they are.
func clusterEnd(f norm.Form, s string, i int) (end, n int) {
	for end = i; end < len(s); n++ {
		if n > 0 && startsCluster(f, s[end:]) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[end:])
		end += size
		if r == utf8.RuneError && size == 1 {
			return end, n + 1 // a bad byte is kept as it is, and composes with nothing
		}
	}
	return end, n
}

// startsCluster reports whether the first character of s never interacts with
// what stands before it.
func startsCluster(f norm.Form, s string) bool {
	if s[0] < utf8.RuneSelf {
		return true
	}
	props := f.PropertiesString(s)
	if !props.BoundaryBefore() {
		return false
	}
	// A Hangul vowel such as ㅏ (U+314F) becomes one that makes a syllable with the
	// consonant before it. BoundaryBefore overlooks these.
	r, _ := utf8.DecodeRune(props.Decomposition())
	return r < 0x1160 || r > 0x11FF
}

// part is a character with its canonical combining class.
type part struct {
	r   rune
	ccc uint8
}

// writeCluster writes one cluster in the form f: decomposed, put in canonical
// order, and composed if f asks for it (UAX #15, section 1.3).
func writeCluster(out *strings.Builder, f norm.Form, cluster string) {
	canonical := f == norm.NFC || f == norm.NFD
	parts := make([]part, 0, len(cluster)/2)
	for i := 0; i < len(cluster); {
		props := norm.NFKD.PropertiesString(cluster[i:])
		if canonical {
			props = norm.NFD.PropertiesString(cluster[i:])
		}
		r, size := utf8.DecodeRuneInString(cluster[i:])
		switch decomposition := props.Decomposition(); {
		case decomposition != nil:
			parts = appendParts(parts, string(decomposition))
		case 0xAC00 <= r && r <= 0xD7A3: // Hangul is decomposed by rule, not by table
			parts = appendParts(parts, norm.NFD.String(cluster[i:i+size]))
		default:
			parts = append(parts, part{r, props.CCC()})
		}
		i += size
	}
	order(parts)
	if f == norm.NFC || f == norm.NFKC {
		parts = compose(parts)
	}
	for _, p := range parts {
		out.WriteRune(p.r)
	}
}

// appendParts appends the characters of s, which is decomposed.
func appendParts(parts []part, s string) []part {
	for i, r := range s {
		parts = append(parts, part{r, norm.NFD.PropertiesString(s[i:]).CCC()})
	}
	return parts
}

// order puts each run of marks in canonical order. It counts instead of
// comparing, as a run may be a megabyte long.
func order(parts []part) {
	var next [256]int
	var sorted []part
	for i := 0; i < len(parts); i++ {
		first := i
		inOrder := true
		for i < len(parts) && parts[i].ccc != 0 {
			inOrder = inOrder && (i == first || parts[i-1].ccc <= parts[i].ccc)
			i++
		}
		if inOrder {
			continue
		}
		run := parts[first:i]
		clear(next[:])
		for _, p := range run {
			next[p.ccc]++
		}
		at := 0
		for ccc, n := range next {
			next[ccc] = at
			at += n
		}
		sorted = append(sorted[:0], run...)
		for _, p := range sorted {
			run[next[p.ccc]] = p
			next[p.ccc]++
		}
	}
}

// compose joins each character with the last starter before it where the two
// have a primary composite and nothing between them blocks it.
func compose(parts []part) []part {
	out := parts[:0]
	starter := -1
	for _, p := range parts {
		if starter >= 0 {
			last := out[len(out)-1]
			adjacent := len(out)-1 == starter
			if adjacent || last.ccc != 0 && last.ccc < p.ccc {
				if r, ok := composePair(out[starter].r, p.r); ok {
					out[starter].r = r
					continue
				}
			}
		}
		if p.ccc == 0 {
			starter = len(out)
		}
		out = append(out, p)
	}
	return out
}

// composePair returns the primary composite of a and b.
func composePair(a, b rune) (rune, bool) {
	s := norm.NFC.String(string([]rune{a, b}))
	r, size := utf8.DecodeRuneInString(s)
	return r, size == len(s)
}
