package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// lexicon is what is known of words that are no places.
type lexicon struct {
	english map[string]int  // SCOWL size of a common English word: 10 is the most common
	spoken  map[string]bool // in American film subtitles; true: mostly in lower case
	foreign map[string]bool // among the 10,000 most common words of a language
	given   map[string]bool // given names
	own     map[string]map[string]bool
}

// readLexicon reads the lists of words and names.
func readLexicon(from shelf, own []byte) (*lexicon, error) {
	lex := &lexicon{map[string]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]map[string]bool{}}
	table, err := rows(own, 2)
	if err != nil {
		return nil, fmt.Errorf("words.tsv: %w", err)
	}
	for _, row := range table {
		if lex.own[row[0]] == nil {
			lex.own[row[0]] = map[string]bool{}
		}
		for _, word := range strings.Fields(row[1]) {
			lex.own[row[0]][text.FoldPlace(word)] = true
		}
	}
	for _, read := range []func(shelf) error{lex.readEnglish, lex.readSpoken, lex.readForeign, lex.readGiven} {
		if err := read(from); err != nil {
			return nil, err
		}
	}
	return lex, nil
}

func (lex *lexicon) readEnglish(from shelf) error {
	lists, err := from.files(sources()["english"], func(path string) bool { return strings.Contains(path, "-words-") })
	if err != nil {
		return err
	}
	for _, path := range sortedKeys(lists) {
		size, err := strconv.Atoi(strings.TrimSuffix(path[strings.LastIndex(path, "-")+1:], ".json"))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		var words []string
		if err := json.Unmarshal(lists[path], &words); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, word := range words {
			key := text.FoldPlace(word)
			if old, ok := lex.english[key]; !ok || size < old {
				lex.english[key] = size
			}
		}
	}
	return nil
}

func (lex *lexicon) readSpoken(from shelf) error {
	file, err := from.one(sources()["spoken"], "index.json")
	if err != nil {
		return err
	}
	var words []struct{ Word string }
	if err := json.Unmarshal(file, &words); err != nil {
		return fmt.Errorf("subtlex: %w", err)
	}
	for _, w := range words {
		lex.spoken[text.FoldPlace(w.Word)] = strings.ToLower(w.Word) == w.Word
	}
	return nil
}

func (lex *lexicon) readForeign(from shelf) error {
	lists, err := from.files(sources()["languages"], func(path string) bool { return strings.HasSuffix(path, ".txt") })
	if err != nil {
		return err
	}
	for _, words := range lists {
		for word := range strings.Lines(string(words)) {
			lex.foreign[text.FoldPlace(word)] = true
		}
	}
	return nil
}

// readGiven finds the given names in faker's locales: scripts that hold them
// as string literals inside first_name, some as one string split at a sign.
func (lex *lexicon) readGiven(from shelf) error {
	scripts, err := from.files(sources()["names"], func(path string) bool {
		return strings.HasPrefix(path, "dist/") && strings.HasSuffix(path, ".js")
	})
	if err != nil {
		return err
	}
	literal := regexp.MustCompile("`([^`]*)`(?:\\.split\\(`([^`]*)`\\))?")
	for _, script := range scripts {
		for rest := string(script); ; {
			_, after, ok := strings.Cut(rest, "first_name:{")
			if !ok {
				break
			}
			rest = after
			for _, m := range literal.FindAllStringSubmatch(after[:closing(after)], -1) {
				names := []string{m[1]}
				if m[2] != "" {
					names = strings.Split(m[1], m[2])
				}
				for _, name := range names {
					// Two words that are a name together (the Vietnamese Hải Phong) are none
					// as a tag.
					if !strings.ContainsRune(name, ' ') {
						lex.given[text.FoldPlace(name)] = true
					}
				}
			}
		}
	}
	if !lex.given["nancy"] || !lex.given["charlotte"] {
		return fmt.Errorf("given names: %d found, and not the ones that are surely there", len(lex.given))
	}
	return nil
}

