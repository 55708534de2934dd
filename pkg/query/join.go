package query

// Join joins conditions that must all hold, in the simple form of Expr.
func Join(xs ...Expr) Expr { return and(xs...) }

// Point gives the first point that a condition asks to be near to, or nil.
// Points under a NOT don't count.
func Point(e Expr) *Near {
	var parts []Expr
	switch e := e.(type) {
	case Near:
		return &e
	case And:
		parts = e.X
	case Or:
		parts = e.X
	}
	for _, x := range parts {
		if n := Point(x); n != nil {
			return n
		}
	}
	return nil
}

// Any joins conditions one of which must hold, in the simple form of Expr. It
// takes one condition or more.
func Any(xs ...Expr) Expr { return or(xs...) }
