package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// Names of contenders. The first one is what is measured.
const (
	byArchive = "archive"
	bySQLite  = "sqlite3"
	byEmpty   = "empty"
	byCat     = "cat"
	byAppend  = "append"
	byCopy    = "cp + sync"
	byRestic  = "restic"
	byBorg    = "borg"
)

// goal is a row's: no more than factor times what another one takes.
type goal struct {
	factor  float64
	against string
}

// row is one operation of the table.
type row struct {
	name       string
	contenders []contender
	floor      string // the contender that stands in the column of floors
	goals      []goal
	either     bool // one of the goals is enough
	same       bool // archive and sqlite3 must print the same
	count      bool // what they print is a number of hits
	runs       int
	cold       bool // the first run counts too
}

// result is a row with its figures.
type result struct {
	row
	figures map[string]figures
	hits    int // -1: not a query
}

func (r row) measure(ctx context.Context, outputs string) (result, error) {
	out := result{row: r, hits: -1}
	fmt.Fprintf(os.Stderr, "%s …", r.name)
	start := time.Now()
	var err error
	if out.figures, err = measure(ctx, outputs, !r.cold, r.runs, r.contenders); err != nil {
		return out, fmt.Errorf("%s: %w", r.name, err)
	}
	if r.same {
		if err := sameOutput(out.figures[byArchive], out.figures[bySQLite]); err != nil {
			return out, fmt.Errorf("%s: archive and sqlite3: %w", r.name, err)
		}
		if out.hits, err = answer(out.figures[byArchive].output, r.count); err != nil {
			return out, err
		}
	}
	fmt.Fprintf(os.Stderr, " %s\n", time.Since(start).Round(100*time.Millisecond))
	return out, nil
}

// least is what no goal against SQLite goes below: 1.5 × an empty Cobra
// program, which is mostly the operating system's work.
const least = 1.5

// met reports whether one goal is met. What wasn't measured doesn't count.
func (r result) met(g goal) bool {
	other, ok := r.figures[g.against]
	if !ok {
		return true
	}
	most := time.Duration(g.factor * float64(other.median))
	if empty, ok := r.figures[byEmpty]; ok && g.against == bySQLite {
		most = max(most, time.Duration(least*float64(empty.median)))
	}
	return r.figures[byArchive].median <= most
}

func (r result) ok() bool {
	for _, g := range r.goals {
		if r.met(g) == r.either {
			return r.either
		}
	}
	return !r.either
}
