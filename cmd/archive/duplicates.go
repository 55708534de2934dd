package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/item"
	"photoarchive/pkg/likeness"
	"photoarchive/pkg/render"
)

type duplicatesOptions struct {
	selection                selection
	kinds                    []string
	distance                 int
	json, exitStatus         bool
	merge, dryRun, yes       bool
	distanceGiven, kindGiven bool
	selects                  bool
}

func newDuplicatesCommand(env *Env) *cobra.Command {
	var opts duplicatesOptions
	cmd := &cobra.Command{
		Use:   "duplicates [QUERY] | duplicates --merge [QUERY | ID ID...]",
		Short: "Items that are there twice: same bytes, same caption, look-alikes",
		Long: `List the items that match and may be copies of each other, in groups, the best
copy first: the one with the most pixels, then the most bytes, then the most
metadata, then the one that was there first.

  ` + archive.SameBytes + `    several items of one picture, with different captions
  ` + archive.SameCaption + `  different pictures with one caption, whatever its spaces. Members of
                one post (a carousel) are no duplicates of each other
  ` + archive.LookAlike + `    different files that show one picture: compressed again, scaled,
                brighter, grey, cropped by some 3 %, marked in a corner. Plain
                areas without structure are never alike

Look-alikes have hashes that differ in at most --distance of 64 bits: 0 is for
copies that were scaled or compressed with care, 5 for poor ones, 11 (the
default) for those cropped or marked too, 24 for some that were cropped more. A
second check of shape, colours and details must agree at any distance. Pages and
screenshots that differ in small words only may seem alike. What was computed is
kept in the catalogue, so that the next time takes seconds.

A line has, behind tabs: the group's number, its kind, id, pixels, bytes, date
and caption. --json prints a line a group, with the distance of look-alikes.

--merge keeps the best item of each group, or the first of the IDs: its empty
fields are filled from the others, tags, people, albums, sources and attachments
are united, captions and other values that differ are kept as alternatives. The
others are removed as by "archive rm". One "archive undo" takes all of it back.
Items that have no more than their caption in common are merged only where
--kind ` + archive.SameCaption + ` says so.`,
		Example: `  archive duplicates
  archive duplicates --kind look-alike --distance 6 --tag Pyongyang
  archive duplicates --json | jq -r '.items[1:][].id'
  archive duplicates --merge --kind same-bytes -n
  archive duplicates --merge 5f0c2e7a 90ab12cd`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f := cmd.Flags()
			opts.distanceGiven, opts.kindGiven, opts.selects = f.Changed("distance"), f.Changed("kind"), opts.selection.any(f)
			return runDuplicates(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.Var((*texts)(&opts.kinds), "kind", "only these kinds: "+strings.Join(archive.DuplicateKinds(), ", "))
	f.IntVar(&opts.distance, "distance", likeness.DistanceDefault, fmt.Sprintf("how much look-alikes may differ, 0 to %d", likeness.DistanceMost))
	f.BoolVar(&opts.json, "json", false, "print a JSON line a group")
	f.BoolVarP(&opts.exitStatus, "exit-status", "e", false, "exit 1 when there are duplicates")
	f.BoolVar(&opts.merge, "merge", false, "fold each group into its best item, and remove the others")
	f.BoolVarP(&opts.dryRun, "dry-run", "n", false, "with --merge: print what would change, change nothing")
	f.BoolVarP(&opts.yes, "yes", "y", false, "with --merge: don't ask")
	return cmd
}

// errDuplicates ends a search that was asked to tell of duplicates by its exit code.
var errDuplicates = errors.New("there are duplicates")

func (o *duplicatesOptions) check() error {
	var kinds []string
	for _, list := range o.kinds {
		for k := range strings.SplitSeq(list, ",") {
			k = strings.TrimSpace(k)
			if err := oneOf("kind", k, archive.DuplicateKinds()); err != nil {
				return err
			}
			kinds = append(kinds, k)
		}
	}
	o.kinds = kinds
	switch {
	case o.distance < 0 || o.distance > likeness.DistanceMost:
		return usagef("--distance: %d is not within 0 to %d", o.distance, likeness.DistanceMost)
	case o.distanceGiven && o.kindGiven && !slices.Contains(o.kinds, archive.LookAlike):
		return usagef("--distance is for look-alikes: it doesn't go with --kind %s", strings.Join(o.kinds, ","))
	case (o.dryRun || o.yes) && !o.merge:
		return usagef("-n and -y go with --merge: without it nothing is changed")
	case o.merge && (o.json || o.exitStatus):
		return usagef("--json and -e don't go with --merge")
	}
	return nil
}

func runDuplicates(ctx context.Context, env *Env, opts duplicatesOptions, args []string) error {
	if err := opts.check(); err != nil {
		return err
	}
	if opts.merge {
		return runMergeDuplicates(ctx, env, opts, args)
	}
	if len(opts.kinds) == 0 {
		opts.kinds = archive.DuplicateKinds()
	}
	expr, err := opts.selection.expr(env, args)
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	p := newProgress(env)
	groups, err := a.Duplicates(ctx, expr, opts.search(env, p))
	p.end()
	if err != nil {
		return err
	}
	n := 0
	out := newSpool(ctx, env.Stdout)
	err = a.EachDuplicate(ctx, groups, func(d archive.Duplicates, items []*item.Item, records []json.RawMessage) error {
		n++
		if opts.json {
			return printRowTo(env, out, true, groupLine{d.Kind, distanceOf(d), records})
		}
		if env.OutTerminal && n > 1 {
			if _, err := fmt.Fprintln(out); err != nil {
				return err
			}
		}
		for _, it := range items {
			if _, err := fmt.Fprintln(out, duplicateLine(env, n, d.Kind, it)); err != nil {
				return err
			}
		}
		return nil
	})
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	switch {
	case n == 0:
		env.note("no duplicates")
	case opts.exitStatus:
		return errDuplicates
	case env.OutTerminal && env.ErrTerminal:
		env.hint("\"archive duplicates --merge\" keeps the best of each group; \"archive show ID\" shows one")
	}
	return nil
}

func (o *duplicatesOptions) search(env *Env, p *progress) archive.DuplicateOptions {
	return archive.DuplicateOptions{
		Kinds: o.kinds, Distance: o.distance,
		Progress: func(done, all int) {
			p.expect(all, 0)
			p.read(done, 0)
		},
		Refused: func(id string, err error) {
			defer p.pause()()
			env.note("%s: its picture can't be compared: %v", shortID(id), err)
		},
	}
}

// groupLine is a group as JSON. A distance is there where pictures were compared.
type groupLine struct {
	Kind     string            `json:"kind"`
	Distance *int              `json:"distance,omitempty"`
	Items    []json.RawMessage `json:"items"`
}

func distanceOf(d archive.Duplicates) *int {
	if d.Kind == archive.SameCaption {
		return nil
	}
	return &d.Distance
}

// duplicateLine is an item of a group: in columns on a terminal, else behind tabs.
func duplicateLine(env *Env, group int, kind string, it *item.Item) string {
	pixels := fmt.Sprintf("%dx%d", it.Picture.Width, it.Picture.Height)
	words := strings.Join(strings.Fields(it.Caption), " ")
	if !env.OutTerminal {
		cells := []string{strconv.Itoa(group), kind, it.ID, pixels, strconv.FormatInt(it.Picture.Size, 10), it.Date, words}
		for i := range cells {
			cells[i] = cell(env, cells[i])
		}
		return strings.Join(cells, "\t")
	}
	if words == "" {
		words = joinNonEmpty(" ", it.Title, it.Picture.Name)
	}
	line := fmt.Sprintf("%3d  %-12s  %s  %11s  %8s  %-10s  %s", group, kind, shortID(it.ID), pixels, byteText(it.Picture.Size),
		runewidth.Truncate(it.Date, 10, ""), words)
	return runewidth.Truncate(render.Visible(line), lineWidth(env)-1, "…")
}
