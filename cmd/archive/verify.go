package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/render"
)

type verifyOptions struct{ json bool }

func newVerifyCommand(env *Env) *cobra.Command {
	var opts verifyOptions
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read every picture again and check that nothing has changed",
		Long: `Read every picture and sidecar again, compare each with its SHA-256, and
compare the records with the files and the indexes, both ways. What is damaged
is listed with the items that are affected; the exit code is then 6.`,
		Example: "  archive verify\n  archive verify --json | jq -r '.items[]'",
		Args:    exactly(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVerify(cmd.Context(), env, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each thing found")
	return cmd
}

func runVerify(ctx context.Context, env *Env, opts verifyOptions) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	bar := newProgress(env)
	defer bar.end()
	var printErr error
	sum, err := a.Verify(ctx, func(d archive.Damage) {
		defer bar.pause()()
		if err := printDamage(env, opts, d); err != nil && printErr == nil {
			printErr = err
		}
	}, bar.read)
	bar.end()
	if err != nil {
		return err
	}
	if printErr != nil {
		return printErr
	}
	env.note("%s, %s and %s read: %s", count(sum.Items, "item"), count(sum.Pictures, "picture"),
		count(sum.Attachments, "attachment"), verdict(sum))
	if sum.Damaged > 0 {
		return errDamage
	}
	return nil
}

func verdict(sum archive.Verified) string {
	switch {
	case sum.Damaged > 0:
		return fmt.Sprintf("%d damaged", sum.Damaged)
	case sum.Harmless > 0:
		return fmt.Sprintf("nothing is lost, %d to tidy up", sum.Harmless)
	}
	return "all is well"
}

func printDamage(env *Env, opts verifyOptions, d archive.Damage) error {
	if opts.json {
		b, err := marshal(d)
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", b)
		}
		return err
	}
	line := d.Code
	if d.Path != "" {
		line += "\t" + render.Visible(d.Path)
	}
	line += "\t" + render.Visible(d.What)
	for _, id := range d.Items {
		line += "\t" + id
	}
	_, err := fmt.Fprintln(env.Stdout, line)
	return err
}
