package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/query"
)

const defaultLockWait = 30 * time.Second

func newRootCommand(env *Env, args []string) *cobra.Command {
	var version bool
	cmd := &cobra.Command{
		Use:   "archive",
		Short: "Keep photographs together with their captions, and find them again",
		Long: `archive takes pictures with their captions into a folder of its own, finds them
by hashtag, place, date and words, and gives them back in formats that other
tools open.`,
		Example: `  archive add ~/Pictures/pyongyang
  archive find --tag Pyongyang --date 2013-02
  archive export ~/Desktop/pyongyang --tag Pyongyang --format files`,
		SilenceErrors:    true,
		SilenceUsage:     true,
		Args:             noSuchCommand,
		PersistentPreRun: func(*cobra.Command, []string) { denyOthers(env) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				_, err := fmt.Fprintln(env.Stdout, versionText())
				return err
			}
			return cmd.Help()
		},
	}
	cmd.SetIn(env.Stdin)
	cmd.SetOut(env.Stdout)
	cmd.SetErr(env.Stderr)
	cmd.SetFlagErrorFunc(flagError)
	cmd.SetUsageTemplate(usageTemplate(cmd.UsageTemplate(), env.Width))
	flags := cmd.PersistentFlags()
	flags.StringVarP(&env.Dir, "archive", "A", "", "the archive's folder (else $ARCHIVE_DIR, else the user's data folder)")
	flags.Var(umaskFlag{env}, "umask", "what others may not do with files that are made; 027 lets the group read")
	flags.DurationVar(&env.Wait, "lock-wait", defaultLockWait, "how long to wait for another process that uses the archive")
	cmd.Flags().BoolVar(&version, "version", false, "print version and commit")
	cmd.AddGroup(&cobra.Group{ID: groupMain, Title: "Commands"}, &cobra.Group{ID: groupCare, Title: "Care of the archive"})
	for _, e := range commandsFor(args) {
		c := e.make(env)
		c.GroupID = e.group
		cmd.AddCommand(c)
	}
	help := newHelpCommand(env, cmd)
	cmd.SetHelpCommand(help)
	cmd.CompletionOptions.DisableDefaultCmd = true
	if isCompletion(args) {
		completing{env}.attach(cmd)
		completing{env}.attach(help)
	}
	return cmd
}

const (
	groupMain = "main"
	groupCare = "care"
)

// entry is a command before it is made.
type entry struct {
	group, name string
	make        func(*Env) *cobra.Command
}

func commands() []entry {
	return []entry{
		{groupMain, "add", newAddCommand},
		{groupMain, "find", newFindCommand},
		{groupMain, "show", newShowCommand},
		{groupMain, "cat", newCatCommand},
		{groupMain, "path", newPathCommand},
		{groupMain, "open", newOpenCommand},
		{groupMain, "export", newExportCommand},
		{groupMain, "edit", newEditCommand},
		{groupMain, "tag", newTagCommand},
		{groupMain, "rm", newRmCommand},
		{groupMain, "log", newLogCommand},
		{groupMain, "undo", newUndoCommand},
		{groupMain, "tags", newTagsCommand},
		{groupMain, "places", newPlacesCommand},
		{groupMain, "dates", newDatesCommand},
		{groupMain, "creators", newCreatorsCommand},
		{groupMain, "sources", newSourcesCommand},
		{groupMain, "stats", newStatsCommand},
		{groupMain, "check-captions", newCheckCaptionsCommand},
		{groupMain, "duplicates", newDuplicatesCommand},
		{groupMain, "saved", newSavedCommand},
		{groupCare, "init", newInitCommand},
		{groupCare, "verify", newVerifyCommand},
		{groupCare, "verify-bag", newVerifyBagCommand},
		{groupCare, "dump", newDumpCommand},
		{groupCare, "restore", newRestoreCommand},
		{groupCare, "prove", newProveCommand},
		{groupCare, "check-proof", newCheckProofCommand},
		{groupCare, "backup", newBackupCommand},
		{groupCare, "merge", newMergeCommand},
		{groupCare, "compact", newCompactCommand},
		{groupCare, "rescue", newRescueCommand},
		{groupCare, "completion", newCompletionCommand},
		{groupCare, "man", newManCommand},
		{groupCare, "version", newVersionCommand},
	}
}

// commandsFor gives the commands that a command line may mean. Making all of
// them takes longer than many a query.
func commandsFor(args []string) []entry {
	if isCompletion(args) {
		return completedCommands(args)
	}
	all := commands()
	if wantsAll(args) {
		return all
	}
	some := slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return !slices.Contains(args, e.name) })
	if len(some) == 0 {
		return all
	}
	return some
}

// wantsAll tells whether a command line is about the commands themselves.
func wantsAll(args []string) bool {
	return len(args) == 0 || slices.ContainsFunc(args, func(a string) bool {
		return a == "help"
	})
}

// flagError says what is wrong with a flag, and names the nearest one.
func flagError(cmd *cobra.Command, err error) error {
	u := &usageError{message: err.Error(), hint: "see \"" + cmd.CommandPath() + " --help\""}
	var bad *pflag.InvalidValueError
	if errors.As(err, &bad) {
		// The reasons of strconv are for programmers.
		switch bad.GetFlag().Value.Type() {
		case "int":
			u.message = fmt.Sprintf("--%s: %q is not a whole number", bad.GetFlag().Name, bad.GetValue())
		case "bool":
			u.message = fmt.Sprintf("--%s: %q is neither true nor false", bad.GetFlag().Name, bad.GetValue())
		case "duration":
			u.message = fmt.Sprintf("--%s: %q is not a duration such as 10s or 2m", bad.GetFlag().Name, bad.GetValue())
		}
	}
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
func noSuchCommand(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := usagef("%s: no such command", args[0])
	err.hint = "see \"archive --help\""
	if near := query.Nearest(args[0], commandNames()); near != "" {
		err.hint = "did you mean " + near + "?"
	}
	return err
}

func commandNames() []string {
	var names []string
	for _, e := range commands() {
		names = append(names, e.name)
	}
	return append(names, "help")
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
