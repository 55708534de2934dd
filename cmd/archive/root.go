package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/query"
)

const defaultLockWait = 30 * time.Second

func newRootCommand(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "archive",
		Short: "Keep photographs together with their captions, and find them again",
		Long: `archive takes pictures with their captions into a folder of its own, finds them
by hashtag, place, date and words, and gives them back in formats that other
tools open.`,
		Example: `  archive add ~/Pictures/pyongyang
  archive find --tag Pyongyang --date 2013-02
  archive export ~/Desktop/pyongyang --tag Pyongyang --format files`,
		Version:       versionText(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	cmd.SetIn(env.Stdin)
	cmd.SetOut(env.Stdout)
	cmd.SetErr(env.Stderr)
	cmd.SetVersionTemplate("{{.Version}}\n")
	cmd.SuggestionsMinimumDistance = 2
	cmd.SetFlagErrorFunc(flagError)
	flags := cmd.PersistentFlags()
	flags.StringVarP(&env.Dir, "archive", "A", "", "the archive's folder (else $ARCHIVE_DIR, else the user's data folder)")
	flags.DurationVar(&env.Wait, "lock-wait", defaultLockWait, "how long to wait for another process that uses the archive")
	cmd.CompletionOptions.HiddenDefaultCmd = false
	cmd.AddGroup(&cobra.Group{ID: "main", Title: "Commands"}, &cobra.Group{ID: "care", Title: "Care of the archive"})
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			cmd.AddCommand(c)
		}
	}
	add("main", newAddCommand(env), newFindCommand(env), newShowCommand(env), newCatCommand(env), newPathCommand(env), newExportCommand(env),
		newTagsCommand(env), newPlacesCommand(env), newSavedCommand(env))
	add("care", newInitCommand(env), newVerifyCommand(env), newDumpCommand(env), newRestoreCommand(env))
	cmd.SetHelpCommand(newHelpCommand(env, cmd))
	cmd.InitDefaultCompletionCmd()
	return cmd
}

// flagError says what is wrong with a flag, and names the nearest one.
func flagError(cmd *cobra.Command, err error) error {
	u := &usageError{message: err.Error(), hint: "see \"" + cmd.CommandPath() + " --help\""}
	if written, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := query.Nearest(written, names); near != "" {
			u.hint = "did you mean --" + near + "?"
		}
	}
	return u
}

// noSuchCommand refuses words that are no command, and names the nearest one.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := usagef("%s: no such command", args[0])
	err.hint = "see \"archive --help\""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err.hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return err
}

// exactly is cobra.ExactArgs with a sentence of ours.
func exactly(n int, what string) cobra.PositionalArgs {
	return between(n, n, what)
}

// between bounds the number of arguments; a negative most is no bound.
func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		return &usageError{message: "expected " + what, hint: "usage: " + cmd.UseLine()}
	}
}
