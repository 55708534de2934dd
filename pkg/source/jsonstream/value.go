package jsonstream

import (
	"math"
	"strconv"
	"strings"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds. None is the kind of a value that isn't there.
const (
	None Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// Value is a JSON value in memory. The zero Value stands for one that isn't
// there; asking it for anything gives nothing, so that members can be asked for
// in a chain.
type Value struct {
	kind Kind
	text string // of a string; of a number as written; true or false
	list []Value
	keys []string // of an object, one for each value of list
}

// NewObject is an object of keys, each with the value at its place.
func NewObject(keys []string, values []Value) Value {
	return Value{kind: Object, keys: keys, list: values}
}

// Kind is the kind of the value.
func (v Value) Kind() Kind { return v.kind }

// Is tells whether there is a value, other than null.
func (v Value) Is() bool { return v.kind > Null }

// Get gives the member of an object by the path of its keys. Of members with
// the same key the last one counts.
func (v Value) Get(path ...string) Value {
	for _, key := range path {
		v = v.member(key)
	}
	return v
}

func (v Value) member(key string) Value {
	for i := len(v.keys) - 1; i >= 0; i-- {
		if v.keys[i] == key {
			return v.list[i]
		}
	}
	return Value{}
}

// First gives the first of several members that is there and not null.
func (v Value) First(keys ...string) Value {
	for _, key := range keys {
		if m := v.member(key); m.Is() {
			return m
		}
	}
	return Value{}
}

// Text is the text of a string, or of a number or truth value as it is
// written; of anything else it is empty.
func (v Value) Text() string { return v.text }

// Items are the elements of an array.
func (v Value) Items() []Value {
	if v.kind != Array {
		return nil
	}
	return v.list
}

// At is an element of an array, from 0.
func (v Value) At(i int) Value {
	if items := v.Items(); i >= 0 && i < len(items) {
		return items[i]
	}
	return Value{}
}

// Len is the number of elements or members.
func (v Value) Len() int { return len(v.list) }

// Member gives the key and value of a member of an object, from 0, in the
// order of the document.
func (v Value) Member(i int) (string, Value) {
	if i < 0 || i >= len(v.keys) {
		return "", Value{}
	}
	return v.keys[i], v.list[i]
}

// Int is a whole number, also one that is written as a string or with a
// fraction of zeros. Numbers beyond 64 bits are none.
func (v Value) Int() (int64, bool) {
	if v.kind != Number && v.kind != String {
		return 0, false
	}
	s := strings.TrimSpace(v.text)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	f, ok := v.Float()
	if !ok || f != math.Trunc(f) || math.Abs(f) >= 1<<63 {
		return 0, false
	}
	return int64(f), true
}

// Float is a number, also one that is written as a string. It is finite.
func (v Value) Float() (float64, bool) {
	if v.kind != Number && v.kind != String {
		return 0, false
	}
	s := strings.TrimSpace(v.text)
	if s == "" || strings.ContainsAny(s, "xXpPnN_") { // 0x1p4, NaN, Inf
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// Bool is a truth value, also one that is written as a string or number.
func (v Value) Bool() (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(v.text)) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}
