package query

import (
	"strings"
	"unicode/utf8"
)

// Nearest gives the candidate that a mistyped word most likely means, or "".
// It counts the letters to insert, delete, replace or swap with a neighbour
// (Damerau and Levenshtein, each stretch edited once), without regard to
// case. About half of the word's letters may be wrong, but never all.
func Nearest(word string, candidates []string) string {
	const longest = 64
	if word == "" || utf8.RuneCountInString(word) > longest {
		return ""
	}
	w := []rune(strings.ToLower(word))
	best, name := (len(w)+1)/2+1, ""
	for _, c := range candidates {
		if len(c) > 4*longest {
			continue
		}
		r := []rune(strings.ToLower(c))
		if d := edits(w, r); d < best && d < max(len(w), len(r)) {
			best, name = d, c
		}
	}
	return name
}

// edits is the optimal string alignment distance.
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
