package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

type logOptions struct {
	selection    selection
	since, until string
	limit        int
	json, nul    bool
	head         bool
	color        string
}

func newLogCommand(env *Env) *cobra.Command {
	var opts logOptions
	cmd := &cobra.Command{
		Use:   "log [ID... | QUERY]",
		Short: "What was done to items, when and by whom",
		Long: `What was done, newest first: to all items, to those of the IDs, or to those that
a query finds. Each entry tells when, who ($ARCHIVE_USER, else the system's name
of the user), what, of which item, and the values before and after; captions
word by word: [-gone-]{+come+}, or in red and green on a terminal.

Of what was purged the history stays: it is found by the whole id.`,
		Example: `  archive log 5f0c2e7a
  archive log --since yesterday
  archive log --tag Pyongyang --json | jq -r .user | sort | uniq -c`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runLog(cmd.Context(), env, opts, args, opts.selection.any(cmd.Flags()))
		},
	}
	opts.selection.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.StringVar(&opts.since, "since", "", "from this time on: 2026-11-22, yesterday, 2026-11-22T09:00:00Z")
	f.StringVar(&opts.until, "until", "", "up to the end of this time")
	f.IntVar(&opts.limit, "limit", 0, "at most so many entries (0: all)")
	f.BoolVar(&opts.json, "json", false, "print a JSON line each")
	f.BoolVar(&opts.head, "head", false, "print the size and the root hash of the tamper-evident log instead (see \"prove\")")
	f.BoolVarP(&opts.nul, "null", "0", false, "end each entry with NUL")
	f.StringVar(&opts.color, "color", "auto", "colour: auto, always or never")
	return cmd
}

func runLog(ctx context.Context, env *Env, opts logOptions, args []string, flags bool) error {
	if opts.head {
		return runLogHead(ctx, env, len(args) > 0 || flags)
	}
	how, err := opts.read(env)
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	var missing error
	switch {
	case idLike(args) && !flags:
		if how.IDs, missing = known(ctx, a, args); len(how.IDs) == 0 {
			return missing
		}
	case len(args) > 0 || flags:
		if how.Expr, err = opts.selection.expr(env, args); err != nil {
			return err
		}
	}
	colour := opts.color == "always" || opts.color == "auto" && env.colour()
	end := "\n"
	if opts.nul {
		end = "\x00"
	}
	out := newSpool(ctx, env.Stdout) // the archive isn't kept waiting by a pager
	err = a.Log(ctx, how, func(e catalog.Entry) error {
		text := logText(e, colour)
		if opts.json {
			b, err := marshal(lineOf(e))
			if err != nil {
				return err
			}
			if env.OutTerminal {
				b = render.VisibleJSON(b)
			}
			text = string(b)
		}
		_, err := io.WriteString(out, text+end)
		return err
	})
	return errors.Join(err, out.Close(), missing)
}

func (o *logOptions) read(env *Env) (how archive.LogOptions, err error) {
	if o.limit < 0 {
		return how, usagef("--limit: %d is negative", o.limit)
	}
	if err := oneOf("color", o.color, []string{"auto", "always", "never"}); err != nil {
		return how, err
	}
	how.Limit = o.limit
	if o.since != "" {
		if how.Since, _, err = moment("since", o.since, env.Now()); err != nil {
			return how, err
		}
	}
	if o.until != "" {
		_, how.Until, err = moment("until", o.until, env.Now())
	}
	return how, err
}

// known gives the ids of items, and whole ids of which only the history knows.
func known(ctx context.Context, a *archive.Archive, args []string) (ids []string, missing error) {
	for _, arg := range args {
		found, err := a.Resolve(ctx, []string{arg}, true)
		if id := strings.ToLower(arg); isNoItem(err) && len(id) == item.IDLength {
			if told, toldErr := a.Told(ctx, id); told || toldErr != nil {
				found, err = []string{id}, toldErr
			}
		}
		ids, missing = append(ids, found...), errors.Join(missing, err)
	}
	return ids, missing
}

// logLine is an entry as JSON. An accession has no number.
type logLine struct {
	Seq     uint64           `json:"seq,omitempty"`
	Command uint64           `json:"command,omitempty"`
	Time    time.Time        `json:"time"`
	User    string           `json:"user,omitempty"`
	Op      string           `json:"op"`
	Of      string           `json:"of,omitempty"`
	ID      string           `json:"id,omitempty"`
	Told    bool             `json:"told,omitempty"` // by a merge: it didn't lead to what is here
	Changes []catalog.Change `json:"changes,omitempty"`
}

func lineOf(e catalog.Entry) logLine {
	return logLine{Seq: e.Seq, Command: e.Command(), Time: e.Time.UTC(), User: e.User, Op: e.Op, Of: e.Of, ID: e.ID, Told: e.Told, Changes: e.Changes}
}

func logText(e catalog.Entry, colour bool) string {
	id := shortID(e.ID)
	if colour {
		id = strings.TrimSuffix("\x1b[33m"+id, "\x1b[33m")
		if id != "" {
			id += "\x1b[0m"
		}
	}
	head := joinNonEmpty("  ", timeText(e.Time), render.Visible(e.User), render.Visible(operation(e.Op, e.Of)), id)
	if e.ID == "" {
		return strings.Join(append([]string{head}, nameLines(e, colour)...), "\n")
	}
	return strings.Join(append([]string{head}, changeLines(e.Changes, colour)...), "\n")
}

// nameLines tells of aliases and saved queries.
func nameLines(e catalog.Entry, colour bool) []string {
	m := render.PlainMarks()
	if colour {
		m = render.ColourMarks()
	}
	var out []string
	for _, c := range e.Changes {
		out = append(out, "    "+render.Visible(c.Field)+": "+render.Difference(jsonText(c.Old), jsonText(c.New), m))
	}
	return out
}
