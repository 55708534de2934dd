package twitter

import (
	"strings"
	"time"
	"unicode/utf8"

	"photoarchive/pkg/source/jsonstream"
)

// Bounds of the long forms in memory.
const (
	maxNoteBytes = 64 << 20
	// noteSlack is how far apart the times of a post and its long form may be, in
	// seconds.
	noteSlack = 5
	// noteKey is by how many characters they are found without a time.
	noteKey = 40
)

// note is the long form of a post whose text is cut in tweets.js.
type note struct {
	text  string
	short []shortened
}

// noteIndex finds long forms. They don't name their posts: an id of their own is
// close to the post's, and so is the time.
type noteIndex struct {
	list   []note
	byID   map[string]int
	byTime map[int64][]int
	byText map[string][]int
	bytes  int
}

// add takes an element of note-tweet.js. It says false when there are too many.
func (x *noteIndex) add(v jsonstream.Value) bool {
	if n := v.Get("noteTweet"); n.Kind() == jsonstream.Object {
		v = n
	}
	n := note{text: unescape(v.Get("core", "text").Text()), short: addresses(v.Get("core", "urls"))}
	if n.text == "" {
		return true
	}
	if x.bytes += len(n.text) + 256; x.bytes > maxNoteBytes {
		return false
	}
	if x.byID == nil {
		x.byID, x.byTime, x.byText = map[string]int{}, map[int64][]int{}, map[string][]int{}
	}
	i := len(x.list)
	x.list = append(x.list, n)
	id := v.First("noteTweetId", "id").Text()
	if isID(id) {
		x.byID[id] = i
	}
	if t := moment(v.Get("createdAt").Text(), ""); !t.IsZero() {
		x.byTime[t.Unix()] = append(x.byTime[t.Unix()], i)
	}
	if key := beginning(spaced(n.text)); key != "" {
		x.byText[key] = append(x.byText[key], i)
	}
	return true
}

// find gives the long form of a post, or nil.
func (x *noteIndex) find(id string, published time.Time, text string) *note {
	if x == nil || len(x.list) == 0 {
		return nil
	}
	if i, ok := x.byID[id]; ok {
		return &x.list[i]
	}
	cut := uncut(text)
	if cut == "" {
		return nil
	}
	if !published.IsZero() {
		for d := range int64(2*noteSlack + 1) {
			for _, i := range x.byTime[published.Unix()-noteSlack+d] {
				if strings.HasPrefix(spaced(x.list[i].text), cut) {
					return &x.list[i]
				}
			}
		}
	}
	if key := beginning(cut); key != "" {
		var found *note
		for _, i := range x.byText[key] {
			if strings.HasPrefix(spaced(x.list[i].text), cut) {
				if found != nil {
					return nil
				}
				found = &x.list[i]
			}
		}
		return found
	}
	return nil
}

// uncut is a cut text without the mark of the cut and the address behind it.
func uncut(text string) string {
	text = strings.TrimSpace(text)
	for {
		i := strings.LastIndexAny(text, " \n")
		if !strings.HasPrefix(text[i+1:], "https://t.co/") {
			break
		}
		text = strings.TrimRight(text[:max(i, 0)], " \n")
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "…"), "...")
	return spaced(text)
}

// spaced makes each run of white space one space.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// beginning is the first noteKey characters, "" where there are fewer.
func beginning(text string) string {
	n := 0
	for i := range text {
		if n == noteKey {
			return text[:i]
		}
		n++
	}
	if utf8.RuneCountInString(text) == noteKey {
		return text
	}
	return ""
}
