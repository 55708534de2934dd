package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"photoarchive/pkg/render"
)

// idsMost is how many ids are suggested.
const idsMost = 50

// ids answers with ids that go on from what was typed, without it with those
// of the newest items, and tells their captions. hiddenToo is for commands that
// take what was removed.
func (c completing) ids(ctx context.Context, typed string, given []string, hiddenToo bool) answers {
	a := c.open()
	if a == nil || strings.Trim(typed, "0123456789abcdef") != "" {
		return nil
	}
	found, err := a.Beginning(ctx, typed, idsMost, hiddenToo)
	if err != nil {
		return nil
	}
	taken := map[string]bool{}
	for _, id := range given {
		taken[id] = true
	}
	var out answers
	for _, it := range found {
		words := it.Caption
		if words == "" {
			words = joinNonEmpty(" ", it.Title, it.Picture.Name)
		}
		about := joinNonEmpty("  ", it.Date[:min(len(it.Date), len("2013-02-25"))], strings.Join(strings.Fields(words), " "))
		if !taken[it.ID] {
			out = append(out, cobra.CompletionWithDesc(it.ID, runewidth.Truncate(render.Visible(about), 72, "…")))
		}
	}
	return out
}

// saved answers with the names of saved queries.
func (c completing) saved(ctx context.Context, typed, sign string) answers {
	a := c.open()
	if a == nil {
		return nil
	}
	list, err := a.SavedQueries(ctx)
	if err != nil {
		return nil
	}
	var out answers
	for _, q := range list {
		if strings.HasPrefix(sign+q.Name, typed) {
			out = append(out, cobra.CompletionWithDesc(sign+q.Name, runewidth.Truncate(render.Visible(q.Query), 72, "…")))
		}
	}
	return out
}

func (c completing) aliases(ctx context.Context, of, typed string) answers {
	a := c.open()
	if a == nil {
		return nil
	}
	get := a.TagAliases
	if of == "places" {
		get = a.PlaceAliases
	}
	aliases, err := get(ctx)
	if err != nil {
		return nil
	}
	var out answers
	for _, alias := range sortedKeys(aliases) {
		if strings.HasPrefix(alias, typed) {
			out = append(out, cobra.CompletionWithDesc(alias, fmt.Sprintf("is %s", render.Visible(aliases[alias]))))
		}
	}
	return out
}
