package archive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// hiddenField is how the history tells that an item was removed, or brought
// back: true, or no value.
const hiddenField = "hidden"

// state is an item as the history sees it: its fields as JSON, and whether it
// is hidden.
type state struct {
	fields map[string]json.RawMessage
	hidden bool
}

func newState(it *item.Item, hidden bool) (state, error) {
	f, err := fields(it)
	return state{f, hidden}, err
}

// item gives the state as an item.
func (s state) item() (*item.Item, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for _, name := range item.FieldNames() {
		v, ok := s.fields[name]
		if !ok {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", name)
		b.Write(v)
	}
	b.WriteByte('}')
	it := new(item.Item)
	return it, item.Decode(b.Bytes(), it)
}

// canonical writes a value of a field as records have it. The history of other
// programs may be spaced or escaped otherwise.
func canonical(field string, v json.RawMessage) (json.RawMessage, error) {
	if len(v) == 0 || string(v) == "null" {
		return nil, nil
	}
	if !slices.Contains(item.FieldNames(), field) {
		return nil, fmt.Errorf("%s: not a field of an item", field)
	}
	it, err := state{fields: map[string]json.RawMessage{field: v}}.item()
	if err != nil {
		return nil, err
	}
	f, err := fields(it)
	if err != nil {
		return nil, err
	}
	return f[field], nil
}

// revert takes a change back. It reports false, and changes nothing, where the
// field no longer has the value that the change gave it.
func (s state) revert(c catalog.Change) (bool, error) {
	was, err := canonical(c.Field, c.Old)
	if err != nil {
		return false, err
	}
	is, err := canonical(c.Field, c.New)
	if err != nil {
		return false, err
	}
	now := s.fields[c.Field]
	if string(now) != string(is) {
		if now, err = revertParts(c.Field, now, was, is); now == nil || err != nil {
			return false, err
		}
		was = now
	}
	if string(was) == "[]" || string(was) == "{}" {
		was = nil
	}
	if was == nil {
		delete(s.fields, c.Field)
	} else {
		s.fields[c.Field] = was
	}
	return true, nil
}

// revertParts takes a change back in a field that grows by parts, of which
// others may have been added since: nil where that can't be done.
func revertParts(field string, now, was, is json.RawMessage) (json.RawMessage, error) {
	switch field {
	case "origins", "extra":
		return revertKeys(now, was, is)
	case "sources", "attachments", "alternatives":
		return revertMembers(now, was, is)
	}
	return nil, nil
}

func revertKeys(now, was, is json.RawMessage) (json.RawMessage, error) {
	var n, w, i map[string]string
	for _, m := range []struct {
		from json.RawMessage
		to   *map[string]string
	}{{now, &n}, {was, &w}, {is, &i}} {
		if len(m.from) == 0 {
			continue
		}
		if err := json.Unmarshal(m.from, m.to); err != nil {
			return nil, err
		}
	}
	if n == nil {
		n = map[string]string{}
	}
	for _, k := range slices.Concat(sortedKeys(w), sortedKeys(i)) {
		if w[k] == i[k] {
			continue
		}
		if n[k] == i[k] {
			n[k] = w[k]
		} else if n[k] != w[k] {
			return nil, nil
		}
		if n[k] == "" {
			delete(n, k)
		}
	}
	return marshal(n)
}

func revertMembers(now, was, is json.RawMessage) (json.RawMessage, error) {
	var n, w, i []json.RawMessage
	for _, m := range []struct {
		from json.RawMessage
		to   *[]json.RawMessage
	}{{now, &n}, {was, &w}, {is, &i}} {
		if len(m.from) == 0 {
			continue
		}
		if err := json.Unmarshal(m.from, m.to); err != nil {
			return nil, err
		}
	}
	has := func(list []json.RawMessage, v json.RawMessage) bool {
		return slices.ContainsFunc(list, func(o json.RawMessage) bool { return string(o) == string(v) })
	}
	out := []json.RawMessage{}
	for _, v := range n {
		if !has(i, v) || has(w, v) { // all but what the change added
			out = append(out, v)
		}
	}
	for _, v := range w {
		if !has(i, v) && !has(out, v) {
			out = append(out, v)
		}
	}
	return marshal(out)
}

// marshal is JSON as records have it.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// before takes back what happened after a moment, newest first. What was told
// of another copy of the item, before archives were merged, doesn't fit and is
// passed over.
func (s *state) before(entries []catalog.Entry, at time.Time) error {
	var modified time.Time
	back := false
	for _, e := range slices.Backward(entries) {
		if !e.Time.After(at) {
			if modified.IsZero() && modifies(e) {
				modified = e.Time
			}
			continue
		}
		back = true
		if err := s.takeBack(e); err != nil {
			return err
		}
	}
	if !back {
		return nil
	}
	delete(s.fields, "modified")
	if !modified.IsZero() {
		v, err := marshal(modified)
		s.fields["modified"] = v
		return err
	}
	return nil
}

// modifies tells whether an entry changed what an item says.
func modifies(e catalog.Entry) bool {
	return slices.ContainsFunc(e.Changes, func(c catalog.Change) bool { return c.Field != hiddenField })
}

// takeBack takes all of an entry back that fits.
func (s *state) takeBack(e catalog.Entry) error {
	if e.Op == opUnhide && len(e.Changes) == 0 { // of older programs
		s.hidden = true
	}
	for _, c := range slices.Backward(e.Changes) {
		if c.Field == hiddenField {
			s.hidden = len(c.Old) > 0
			continue
		}
		if _, err := s.revert(c); err != nil {
			return fmt.Errorf("%w: history entry %d: %w", catalog.ErrDamaged, e.Seq, err)
		}
	}
	return nil
}
