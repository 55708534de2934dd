package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type placesOptions struct {
	selection selection
	level     string
	json      bool
}

func newPlacesCommand(env *Env) *cobra.Command {
	var opts placesOptions
	cmd := &cobra.Command{
		Use:   "places [QUERY]",
		Short: "The places in the archive, with counts",
		Long: `The places of the items that match, as a tree of countries, states, cities and
sites, each with the number of items in it and in the places inside it.`,
		Example: `  archive places
  archive places --level city date:2013
  archive places lookup 39.0392,125.7625
  archive places alias add "평양" Pyongyang`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runPlaces(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&opts.level, "level", "", "only this level, as a list: "+strings.Join(archive.Levels(), ", "))
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each place of the first level, those inside it within")
	cmd.AddCommand(newPlacesLookupCommand(env), newPlacesAliasCommand(env))
	return cmd
}

func runPlaces(ctx context.Context, env *Env, opts placesOptions, args []string) error {
	if opts.level != "" {
		if err := oneOf("level", opts.level, archive.Levels()); err != nil {
			return err
		}
	}
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	tree, err := a.Places(ctx, expr)
	if err != nil {
		return err
	}
	if opts.level != "" {
		tree = archive.AtLevel(tree, opts.level)
	}
	return printPlaces(env, opts.json, tree, 0)
}

func printPlaces(env *Env, asJSON bool, places []archive.PlaceCount, depth int) error {
	for _, p := range places {
		if asJSON {
			if err := printRow(env, true, p); err != nil {
				return err
			}
			continue
		}
		if err := printRow(env, false, nil, fmt.Sprint(p.Count), strings.Repeat("  ", depth)+p.Name, p.Level); err != nil {
			return err
		}
		if err := printPlaces(env, false, p.Places, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func newPlacesAliasCommand(env *Env) *cobra.Command {
	return newAliasCommand(env, aliasWords{
		command: "places", short: "Give places names of your own", what: "PLACE", example: `archive places alias add "the hill" "Mansu Hill"`, one: `"the hill"`,
	}, func(ctx context.Context, a *archive.Archive, args []string) error {
		n, err := a.AliasPlace(ctx, args[0], args[1])
		if n > 0 {
			env.note("changed %s", count(n, "item"))
		}
		return err
	}, (*archive.Archive).PlaceAliases, (*archive.Archive).UnaliasPlace)
}
