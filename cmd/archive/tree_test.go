package main

import (
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Every command says what it does and shows how, every flag says what it is
// for, and all of it fits into 80 columns.
func TestHelpIsComplete(t *testing.T) {
	env := &Env{Getenv: func(string) string { return "" }, Now: time.Now}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Short == "" || !strings.Contains(cmd.Example, "archive") || cmd.RunE == nil {
			t.Errorf("%s: short %q, example %q, runs %v", cmd.CommandPath(), cmd.Short, cmd.Example, cmd.RunE != nil)
		}
		for line := range strings.Lines(cmd.Long + "\n" + cmd.UsageString()) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 88 {
				t.Errorf("%s: a line of %d columns: %s", cmd.CommandPath(), n, line)
			}
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s: --%s: usage %q", cmd.CommandPath(), f.Name, f.Usage)
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRootCommand(env, []string{"help"}))
}

// The table of commands calls each by the name it has.
func TestCommandsHaveTheirNames(t *testing.T) {
	env := &Env{}
	for _, e := range commands() {
		if got := e.make(env).Name(); got != e.name {
			t.Errorf("%s is called %s", e.name, got)
		}
		if got := commandsFor([]string{"-A", "x", e.name}); len(got) != 1 || got[0].name != e.name {
			t.Errorf("%s: %d commands are made for it", e.name, len(got))
		}
	}
}

// Help topics fit a terminal.
func TestTopicsFitEightyColumns(t *testing.T) {
	for _, topic := range topics() {
		for line := range strings.Lines(topic.text()) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 88 {
				t.Errorf("%s: a line of %d columns: %s", topic.name, n, line)
			}
		}
	}
}
