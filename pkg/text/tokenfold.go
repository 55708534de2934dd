package text

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text prepared for cutting into words: folded as by FoldLoose,
// with every apostrophe '. It knows where each part came from.
type folded struct {
	text string
	// anchors are in order of out. Without any, text and source have the same offsets.
	anchors []anchor
}

// anchor says that text from out to the next anchor came from the source at src.
type anchor struct {
	out, src int
	// end is where the source of an indivisible piece ends. It is negative where the
	// anchor begins a stretch with the same bytes' lengths in text and source.
	end int
}

// start returns where in the source the character at text offset at begins.
// hint is an index of anchors not after the right one; the right one is returned.
func (f *folded) start(at, hint int) (src, next int) {
	if len(f.anchors) == 0 {
		return at, 0
	}
	for hint+1 < len(f.anchors) && f.anchors[hint+1].out <= at {
		hint++
	}
	a := f.anchors[hint]
	if a.end >= 0 {
		return a.src, hint
	}
	return a.src + at - a.out, hint
}

// stop returns where in the source the character that ends at text offset at ends.
func (f *folded) stop(at, hint int) (src, next int) {
	if len(f.anchors) == 0 {
		return at, 0
	}
	for hint+1 < len(f.anchors) && f.anchors[hint+1].out < at {
		hint++
	}
	a := f.anchors[hint]
	if a.end >= 0 {
		return a.end, hint
	}
	return a.src + at - a.out, hint
}

// tokenFolder builds a folded text.
type tokenFolder struct {
	src     string
	out     []byte
	anchors []anchor
	strip   stripper
}

// foldForTokens folds s piece by piece. A piece is a character with all that
// interacts with it under normalization, so that a piece of the result has a
// range of the source.
func foldForTokens(s string) folded {
	f := tokenFolder{src: s, out: make([]byte, 0, len(s)+16)}
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] < utf8.RuneSelf {
			j++
		}
		next := skipInvisible(s, j)
		if j > i && isMarked(s[next:]) {
			f.copyASCII(i, j-1) // the last letter has marks
			i = f.piece(j - 1)
			continue
		}
		f.copyASCII(i, j)
		if i = next; next == j && j < len(s) {
			i = f.piece(j)
		}
	}
	return folded{text: string(f.out), anchors: f.anchors}
}

// skipInvisible returns the offset of the first character at or after i that is
// seen.
func skipInvisible(s string, i int) int {
	for i < len(s) && s[i] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isInvisible(r) {
			break
		}
		i += size
	}
	return i
}

// copyASCII folds the ASCII characters from i to j.
func (f *tokenFolder) copyASCII(i, j int) {
	if i == j {
		return
	}
	if !f.inStretch(len(f.out), i) {
		f.add(anchor{out: len(f.out), src: i, end: -1})
	}
	for k := i; k < j; k++ {
		c := f.src[k]
		if classes[c] == changes {
			c = foldChanging(c)
		}
		f.out = append(f.out, c)
	}
	last := f.src[j-1] | 0x20
	f.strip.accented = 'a' <= last && last <= 'z'
}

func (f *tokenFolder) add(a anchor) {
	if len(f.anchors) == 0 && a.out > 0 {
		f.anchors = append(f.anchors, anchor{end: -1})
	}
	f.anchors = append(f.anchors, a)
}

// inStretch reports whether the text at out continues the last anchor's stretch
// of equal lengths when it comes from src.
func (f *tokenFolder) inStretch(out, src int) bool {
	if len(f.anchors) == 0 {
		return out == src // a stretch from the beginning needs no anchor
	}
	last := f.anchors[len(f.anchors)-1]
	return last.end < 0 && last.src+out-last.out == src
}

