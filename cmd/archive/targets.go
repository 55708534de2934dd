package main

import (
	"context"

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
		return nil, &usageError{message: "expected an ID or a QUERY", hint: "to mean all items write id:*"}
	}
	if idLike(args) && !flags {
		return a.Resolve(ctx, args, hiddenToo)
	}
	expr, err := s.expr(env, args)
	if err != nil {
		return nil, err
	}
	if _, all := expr.(query.All); all {
		return nil, &usageError{message: "the query is empty: it would mean all items", hint: "to mean all items write id:*"}
	}
	return a.Select(ctx, expr)
}
