package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

type openOptions struct{ print bool }

func newOpenCommand(env *Env) *cobra.Command {
	var opts openOptions
	cmd := &cobra.Command{
		Use:   "open ID...",
		Short: "Open pictures with the system's viewer",
		Long: `Open pictures with the program that the system has for them (xdg-open on Linux,
open on macOS, the one of the file's kind on Windows). The file that opens is
the archive's own and may only be read: to change a picture, take a copy by
"archive cat" or "archive export".`,
		Example: `  archive open 5f0c2e7a
  archive open --print 5f0c2e7a`,
		Args: between(1, -1, "an ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runOpen(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVar(&opts.print, "print", false, "print the command, and run nothing")
	return cmd
}

func runOpen(ctx context.Context, env *Env, opts openOptions, ids []string) error {
	var errs []error
	for _, id := range ids {
		path, err := picturePath(ctx, env, id)
		if err == nil {
			err = view(ctx, env, opts, id, viewer(runtime.GOOS, path))
		}
		errs = append(errs, err)
		if err != nil && !isNoItem(err) {
			break
		}
	}
	return errors.Join(errs...)
}

// viewer is the command that opens a file. No shell reads it, so that a name
// may hold anything; and an archive's names are digits below its folder.
func viewer(system, path string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", path}
	case "darwin":
		return []string{"open", "--", path}
	}
	return []string{"xdg-open", path}
}

// viewerTime is how long a viewer is given to fail. One that stays is left to
// itself.
const viewerTime = 2 * time.Second

func view(ctx context.Context, env *Env, opts openOptions, id string, command []string) error {
	if opts.print {
		words := make([]string, len(command))
		for i, w := range command {
			words[i] = shellWord(w)
		}
		_, err := fmt.Fprintln(env.Stdout, strings.Join(words, " "))
		return err
	}
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			err = fmt.Errorf("%s: not found", command[0])
		}
		return &hintedError{err, openHint(id)}
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return &hintedError{fmt.Errorf("%s: %w", command[0], err), openHint(id)}
		}
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(viewerTime):
	}
	return nil
}

func openHint(id string) string {
	return "\"archive path " + shellWord(id) + "\" prints the file, for a viewer of your own"
}
