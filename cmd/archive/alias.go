package main

import (
	"context"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

// aliasWords are what the help of an alias command says.
type aliasWords struct {
	command              string // it belongs to: tags, places
	short, what, example string
	one                  string // the alias of the example
}

// newAliasCommand makes the commands add, list and rm of the archive's own
// names, for tags and for places alike.
func newAliasCommand(
	env *Env, words aliasWords,
	add func(context.Context, *archive.Archive, []string) error,
	list func(*archive.Archive, context.Context) (map[string]string, error),
	remove func(*archive.Archive, context.Context, string) error,
) *cobra.Command {
	cmd := &cobra.Command{
		Use: "alias", Short: words.short, Example: "  " + words.example,
		Args: exactly(0, "add, list or rm"),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	path := "  archive " + words.command + " alias "
	adding := &cobra.Command{
		Use: "add ALIAS " + words.what, Short: "Let ALIAS stand for " + words.what, Example: "  " + words.example,
		Args: exactly(2, "an ALIAS and a "+words.what),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := env.open()
			if err != nil {
				return err
			}
			return add(cmd.Context(), a, args)
		},
	}
	var asJSON bool
	listing := &cobra.Command{
		Use: "list", Short: "List the aliases, each with what it stands for", Example: path + "list",
		Args: exactly(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runAliasList(cmd.Context(), env, asJSON, list)
		},
	}
	listing.Flags().BoolVar(&asJSON, "json", false, "print a JSON line each")
	removing := &cobra.Command{
		Use: "rm ALIAS", Short: "Let an alias stand for nothing but itself", Example: path + "rm " + words.one,
		Args: exactly(1, "one ALIAS"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := env.open()
			if err != nil {
				return err
			}
			return remove(a, cmd.Context(), args[0])
		},
	}
	cmd.AddCommand(adding, listing, removing)
	return cmd
}

// alias is a row of a list of aliases.
type alias struct {
	Alias     string `json:"alias"`
	StandsFor string `json:"stands_for"`
}

func runAliasList(ctx context.Context, env *Env, asJSON bool, list func(*archive.Archive, context.Context) (map[string]string, error)) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	aliases, err := list(a, ctx)
	if err != nil {
		return err
	}
	for _, k := range sortedKeys(aliases) {
		if err := printRow(env, asJSON, alias{k, aliases[k]}, k, aliases[k]); err != nil {
			return err
		}
	}
	return nil
}
