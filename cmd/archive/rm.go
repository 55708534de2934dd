package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type rmOptions struct {
	selection                   selection
	purge, removed, dryRun, yes bool
}

func newRmCommand(env *Env) *cobra.Command {
	var opts rmOptions
	cmd := &cobra.Command{
		Use:     "rm ID... | rm QUERY",
		Aliases: []string{"remove"},
		Short:   "Remove items, until they are purged for good",
		Long: `Remove items from every answer. They stay in the archive, with their pictures:
"archive undo" brings them back, and they stay removed when the same files are
added again.

--purge removes them for good, with their pictures and attachments where no
other item has them. That can't be undone, so it asks first; scripts say -y.
The history keeps what was done to them. --removed means all that were removed
before.

Words that look like ids (4 to 32 hex digits) are ids; for the word write
text:cafe.`,
		Example: `  archive rm 5f0c2e7a
  archive rm --tag blurred -n
  archive rm 'creator:AFP date:..2011'
  archive rm --purge --removed -y`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRm(cmd.Context(), env, opts, args, opts.selection.any(cmd.Flags()))
		},
	}
	opts.selection.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.BoolVar(&opts.purge, "purge", false, "remove the items for good, and their files")
	f.BoolVar(&opts.removed, "removed", false, "with --purge: all items that were removed before")
	f.BoolVarP(&opts.dryRun, "dry-run", "n", false, "print what would be removed, and remove nothing")
	f.BoolVarP(&opts.yes, "yes", "y", false, "don't ask")
	return cmd
}

func runRm(ctx context.Context, env *Env, opts rmOptions, args []string, flags bool) error {
	if opts.removed && (!opts.purge || len(args) > 0 || flags) {
		return &usageError{message: "--removed goes with --purge alone", hint: "\"archive rm --purge --removed\""}
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	var ids []string
	if opts.removed {
		ids, err = a.Removed(ctx)
	} else {
		ids, err = opts.selection.targets(ctx, env, a, args, flags, opts.purge)
	}
	if err != nil {
		return err
	}
	remove := func(c archive.Curation) (archive.Purged, error) {
		if opts.purge {
			return a.Purge(ctx, ids, c)
		}
		n, err := a.Remove(ctx, ids, c)
		return archive.Purged{Items: n}, err
	}
	var would preview
	sum, err := remove(archive.Curation{DryRun: true, Report: func(c archive.ItemChange) error {
		would.add(c.Before)
		if !opts.dryRun {
			return nil
		}
		_, err := fmt.Fprintln(env.Stdout, oneLine(c.Before, lineWidth(env)))
		return err
	}})
	if err != nil {
		return err
	}
	if opts.dryRun {
		env.note("would %s", rmText(opts.purge, "remove", "purge", sum))
		return nil
	}
	if would.n == 0 {
		env.note("nothing to remove")
		return nil
	}
	if ok, err := opts.confirm(ctx, env, &would, sum); err != nil || !ok {
		return err
	}
	if sum, err = remove(archive.Curation{}); err != nil {
		return err
	}
	env.note("%s", rmText(opts.purge, "removed", "purged", sum))
	if !opts.purge && env.ErrTerminal {
		env.hint(fmt.Sprintf("\"archive undo\" brings %s back", pick(sum.Items == 1, "it", "them")))
	}
	return nil
}

func (o *rmOptions) confirm(ctx context.Context, env *Env, would *preview, sum archive.Purged) (bool, error) {
	switch {
	case o.yes:
		return true, nil
	case !o.purge:
		ok, err := env.confirmMany(ctx, o.yes, "Remove", would)
		return ok, env.unchanged(ok, err)
	case !env.asks():
		return false, &usageError{
			message: fmt.Sprintf("--purge would remove %s for good", count(would.n, "item")), hint: "-y says yes; -n shows them",
		}
	}
	env.sample(would)
	ok, err := env.confirm(ctx, rmText(true, "", "Purge", sum)+" for good?")
	return ok, env.unchanged(ok, err)
}

// unchanged says that a question was answered by no.
func (e *Env) unchanged(ok bool, err error) error {
	if !ok && err == nil {
		e.note("nothing was changed")
	}
	return err
}

func rmText(purge bool, hideVerb, purgeVerb string, sum archive.Purged) string {
	if !purge {
		return hideVerb + " " + count(sum.Items, "item")
	}
	s := purgeVerb + " " + count(sum.Items, "item")
	if n := sum.Pictures + sum.Attachments; n > 0 {
		s += fmt.Sprintf(", with %s of %s", count(n, "file"), byteText(sum.Bytes))
	}
	return s
}

// lineWidth is how long a line for a person may be.
func lineWidth(env *Env) int {
	if env.Width > 0 {
		return env.Width
	}
	return 100
}
