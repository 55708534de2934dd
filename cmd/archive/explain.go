package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
)

// fail says what went wrong and returns the exit code.
func (e *Env) fail(err error) int {
	if err == nil {
		return 0
	}
	hint := ""
	said := map[string]bool{}
	for _, part := range parts(err) {
		row := rowOf(part)
		if row.quiet || said[part.Error()] {
			continue
		}
		said[part.Error()] = true
		if own := e.explain(part); !own && hint == "" {
			hint = row.hint
		}
	}
	if hint != "" {
		e.hint(hint)
	}
	return rowOf(err).code
}

func rowOf(err error) exit {
	for _, row := range exits() {
		if row.is(err) {
			return row
		}
	}
	return exit{code: 1}
}

// parts are the errors of which one was joined, each with a sentence of its own.
func parts(err error) []error {
	u, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var texts []string
	for _, part := range u.Unwrap() {
		texts = append(texts, part.Error())
	}
	if strings.Join(texts, "\n") != err.Error() {
		return []error{err} // made by fmt.Errorf
	}
	var out []error
	for _, part := range u.Unwrap() {
		out = append(out, parts(part)...)
	}
	return out
}

// explain says one error, and its hint where it has one.
func (e *Env) explain(err error) (hinted bool) {
	if errors.Is(err, context.Canceled) {
		e.note("interrupted")
		return true
	}
	e.note("%s", subjectFirst(err))
	var h interface{ Hint() string }
	if !errors.As(err, &h) || h.Hint() == "" {
		return false
	}
	e.hint(h.Hint())
	return true
}

// subjectFirst says an error of a file with the file's name in front, as all
// our errors are: the system's errors begin with what was tried.
func subjectFirst(err error) string {
	s := err.Error()
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return strings.Replace(s, pe.Error(), pe.Path+": "+pe.Err.Error(), 1)
	case errors.As(err, &le):
		return strings.Replace(s, le.Error(), le.New+": "+le.Err.Error(), 1)
	}
	return s
}

// hintedError is an error with a line on what to do.
type hintedError struct {
	error
	hint string
}

func (e *hintedError) Hint() string  { return e.hint }
func (e *hintedError) Unwrap() error { return e.error }
