package archive

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"photoarchive/pkg/item"
)

// unite makes one item of two that have the same id. It gives the same
// whichever of them comes first.
func unite(a, b *item.Item, editsA, editsB edits) (*item.Item, []Conflict, error) {
	x, err := fields(a)
	if err != nil {
		return nil, nil, err
	}
	y, err := fields(b)
	if err != nil {
		return nil, nil, err
	}
	u := &uniting{ours: x, theirs: y, editsA: editsA, editsB: editsB, older: a.Added.Compare(b.Added), out: map[string]json.RawMessage{}}
	for _, name := range item.FieldNames() {
		if err := u.field(name); err != nil {
			return nil, nil, err
		}
	}
	if err := u.alternatives(); err != nil {
		return nil, nil, err
	}
	text, err := json.Marshal(u.out)
	if err != nil {
		return nil, nil, err
	}
	out := new(item.Item)
	if err := item.Decode(text, out); err != nil {
		return nil, nil, err
	}
	out.Tags = uniqueTags(out.Tags)
	return out, u.conflicts, nil
}

// comesFirst tells which of two values is the first, for what neither time nor
// emptiness decides: that of the item that was taken in earlier, else the
// smaller one.
func (u *uniting) comesFirst(x, y json.RawMessage) bool {
	if u.older != 0 {
		return u.older < 0
	}
	return bytes.Compare(x, y) <= 0
}

type uniting struct {
	ours, theirs, out map[string]json.RawMessage
	editsA, editsB    edits
	older             int // less than 0: ours was taken in before theirs
	conflicts         []Conflict
	lost              []item.Alternative
	origins           map[string]bool // fields whose value is theirs
}

func (u *uniting) field(name string) error {
	x, y := u.ours[name], u.theirs[name]
	isFirst := u.comesFirst(x, y)
	first, second := x, y
	if !isFirst {
		first, second = y, x
	}
	var err error
	switch {
	case bytes.Equal(x, y):
		u.set(name, x)
	case name == "alternatives" || name == "origins":
		// They follow the others.
	case name == "added" || name == "modified":
		u.set(name, oneTime(name, x, y))
	case !u.editsA.at(name).Equal(u.editsB.at(name)):
		ours := u.editsA.at(name).After(u.editsB.at(name))
		kept, lost := x, y
		if !ours {
			kept, lost = y, x
		}
		u.set(name, kept)
		u.take(name, ours)
		winner, loser := u.editsA, u.editsB
		if !ours {
			winner, loser = loser, winner
		}
		at := loser.at(name)
		switch {
		case at.IsZero() && !winner.values[name+"\x00"+string(lost)]:
			u.lose(name, lost)
		case !at.IsZero() && !winner.all[editKey{name, at.Unix()}]:
			// Whoever edited it last did not know of the other edit.
			u.conflicts = append(u.conflicts, Conflict{Field: name, Kept: rawJSON(kept), Lost: rawJSON(lost), Ours: ours})
		}
	case len(x) == 0 || len(y) == 0:
		u.set(name, slices.Concat(x, y))
		u.take(name, len(y) == 0)
	case isList(name):
		var joined json.RawMessage
		joined, err = join(first, second)
		u.set(name, joined)
		u.take(name, isFirst)
	case name == "extra" || name == "picture":
		var merged json.RawMessage
		merged, err = overlay(first, second)
		u.set(name, merged)
	default:
		ours := isFirst
		if name == "likes" || !u.editsA.at(name).IsZero() {
			// The larger count; of edits at the same time the greater value.
			ours = len(x) > len(y) || len(x) == len(y) && bytes.Compare(x, y) > 0
		}
		kept, lost := x, y
		if !ours {
			kept, lost = y, x
		}
		u.set(name, kept)
		u.take(name, ours)
		if name != "likes" {
			u.lose(name, lost)
		}
		if !u.editsA.at(name).IsZero() {
			u.conflicts = append(u.conflicts, Conflict{Field: name, Kept: rawJSON(kept), Lost: rawJSON(lost), Ours: ours})
		}
	}
	return err
}

func (u *uniting) set(name string, v json.RawMessage) {
	if len(v) > 0 {
		u.out[name] = v
	}
}

