package catalog

import "slices"

// stream gives hits in order, one at a time.
type stream func() (hit, bool, error)

// sorted is the stream of hits that are all at hand.
func sorted(hits []hit, c comparer) stream {
	slices.SortFunc(hits, c.compare)
	return func() (hit, bool, error) {
		if len(hits) == 0 {
			return hit{}, false, nil
		}
		h := hits[0]
		hits = hits[1:]
		return h, true, nil
	}
}

// merge makes one stream of several: a heap of their heads.
type merge struct {
	c     comparer
	heads []head
}

type head struct {
	hit
	next stream
}

func newMerge(c comparer, streams []stream) (*merge, error) {
	m := &merge{c: c}
	for _, next := range streams {
		h, ok, err := next()
		if err != nil {
			return nil, err
		}
		if ok {
			m.heads = append(m.heads, head{h, next})
		}
	}
	for i := len(m.heads)/2 - 1; i >= 0; i-- {
		m.sink(i)
	}
	return m, nil
}

// next gives the first of all hits that are left.
func (m *merge) next() (first hit, ok bool, err error) {
	if len(m.heads) == 0 {
		return hit{}, false, nil
	}
	first = m.heads[0].hit
	if m.heads[0].hit, ok, err = m.heads[0].next(); err != nil {
		return hit{}, false, err
	}
	if !ok {
		last := len(m.heads) - 1
		m.heads[0] = m.heads[last]
		m.heads = m.heads[:last]
	}
	m.sink(0)
	return first, true, nil
}

// sink puts the head at i below all that come before it.
func (m *merge) sink(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.heads); child++ {
			if m.c.compare(m.heads[child].hit, m.heads[least].hit) < 0 {
				least = child
			}
		}
		if least == i {
			return
		}
		m.heads[i], m.heads[least] = m.heads[least], m.heads[i]
		i = least
	}
}
