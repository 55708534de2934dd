package query

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// The examples of the help are understood.
func TestHelpExamples(t *testing.T) {
	lines := regexp.MustCompile(`(?m)^  archive find '([^']+)'$`).FindAllStringSubmatch(Help(), -1)
	if len(lines) < 4 {
		t.Fatalf("%d examples", len(lines))
	}
	for _, line := range lines {
		if _, err := Parse(line[1], now()); err != nil {
			t.Errorf("%s: %v", line[1], err)
		}
	}
	for _, q := range []string{
		"A B", "A AND B", "A OR B", "NOT A", "-A", "@NAME", `@"two words"`, "field*", "tag:Pyong*", "name:IMG_*", `"popcorn vend"*`,
		`"https://example.org"`, "cafe", "tag:#Pyongyang", "tag:A,B", "place:평양", `place:"Paris, Texas"`, "sure:NAME",
		`url:"https://…"`, "name:popcorn.jpg", "type:image/jpeg", "id:5f0c2e7a", "origin:exif",
		"date:195X", "date:1953~", "date:1953-24", "date:1914/1918", "date:yesterday", `date:"this week"`, "date:last-month", "date:this-year",
		"near:39.03,125.75,2km", `near:"Mansu Hill",2km`, "near:geo:39.03,125.75", "rating:4..", "width:>=1920", "height:<1000", "size:>5MB",
		"has:place.city", "has:picture.width", "has:license", "has:extra.KEY",
	} {
		if _, err := Parse(q, now()); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// Every field is in the help, and no line is wider than a terminal.
func TestHelp(t *testing.T) {
	for _, f := range Fields() {
		if !strings.Contains(Help(), f+":") {
			t.Errorf("the help doesn't mention %s:", f)
		}
	}
	for line := range strings.Lines(Help()) {
		width := 0
		for _, r := range line {
			if width++; unicode.Is(unicode.Hangul, r) {
				width++
			}
		}
		if width > 81 { // with the line break
			t.Errorf("%d columns: %s", width-1, line)
		}
	}
}
