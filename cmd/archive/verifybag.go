package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/bag"
	"photoarchive/pkg/render"
)

type verifyBagOptions struct{ json bool }

// errNotValid ends a check of bags that found one that is not valid.
var errNotValid = errors.New("a bag is not valid")

func newVerifyBagCommand(env *Env) *cobra.Command {
	var opts verifyBagOptions
	cmd := &cobra.Command{
		Use:   "verify-bag BAG...",
		Short: "Check BagIt bags: folders, zips or tars",
		Long: `Check BagIt bags, version 0.93 to 1.0 (RFC 8493), in folders, zips, tars and
tar.gz files: that all that has to be there is there and nothing else, and that
every file still has the digests that the manifests give. Nothing is unpacked
to disk, and nothing is fetched.

Each problem that makes a bag invalid is a line on stdout (code, bag, file in
the bag, what is wrong); the exit code is then 6. What is valid but unwise is a
warning on stderr. An input that is no bag of any form is refused: exit code 3.`,
		Example: "  archive verify-bag ~/Desktop/pyongyang-bag\n  archive verify-bag --json *.zip | jq -r .path",
		Args:    between(1, -1, "a BAG"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runVerifyBag(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each problem and each warning")
	return cmd
}

func runVerifyBag(ctx context.Context, env *Env, opts verifyBagOptions, bags []string) error {
	bar := newProgress(env)
	defer bar.end()
	var ended error
	for _, path := range bags {
		err := verifyOneBag(ctx, env, opts, bar, path)
		var print *fileError
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &print):
			return err
		case errors.Is(err, errNotValid):
			ended = errNotValid
		default:
			resume := bar.pause()
			env.note("%s", refusedBag(path, err))
			resume()
			if ended == nil {
				ended = errSomeRefused
			}
		}
	}
	return ended
}

// verifyOneBag gives errNotValid where a bag is not valid, a *fileError where
// the problems can't be printed, and any other error where there is no bag to
// look at.
func verifyOneBag(ctx context.Context, env *Env, opts verifyBagOptions, bar *progress, path string) error {
	var printErr error
	sum, err := bag.Verify(ctx, path, bag.Options{
		Report: func(p bag.Problem) {
			defer bar.pause()()
			if err := printProblem(env, opts, path, p); err != nil && printErr == nil {
				printErr = &fileError{"standard output", err}
			}
		},
		Progress: bar.read,
	})
	if err != nil {
		return err
	}
	if printErr != nil {
		return printErr
	}
	defer bar.pause()()
	env.note("%s: %s", path, bagVerdict(sum))
	if sum.Errors > 0 {
		return errNotValid
	}
	return nil
}

func bagVerdict(sum bag.Verified) string {
	about := count(sum.Files, "file")
	if sum.Version != "" {
		about = "BagIt " + sum.Version + ", " + about
	}
	if len(sum.Algorithms) > 0 {
		about += ", " + strings.Join(sum.Algorithms, " and ")
	}
	verdict := "valid"
	if sum.Errors > 0 {
		verdict = "not valid: " + count(sum.Errors, "problem")
	}
	if sum.Warnings > 0 {
		verdict += ", " + count(sum.Warnings, "warning")
	}
	return verdict + " (" + about + ")"
}

func printProblem(env *Env, opts verifyBagOptions, path string, p bag.Problem) error {
	if p.Warning {
		env.note("%s: warning: %s", path, joinNonEmpty(": ", p.Path, p.What))
	}
	switch {
	case opts.json:
		b, err := marshal(struct {
			Bag string `json:"bag"`
			bag.Problem
		}{path, p})
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", b)
		}
		return err
	case p.Warning:
		return nil
	}
	_, err := fmt.Fprintf(env.Stdout, "%s\t%s\t%s\t%s\n", p.Code, render.Visible(path), render.Visible(p.Path), render.Visible(p.What))
	return err
}

// refusedBag says why there is no bag to look at; the path stands first.
func refusedBag(path string, err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, bag.ErrOther):
		return err.Error()
	case errors.As(err, &at):
		return path + ": " + at.Err.Error()
	}
	return path + ": " + err.Error()
}
