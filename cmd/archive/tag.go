package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/hashtag"
)

type tagOptions struct{ batch, dryRun, yes bool }

func newTagCommand(env *Env) *cobra.Command {
	var opts tagOptions
	cmd := &cobra.Command{
		Use:   "tag +TAG|-TAG... -- ID...|QUERY",
		Short: "Add tags to items, and remove them",
		Long: `Add the tags with + to items, and remove those with -: of the IDs, or of the
items that the QUERY finds. Captions keep their words. "+#snack bar" and
"+snack bar" are one tag; the tag n is removed by "-#n", for -n is a flag.

Tags that are one by "archive tags alias" are one here too: to remove one
removes the other, and what has one isn't given the other.

--batch reads lines from stdin as "notmuch tag --batch" does, all in one
transaction: "+tag -tag -- QUERY", in tags %20 for a space and %25 for %; lines
that are empty or begin with # are passed over.

Words that look like ids (4 to 32 hex digits) are ids; for the word write
text:cafe.`,
		Example: `  archive tag +Propaganda -NKorea -- tag:Pyongyang date:2013
  archive tag '+snack bar' -- 5f0c2e7a 90ab12cd
  echo '+seen -new -- date:2013-02' | archive tag --batch`,
		// A tag to remove looks like a flag.
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			given, rest, err := splitTagArgs(cmd, args)
			if err != nil {
				return err
			}
			if help, err := cmd.Flags().GetBool("help"); err != nil || help {
				return cmd.Help()
			}
			return runTag(cmd.Context(), env, opts, given, rest)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&opts.batch, "batch", false, "read lines of +TAG -TAG -- QUERY from stdin")
	f.BoolVarP(&opts.dryRun, "dry-run", "n", false, "print what would change, and change nothing")
	f.BoolVarP(&opts.yes, "yes", "y", false, "don't ask")
	return cmd
}

// splitTagArgs tells the tags from the flags, which it parses, and from what is
// behind them.
func splitTagArgs(cmd *cobra.Command, args []string) (tags, rest []string, err error) {
	var flags []string
	for i := 0; i < len(args); i++ {
		a := args[i]
		name := strings.TrimLeft(a, "-")
		switch {
		case a == "--":
			rest = append(rest, args[i+1:]...)
			i = len(args)
		case strings.HasPrefix(a, "--"):
			flags = append(flags, a)
			if f := cmd.Flags().Lookup(name); f != nil && f.NoOptDefVal == "" && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		case strings.HasPrefix(a, "-A"):
			flags = append(flags, a)
			if a == "-A" && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		case len(a) > 1 && a[0] == '-' && strings.Trim(name, "nyh") == "":
			flags = append(flags, a)
		case len(rest) == 0 && len(a) > 1 && (a[0] == '+' || a[0] == '-'):
			tags = append(tags, a)
		default:
			rest = append(rest, a)
		}
	}
	if err := cmd.Flags().Parse(flags); err != nil {
		return nil, nil, flagError(cmd, err)
	}
	return tags, rest, nil
}

func runTag(ctx context.Context, env *Env, opts tagOptions, tags, rest []string) error {
	var list []archive.Tagging
	a, err := env.open()
	if err != nil {
		return err
	}
	switch {
	case opts.batch && len(tags)+len(rest) > 0:
		return usagef("--batch takes tags and queries from stdin only")
	case opts.batch:
		list, err = readTagBatch(ctx, env, a)
	default:
		var one archive.Tagging
		one, err = readTagging(ctx, env, a, tags, rest)
		list = []archive.Tagging{one}
	}
	if err != nil {
		return err
	}
	if opts.dryRun || !opts.yes && env.asks() && !opts.batch {
		var would preview
		report := would.report
		if opts.dryRun {
			report = func(c archive.ItemChange) error { return printItemChange(env, c) }
		}
		n, err := a.Retag(ctx, list, archive.Curation{DryRun: true, Report: report})
		if err != nil {
			return err
		}
		if opts.dryRun {
			env.note("would change %s", count(n, "item"))
			return nil
		}
		ok, err := env.confirmMany(ctx, opts.yes, "Change the tags of", &would)
		if err := env.unchanged(ok, err); err != nil || !ok {
			return err
		}
	}
	n, err := a.Retag(ctx, list, archive.Curation{})
	if err != nil {
		return err
	}
	env.note("changed %s", count(n, "item"))
	return nil
}

// readTagging reads what one tagging is given by.
func readTagging(ctx context.Context, env *Env, a *archive.Archive, tags, rest []string) (archive.Tagging, error) {
	var t archive.Tagging
	for _, word := range tags {
		display, ok := hashtag.Clean(word[1:])
		switch {
		case !ok:
			return t, usagef("%q is not a tag", word)
		case word[0] == '+':
			t.Add = append(t.Add, display)
		default:
			t.Remove = append(t.Remove, display)
		}
	}
	hint := "such as: archive tag +Propaganda -NKorea -- tag:Pyongyang"
	if len(tags) == 0 {
		return t, &usageError{message: "expected tags with + or -", hint: hint}
	}
	for _, add := range t.Add {
		if slices.ContainsFunc(t.Remove, func(r string) bool { return hashtag.Key(r) == hashtag.Key(add) }) {
			return t, usagef("%q is to be added and removed", add)
		}
	}
	if len(rest) == 0 || strings.TrimSpace(strings.Join(rest, "")) == "" {
		return t, &usageError{message: "expected an ID or a QUERY behind the tags", hint: hint}
	}
	var err error
	if idLike(rest) {
		t.IDs, err = a.Resolve(ctx, rest, false)
		return t, err
	}
	t.Expr, err = new(selection).changing(env, rest)
	return t, err
}

// tagBatchLimit is how much --batch reads, in bytes.
const tagBatchLimit = 64 << 20

func readTagBatch(ctx context.Context, env *Env, a *archive.Archive) ([]archive.Tagging, error) {
	in, err := readInput(env, "-", tagBatchLimit)
	if err != nil {
		return nil, err
	}
	var list []archive.Tagging
	number := 0
	for line := range strings.Lines(string(in)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		tags, rest, err := splitTagLine(line)
		var t archive.Tagging
		if err == nil {
			t, err = readTagging(ctx, env, a, tags, rest)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		list = append(list, t)
	}
	return list, nil
}

// splitTagLine cuts a line of a batch: tags up to --, or to the first word that
// has no sign, then the query as it stands.
func splitTagLine(line string) (tags, rest []string, err error) {
	for line != "" {
		word, more, _ := strings.Cut(line, " ")
		if word == "--" {
			return tags, queryWords(more), nil
		}
		if len(word) < 2 || word[0] != '+' && word[0] != '-' {
			return tags, queryWords(line), nil
		}
		decoded, err := unescapePercent(word[1:])
		if err != nil {
			return nil, nil, err
		}
		tags = append(tags, word[:1]+decoded)
		line = strings.TrimLeft(more, " \t")
	}
	return tags, nil, nil
}

// queryWords keeps a query as it stands, unless it is a list of ids.
func queryWords(s string) []string {
	if words := strings.Fields(s); idLike(words) {
		return words
	}
	return []string{strings.TrimSpace(s)}
}

func unescapePercent(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		var c [1]byte
		if i+3 > len(s) {
			return "", usagef("%q: expected two hex digits behind %%", s)
		}
		if _, err := hex.Decode(c[:], []byte(s[i+1:i+3])); err != nil {
			return "", usagef("%q: expected two hex digits behind %%", s)
		}
		b.WriteByte(c[0])
		i += 2
	}
	return b.String(), nil
}
