package catalog

// uses notes which terms occur at which places. The places come in ascending
// order. One flat list, sorted in the end, costs far less than a list for each
// term: a segment has some three million uses of a hundred thousand terms.
type uses struct {
	list []use
	last []int32 // for each term the place noted last, plus one
}

type use struct {
	term  uint32
	place uint16
}

// note adds a use. A term may be told more than once of one place.
func (u *uses) note(term uint32, place uint16) {
	for int(term) >= len(u.last) {
		u.last = append(u.last, 0)
	}
	if u.last[term] == int32(place)+1 {
		return
	}
	u.last[term] = int32(place) + 1
	u.list = append(u.list, use{term, place})
}

// join adds the uses of later places; number gives the terms' numbers here.
func (u *uses) join(o *uses, number []uint32) {
	for _, v := range o.list {
		u.list = append(u.list, use{number[v.term], v.place})
	}
}

// placeLists are the places of each term, one list after the other.
type placeLists struct {
	places []uint16
	ends   []int // for each term
}

// lists sorts the uses by term. The places of a term stay in order.
func (u *uses) lists(terms int) placeLists {
	l := placeLists{places: make([]uint16, len(u.list)), ends: make([]int, terms)}
	for _, v := range u.list {
		l.ends[v.term]++
	}
	at := 0
	for i, n := range l.ends {
		l.ends[i] = at
		at += n
	}
	for _, v := range u.list {
		l.places[l.ends[v.term]] = v.place
		l.ends[v.term]++
	}
	return l
}

// of gives the places of a term.
func (l placeLists) of(term uint32) []uint16 {
	from := 0
	if term > 0 {
		from = l.ends[term-1]
	}
	return l.places[from:l.ends[term]]
}
