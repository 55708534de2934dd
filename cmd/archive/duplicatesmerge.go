package main

import (
	"context"
	"fmt"

	"photoarchive/pkg/archive"
)

func runMergeDuplicates(ctx context.Context, env *Env, opts duplicatesOptions, args []string) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	groups, err := opts.toMerge(ctx, env, a, args)
	if err != nil {
		return err
	}
	var hidden preview
	sum, err := a.Fold(ctx, groups, archive.Curation{DryRun: true, Report: func(c archive.ItemChange) error {
		if c.Hidden {
			hidden.add(c.Before)
		}
		if !opts.dryRun {
			return nil
		}
		return printItemChange(env, c)
	}})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s, hide %s", count(sum.Groups, "group"), count(sum.Hidden, "item"))
	switch {
	case opts.dryRun:
		env.note("would merge %s", what)
		return nil
	case sum.Groups == 0:
		env.note("no duplicates to merge")
		return nil
	case !opts.yes && env.asks():
		env.sample(&hidden)
		ok, err := env.confirm(ctx, "Merge "+what+"?")
		if err := env.unchanged(ok, err); err != nil || !ok {
			return err
		}
	}
	if sum, err = a.Fold(ctx, groups, archive.Curation{}); err != nil {
		return err
	}
	env.note("merged %s, hid %s", count(sum.Groups, "group"), count(sum.Hidden, "item"))
	if env.ErrTerminal {
		env.hint("\"archive undo\" brings all of it back")
	}
	return nil
}

// toMerge gives the groups that are meant: one of the IDs, or those that are
// found.
func (o *duplicatesOptions) toMerge(ctx context.Context, env *Env, a *archive.Archive, args []string) ([][]string, error) {
	if idLike(args) && !o.selects {
		if o.kindGiven || o.distanceGiven {
			return nil, usagef("--kind and --distance don't go with IDs: these are merged whatever they are")
		}
		ids, err := a.Resolve(ctx, args, false)
		if err == nil && len(ids) < 2 {
			err = &usageError{message: "expected two IDs or more to merge", hint: "the first is kept; for a word of hex digits write text:cafe"}
		}
		return [][]string{ids}, err
	}
	expr, err := o.selection.expr(env, args)
	if err != nil {
		return nil, err
	}
	if !o.kindGiven {
		// Different pictures with one caption may well be meant to be there.
		o.kinds = []string{archive.SameBytes, archive.LookAlike}
	}
	p := newProgress(env)
	found, err := a.Duplicates(ctx, expr, o.search(env, p))
	p.end()
	var groups [][]string
	for _, d := range found {
		groups = append(groups, d.IDs)
	}
	return groups, err
}
