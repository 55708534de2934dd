package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/query"
)

type editOptions struct {
	queries, unset, creator, people []string
	captionFile, fromCSV            string
	dryRun, yes                     bool
}

func newEditCommand(env *Env) *cobra.Command {
	var opts editOptions
	cmd := &cobra.Command{
		Use:   "edit ID... | edit --query QUERY | edit --from-csv FILE",
		Short: "Change what is known of items",
		Long: `Change what is known of items: by flags; without any, in $VISUAL or $EDITOR, as
a form of each item; or by a table that "export --format csv" wrote and that was
changed since, of which only the differences are shown and applied.

An item keeps its id. A new caption brings its hashtags and mentions, and takes
those of the old caption along; other tags stay. A place is a name, such as
"Mansu Hill, Pyongyang", of which the levels are looked up, or LAT,LON. An empty
value removes the field, as --unset does. Every former value stays in the
history: "archive undo" takes an edit back.

On a terminal a change of more than one item is asked for; -y doesn't ask.`,
		Example: `  archive edit 5f0c2e7a --caption "A tower in #Pyongyang" --date 2013-02
  archive edit 5f0c2e7a
  archive edit --query 'tag:Pyongyang missing:creator' --creator "Ada Example" -n
  archive edit --from-csv captions.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runEdit(cmd.Context(), env, opts, cmd.Flags(), args)
		},
	}
	f := cmd.Flags()
	f.VarP((*texts)(&opts.queries), "query", "q", "the items that a query finds (may be repeated: all must match)")
	f.StringP("caption", "c", "", "the caption")
	f.StringVar(&opts.captionFile, "caption-file", "", "read the caption from FILE (- is stdin)")
	f.StringP("date", "d", "", "when it was taken: 2013-02-25, 2013-02, 195X, 1953~ … (EDTF)")
	f.StringP("place", "p", "", "the place: a name, or LAT,LON")
	f.Var((*texts)(&opts.creator), "creator", "the photographer (may be repeated)")
	f.Var((*texts)(&opts.people), "people", "a person in the picture (may be repeated)")
	f.String("title", "", "the title")
	f.String("alt", "", "the text alternative for people who can't see the picture")
	f.String("credit", "", "whom to credit")
	f.String("copyright", "", "the copyright notice")
	f.String("license", "", "the licence, or its address")
	f.String("rating", "", "-1 (rejected) to 5")
	f.Var((*texts)(&opts.unset), "unset", "remove a field (may be repeated): "+strings.Join(unsettable(), ", "))
	f.StringVar(&opts.fromCSV, "from-csv", "", "take the differences from a table of export --format csv (- is stdin)")
	f.BoolVarP(&opts.dryRun, "dry-run", "n", false, "print what would change, and change nothing")
	f.BoolVarP(&opts.yes, "yes", "y", false, "don't ask")
	return cmd
}

// textFlags are the flags that set the field of their name.
func textFlags() []string {
	return []string{"caption", "title", "alt", "date", "place", "credit", "copyright", "license", "rating"}
}

// unsettable are the fields that --unset removes.
func unsettable() []string {
	return slices.DeleteFunc(archive.Editable(), func(f string) bool { return strings.HasPrefix(f, "place.") || f == "mentions" })
}

func runEdit(ctx context.Context, env *Env, opts editOptions, flags *pflag.FlagSet, args []string) error {
	set, err := opts.assigns(env, flags)
	if err != nil {
		return err
	}
	if opts.fromCSV != "" {
		if len(set) > 0 || len(args) > 0 || len(opts.queries) > 0 {
			return usagef("--from-csv says itself which items and what: it goes with -n and -y only")
		}
		return runEditCSV(ctx, env, opts)
	}
	if (len(args) == 0) == (len(opts.queries) == 0) {
		return &usageError{message: "expected IDs or --query", hint: "usage: archive edit ID --caption TEXT, archive edit --query QUERY --creator NAME"}
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	ids, err := opts.targets(ctx, env, a, args)
	if err != nil {
		return err
	}
	if len(set) == 0 {
		return runEditForm(ctx, env, a, opts, ids)
	}
	edits := &archive.Edits{Set: set}
	return opts.apply(ctx, env, a, ids, func(string) *archive.Edits { return edits })
}

func (o *editOptions) targets(ctx context.Context, env *Env, a *archive.Archive, args []string) ([]string, error) {
	if len(args) > 0 {
		return a.Resolve(ctx, args, false)
	}
	var all []query.Expr
	for _, q := range o.queries {
		e, err := new(selection).changing(env, []string{q})
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return a.Select(ctx, query.Join(all...))
}

// assigns gives what the flags say.
func (o *editOptions) assigns(env *Env, flags *pflag.FlagSet) ([]archive.Assign, error) {
	var set []archive.Assign
	add := func(flag, field string, values []string) error {
		if slices.ContainsFunc(set, func(s archive.Assign) bool { return s.Field == field }) {
			return usagef("--%s: %s is given twice", flag, field)
		}
		s, err := archive.CheckAssign(archive.Assign{Field: field, Values: values})
		if err != nil {
			return &usageError{message: "--" + flag + ": " + err.Error(), hint: editHint(field)}
		}
		set = append(set, s)
		return nil
	}
	for _, name := range textFlags() {
		if v := flags.Lookup(name); v.Changed {
			if err := add(name, name, []string{v.Value.String()}); err != nil {
				return nil, err
			}
		}
	}
	if o.captionFile != "" {
		given := givenOptions{captionFile: o.captionFile}
		caption, err := given.readCaption(env, false)
		if err == nil {
			err = add("caption-file", "caption", []string{caption})
		}
		if err != nil {
			return nil, err
		}
	}
	for name, values := range map[string][]string{"creator": o.creator, "people": o.people} {
		if flags.Lookup(name).Changed {
			if err := add(name, name, values); err != nil {
				return nil, err
			}
		}
	}
	for _, list := range o.unset {
		for field := range strings.SplitSeq(list, ",") {
			field = strings.TrimSpace(field)
			if !slices.Contains(unsettable(), field) {
				return nil, &usageError{message: "--unset: " + field + " is not a field that can be removed", hint: unsetHint(field)}
			}
			if err := add("unset", field, nil); err != nil {
				return nil, err
			}
		}
	}
	return set, nil
}

func unsetHint(field string) string {
	if near := query.Nearest(field, unsettable()); near != "" {
		return "did you mean " + near + "?"
	}
	return "one of " + strings.Join(unsettable(), ", ")
}

// editHint shows how a field is written.
func editHint(field string) string {
	switch field {
	case "date", "published":
		return "examples: 2013-02-25, 2013-02, 2013, 195X, 1953~, 2013-02-25T08:14:00+09:00"
	case "rating":
		return "-1 is rejected, 0 is none, 5 is the best"
	}
	return ""
}

// apply edits items, after a question where there are several.
func (o *editOptions) apply(ctx context.Context, env *Env, a *archive.Archive, ids []string, edits func(string) *archive.Edits) error {
	if o.dryRun || !o.yes && env.asks() && len(ids) > 1 {
		var would preview
		refused := 0
		_, err := a.ApplyEdits(ctx, ids, edits, archive.Curation{DryRun: true, Report: func(c archive.ItemChange) error {
			switch {
			case c.Err != nil && o.dryRun:
				refused++
				env.explain(c.Err)
			case c.Err == nil:
				would.add(c.Before)
				if o.dryRun {
					return printItemChange(env, c)
				}
			}
			return nil
		}})
		if err != nil {
			return err
		}
		if o.dryRun {
			env.note("would change %s", count(would.n, "item"))
			return refusedSome(refused)
		}
		ok, err := env.confirmMany(ctx, o.yes, "Change", &would)
		if err := env.unchanged(ok, err); err != nil || !ok {
			return err
		}
	}
	refused := 0
	n, err := a.ApplyEdits(ctx, ids, edits, archive.Curation{Report: func(c archive.ItemChange) error {
		if c.Err != nil {
			refused++
			env.explain(c.Err)
		}
		return nil
	}})
	if err != nil {
		if n > 0 {
			env.note("changed %s", count(n, "item"))
		}
		return err
	}
	env.note("changed %s", count(n, "item"))
	return refusedSome(refused)
}

func refusedSome(n int) error {
	if n > 0 {
		return errSomeRefused
	}
	return nil
}
