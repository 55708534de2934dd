package jsonstream

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Value reads the next value into memory. After ErrTooLarge and ErrTooDeep the
// reader stands behind it.
func (r *Reader) Value() (Value, error) {
	r.left, r.over = MaxBytes, nil
	v, err := r.value(0)
	if err == nil {
		err = r.over
	}
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// Skip reads past the next value, whatever its size and depth.
func (r *Reader) Skip() error {
	r.left, r.over = 0, ErrTooLarge
	return r.pass()
}

// spend takes some memory. When there is no more the rest is read past.
func (r *Reader) spend(n int) {
	if r.left -= n; r.left < 0 && r.over == nil {
		r.over = ErrTooLarge
	}
}

func (r *Reader) value(depth int) (Value, error) {
	if r.over == nil && depth > MaxDepth {
		r.over = ErrTooDeep
	}
	if r.over != nil {
		return Value{}, r.pass()
	}
	r.spend(nodeBytes)
	kind, err := r.Kind()
	if err != nil {
		return Value{}, err
	}
	v := Value{kind: kind}
	switch kind {
	case Object:
		err = r.members(&v, depth)
	case Array:
		err = r.elements(&v, depth)
	default:
		var b []byte
		if b, err = r.scalar(kind); kind != Null && r.over == nil {
			v.text = string(b)
		}
	}
	return v, err
}

func (r *Reader) elements(v *Value, depth int) error {
	r.pos++
	for first := true; ; first = false {
		more, err := r.more(']', first)
		if err != nil || !more {
			return err
		}
		e, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		if r.over == nil {
			v.list = append(v.list, e)
		}
	}
}

func (r *Reader) members(v *Value, depth int) error {
	r.pos++
	for first := true; ; first = false {
		more, err := r.more('}', first)
		if err != nil || !more {
			return err
		}
		key, err := r.key()
		if err != nil {
			return err
		}
		e, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		if r.over == nil {
			v.keys = append(v.keys, key)
			v.list = append(v.list, e)
		}
	}
}

// pass reads past a value without recursion: it may be of any depth.
func (r *Reader) pass() error {
	var open bitStack
	for {
		kind, err := r.Kind()
		if err != nil {
			return err
		}
		switch kind {
		case Object, Array:
			r.pos++
			open.push(kind == Object)
		default:
			if _, err := r.scalar(kind); err != nil {
				return err
			}
		}
		done, err := r.passOn(&open, kind == Object || kind == Array)
		if err != nil || done {
			return err
		}
	}
}

// passOn goes on to where the next value begins.
func (r *Reader) passOn(open *bitStack, first bool) (done bool, err error) {
	for open.n > 0 {
		object := open.top()
		end := byte(']')
		if object {
			end = '}'
		}
		more, err := r.more(end, first)
		if err != nil {
			return false, err
		}
		if more {
			if object {
				_, err = r.key()
			}
			return false, err
		}
		open.n--
		first = false
	}
	return true, nil
}

// bitStack remembers of each open bracket which one it is.
type bitStack struct {
	bits []uint64
	n    int
}

func (s *bitStack) push(object bool) {
	if s.n/64 == len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	s.bits[s.n/64] &^= 1 << (s.n % 64)
	if object {
		s.bits[s.n/64] |= 1 << (s.n % 64)
	}
	s.n++
}

func (s *bitStack) top() bool { return s.bits[(s.n-1)/64]>>((s.n-1)%64)&1 != 0 }

// scalar reads a string, number or word. What it gives is valid up to the next
// call.
func (r *Reader) scalar(kind Kind) ([]byte, error) {
	if kind == String {
		r.pos++
		return r.quoted()
	}
	r.text = r.text[:0]
	for {
		if r.pos == len(r.in) {
			if err := r.fill(); err != nil {
				if len(r.text) > 0 && r.word(kind) {
					return r.text, nil // all of the document, or it is cut off: the next call tells
				}
				return nil, err
			}
		}
		b := r.in[r.pos]
		if b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b == '-' || b == '+' || b == '.' || b == 'E' {
			r.pos++
			if r.spend(1); len(r.text) < 1<<12 {
				r.text = append(r.text, b)
			}
			continue
		}
		if !r.word(kind) {
			return nil, r.fail("%.40q is no value", r.text)
		}
		return r.text, nil
	}
}

func (r *Reader) word(kind Kind) bool {
	switch kind {
	case Bool:
		return string(r.text) == "true" || string(r.text) == "false"
	case Null:
		return string(r.text) == "null"
	}
	return isNumber(r.text)
}

// isNumber follows RFC 8259 section 6, but for zeros in front.
func isNumber(b []byte) bool {
	digits := func() bool {
		n := 0
		for n < len(b) && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		b = b[n:]
		return n > 0
	}
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	if !digits() {
		return false
	}
	if len(b) > 0 && b[0] == '.' {
		if b = b[1:]; !digits() {
			return false
		}
	}
	if len(b) > 0 && (b[0] == 'e' || b[0] == 'E') {
		if b = b[1:]; len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		return digits() && len(b) == 0
	}
	return len(b) == 0
}

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
