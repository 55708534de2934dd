package query

import (
	"fmt"
	"unicode/utf8"
)

// SyntaxError is returned by Parse when the query can't be understood.
type SyntaxError struct {
	// Column counts characters (code points) of the query from 1.
	Column int
	// Message says what was found and what was expected.
	Message string
	// Hint is advice for a line of its own, or empty.
	Hint string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query: column %d: %s", e.Column, e.Message)
}

// with adds a hint.
func (e *SyntaxError) with(hint string) *SyntaxError {
	e.Hint = hint
	return e
}

const (
	operatorHint = "to search for the word itself, write it in small letters or in quotes"
	quoteHint    = "put the value in quotes to search for the character itself"
)

// FlagError is returned by Flags.Expr when the value of a flag can't be
// understood.
type FlagError struct {
	// Flag is the flag's long name without dashes.
	Flag    string
	Message string
	// Hint is advice for a line of its own, or empty.
	Hint string
}

func (e *FlagError) Error() string { return "--" + e.Flag + ": " + e.Message }

// ResolveError is returned by Resolve when a name stands for nothing usable.
type ResolveError struct {
	// Term is the part of the query that holds the name, as a query.
	Term string
	Err  error
}

func (e *ResolveError) Error() string { return "query: " + e.Term + ": " + e.Err.Error() }

func (e *ResolveError) Unwrap() error { return e.Err }

// problem is what is wrong with one value, before it is known whether the
// value came from a query (and has a column) or from a flag.
type problem struct {
	message, hint string
}

func problemf(format string, args ...any) *problem {
	return &problem{message: fmt.Sprintf(format, args...)}
}

func (p *problem) with(hint string) *problem {
	p.hint = hint
	return p
}

// at gives the problem the column of a byte offset in the query.
func (p *problem) at(s string, offset int) *SyntaxError {
	return &SyntaxError{Column: columnOf(s, offset), Message: p.message, Hint: p.hint}
}

// shown quotes a value for a message, shortened so that a hostile value
// doesn't flood the terminal.
func shown(value string) string {
	const most = 60
	n := 0
	for i := range value {
		if n == most {
			return fmt.Sprintf("%q…", value[:i])
		}
		n++
	}
	return fmt.Sprintf("%q", value)
}

// columnOf gives the column of a byte offset.
func columnOf(s string, offset int) int {
	return utf8.RuneCountInString(s[:offset]) + 1
}
