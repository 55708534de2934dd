package query

import (
	"errors"
	"strings"
	"time"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/text"
)

// condition makes the condition of a field from one value. Queries and flags
// both end here, so that they cannot differ.
func condition(field string, v part, now time.Time) (Expr, *problem) {
	if v.prefix && !takesPrefix(field) {
		return nil, problemf("a * after the value of %s, expected %s", field, expectedValue(field))
	}
	switch field {
	case "text", "caption", "title", "alt":
		return textTerm(field, v)
	case "place", "sure":
		return placeTerm(field, v)
	case "date", "added", "published":
		return whenTerm(field, v, now)
	case "likes", "rating", "width", "height", "size":
		return numberTerm(field, v.text)
	case "near":
		return nearTerm(v.text)
	case "bbox":
		return bboxTerm(v.text)
	case "has", "missing":
		return hasTerm(field, v.text)
	case "id", "sha256":
		return digitsTerm(field, v)
	}
	return nameTerm(field, v)
}

func takesPrefix(field string) bool {
	switch field {
	case "date", "added", "published", "likes", "rating", "width", "height", "size", "near", "bbox", "has", "missing":
		return false
	}
	return true
}

func textTerm(field string, v part) (Expr, *problem) {
	e := Text{
		Field: field, Value: v.text, Prefix: v.prefix,
		Quoted:  v.quoted || needsQuotes(field, v.text),
		Pattern: text.Compile(v.text, v.prefix),
	}
	if e.Pattern.Empty() {
		if v.prefix && v.text == "" {
			return nil, lonelyStar()
		}
		return nil, problemf("nothing to search for in %s, expected a letter or a digit", shown(v.text))
	}
	return e, nil
}

func placeTerm(field string, v part) (Expr, *problem) {
	key := text.FoldPlace(v.text)
	if key == "" {
		return nil, expectedName(field, v)
	}
	return Place{Value: v.text, Prefix: v.prefix, Sure: field == "sure", Keys: []string{key}}, nil
}

func nameTerm(field string, v part) (Expr, *problem) {
	key := nameKey(field, v.text)
	if key == "" {
		return nil, expectedName(field, v)
	}
	return Name{Field: field, Value: v.text, Prefix: v.prefix, Keys: []string{key}}, nil
}

// digitsTerm reads an id or a SHA-256, whole or its first digits.
func digitsTerm(field string, v part) (Expr, *problem) {
	key := nameKey(field, v.text)
	whole := 32
	if field == "sha256" {
		whole = 64
	}
	if len(key) < 4 || len(key) > whole || strings.Trim(key, "0123456789abcdef") != "" {
		return nil, problemf("%s is no %s, expected 4 to %d hexadecimal digits", shown(v.text), field, whole)
	}
	return Name{Field: field, Value: v.text, Prefix: len(key) < whole, Keys: []string{key}}, nil
}

// isDigits tells whether a field holds hexadecimal digits, of which the first
// few are enough.
func isDigits(field string) bool { return field == "id" || field == "sha256" }

// whenTerm reads a WHEN. Relative words of added and published count in UTC,
// as those dates are compared.
func whenTerm(field string, v part, now time.Time) (Expr, *problem) {
	if field != "date" {
		now = now.UTC()
	}
	w, err := edtf.ParseWhen(v.text, now)
	if err != nil {
		var syntax *edtf.SyntaxError
		if !errors.As(err, &syntax) {
			return nil, problemf("%v", err)
		}
		pr := problemf("%s is no date: %s", shown(v.text), syntax.Expected)
		if !strings.Contains(pr.message, "expected") {
			pr.message += ", expected " + expectedValue(field)
		}
		if strings.IndexAny(strings.TrimSpace(v.text), "<>=") == 0 {
			return nil, pr.with("dates have ranges: 2013.., ..2013-02-25 or 2013-02..2013-03")
		}
		return nil, pr
	}
	return When{Field: field, Value: w.String(), Spans: w.Spans()}, nil
}

func hasTerm(field, s string) (Expr, *problem) {
	name, ok := itemField(strings.TrimSpace(s))
	if !ok {
		return nil, unknownItemField(s)
	}
	return Has{Field: name, Missing: field == "missing"}, nil
}

func expectedName(field string, v part) *problem {
	if v.prefix && strings.TrimSpace(v.text) == "" {
		return lonelyStar()
	}
	return problemf("%s has no letter or digit, expected %s", shown(v.text), expectedValue(field))
}

func lonelyStar() *problem {
	return problemf("a * by itself, expected letters before it").
		with("has:FIELD finds all that have a field, such as has:tags")
}

// expectedValue describes the values of a field, for messages.
func expectedValue(field string) string {
	switch field {
	case "tag":
		return "a tag"
	case "place", "sure":
		return "the name of a place"
	case "near":
		return "LAT,LON or the name of a place"
	case "bbox":
		return "S,W,N,E"
	case "date", "added", "published":
		return "a date such as 2013-02 or 2013..2014"
	case "likes", "rating", "width", "height":
		return "a number such as 100, >100 or 10..20"
	case "size":
		return "a size such as >5MB"
	case "has", "missing":
		return "a field of the item"
	case "text", "caption", "title", "alt":
		return "words"
	case "id", "sha256":
		return "hexadecimal digits"
	}
	return "a name"
}
