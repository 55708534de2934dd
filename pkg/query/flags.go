package query

import (
	"strings"
	"time"
)

// Flags are the conditions of the command line's flags. They make the same
// tree as a query does, but their values are taken as they are: no quotes, no
// operators, no fields. A * at the end is a prefix where the field takes one,
// and a comma separates tags; \, is a comma inside a tag.
type Flags struct {
	Tags, NotTags []string
	Places        []string
	// Sure leaves out places that were inferred from hashtags.
	Sure bool
	// Near is a point or a place with or without ,RADIUS; Radius gives it
	// separately. Empty is not set.
	Near, Radius, BBox string
	Dates, Added       []string
	// Texts are words, each of which must be found, and "quoted phrases".
	Texts                       []string
	Creators, Mentions, Sources []string
	Has, Missing                []string
}

// Expr joins all conditions with AND. now is as for Parse. The error is a
// *FlagError.
func (f Flags) Expr(now time.Time) (Expr, error) {
	b := flagBuilder{now: now}
	b.lists("tag", "tag", f.Tags)
	b.notTags(f.NotTags)
	place := "place"
	if f.Sure {
		place = "sure"
		if len(f.Places) == 0 {
			b.fail("sure", problemf("nothing to be sure of, expected --place with it"))
		}
	}
	b.values("place", place, f.Places)
	b.near(f.Near, f.Radius)
	if f.BBox != "" {
		b.values("bbox", "bbox", []string{f.BBox})
	}
	b.values("date", "date", f.Dates)
	b.values("added", "added", f.Added)
	b.texts(f.Texts)
	b.values("creator", "creator", f.Creators)
	b.values("mention", "mention", f.Mentions)
	b.values("source", "source", f.Sources)
	b.values("has", "has", f.Has)
	b.values("missing", "missing", f.Missing)
	if b.err != nil {
		return nil, b.err
	}
	return and(b.xs...), nil
}

// flagBuilder collects conditions until the first error.
type flagBuilder struct {
	now time.Time
	xs  []Expr
	err error
}

func (b *flagBuilder) fail(flag string, pr *problem) {
	if b.err == nil {
		b.err = &FlagError{Flag: flag, Message: pr.message, Hint: pr.hint}
	}
}

// one makes the condition of one value; flag names the flag in errors.
func (b *flagBuilder) one(flag, field, written string) (Expr, bool) {
	v := part{text: written}
	if takesPrefix(field) {
		v.text, v.prefix = strings.CutSuffix(written, "*")
	}
	if strings.TrimSpace(v.text) == "" && !v.prefix {
		b.fail(flag, problemf("nothing given, expected %s", expectedValue(field)))
		return nil, false
	}
	e, pr := condition(field, v, b.now)
	if pr != nil {
		b.fail(flag, pr)
		return nil, false
	}
	return e, true
}

func (b *flagBuilder) values(flag, field string, values []string) {
	for _, v := range values {
		if e, ok := b.one(flag, field, v); ok {
			b.xs = append(b.xs, e)
		}
	}
}

// lists adds a condition for each value, any of whose parts between commas
// will do.
func (b *flagBuilder) lists(flag, field string, values []string) {
	for _, v := range values {
		if e, ok := b.either(flag, field, v); ok {
			b.xs = append(b.xs, e)
		}
	}
}

func (b *flagBuilder) notTags(values []string) {
	for _, v := range values {
		if e, ok := b.either("not-tag", "tag", v); ok {
			b.xs = append(b.xs, not(e))
		}
	}
}

func (b *flagBuilder) either(flag, field, list string) (Expr, bool) {
	var xs []Expr
	for _, v := range splitList(list) {
		e, ok := b.one(flag, field, v)
		if !ok {
			return nil, false
		}
		xs = append(xs, e)
	}
	return or(xs...), true
}

// splitList cuts at commas; \, is a comma that doesn't separate.
func splitList(s string) []string {
	var list []string
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == ',':
			i++
			b.WriteByte(',')
		case s[i] == ',':
			list = append(list, b.String())
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	return append(list, b.String())
}

func (b *flagBuilder) near(point, radius string) {
	if point == "" {
		if radius != "" {
			b.fail("radius", problemf("a radius around nothing, expected --near with it"))
		}
		return
	}
	if radius == "" {
		b.values("near", "near", []string{point})
		return
	}
	metres, pr := readRadius(radius)
	if pr != nil {
		b.fail("radius", pr)
		return
	}
	if _, _, given, _ := cutRadius(point); given {
		b.fail("radius", problemf("the radius is in --near already, expected it once"))
		return
	}
	e, pr := nearPoint(point, metres)
	if pr != nil {
		b.fail("near", pr)
		return
	}
	b.xs = append(b.xs, e)
}

func (b *flagBuilder) texts(values []string) {
	for _, v := range values {
		words, pr := cutWords(v)
		if pr != nil {
			b.fail("text", pr)
			return
		}
		found := false
		for _, w := range words {
			// A dash between words is no word to search for.
			if e, pr := textTerm("text", w); pr == nil {
				b.xs = append(b.xs, e)
				found = true
			}
		}
		if !found {
			b.fail("text", problemf("nothing to search for in %s, expected a letter or a digit", shown(v)))
		}
	}
}

// cutWords cuts the value of --text into words and "quoted phrases", either
// with a * at the end or not. A quote inside a word is a character.
func cutWords(s string) ([]part, *problem) {
	var words []part
	for {
		s = strings.TrimSpace(s)
		if s == "" {
			return words, nil
		}
		var w part
		if s[0] == '"' {
			var b strings.Builder
			p := parser{s: s}
			if _, err := p.quoted(&b); err != nil {
				return nil, problemf(`a quote that isn't closed, expected another "`)
			}
			w = part{text: b.String(), quoted: true}
			s, w.prefix = strings.CutPrefix(s[p.pos:], "*")
		} else {
			end := strings.IndexFunc(s, isBlank)
			if end < 0 {
				end = len(s)
			}
			w.text, w.prefix = strings.CutSuffix(s[:end], "*")
			s = s[end:]
		}
		words = append(words, w)
	}
}
