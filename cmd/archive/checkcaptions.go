package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type checkCaptionsOptions struct {
	selection  selection
	only       []string
	json       bool
	exitStatus bool
}

func newCheckCaptionsCommand(env *Env) *cobra.Command {
	var opts checkCaptionsOptions
	cmd := &cobra.Command{
		Use:   "check-captions [QUERY]",
		Short: "Gaps and mistakes that a picture editor would flag",
		Long: `Look at the items that match, and print for each finding the item's id, a code,
what is wrong, and a command that would mend it; words in capitals are to be
filled in. Nothing is changed.

  ` + archive.NoCaption + `                   there is no caption
  ` + archive.CaptionFileName + `        the caption says no more than the file's name
  ` + archive.NoDate + `                      there is no date
  ` + archive.DateLate + `                    the date is later than the accession, or the publication
  ` + archive.TagMisspelt + `                 a rare tag is one letter off a frequent one
  ` + archive.PlaceElsewhere + `  the named place is not where the coordinates are`,
		Example: `  archive check-captions
  archive check-captions --only tag-misspelt,no-date added:today
  archive check-captions --json --tag Pyongyang`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCheckCaptions(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().StringSliceVar(&opts.only, "only", nil, "only findings with these codes")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line each")
	cmd.Flags().BoolVarP(&opts.exitStatus, "exit-status", "e", false, "exit 1 when there are findings")
	return cmd
}

// errFindings ends a check that was asked to tell of findings by its exit code.
var errFindings = errors.New("there are findings")

func runCheckCaptions(ctx context.Context, env *Env, opts checkCaptionsOptions, args []string) error {
	wanted := map[string]bool{}
	for _, code := range opts.only {
		code = strings.TrimSpace(code)
		if err := oneOf("only", code, archive.FindingCodes()); err != nil {
			return err
		}
		wanted[code] = true
	}
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	n := 0
	out := newSpool(ctx, env.Stdout)
	err = a.CheckCaptions(ctx, expr, func(f archive.Finding) error {
		if len(wanted) > 0 && !wanted[f.Code] {
			return nil
		}
		n++
		return printRowTo(env, out, opts.json, f, f.ID[:8], f.Code, f.Message, f.Fix)
	})
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	if n == 0 {
		env.note("nothing to flag")
	} else if opts.exitStatus {
		return errFindings
	}
	return nil
}
