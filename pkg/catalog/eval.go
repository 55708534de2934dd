package catalog

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/query"
)

// answer is what the index knows of a query in one segment: places that match
// for certain, and places whose record must be read to tell. No place is in
// both, and no other place matches.
type answer struct{ yes, maybe set }

func (a answer) candidates() set { return a.yes.or(a.maybe) }

func (a answer) not(all set) answer {
	return answer{yes: all.minus(a.candidates()), maybe: a.maybe}
}

func (a answer) and(o answer) answer {
	yes := a.yes.and(o.yes)
	if a.maybe.n == 0 && o.maybe.n == 0 {
		return answer{yes: yes}
	}
	return answer{yes: yes, maybe: a.candidates().and(o.candidates()).minus(yes)}
}

func (a answer) or(o answer) answer {
	yes := a.yes.or(o.yes)
	return answer{yes: yes, maybe: a.maybe.or(o.maybe).minus(yes)}
}

// eval answers e. Where `within` is given, places outside of it may be left
// out of the answer: a column is then read for few items only.
func (s segment) eval(e query.Expr, within *set) (answer, error) {
	switch e := e.(type) {
	case query.All:
		all, err := s.posting(fieldAll, "")
		return answer{yes: all}, err
	case query.And:
		return s.evalAnd(e, within)
	case query.Or:
		var out answer
		for _, x := range e.X {
			a, err := s.eval(x, within)
			if err != nil {
				return answer{}, err
			}
			out = out.or(a)
		}
		return out, nil
	case query.Not:
		a, err := s.eval(e.X, within)
		if err != nil {
			return answer{}, err
		}
		all, err := s.scope(within)
		return a.not(all), err
	case query.Name:
		return s.evalName(e)
	case query.Place:
		return s.evalPlace(e)
	case query.Text:
		return s.evalText(e)
	case query.When:
		return s.evalWhen(e)
	case query.Number:
		return s.evalNumber(e, within)
	case query.Near:
		return s.evalNear(e)
	case query.BBox:
		return answer{yes: s.within(splitBox(e), e.Contains)}, nil
	case query.Has:
		set, err := s.posting(fieldHas, e.Field)
		if err != nil || !e.Missing {
			return answer{yes: set}, err
		}
		all, err := s.scope(within)
		return answer{yes: all.minus(set)}, err
	}
	return answer{}, fmt.Errorf("query: %T is not resolved", e)
}

func (s segment) scope(within *set) (set, error) {
	if within != nil {
		return *within, nil
	}
	return s.posting(fieldAll, "")
}

// evalAnd takes the smallest first and asks the others within what is left.
func (s segment) evalAnd(e query.And, within *set) (answer, error) {
	type part struct {
		x    query.Expr
		size int
	}
	parts := make([]part, len(e.X))
	for i, x := range e.X {
		n, err := s.estimate(x)
		if err != nil {
			return answer{}, err
		}
		parts[i] = part{x, n}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return a.size - b.size })
	if len(parts) > 0 && parts[0].size == 0 {
		return answer{}, nil
	}
	var out answer
	for i, p := range parts {
		a, err := s.eval(p.x, within)
		if err != nil {
			return answer{}, err
		}
		if i > 0 {
			a = out.and(a)
		}
		out = a
		c := out.candidates()
		if c.n == 0 {
			return answer{}, nil
		}
		within = &c
	}
	return out, nil
}

// estimate says how many places x may have in the segment, and 0 only where it
// has none; what needs a column, or a complement, is asked last.
func (s segment) estimate(x query.Expr) (int, error) {
	total := 0
	switch x := x.(type) {
	case query.Name:
		field, ok := nameField(x.Field)
		if !ok || x.Prefix {
			return 1, nil
		}
		for _, k := range x.Keys {
			n, err := s.count(field, k)
			if err != nil {
				return 0, err
			}
			total += n
		}
		return total, nil
	case query.Has:
		n, err := s.count(fieldHas, x.Field)
		if err != nil || !x.Missing {
			return n, err
		}
		all, err := s.count(fieldAll, "")
		return all - n, err
	case query.Place:
		if x.Prefix {
			return 1, nil
		}
		for _, k := range x.Keys {
			n, err := s.count(fieldPlace, k)
			if err != nil {
				return 0, err
			}
			total += n
		}
		return total, nil
	case query.Text:
		least := segmentSize
		for _, w := range x.Pattern.Required() {
			n, err := s.count(fieldWord, w)
			if err != nil {
				return 0, err
			}
			least = min(least, n)
		}
		return least, nil
	case query.And:
		least := segmentSize
		for _, y := range x.X {
			n, err := s.estimate(y)
			if err != nil {
				return 0, err
			}
			least = min(least, n)
		}
		return least, nil
	case query.Or:
		for _, y := range x.X {
			n, err := s.estimate(y)
			if err != nil {
				return 0, err
			}
			total += n
		}
		return total, nil
	case query.Near, query.BBox:
		return segmentSize / 64, nil
	case query.When:
		return segmentSize / 16, nil
	case query.Number:
		return 2 * segmentSize, nil
	}
	return segmentSize, nil
}

