package query

import (
	"strconv"
	"strings"
	"unicode"
)

func (All) String() string      { return "" }
func (e And) String() string    { return printed(e) }
func (e Or) String() string     { return printed(e) }
func (e Not) String() string    { return printed(e) }
func (e Name) String() string   { return printed(e) }
func (e Place) String() string  { return printed(e) }
func (e Text) String() string   { return printed(e) }
func (e When) String() string   { return printed(e) }
func (e Number) String() string { return printed(e) }
func (e Near) String() string   { return printed(e) }
func (e BBox) String() string   { return printed(e) }
func (e Has) String() string    { return printed(e) }
func (e Saved) String() string  { return printed(e) }

func printed(e Expr) string {
	var b strings.Builder
	printTo(&b, e)
	return b.String()
}

// printTo writes e as a query that parses to e.
func printTo(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case And:
		printJoined(b, e.X, " ")
	case Or:
		printJoined(b, e.X, " OR ")
	case Not:
		b.WriteString("NOT ")
		printInside(b, e.X)
	case Name:
		printValue(b, e.Field, e.Value, e.Prefix && !isDigits(e.Field))
	case Place:
		field := "place"
		if e.Sure {
			field = "sure"
		}
		printValue(b, field, e.Value, e.Prefix)
	case Text:
		printText(b, e)
	case When:
		printValue(b, e.Field, e.Value, false)
	case Number:
		b.WriteString(e.Field)
		b.WriteByte(':')
		printNumbers(b, e.Min, e.Max)
	case Near:
		printValue(b, "near", e.Value, false)
		b.WriteByte(',')
		b.WriteString(formatFloat(e.Radius))
		b.WriteByte('m')
	case BBox:
		b.WriteString("bbox:")
		for i, v := range []float64{e.S, e.W, e.N, e.E} {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(formatFloat(v))
		}
	case Has:
		field := "has"
		if e.Missing {
			field = "missing"
		}
		printValue(b, field, e.Field, false)
	case Saved:
		b.WriteByte('@')
		if needsQuotes("", e.Name) {
			writeQuoted(b, "", e.Name)
		} else {
			b.WriteString(e.Name)
		}
	}
}

func printJoined(b *strings.Builder, xs []Expr, sep string) {
	for i, x := range xs {
		if i > 0 {
			b.WriteString(sep)
		}
		printInside(b, x)
	}
}

// printInside writes e as a part of something else, in parentheses where it
// has parts itself.
func printInside(b *strings.Builder, e Expr) {
	switch e.(type) {
	case And, Or:
		b.WriteByte('(')
		printTo(b, e)
		b.WriteByte(')')
	default:
		printTo(b, e)
	}
}

// printText leaves the field out where the text reads as a term by itself.
func printText(b *strings.Builder, e Text) {
	if e.Field == "text" && (e.Quoted || isBare(e.Value)) {
		if e.Quoted {
			writeQuoted(b, e.Field, e.Value)
		} else {
			b.WriteString(e.Value)
		}
	} else {
		b.WriteString(e.Field)
		b.WriteByte(':')
		if e.Quoted {
			writeQuoted(b, e.Field, e.Value)
		} else {
			b.WriteString(e.Value)
		}
	}
	if e.Prefix {
		b.WriteByte('*')
	}
}

// isBare tells whether an unquoted word stays a word of text without its
// field in front.
func isBare(word string) bool {
	switch word {
	case "AND", "OR", "NOT":
		return false
	}
	return word[0] != '-' && word[0] != '@' && !strings.Contains(word, ":")
}

func printNumbers(b *strings.Builder, lowest, highest *int64) {
	switch {
	case lowest != nil && highest != nil && *lowest == *highest:
		b.WriteString(strconv.FormatInt(*lowest, 10))
	case lowest != nil && highest != nil:
		b.WriteString(strconv.FormatInt(*lowest, 10))
		b.WriteString("..")
		b.WriteString(strconv.FormatInt(*highest, 10))
	case lowest != nil:
		b.WriteString(">=")
		b.WriteString(strconv.FormatInt(*lowest, 10))
	case highest != nil:
		b.WriteString("<=")
		b.WriteString(strconv.FormatInt(*highest, 10))
	}
}

func printValue(b *strings.Builder, field, value string, prefix bool) {
	b.WriteString(field)
	b.WriteByte(':')
	if needsQuotes(field, value) {
		writeQuoted(b, field, value)
	} else {
		b.WriteString(value)
	}
	if prefix {
		b.WriteByte('*')
	}
}

// needsQuotes tells whether a value written as it is would end early or mean
// something else.
func needsQuotes(field, value string) bool {
	return value == "" || strings.ContainsFunc(value, func(r rune) bool {
		return endsWord(r) || r == '"' || r == '*' || r == ',' && field == "tag"
	})
}

// endsWord tells whether r ends a word outside quotes.
func endsWord(r rune) bool {
	return r == '(' || r == ')' || isBlank(r)
}

// isBlank takes any White_Space of Unicode, so a no-break or an ideographic
// space too.
func isBlank(r rune) bool { return unicode.IsSpace(r) }

// writeQuoted writes value in quotes. A comma inside a tag is escaped, since
// quotes alone don't keep it from separating two tags.
func writeQuoted(b *strings.Builder, field, value string) {
	b.WriteByte('"')
	for i := range len(value) {
		c := value[i]
		if c == '"' || c == '\\' || c == ',' && field == "tag" {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	b.WriteByte('"')
}

func formatFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
