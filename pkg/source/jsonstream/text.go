package jsonstream

import (
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads a string behind its opening quote. What it gives is valid up to
// the next call; it is empty where there is no memory for it.
func (r *Reader) quoted() ([]byte, error) {
	r.text = r.text[:0]
	high := rune(0) // the first half of a surrogate pair
	for {
		if high == 0 && r.over == nil {
			r.plain()
		}
		b, err := r.next()
		if err != nil {
			return nil, err
		}
		if high != 0 && b != '\\' {
			r.put(utf8.RuneError)
			high = 0
		}
		switch {
		case b == '"':
			return r.valid(), nil
		case b == '\\':
			c, err := r.escape()
			if err != nil {
				return nil, err
			}
			high = r.surrogate(high, c)
		case r.over != nil:
		default: // control characters are taken as they are
			r.spend(1)
			r.text = append(r.text, b)
		}
	}
}

// plain takes what was read ahead, up to a quote or an escape.
func (r *Reader) plain() {
	b := r.in[r.pos:]
	n := 0
	for n < len(b) && b[n] != '"' && b[n] != '\\' {
		n++
	}
	r.spend(n)
	r.text = append(r.text, b[:n]...)
	r.pos += n
}

// surrogate puts a character that was escaped, together with the half before
// it, or gives the half that it is.
func (r *Reader) surrogate(high, c rune) rune {
	if high != 0 {
		if whole := utf16.DecodeRune(high, c); whole != utf8.RuneError {
			r.put(whole)
			return 0
		}
		r.put(utf8.RuneError)
	}
	if c >= 0xD800 && c < 0xDC00 {
		return c
	}
	r.put(c) // a second half alone becomes U+FFFD
	return 0
}

func (r *Reader) put(c rune) {
	if r.over == nil {
		r.spend(utf8.UTFMax)
		r.text = utf8.AppendRune(r.text, c)
	}
}

func (r *Reader) escape() (rune, error) {
	b, err := r.next()
	if err != nil {
		return 0, err
	}
	switch b {
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case '"', '\\', '/', '\'':
		return rune(b), nil
	case 'u':
		return r.hex()
	}
	return 0, r.fail("\\%c is no escape", b)
}

func (r *Reader) hex() (rune, error) {
	c := rune(0)
	for range 4 {
		b, err := r.next()
		if err != nil {
			return 0, err
		}
		switch {
		case b >= '0' && b <= '9':
			c = c<<4 | rune(b-'0')
		case b|0x20 >= 'a' && b|0x20 <= 'f':
			c = c<<4 | rune(b|0x20-'a'+10)
		default:
			return 0, r.fail("%q is no hexadecimal digit", b)
		}
	}
	return c, nil
}

// valid replaces what isn't UTF-8.
func (r *Reader) valid() []byte {
	if !utf8.Valid(r.text) {
		out := make([]byte, 0, len(r.text)+8)
		for b := r.text; len(b) > 0; {
			c, n := utf8.DecodeRune(b)
			out = utf8.AppendRune(out, c)
			b = b[n:]
		}
		r.text = out
	}
	return r.text
}