// take notes from which side a field's value, and so its origin, comes.
func (u *uniting) take(name string, ours bool) {
	if u.origins == nil {
		u.origins = map[string]bool{}
	}
	u.origins[name] = !ours
}

// lose keeps a value that lost, where it is no edit that the history tells of.
func (u *uniting) lose(name string, v json.RawMessage) {
	var text string
	if json.Unmarshal(v, &text) == nil && text != "" {
		u.lost = append(u.lost, item.Alternative{Field: name, Value: text})
	}
}

func isList(name string) bool {
	switch name {
	case "tags", "mentions", "people", "creator", "albums", "sources", "attachments":
		return true
	}
	return false
}

// oneTime is the earlier accession, or the later change.
func oneTime(name string, x, y json.RawMessage) json.RawMessage {
	var a, b time.Time
	if json.Unmarshal(x, &a) != nil || a.IsZero() {
		return y
	}
	if json.Unmarshal(y, &b) != nil || b.IsZero() {
		return x
	}
	if (name == "added") == a.Before(b) {
		return x
	}
	return y
}

// join appends to a list what the other one has more.
func join(first, second json.RawMessage) (json.RawMessage, error) {
	var a, b []json.RawMessage
	if err := errors.Join(json.Unmarshal(first, &a), json.Unmarshal(second, &b)); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	out := []json.RawMessage{}
	for _, v := range slices.Concat(a, b) {
		if !seen[string(v)] {
			seen[string(v)] = true
			out = append(out, v)
		}
	}
	return json.Marshal(out)
}

// overlay fills an object with what the other one has more.
func overlay(first, second json.RawMessage) (json.RawMessage, error) {
	a, out := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if err := errors.Join(json.Unmarshal(first, &a), json.Unmarshal(second, &out)); err != nil {
		return nil, err
	}
	for k, v := range a {
		out[k] = v
	}
	return json.Marshal(out)
}

// alternatives joins those of both, and what lost now; origins follow the
// values.
func (u *uniting) alternatives() error {
	if err := u.joinOrigins(); err != nil {
		return err
	}
	var ours, theirs []item.Alternative
	if err := errors.Join(unmarshalSome(u.ours["alternatives"], &ours), unmarshalSome(u.theirs["alternatives"], &theirs)); err != nil {
		return err
	}
	if len(u.lost) == 0 && slices.Equal(ours, theirs) {
		return nil // field has taken them
	}
	more := slices.Concat(theirs, u.lost)
	if !u.comesFirst(u.ours["alternatives"], u.theirs["alternatives"]) {
		ours, more = theirs, slices.Concat(ours, u.lost)
	}
	out := slices.Clone(ours)
	for _, alt := range more {
		if !slices.Contains(out, alt) {
			out = append(out, alt)
		}
	}
	if len(out) == 0 {
		return nil
	}
	// Whoever comes first: what was joined before must not be joined otherwise now.
	slices.SortStableFunc(out, func(a, b item.Alternative) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Value, b.Value))
	})
	b, err := json.Marshal(out)
	u.set("alternatives", b)
	return err
}

func (u *uniting) joinOrigins() error {
	ours, theirs := map[string]string{}, map[string]string{}
	if err := errors.Join(unmarshalSome(u.ours["origins"], &ours), unmarshalSome(u.theirs["origins"], &theirs)); err != nil {
		return err
	}
	out := map[string]string{}
	for _, field := range slices.Concat(slices.Collect(maps.Keys(ours)), slices.Collect(maps.Keys(theirs))) {
		x, inOurs := ours[field]
		y, inTheirs := theirs[field]
		isTheirs, decided := u.origins[field]
		switch {
		case decided && isTheirs && inTheirs, !inOurs && !decided:
			out[field] = y
		case decided && !isTheirs && inOurs, !inTheirs && !decided:
			out[field] = x
		case !decided && u.comesFirst(json.RawMessage(x), json.RawMessage(y)):
			out[field] = x
		case !decided:
			out[field] = y
		}
	}
	if len(out) == 0 {
		return nil
	}
	b, err := json.Marshal(out)
	u.out["origins"] = b
	return err
}

func unmarshalSome(b json.RawMessage, to any) error {
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, to)
}
