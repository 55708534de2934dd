// Package jq runs expressions of the jq language (jq 1.7, with the regular
// expressions of Go's regexp) on decoded JSON.
//
// It is an interpreter of its own because the known one for Go builds all of
// its builtins before main begins, on every start of the program: a fifth of
// the time that a lookup may take as a whole. That one is the reference in this
// room's tests. What is left out has no place here: modules, input, the
// environment (env and $ENV are empty), the local time zone, and ways to end
// the program. Objects are written with sorted keys.
//
// The room knows values and expressions; it knows nothing of items, of output,
// or of the clock. Time, depth and memory of a run are bounded.
package jq

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"
)

const (
	maxSource = 64 << 10 // bytes of an expression
	maxNested = 400      // levels of brackets and operators in it
	maxDepth  = 20_000   // evaluations inside each other
	maxList   = 1_000_000
	maxString = 16 << 20
)

// Program is an expression that was read. Its runs share nothing, so it may run
// more than one at a time.
type Program struct {
	root expr
	now  time.Time
}

// SyntaxError says where an expression can't be read.
type SyntaxError struct {
	Column int // in characters, from 1
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s", e.Column, e.Reason)
}

// Error is an error of the expression itself, the kind that try catches.
type Error struct {
	Value any
}

func (e *Error) Error() string {
	if s, ok := e.Value.(string); ok {
		return s
	}
	return string(AppendJSON(nil, e.Value)) + " (not a string)"
}

func failf(format string, args ...any) error {
	return &Error{fmt.Sprintf(format, args...)}
}

// Compile reads an expression; an error is a *SyntaxError. now is what the
// function now answers: the zero time makes it an error.
func Compile(source string, now time.Time) (*Program, error) {
	if len(source) > maxSource {
		return nil, &SyntaxError{Column: 1, Reason: fmt.Sprintf("the expression is longer than %d bytes", maxSource)}
	}
	root, err := parse(source)
	if err != nil {
		return nil, err
	}
	return &Program{root: root, now: now}, nil
}

// Run calls out with each result for the input. Values are nil, bool, int64,
// float64, string, []any and map[string]any; results may share memory with the
// input, and neither is ever changed. Run returns an *Error where the
// expression fails, the context's error when that ends, or what out returned.
func (p *Program) Run(ctx context.Context, input any, out func(any) error) error {
	m := &machine{ctx: ctx, now: p.now}
	err := m.run(p.root, nil, input, nil, func(v any, _ *path) error { return out(v) })
	var b *breakError
	if errors.As(err, &b) {
		return failf("break")
	}
	return err
}

// machine is one run.
type machine struct {
	ctx     context.Context
	now     time.Time
	steps   int
	depth   int
	regexps map[string]*regexp.Regexp
}

// emit takes a result; its path is nil where paths don't matter.
type emit func(v any, p *path) error

// expr is a part of an expression. It calls out for each of its results.
type expr interface {
	eval(m *machine, s *scope, v any, p *path, out emit) error
}

// run evaluates within the bounds.
func (m *machine) run(e expr, s *scope, v any, p *path, out emit) error {
	if m.steps++; m.steps&1023 == 0 {
		if err := m.ctx.Err(); err != nil {
			return err
		}
	}
	if m.depth >= maxDepth {
		return failf("the expression recurses too deep")
	}
	m.depth++
	err := e.eval(m, s, v, p, out)
	m.depth--
	return err
}

// values is run for parts whose paths don't matter.
func (m *machine) values(e expr, s *scope, v any, out func(any) error) error {
	return m.run(e, s, v, nil, func(v any, _ *path) error { return out(v) })
}

// collect gathers all results.
func (m *machine) collect(e expr, s *scope, v any) ([]any, error) {
	all := []any{}
	err := m.values(e, s, v, func(v any) error {
		if len(all) >= maxList {
			return failf("a list of more than %d values", maxList)
		}
		all = append(all, v)
		return nil
	})
	return all, err
}

// scope is a chain of what names stand for. The parser has given each name a
// number of its own, so nothing is ever hidden.
type scope struct {
	parent *scope
	id     int
	value  any    // of a variable
	body   expr   // of an argument that is a filter
	home   *scope // where that argument's names are looked up
	def    *funcDef
	label  *breakError
}

func (s *scope) find(id int) *scope {
	for s.id != id {
		s = s.parent
	}
	return s
}

func (s *scope) bind(id int, value any) *scope {
	return &scope{parent: s, id: id, value: value}
}

// breakError carries a break to its label; each label has its own.
type breakError struct{ _ int }

func (*breakError) Error() string { return "break" }

// caught tells the errors that try may catch: not a break, not the context's,
// and nothing that came from whoever takes the results.
func caught(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}
