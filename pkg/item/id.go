package item

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// IDLength is the number of hex digits of an id.
const IDLength = 32

// NewID makes the id of a picture (its SHA-256 in hex) with a caption. The
// same pair has the same id on every machine: the caption counts in NFC with
// every run of Unicode White_Space made one space, and trimmed.
func NewID(pictureSHA256, caption string) string {
	var b strings.Builder
	b.Grow(len("archive-item-v1\n") + len(pictureSHA256) + 1 + len(caption))
	b.WriteString("archive-item-v1\n")
	b.WriteString(pictureSHA256)
	b.WriteByte('\n')
	b.WriteString(collapse(norm.NFC.String(caption)))
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:IDLength/2])
}

// collapse makes each run of white space one space and trims the ends.
// unicode.IsSpace is the White_Space property, the no-break spaces included.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// HasCaption reports whether the caption holds more than white space.
func (it *Item) HasCaption() bool { return collapse(it.Caption) != "" }

// FieldNames lists the fields of an item as its JSON names them, in order.
func FieldNames() []string {
	return []string{
		"id", "caption", "title", "alt", "tags", "mentions", "people", "date", "place", "creator", "credit",
		"copyright", "license", "picture", "attachments", "sources", "published", "albums", "rating", "likes",
		"added", "modified", "extra", "origins", "alternatives",
	}
}
