package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"photoarchive/pkg/catalog"
)

func newCatCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "cat ID",
		Short:   "Write a picture's bytes to stdout",
		Example: "  archive cat 5f0c > tower.jpg",
		Args:    exactly(1, "one ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCat(cmd.Context(), env, args[0])
		},
	}
}

func runCat(ctx context.Context, env *Env, id string) (err error) {
	if env.OutTerminal {
		return &usageError{message: "cat: standard output is a terminal", hint: "send it to a file or a program: archive cat " + shellWord(id) + " > FILE"}
	}
	path, err := picturePath(ctx, env, id)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(env.Stdout, f)
	return err
}

// picturePath finds the file of an item's picture, which has to be there.
func picturePath(ctx context.Context, env *Env, id string) (string, error) {
	a, err := env.open()
	if err != nil {
		return "", err
	}
	it, _, err := a.Get(ctx, id)
	if err != nil {
		return "", err
	}
	path := a.PicturePath(it)
	if path == "" {
		return "", &hintedError{
			fmt.Errorf("%s: its picture %s is not in the archive's folder", it.ID, it.Picture.SHA256),
			"it is filled in when \"archive add\" meets the file again",
		}
	}
	return path, nil
}

// isNoItem tells the errors of one id, after which the others are looked up.
func isNoItem(err error) bool {
	return errors.Is(err, catalog.ErrNotFound) || isA[*catalog.AmbiguousError](err) || isA[*hintedError](err)
}
