package item

import (
	"math"
	"strconv"
	"time"
)

func (d *decoder) text(dst *string) error {
	*dst = ""
	if d.null() {
		return nil
	}
	s, err := d.quoted()
	*dst = s
	return err
}

func (d *decoder) texts(dst *[]string) error {
	*dst = nil
	if d.null() {
		return nil
	}
	// Most lists are short: gathered here, they need one piece of memory.
	var few [8]string
	all := few[:0]
	err := d.array(func() error {
		var s string
		err := d.text(&s)
		all = append(all, s)
		return err
	})
	if len(all) > 0 {
		*dst = append(*dst, all...)
	}
	return err
}

func (d *decoder) textMap(dst *map[string]string) error {
	*dst = nil
	if d.null() {
		return nil
	}
	var m map[string]string
	err := d.object(func(key string) error {
		if m == nil {
			m = make(map[string]string)
		}
		var s string
		err := named(key, d.text(&s))
		m[key] = s
		return err
	})
	*dst = m
	return err
}

// list reads a list of objects; a null in it is an empty one.
func list[T any](d *decoder, dst *[]T, read func(*T) error) error {
	*dst = nil
	if d.null() {
		return nil
	}
	return d.array(func() error {
		*dst = append(*dst, *new(T))
		if d.null() {
			return nil
		}
		return read(&(*dst)[len(*dst)-1])
	})
}

// whole reads a whole number that may be unknown.
func whole[T int | int64](d *decoder, dst **T) error {
	*dst = nil
	if d.null() {
		return nil
	}
	n := new(T)
	*dst = n
	return integer(d, n)
}

// integer reads a whole number. One with a fraction or exponent counts when its
// value is whole and below 2^53, so that reading it as a float was exact.
func integer[T int | int64](d *decoder, dst *T) error {
	*dst = 0
	if d.null() {
		return nil
	}
	start := d.pos
	text, err := d.number()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		f, ferr := strconv.ParseFloat(text, 64)
		if ferr != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
			d.pos = start
			return d.errorf("expected a whole number of at most 64 bits, found %s", clip(text))
		}
		n = int64(f)
	}
	if int64(T(n)) != n {
		d.pos = start
		return d.errorf("the number %s is too large", clip(text))
	}
	*dst = T(n)
	return nil
}

// float reads a number into dst and returns it, or nil for null.
func (d *decoder) float(dst *float64) (*float64, error) {
	if d.null() {
		return nil, nil
	}
	start := d.pos
	text, err := d.number()
	if err != nil {
		return nil, err
	}
	if *dst, err = strconv.ParseFloat(text, 64); err != nil {
		d.pos = start
		return nil, d.errorf("the number %s is too large", clip(text))
	}
	return dst, nil
}

// clip keeps a number that someone wrote with a million digits out of an error.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}

// time reads an RFC 3339 time. Its zone is UTC or the written offset, never the
// machine's.
func (d *decoder) time(dst *time.Time) error {
	*dst = time.Time{}
	if d.null() {
		return nil
	}
	start := d.pos
	s, err := d.quoted()
	if err != nil {
		return err
	}
	var t time.Time
	if err := t.UnmarshalText([]byte(s)); err != nil {
		d.pos = start
		return d.errorf("expected an RFC 3339 time, found %q", clip(s))
	}
	if _, offset := t.Zone(); offset != 0 {
		t = t.In(time.FixedZone("", offset))
	} else {
		t = t.UTC()
	}
	*dst = t
	return nil
}
