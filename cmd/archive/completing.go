package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/catalog"
	"photoarchive/pkg/query"
	"photoarchive/pkg/render"
	"photoarchive/pkg/source"
)

// completing answers a shell that asks how a word may go on.
type completing struct{ env *Env }

// completionWait bounds how long a locked archive is waited for: a person has
// pressed Tab.
const completionWait = 200 * time.Millisecond

// attach lets every command and flag below cmd answer.
func (c completing) attach(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) { c.attachFlag(cmd, f) })
	cmd.PersistentFlags().VisitAll(func(f *pflag.Flag) { c.attachFlag(cmd, f) })
	path := strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return c.argument(cmd, path, args, typed)
	}
	for _, sub := range cmd.Commands() {
		c.attach(sub)
	}
}

func (c completing) attachFlag(cmd *cobra.Command, f *pflag.Flag) {
	if f.NoOptDefVal != "" {
		return // it takes no value
	}
	// An error would say that it is attached already, or not a flag of cmd.
	_ = cmd.RegisterFlagCompletionFunc(f.Name, func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return c.flag(cmd, f.Name, args, typed)
	})
}

type answers = []cobra.Completion

// noFiles keeps file names out, and the order in which the answers are given: the
// most likely first.
const noFiles = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder

// flag answers for the value of a flag. Flags of one name mean one thing
// everywhere, but for --format.
func (c completing) flag(cmd *cobra.Command, name string, _ []string, typed string) (answers, cobra.ShellCompDirective) {
	ctx := cmd.Context()
	switch name {
	case "tag", "not-tag", "with":
		return inList(typed, func(last string) answers { return c.names(ctx, "tag", last) }), noFiles
	case "place":
		return c.names(ctx, "place", typed), noFiles
	case "near":
		return c.names(ctx, "place", typed), noFiles
	case "creator", "people", "mention", "source":
		return c.names(ctx, name, typed), noFiles
	case "has", "missing":
		return words(typed, query.ItemFields()...), noFiles
	case "unset":
		return inList(typed, func(last string) answers { return words(last, unsettable()...) }), noFiles
	case "fields":
		return inList(typed, func(last string) answers { return words(last, query.ItemFields()...) }), noFiles
	case "sort":
		return words(typed, catalog.Sorts()...), noFiles
	case "format":
		if cmd.Name() == "export" {
			return words(typed, exportFormats()...), noFiles
		}
		return words(typed, render.Formats()...), noFiles
	case "level":
		return words(typed, archive.Levels()...), noFiles
	case "by":
		return words(typed, catalog.Units()...), noFiles
	case "only":
		return inList(typed, func(last string) answers { return words(last, archive.FindingCodes()...) }), noFiles
	case "from":
		return words(typed, append([]string{fromAuto, fromFile}, kindNames()...)...), noFiles
	case "include":
		return inList(typed, func(last string) answers { return words(last, source.IncludeWords()...) }), noFiles
	case "txt-as":
		return words(typed, "caption", "tags"), noFiles
	case "color":
		return words(typed, "auto", "always", "never"), noFiles
	case "date", "added", "since", "until", "at":
		return words(typed, "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-year", "last-year"), noFiles
	case "query":
		return c.query(ctx, typed)
	case "archive":
		return nil, cobra.ShellCompDirectiveFilterDirs
	case "caption-file", "files-from", "from-csv", "head", "picture":
		return nil, cobra.ShellCompDirectiveDefault
	}
	return nil, noFiles
}

// argument answers for the words of a command that are no flags.
func (c completing) argument(cmd *cobra.Command, path string, args []string, typed string) (answers, cobra.ShellCompDirective) {
	ctx := cmd.Context()
	switch path {
	case "find", "tags", "places", "dates", "creators", "sources", "check-captions", "duplicates":
		return c.query(ctx, typed)
	case "saved add":
		if len(args) > 0 {
			return c.query(ctx, typed)
		}
		return nil, noFiles
	case "saved rm":
		return c.saved(ctx, typed, ""), noFiles
	case "export":
		if len(args) > 0 {
			return c.query(ctx, typed)
		}
		return nil, cobra.ShellCompDirectiveDefault
	case "show":
		if raw := cmd.Flags().Lookup("raw"); raw != nil && raw.Changed {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return c.ids(ctx, typed, args, true), noFiles
	case "cat", "prove", "open":
		if len(args) > 0 && path != "open" {
			return nil, noFiles
		}
		return c.ids(ctx, typed, args, true), noFiles
	case "path", "edit":
		return c.ids(ctx, typed, args, false), noFiles
	case "undo":
		return c.ids(ctx, typed, args, true), noFiles
	case "rm", "log":
		return c.idsOrQuery(ctx, typed, args, true)
	case "tag":
		return c.tagArgument(cmd, args, typed)
	case "tags rename", "tags merge", "tags alias add":
		return c.names(ctx, "tag", typed), noFiles
	case "tags alias rm", "places alias rm":
		return c.aliases(ctx, strings.Fields(path)[0], typed), noFiles
	case "places alias add":
		return c.names(ctx, "place", typed), noFiles
	case "places lookup":
		return nil, noFiles
	case "completion":
		if len(args) == 0 {
			return words(typed, shells()...), noFiles
		}
		return nil, noFiles
	case "help":
		return c.help(cmd, args, typed), noFiles
	case "add", "init", "verify-bag", "backup", "merge", "rescue", "restore", "check-proof", "dump", "man":
		return nil, cobra.ShellCompDirectiveDefault
	}
	return nil, noFiles
}

// help answers with topics and commands.
func (c completing) help(cmd *cobra.Command, args []string, typed string) answers {
	at, _, err := cmd.Root().Find(args)
	if err != nil {
		return nil
	}
	var out answers
	if len(args) == 0 {
		for _, t := range topics() {
			if strings.HasPrefix(t.name, typed) {
				out = append(out, cobra.CompletionWithDesc(t.name, t.short))
			}
		}
	}
	for _, sub := range at.Commands() {
		if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), typed) {
			out = append(out, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return out
}

// words gives those of a list that go on from what was typed.
func words(typed string, list ...string) answers {
	var out answers
	for _, w := range list {
		if strings.HasPrefix(w, typed) {
			out = append(out, w)
		}
	}
	return out
}

// inList answers for the last of several values that commas part.
func inList(typed string, last func(string) answers) answers {
	done := typed[:strings.LastIndexByte(typed, ',')+1]
	out := last(typed[len(done):])
	for i := range out {
		out[i] = done + out[i]
	}
	return out
}

// open gives the archive, if there is one to ask.
func (c completing) open() *archive.Archive {
	c.env.Wait = min(c.env.Wait, completionWait)
	a, err := archive.Open(archive.Options{Dir: c.env.dir(), Wait: c.env.Wait, Now: c.env.Now})
	if err != nil {
		return nil
	}
	return a
}

// names answers with values of a name field. What can't be read can't be
// answered for: a shell has no place for messages.
func (c completing) names(ctx context.Context, field, typed string) answers {
	a := c.open()
	if a == nil {
		return nil
	}
	found, err := a.Suggest(ctx, field, typed)
	if err != nil {
		return nil
	}
	var out answers
	for _, s := range found {
		about := "is " + s.For
		if s.For == "" {
			about = count(s.Count, "item")
		}
		if v, ok := typeable(s.Value); ok {
			out = append(out, cobra.CompletionWithDesc(v, render.Visible(about)))
		}
	}
	return out
}

// typeable refuses values that can't stand in a line of a shell.
func typeable(v string) (string, bool) {
	return v, v != "" && render.Visible(v) == v && strings.TrimSpace(v) == v
}
