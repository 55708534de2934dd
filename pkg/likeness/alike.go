package likeness

import "math"

// Bounds of the second check.
const (
	// aspectMost is how far the shapes of two pictures may differ: the logarithm
	// of the quotient. A crop of 3 % of one direction at both sides is 0.06.
	aspectMost = 0.08
	// colourMost is how far the mean colours of an area may differ on average, in
	// levels; a picture whose colours are all below greyMost is a grey one.
	colourMost, greyMost = 9, 4
)

// Alike tells whether two pictures are copies of one: by their shapes, by their
// colours where both have some, and by how well one covers the other, as a whole
// and in its details. Two different views of a plain may cover each other well,
// with other details; copies have the same ones.
func Alike(a, b *Signature) bool {
	if a.Flat || b.Flat || math.Abs(float64(a.aspect-b.aspect)) > aspectMost || Distance(a.edges, b.edges) > edgesMost {
		return false
	}
	coloured := !isGrey(a) && !isGrey(b)
	if coloured && !sameColours(a, b) || a.correlation(b, unmoved()) < unmovedLeast {
		return false
	}
	return covers(a, b, coloured) || covers(b, a, coloured)
}

// The bounds were measured: TestCopies has the copies and the different
// pictures that they keep apart, with room on both sides.
const (
	// edgesMost is in how many bits the edges may differ. Copies have up to 10,
	// different pictures with near hashes seldom less than 20.
	edgesMost = 14
	// unmovedLeast is the least correlation before anything is moved.
	unmovedLeast = 0.6
	// wholeLeast and detailLeast are the least correlations where colours agree,
	// the greyLeast where nothing can be said of colours.
	wholeLeast, detailLeast         = 0.85, 0.8
	greyWholeLeast, greyDetailLeast = 0.99, 0.85
	// Details of so many levels that agree so well tell enough by themselves.
	deepLeast, deepDetailLeast = 3, 0.9
	// Where the wholes agree so well, what differs in the details is what strong
	// compression leaves of them.
	nearWholeLeast, nearDetailLeast = 0.998, 0.7
)

func covers(a, b *Signature, coloured bool) bool {
	whole, detail, depth := cover(a, b, unmoved())
	if whole < nearWholeLeast || detail < detailLeast { // most copies need no more
		whole, detail, depth = cover(a, b, bestFit(a, b))
	}
	switch {
	case whole >= nearWholeLeast && detail >= nearDetailLeast:
		return true
	case depth >= deepLeast && detail >= deepDetailLeast && whole >= wholeLeast:
		return true
	case coloured:
		return whole >= wholeLeast && detail >= detailLeast
	}
	return whole >= greyWholeLeast && detail >= greyDetailLeast
}

func sameColours(a, b *Signature) bool {
	sum := 0.0
	for i := range a.cb {
		sum += math.Hypot(float64(a.cb[i])-float64(b.cb[i]), float64(a.cr[i])-float64(b.cr[i]))
	}
	return sum/float64(len(a.cb)) <= colourMost
}

func isGrey(s *Signature) bool {
	for i := range s.cb {
		if max(s.cb[i], -s.cb[i], s.cr[i], -s.cr[i]) >= greyMost {
			return false
		}
	}
	return true
}