func (s segment) anyOf(field byte, keys []string, prefix bool) (answer, error) {
	var out answer
	for _, k := range keys {
		var p set
		var err error
		short := k
		if len(short) > termMost {
			short = short[:termMost]
		}
		switch {
		case !prefix:
			p, err = s.posting(field, k)
		default:
			p, err = s.union(field, short, func(term []byte) bool { return strings.HasPrefix(string(term), short) })
		}
		if err != nil {
			return answer{}, err
		}
		// A cut prefix finds more than it should: the record tells.
		if prefix && short != k {
			out = out.or(answer{maybe: p})
		} else {
			out = out.or(answer{yes: p})
		}
	}
	return out, nil
}

func (s segment) evalName(e query.Name) (answer, error) {
	field, ok := nameField(e.Field)
	if ok {
		return s.anyOf(field, e.Keys, e.Prefix)
	}
	var found bitmap
	for _, k := range e.Keys {
		var err error
		switch e.Field {
		case "id":
			err = s.withID(k, &found)
		case "sha256":
			err = s.withPicture(k, &found)
		default:
			err = fmt.Errorf("query: %s: not a name field", e.Field)
		}
		if err != nil {
			return answer{}, err
		}
	}
	all, err := s.posting(fieldAll, "")
	return answer{yes: bitmapSet(&found).and(all)}, err
}

// withID adds the places of the items whose id begins with the digits.
func (s segment) withID(digits string, found *bitmap) error {
	from, err := hex.DecodeString(digits[:len(digits)&^1])
	if err != nil {
		return err
	}
	c := s.r.ids.Cursor()
	for k, v := c.Seek(from); k != nil && strings.HasPrefix(hex.EncodeToString(k), digits); k, v = c.Next() {
		s.addNumber(v, found)
	}
	return nil
}

func (s segment) withPicture(digits string, found *bitmap) error {
	from, err := hex.DecodeString(digits[:len(digits)&^1])
	if err != nil {
		return err
	}
	run := pictureKeyOf(nil, s.num(0))[:2]
	c := s.r.pictures.Cursor()
	for k, _ := c.Seek(append(run, from...)); len(k) == pictureKeySize; k, _ = c.Next() {
		if !bytes.HasPrefix(k, run) || !strings.HasPrefix(hex.EncodeToString(k[2:pictureKeySize-4]), digits) {
			break
		}
		s.addNumber(k[pictureKeySize-4:], found)
	}
	return nil
}

func (s segment) addNumber(b []byte, found *bitmap) {
	if no, place := segmentOf(be32(b)); no == s.no {
		found.add(place)
	}
}

func (s segment) evalPlace(e query.Place) (answer, error) {
	a, err := s.anyOf(fieldPlace, e.Keys, e.Prefix)
	if err != nil || !e.Sure {
		return a, err
	}
	inferred, err := s.posting(fieldInferred, "")
	return answer{yes: a.yes.minus(inferred), maybe: a.maybe.minus(inferred)}, err
}

func (s segment) evalText(e query.Text) (answer, error) {
	p := e.Pattern
	var found *set
	narrow := func(x set) {
		if found != nil {
			x = found.and(x)
		}
		found = &x
	}
	for _, w := range p.Required() {
		x, err := s.posting(fieldWord, w)
		if err != nil {
			return answer{}, err
		}
		if narrow(x); found.n == 0 {
			return answer{}, nil
		}
	}
	if p.Prefix() {
		tokens := p.Tokens()
		last := tokens[len(tokens)-1]
		a, err := s.anyOf(fieldWord, []string{last}, true)
		if err != nil {
			return answer{}, err
		}
		narrow(a.candidates())
	}
	if found == nil {
		all, err := s.posting(fieldAll, "")
		return answer{maybe: all}, err
	}
	if e.Field == "text" && p.Exact() {
		return answer{yes: *found}, nil
	}
	return answer{maybe: *found}, nil
}

// evalNear finds coordinates exactly. Of items that only have a name the index
// tells which may be meant; their record decides.
func (s segment) evalNear(e query.Near) (answer, error) {
	out := answer{yes: s.within(nearBoxes(e), e.Contains)}
	if len(e.Names) == 0 {
		return out, nil
	}
	var found bitmap
	for _, n := range e.Names {
		in, err := s.posting(fieldPlace, n.Code)
		if err != nil {
			return answer{}, err
		}
		if in.n == 0 {
			continue
		}
		named, err := s.anyOf(fieldPlace, n.Keys, false)
		if err != nil {
			return answer{}, err
		}
		in.and(named.yes).into(&found)
	}
	exact, err := s.posting(fieldHas, "position")
	out.maybe = bitmapSet(&found).minus(exact)
	return out, err
}

func (s segment) evalNumber(e query.Number, within *set) (answer, error) {
	code, ok := map[string]byte{
		"likes": columnLikes, "rating": columnRating, "width": columnWidth,
		"height": columnHeight, "size": columnSize,
	}[e.Field]
	if !ok {
		return answer{}, fmt.Errorf("query: %s: not a number field", e.Field)
	}
	scope, err := s.scope(within)
	if err != nil {
		return answer{}, err
	}
	var found bitmap
	col := s.column(code, scope.n)
	scope.each(func(p uint16) bool {
		v := col.at(p)
		if v != noValue && (e.Min == nil || v >= *e.Min) && (e.Max == nil || v <= *e.Max) {
			found.add(p)
		}
		return true
	})
	return answer{yes: bitmapSet(&found)}, nil
}
