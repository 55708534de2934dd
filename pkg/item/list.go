package item

import "strings"

// JoinList writes several values in one cell of a table: between them stands
// "; ". A semicolon inside a value is written "\;", and a backslash is doubled
// where it stands before a semicolon, a backslash or the end, so that SplitList
// gives the same values back.
func JoinList(values []string) string {
	if len(values) == 1 && !strings.ContainsAny(values[0], `;\`) {
		return values[0]
	}
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteString("; ")
		}
		for j := range len(v) {
			c := v[j]
			if c == ';' || c == '\\' && (j+1 == len(v) || v[j+1] == ';' || v[j+1] == '\\') {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// SplitList reads what JoinList writes, and lists written by hand: spaces
// around a value don't count, empty values are left out.
func SplitList(cell string) []string {
	var values []string
	var b strings.Builder
	end := func() {
		if v := strings.TrimSpace(b.String()); v != "" {
			values = append(values, v)
		}
		b.Reset()
	}
	for i := 0; i < len(cell); i++ {
		switch c := cell[i]; {
		case c == ';':
			end()
		case c == '\\' && i+1 < len(cell) && (cell[i+1] == ';' || cell[i+1] == '\\'):
			i++
			b.WriteByte(cell[i])
		default:
			b.WriteByte(c)
		}
	}
	end()
	return values
}
