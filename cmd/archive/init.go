package main

import (
	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

func newInitCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make an archive in a new or empty folder",
		Example: `  archive init ~/Pictures/archive
  archive -A /tmp/trial init`,
		Args: between(0, 1, "one folder at most"),
		RunE: func(_ *cobra.Command, args []string) error {
			return runInit(env, args)
		},
	}
}

func runInit(env *Env, args []string) error {
	opts := env.options()
	if len(args) == 1 {
		opts.Dir = args[0]
	}
	env.warnOfNetwork(opts.Dir)
	if _, err := archive.CreateNew(opts); err != nil {
		return err
	}
	env.note("made an archive in %s", opts.Dir)
	env.hint("next: archive -A " + shellWord(opts.Dir) + " add PICTURES")
	return nil
}