// piece folds the character at i and all that interacts with it, and returns
// where the next piece begins.
func (f *tokenFolder) piece(i int) int {
	s := f.src
	first, size := utf8.DecodeRuneInString(s[i:])
	end := i + size // of the piece, without invisible characters behind it
	single := true
	next := end
	for next < len(s) && s[next] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[next:])
		if !isInvisible(r) {
			if isSteady(r) || startsCluster(norm.NFKC, s[next:]) {
				break
			}
			single = false
			end = next + size
		}
		next += size
	}
	from := len(f.out)
	if single && f.foldSingle(first, i, end) {
		return next
	}
	f.foldCluster(s[i:end])
	if len(f.out) > from {
		f.add(anchor{out: from, src: i, end: end})
	}
	return next
}

// foldSingle folds a character nothing interacts with, from i to end, if that
// needs no normalization.
func (f *tokenFolder) foldSingle(r rune, i, end int) bool {
	from, strip := len(f.out), f.strip
	r = unified(r)
	var parts []byte
	if !isSteady(r) {
		parts = norm.NFKC.PropertiesString(f.src[i:]).Decomposition()
	}
	if parts == nil {
		f.out = f.strip.append(f.out, r)
	} else if !f.foldParts(r, parts, f.src[i:end]) {
		f.out, f.strip = f.out[:from], strip
		return false
	}
	if len(f.out) == from {
		return true
	}
	_, size := utf8.DecodeRune(f.out[from:])
	same := from+size == len(f.out) && size == end-i
	if !same || !f.inStretch(from, i) {
		a := anchor{out: from, src: i, end: end}
		if same {
			a.end = -1
		}
		f.add(a)
	}
	return true
}

// isMarked reports whether s begins with something that may interact with an
// ASCII letter before it.
func isMarked(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !isSteady(r) && !norm.NFKC.PropertiesString(s).BoundaryBefore()
}

// isSteady reports whether r is surely one of those that fold to their simple
// folding and never interact with what stands before them. It is a short way
// for the letters of common scripts, not the whole set.
func isSteady(r rune) bool {
	switch {
	case r < utf8.RuneSelf,
		r == '–', r == '—', '‘' <= r && r <= '”',
		0x0400 <= r && r <= 0x045F,                             // Cyrillic
		0x05D0 <= r && r <= 0x05EA,                             // Hebrew
		0x0627 <= r && r <= 0x063A, 0x0641 <= r && r <= 0x064A, // Arabic
		0x0E01 <= r && r <= 0x0E30,                                       // Thai
		0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, r == 'ー', // kana
		0x4E00 <= r && r <= 0x9FFF, 0xAC00 <= r && r <= 0xD7A3:
		return true
	}
	return false
}

// foldParts folds the character r, src in the source, with the given
// decomposition if the result is plain: a letter that loses its accents, or a
// composed one that keeps them.
func (f *tokenFolder) foldParts(r rune, parts []byte, src string) bool {
	base, size := utf8.DecodeRune(parts)
	if unified(base) != base {
		return false
	}
	from := len(f.out)
	f.out = f.strip.append(f.out, base)
	if f.strip.accented {
		folded := len(f.out)
		for _, mark := range string(parts[size:]) {
			f.out = f.strip.append(f.out, mark)
		}
		return len(f.out) == folded
	}
	if !norm.NFKC.IsNormalString(src) {
		return false
	}
	f.out = utf8.AppendRune(f.out[:from], simpleFold(r))
	return true
}

// foldCluster folds characters that interact, by way of the full normal forms.
func (f *tokenFolder) foldCluster(s string) {
	visible := make([]byte, 0, len(s))
	for _, r := range s {
		if !isInvisible(r) {
			visible = utf8.AppendRune(visible, unified(r))
		}
	}
	var stripped []byte
	for _, r := range normalize(norm.NFKD, string(visible)) {
		stripped = f.strip.append(stripped, unified(r))
	}
	f.out = append(f.out, normalize(norm.NFKC, string(stripped))...)
}

// unified returns the ASCII character that people also write for r: ' for any
// apostrophe and the Hebrew geresh, " for gershayim, / for the stroke of ½.
func unified(r rune) rune {
	switch {
	case r == '״':
		return '"'
	case r == '⁄':
		return '/'
	case r == '׳' || isApostrophe(r):
		return '\''
	}
	return r
}
