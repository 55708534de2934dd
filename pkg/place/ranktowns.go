package place

import (
	"slices"

	"photoarchive/pkg/place/internal/layout"
)

// decisive is how many times larger than the next of its name a place must be
// to be the one that is meant.
const decisive = 10

// rankTowns orders cities, sites and divisions of one name, which come by
// weight. A city comes before a division, unless the division is elsewhere and
// has ten times the people: California in Maryland is not what is meant, nor is
// a town in Chiapas that once had this name.
func rankTowns(found []match) ([]match, bool) {
	towns := slices.DeleteFunc(slices.Clone(found), func(m match) bool { return m.kind == State })
	states := slices.DeleteFunc(slices.Clone(found), func(m match) bool { return m.kind != State })
	if len(towns) == 0 {
		return states, len(states) > 1 && states[0].weight() < decisive*states[1].weight()
	}
	first, sure := best(towns)
	towns = slices.Concat([]match{towns[first]}, towns[:first], towns[first+1:])
	if len(states) == 0 {
		return towns, !sure
	}
	top := states[0]
	small := top.weight() >= decisive*towns[0].weight() && !towns[0].isCapital()
	if holds(top, towns) {
		small = !towns[0].main && top.population >= decisive*towns[0].population
	}
	if top.mark == 0 && small {
		unsure := len(states) > 1 && top.weight() < decisive*states[1].weight()
		return slices.Concat(states, towns), unsure
	}
	return slices.Concat(towns, states), !sure
}

// holds reports whether the first town lies in a division.
func holds(state match, towns []match) bool {
	_, i := state.thing.kind()
	return towns[0].division() == i
}

// best picks the town that is meant: the national capital, else the first if
// nothing comes near it.
func best(towns []match) (at int, sure bool) {
	capital, capitals := -1, 0
	for i, m := range towns {
		if m.isCapital() && (m.main || !m.faint && decisive*m.weight() >= towns[0].weight()) {
			if capital < 0 {
				capital = i
			}
			capitals++
		}
	}
	if capitals == 1 {
		return capital, true
	}
	for _, other := range towns[1:] {
		if !sameSpot(towns[0], other) {
			return 0, towns[0].weight() >= decisive*other.weight()
		}
	}
	return 0, true
}

// isCapital reports whether a match is the capital of a state; the seat of a
// territory is none.
func (m match) isCapital() bool {
	return m.capital && u8(countryRecord(m.country()), 5) == layout.NoParent
}

// sameSpot reports whether two things are so near each other that it makes no
// difference which one is meant: a city and its quarter, a place listed twice.
func sameSpot(a, b match) bool {
	if a.country() != b.country() {
		return false
	}
	lat1, lon1 := a.point()
	lat2, lon2 := b.point()
	return kilometres(lat1, lon1, lat2, lon2) <= 30
}
