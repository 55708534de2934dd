package text

import "golang.org/x/text/unicode/norm"

// normalize returns s in the normal form f.
func normalize(f norm.Form, s string) string {
	return f.String(s)
}
