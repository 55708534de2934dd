package jsonstream

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
