package main

import (
	"context"
	"fmt"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/query"
	"photoarchive/pkg/render"
)

// runEditCSV applies the differences of a table that export wrote.
func runEditCSV(ctx context.Context, env *Env, opts editOptions) error {
	name := opts.fromCSV
	b, err := readInput(env, name, archive.TableLimit)
	if err != nil {
		return refusedFile(env, err)
	}
	t, err := archive.ReadTable(b)
	if err != nil {
		return refusedFile(env, fmt.Errorf("%s: %w", name, err))
	}
	for _, column := range t.Unknown {
		env.note("%s: the column %q is no field of an item: it is left out", name, column)
		if near := query.Nearest(column, render.Fields()); near != "" {
			env.hint("did you mean " + near + "?")
		}
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	edits, err := a.TableEdits(ctx, t)
	if err != nil {
		return err
	}
	for _, refused := range edits.Refused {
		env.explain(fmt.Errorf("%s: %w", name, refused))
	}
	of := func(id string) *archive.Edits { return edits.Edits[id] }
	would := 0
	clashes := 0
	_, err = a.ApplyEdits(ctx, edits.IDs, of, archive.Curation{DryRun: true, Report: func(c archive.ItemChange) error {
		if c.Err != nil {
			clashes++
			if opts.dryRun {
				env.explain(c.Err)
			}
			return nil
		}
		would++
		return printItemChange(env, c)
	}})
	if err != nil {
		return err
	}
	refused := len(edits.Refused)
	if opts.dryRun {
		env.note("would change %s", count(would, "item"))
		return refusedSome(refused + clashes)
	}
	if would > 1 && !opts.yes && env.asks() {
		if err := env.flush(); err != nil {
			return err
		}
		ok, err := env.confirm(ctx, fmt.Sprintf("Change %s?", count(would, "item")))
		if err := env.unchanged(ok, err); err != nil || !ok {
			return err
		}
	}
	opts.yes = true // it was asked and shown
	if err := opts.apply(ctx, env, a, edits.IDs, of); err != nil {
		return err
	}
	return refusedSome(refused)
}

// refusedFile says what is wrong with a file on which all depends.
func refusedFile(env *Env, err error) error {
	env.explain(err)
	return errSomeRefused
}
