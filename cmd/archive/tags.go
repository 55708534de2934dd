package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/hashtag"
)

type tagsOptions struct {
	selection selection
	with      string
	limit     int
	json      bool
}

func newTagsCommand(env *Env) *cobra.Command {
	var opts tagsOptions
	cmd := &cobra.Command{
		Use:   "tags [QUERY]",
		Short: "The tags in the archive, with counts",
		Long: `The tags of the items that match, each with the number of items that have it,
the most frequent first. Tags that are one by "tags alias" are counted as one.`,
		Example: `  archive tags
  archive tags --with Pyongyang
  archive tags date:2013 --json
  archive tags alias add NKorea NorthKorea`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTags(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&opts.with, "with", "", "tags that occur together with this one")
	cmd.Flags().IntVar(&opts.limit, "limit", 0, "at most so many tags (0: all)")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line each")
	cmd.AddCommand(newTagsAliasCommand(env), newTagsRenameCommand(env), newTagsMergeCommand(env))
	return cmd
}

func runTags(ctx context.Context, env *Env, opts tagsOptions, args []string) error {
	if opts.limit < 0 {
		return usagef("--limit: %d is negative", opts.limit)
	}
	if opts.with != "" {
		opts.selection.flags.Tags = append(opts.selection.flags.Tags, opts.with)
	}
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	list, err := a.Tags(ctx, expr, 0)
	if err != nil {
		return err
	}
	printed := 0
	for _, t := range list {
		if opts.with != "" && isTag(t, opts.with) {
			continue
		}
		if opts.limit > 0 && printed == opts.limit {
			break
		}
		printed++
		if err := printRow(env, opts.json, t, strconv.Itoa(t.Count), t.Tag); err != nil {
			return err
		}
	}
	return nil
}

// isTag tells whether a counted tag is the one asked for, by any of its names.
func isTag(t archive.TagCount, name string) bool {
	key := hashtag.Key(name)
	if hashtag.Key(t.Tag) == key {
		return true
	}
	for _, alias := range t.Aliases {
		if hashtag.Key(alias) == key {
			return true
		}
	}
	return false
}

func newTagsAliasCommand(env *Env) *cobra.Command {
	return newAliasCommand(env, aliasWords{
		command: "tags", short: "Let two tags be one for every search", what: "TAG", example: `archive tags alias add NKorea NorthKorea`, one: "NKorea",
	}, func(ctx context.Context, a *archive.Archive, args []string) error {
		tags, err := cleanTags(args)
		if err != nil {
			return err
		}
		return a.AliasTag(ctx, tags[0], tags[1])
	}, (*archive.Archive).TagAliases, (*archive.Archive).UnaliasTag)
}

func newTagsRenameCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "rename OLD NEW",
		Short:   "Give every item that has a tag another one in its place",
		Long:    "Give every item that has the tag OLD the tag NEW in its place. Captions keep\ntheir words. The history tells of each item that was changed.",
		Example: "  archive tags rename snackbar \"snack bar\"",
		Args:    exactly(2, "the OLD tag and the NEW one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTagsRename(cmd.Context(), env, args)
		},
	}
}

func newTagsMergeCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "merge OLD... NEW",
		Short:   "Make one tag of several",
		Example: "  archive tags merge NKorea DPRK NorthKorea",
		Args:    between(2, -1, "the OLD tags and the NEW one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTagsRename(cmd.Context(), env, args)
		},
	}
}

func runTagsRename(ctx context.Context, env *Env, args []string) error {
	tags, err := cleanTags(args)
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	n, err := a.RenameTags(ctx, tags[:len(tags)-1], tags[len(tags)-1])
	if err != nil {
		return err
	}
	env.note("changed %s", count(n, "item"))
	return nil
}

func cleanTags(args []string) ([]string, error) {
	out := make([]string, len(args))
	for i, t := range args {
		display, ok := hashtag.Clean(t)
		if !ok {
			return nil, usagef("%q is not a tag", t)
		}
		out[i] = display
	}
	return out, nil
}
