package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/query"
)

// topic is a page of help that belongs to no command.
type topic struct {
	name, short string
	text        func() string
}

func topics() []topic {
	return []topic{
		{"exit-codes", "What each exit code means", exitCodesHelp},
		{"query", "The query language, with examples", query.Help},
		{"formats", "What find and export write", formatsHelp},
		{"sources", "What add takes in, and how it is recognised", sourcesHelp},
	}
}

func newHelpCommand(env *Env, root *cobra.Command) *cobra.Command {
	var list strings.Builder
	for _, t := range topics() {
		fmt.Fprintf(&list, "  %-12s %s\n", t.name, t.short)
	}
	return &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Help about a command or a topic",
		Long: "Help about a command or a topic. The topics are:\n\n" + list.String() +
			"\nOn a terminal a pager shows it: $ARCHIVE_PAGER, $PAGER, or less.",
		Example: "  archive help find\n  archive help exit-codes",
		RunE: func(_ *cobra.Command, args []string) error {
			return runHelp(env, root, args)
		},
	}
}

// usageTemplate is Cobra's, with what is said of flags wrapped for a terminal of
// so many columns, or for 80 where that isn't known.
func usageTemplate(template string, width int) string {
	if width <= 0 {
		width = 80
	}
	return strings.ReplaceAll(template, ".FlagUsages ", fmt.Sprintf(".FlagUsagesWrapped %d ", min(max(width, 40), 100)))
}

func runHelp(env *Env, root *cobra.Command, args []string) error {
	for _, t := range topics() {
		if len(args) == 1 && args[0] == t.name {
			return env.page(t.text())
		}
	}
	cmd, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		names := make([]string, 0, len(topics()))
		for _, t := range topics() {
			names = append(names, t.name)
		}
		return &usageError{
			message: strings.Join(args, " ") + ": no such command or topic",
			hint:    "topics: " + strings.Join(names, ", ") + "; commands: see \"archive --help\"",
		}
	}
	var text strings.Builder
	cmd.SetOut(&text)
	if err := cmd.Help(); err != nil {
		return err
	}
	return env.page(text.String())
}
