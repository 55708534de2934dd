package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

type pathOptions struct{ nul bool }

func newPathCommand(env *Env) *cobra.Command {
	var opts pathOptions
	cmd := &cobra.Command{
		Use:     "path ID...",
		Short:   "Print the path of a picture's file",
		Example: "  archive path 5f0c\n  cp \"$(archive path 5f0c)\" tower.jpg",
		Args:    between(1, -1, "an ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runPath(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVarP(&opts.nul, "null", "0", false, "end each path with NUL")
	return cmd
}

func runPath(ctx context.Context, env *Env, opts pathOptions, ids []string) error {
	end := "\n"
	if opts.nul {
		end = "\x00"
	}
	var errs []error
	for _, id := range ids {
		path, err := picturePath(ctx, env, id)
		if err != nil {
			errs = append(errs, err)
			if isNoItem(err) {
				continue
			}
			break
		}
		if _, err := fmt.Fprint(env.Stdout, path, end); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
}
