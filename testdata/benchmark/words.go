package main

import "math/rand/v2"

// Words that occur nowhere else in the data set, so that their numbers of hits
// are known. The made-up words are built of open syllables and can't be these.
const (
	commonWord  = "street"     // in half of the captions
	secondWord  = "people"     // in half of the captions, 28 % have both
	commonTag   = "Streetlife" // one item in ten
	rareTag     = "Kittiwakes" // ten items, whatever the size of the set
	wordCount   = 60_000
	tagCount    = 50_000
	placeCount  = 5_000
	creatorMost = 1_000
)

const (
	consonants = "bdfgklmnprstvz"
	vowels     = "aeiou"
	syllables  = len(consonants) * len(vowels)
)

// madeUp appends the made-up word number i to dst. Small numbers give short
// words, as common words are short; every number gives another word.
func madeUp(dst []byte, i int) []byte {
	count, first := 1, 0
	for many := syllables; i >= first+many; many *= syllables {
		first += many
		count++
	}
	i -= first
	for range count {
		s := i % syllables
		i /= syllables
		dst = append(dst, consonants[s/len(vowels)], vowels[s%len(vowels)])
	}
	return dst
}

func capitalised(prefix string, i int) string {
	start := len(prefix)
	b := madeUp([]byte(prefix), i)
	b[start] -= 'a' - 'A'
	return string(b)
}

// tagName is the tag number i. The ending keeps tags apart from words.
func tagName(i int) string { return capitalised("", i+syllables) + "pix" }

func creatorName(i int) string { return capitalised("Ada ", i+syllables) }

// zipf gives numbers below n; 0 is the most frequent. The greater flat is, the
// less the first few stand out.
func zipf(r *rand.Rand, flat float64, n int) *rand.Zipf {
	return rand.NewZipf(r, 1.1, flat, uint64(n-1))
}