// closing returns where the brace that was opened before s is closed.
func closing(s string) int {
	depth, quoted := 1, false
	for i := range len(s) {
		switch {
		case s[i] == '`':
			quoted = !quoted
		case quoted:
		case s[i] == '{':
			depth++
		case s[i] == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// common reports whether a key is a common English word.
func (lex *lexicon) common(key string) bool {
	size, english := lex.english[key]
	lower := lex.spoken[key]
	return english && (size <= 40 || (lower && size <= 70)) || lower
}

// refuses reports whether an other name of a country, in any language, is more
// likely something else: an English word, however rare, a given name, or four
// letters of the alphabet.
func (lex *lexicon) refuses(key string) bool {
	_, english := lex.english[key]
	return english || lex.spoken[key] || lex.given[key] || isASCII(key) && len(key) <= 4 && key != "dprk"
}

// known reports whether a key is any word or name of the lists.
func (lex *lexicon) known(key string) bool {
	_, english := lex.english[key]
	_, spoken := lex.spoken[key]
	return english || spoken || lex.foreign[key] || lex.given[key]
}

// tagSection lists the keys of the gazetteer that are no places in a hashtag,
// one a line: the key, a space, and why. For countries c: a common word or a
// given name. For towns and sites w: a common word, n: a given name (of places
// under two million), o: an other name that is more often something else.
func tagSection(lex *lexicon, nations []nation, sites []site, towns []town) blob {
	found := map[string]string{}
	for _, n := range nations {
		english := text.FoldPlace(n.name)
		for _, key := range append([]string{english}, n.keys...) {
			if lex.own["country"][key] || key != english && !lex.own["place"][key] && key[0] >= ' ' && lex.refuses(key) {
				found[key] = "c"
			}
		}
	}
	for key, u := range usesOf(sites, towns) {
		switch {
		case lex.own["word"][key] && !lex.own["place"][key]:
			found[key] += "w"
		case lex.own["name"][key]:
			found[key] += "n"
		case lex.own["place"][key]:
		case lex.common(key):
			found[key] += "w"
		case lex.given[key]:
			found[key] += "n"
		case u.other > u.main && lex.known(key) && !lex.abroad(key, u) && (isASCII(key) || u.other < 1_000_000):
			found[key] += "o" // lists of other scripts hold their great cities too
		}
	}
	var out blob
	for _, key := range slices.Sorted(maps.Keys(found)) {
		if layout.Letters(key) >= layout.TagLetters {
			out = append(out, key+" "+found[key]+"\n"...)
		}
	}
	return out
}

// use is how many people the largest town of a name has, and the largest that
// has it as a further name.
type use struct {
	main, other int
	of          *town // the latter
}

// plainName reports whether a town's own name is neither a word nor a given name.
func (lex *lexicon) plainName(t *town) bool {
	key := text.FoldPlace(t.name)
	return lex.own["place"][key] || !lex.own["word"][key] && !lex.own["name"][key] && !lex.common(key) && !lex.given[key] && lex.english[key] == 0
}

// abroad reports whether a further name only writes the name of a foreign town
// in another script: アムステルダム, Амстердам. Lists of words hold these as well;
// they are no words if the name is none. Short ones may be both.
func (lex *lexicon) abroad(key string, u use) bool {
	letters := layout.Letters(key)
	return u.of != nil && !isASCII(key) && strings.IndexFunc(key, notLatin) >= 0 && !lex.given[key] &&
		(letters >= 6 || letters >= 5 && letters == utf8.RuneCountInString(key)) && !readsOther(u.of.country) && lex.plainName(u.of)
}

// usesOf lists the names of sites and of all towns that a hashtag may mean.
func usesOf(sites []site, towns []town) map[string]use {
	uses := map[string]use{}
	for _, s := range sites {
		for _, key := range append([]string{text.FoldPlace(s.name)}, s.keys...) {
			uses[key] = use{main: 1}
		}
	}
	for i := range towns {
		t := &towns[i]
		if t.population < 15_000 {
			continue
		}
		main := text.FoldPlace(t.name)
		u := uses[main]
		u.main = max(u.main, t.population)
		uses[main] = u
		for _, key := range t.keys {
			u := uses[key]
			if t.population > u.other {
				u.other, u.of = t.population, t
			}
			uses[key] = u
		}
	}
	return uses
}

func isASCII(key string) bool {
	return strings.IndexFunc(key, func(r rune) bool { return r >= 0x80 }) < 0
}
