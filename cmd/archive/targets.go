package main

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/query"
)

// any tells whether one of the flags that select was given.
func (s *selection) any(f *pflag.FlagSet) bool {
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	new(selection).addFlags(own)
	given := false
	f.Visit(func(flag *pflag.Flag) { given = given || own.Lookup(flag.Name) != nil })
	return given
}

// targets gives the ids of the items that a command works on: words that look
// like ids are ids, else they are a query. A command that changes items never
// means all of them by saying nothing.
func (s *selection) targets(ctx context.Context, env *Env, a *archive.Archive, args []string, flags, hiddenToo bool) ([]string, error) {
	if len(args) == 0 && !flags {
		return nil, &usageError{message: "expected an ID or a QUERY", hint: hintAll}
	}
	if idLike(args) && !flags {
		return a.Resolve(ctx, args, hiddenToo)
	}
	expr, err := s.changing(env, args)
	if err != nil {
		return nil, err
	}
	return a.Select(ctx, expr)
}

const hintAll = "to mean all items write '*'"

// changing is the query of a command that changes what it finds: an empty one
// is refused, and a lone * means all items, as notmuch has it.
func (s *selection) changing(env *Env, args []string) (query.Expr, error) {
	if len(args) == 1 && strings.TrimSpace(args[0]) == "*" {
		args = nil
		if expr, err := s.expr(env, nil); err != nil || expr == (query.All{}) {
			return query.All{}, err
		}
	}
	expr, err := s.expr(env, args)
	if err != nil {
		return nil, err
	}
	if _, all := expr.(query.All); all {
		return nil, &usageError{message: "the query is empty: it would mean all items", hint: hintAll}
	}
	return expr, nil
}
