package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

type findOptions struct {
	selection  selection
	output     outputOptions
	count      bool
	exitStatus bool
	thumbs     bool
	plain      bool
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
place, tags and caption. "archive help formats" has all formats. With --thumbs a
terminal shows the pictures too, the first 50 where no --limit says otherwise;
"archive help show" tells how.`,
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
	f.BoolVar(&o.thumbs, "thumbs", false, "on a terminal: show small pictures, each with its text")
	f.BoolVar(&o.plain, "no-pictures", false, "show none, whatever an alias says")
	f.BoolVarP(&o.exitStatus, "exit-status", "e", false, "exit 1 when nothing matches")
}

func runFind(ctx context.Context, env *Env, opts findOptions, args []string) error {
	a, expr, err := opts.selection.open(env, args)
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
	if err == nil && !opts.count && opts.output.plainTable() {
		env.nextAfterFind(ctx, a, found)
	}
	if err == nil && found == 0 && opts.exitStatus {
		return errNoMatch
	}
	return err
}

func (o *findOptions) list(ctx context.Context, env *Env, a *archive.Archive, s archive.Search) (int, error) {
	if o.thumbs && o.output.plainTable() {
		if e := newEasel(ctx, env, a, o.plain); e != nil {
			return o.listThumbs(ctx, env, e, a, s)
		}
	}
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

// listThumbs shows items with their pictures. All are read before any is drawn:
// drawing takes its time, and the archive isn't kept waiting.
func (o *findOptions) listThumbs(ctx context.Context, env *Env, e *easel, a *archive.Archive, s archive.Search) (int, error) {
	all := s.Limit > 0
	if !all {
		s.Limit = thumbsMost + 1
	}
	var items []*item.Item
	err := a.Find(ctx, s, func(f archive.Found) error {
		it, err := f.Item()
		items = append(items, it)
		return err
	})
	if err != nil {
		return 0, err
	}
	more := !all && len(items) > thumbsMost
	if more {
		items = items[:thumbsMost]
	}
	if err := e.listThumbs(ctx, env, items); err != nil {
		return 0, err
	}
	if more {
		env.note("these are the first %d; --limit says how many to show", thumbsMost)
	}
	return len(items), nil
}
