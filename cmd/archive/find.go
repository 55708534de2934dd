package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/render"
)

type findOptions struct {
	selection  selection
	output     outputOptions
	count      bool
	exitStatus bool
	export     bool // what is written is to be read in again: nothing but items
}

func newFindCommand(env *Env) *cobra.Command {
	var opts findOptions
	cmd := &cobra.Command{
		Use:   "find [QUERY]",
		Short: "List the items that match every condition",
		Long: `List the items that match every condition, newest first. Flags and the query
are joined by AND; "archive help query" has the query language.

On a terminal a table is printed, otherwise tab-separated lines of id, date,
place, tags and caption. "archive help formats" has all formats.`,
		Example: `  archive find --tag Pyongyang --date 2013-02
  archive find 'tag:Pyongyang NOT creator:AFP "popcorn vendor"'
  archive find --tag Pyongyang --format paths -0 | xargs -0 ls -l`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFind(cmd.Context(), env, opts, args)
		},
	}
	opts.addFlags(cmd.Flags())
	return cmd
}

func (o *findOptions) addFlags(f *pflag.FlagSet) {
	o.selection.addFlags(f)
	o.selection.addOrderFlags(f)
	o.output.addFlags(f)
	f.BoolVar(&o.count, "count", false, "print only how many items match")
	f.BoolVarP(&o.exitStatus, "exit-status", "e", false, "exit 1 when nothing matches")
}

func runFind(ctx context.Context, env *Env, opts findOptions, args []string) error {
	expr, err := opts.selection.expr(env, args)
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	var found int
	if opts.count {
		if found, err = a.Count(ctx, expr); err == nil {
			_, err = fmt.Fprintln(env.Stdout, found)
		}
	} else {
		found, err = opts.list(ctx, env, a, archive.Search{
			Expr: expr, Sort: opts.selection.sort, Reverse: opts.selection.reverse, Limit: opts.selection.limit,
		})
	}
	if err == nil && found == 0 && opts.exitStatus {
		return errNoMatch
	}
	return err
}

func (o *findOptions) list(ctx context.Context, env *Env, a *archive.Archive, s archive.Search) (int, error) {
	out := newSpool(ctx, env.Stdout)
	w, how, err := o.output.writer(ctx, env, out, a, s.Expr)
	if err != nil {
		return 0, errors.Join(err, out.Close())
	}
	found, needsItem := 0, render.NeedsItem(how)
	s.IDs = how.Format == "ids"
	err = a.Find(ctx, s, func(f archive.Found) error {
		found++
		r, err := record(f, needsItem)
		if err != nil {
			return err
		}
		r.Approximate = f.Approximate && !o.export
		return w.Write(r)
	})
	if err == nil {
		err = w.Close()
	}
	err = errors.Join(err, out.Close())
	if ctx.Err() != nil {
		env.Stdout = io.Discard // the spool may be stuck in it for ever
	}
	return found, err
}
