package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newCompactCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Write the catalogue anew without the room that is free in it",
		Long: `Write the catalogue anew without the room that is free in it, and put the new
file in the place of the old one in one moment. Others wait meanwhile. There
must be as much room on the disk as the catalogue takes. A damaged catalogue is
left alone. Pictures are not touched.`,
		Example: "  archive compact",
		Args:    exactly(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCompact(cmd.Context(), env)
		},
	}
}

func runCompact(ctx context.Context, env *Env) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	before, after, err := a.Compact(ctx)
	if err != nil {
		return err
	}
	env.note("the catalogue took %s and takes %s", byteText(before), byteText(after))
	return nil
}
