package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/render"
)

func newSavedCommand(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "saved",
		Short:   "Queries saved under a name, used as @NAME",
		Example: "  archive saved add street 'tag:street NOT has:people'\n  archive find @street date:2013",
		Args:    exactly(0, "add, list or rm"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSavedAddCommand(env), newSavedListCommand(env), newSavedRmCommand(env))
	return cmd
}

func newSavedAddCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "add NAME QUERY",
		Short:   "Save a query under a name",
		Example: "  archive saved add street 'tag:street NOT has:people'",
		Args:    between(2, -1, "a NAME and a QUERY"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := env.open()
			if err != nil {
				return err
			}
			name := strings.TrimPrefix(args[0], "@")
			if err := a.SaveQuery(cmd.Context(), name, strings.Join(args[1:], " ")); err != nil {
				return err
			}
			env.note("saved; use it as @%s", name)
			return nil
		},
	}
}

func newSavedListCommand(env *Env) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the saved queries",
		Example: "  archive saved list",
		Args:    exactly(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runSavedList(cmd.Context(), env, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON line each")
	return cmd
}

func runSavedList(ctx context.Context, env *Env, asJSON bool) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	list, err := a.SavedQueries(ctx)
	if err != nil {
		return err
	}
	for _, q := range list {
		if err := printRow(env, asJSON, q, q.Name, q.Query); err != nil {
			return err
		}
	}
	return nil
}

// printRow prints a value as a JSON line, or its cells separated by tabs.
func printRow(env *Env, asJSON bool, v any, cells ...string) error {
	return printRowTo(env, env.Stdout, asJSON, v, cells...)
}

// printRowTo is printRow for who prints while the catalogue is open.
func printRowTo(env *Env, w io.Writer, asJSON bool, v any, cells ...string) error {
	var line string
	if asJSON {
		b, err := marshal(v)
		if err != nil {
			return err
		}
		line = string(env.shownJSON(b))
	} else {
		for i, c := range cells {
			cells[i] = cell(env, c)
		}
		if env.OutTerminal {
			return env.addRow(cells)
		}
		line = strings.Join(cells, "\t")
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

func newSavedRmCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "rm NAME",
		Short:   "Remove a saved query",
		Example: "  archive saved rm street",
		Args:    exactly(1, "one NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := env.open()
			if err != nil {
				return err
			}
			return a.RemoveQuery(cmd.Context(), strings.TrimPrefix(args[0], "@"))
		},
	}
}

// shownJSON is JSON as stdout shows it: what would steer a terminal is escaped.
func (e *Env) shownJSON(b []byte) []byte {
	if e.OutTerminal {
		return render.VisibleJSON(b)
	}
	return b
}
