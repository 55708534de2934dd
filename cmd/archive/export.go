package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/export/files"
	"photoarchive/pkg/render"
)

type exportOptions struct {
	selection selection
	format    string
	update    bool
}

func newExportCommand(env *Env) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export DEST [QUERY]",
		Short: "Write items out in a format that other tools open",
		Long: `Write the items that match into the folder DEST, or, in a stream format, to
stdout where DEST is -. "archive help formats" has the formats.

Nothing is overwritten that an export didn't write itself; --update refreshes
what an earlier one wrote.`,
		Example: `  archive export ~/Desktop/pyongyang --tag Pyongyang
  archive export - --format jsonl --date 2013 > 2013.jsonl`,
		Args: between(1, -1, "a DEST"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExport(cmd.Context(), env, opts, args)
		},
	}
	opts.addFlags(cmd.Flags())
	return cmd
}

func exportFormats() []string { return []string{"files", "jsonl", "csv"} }

func (o *exportOptions) addFlags(f *pflag.FlagSet) {
	o.selection.addFlags(f)
	o.selection.addOrderFlags(f)
	f.StringVar(&o.format, "format", "files", "files, jsonl or csv")
	f.BoolVar(&o.update, "update", false, "refresh what an earlier export wrote in DEST")
}

func runExport(ctx context.Context, env *Env, opts exportOptions, args []string) error {
	if err := oneOf("format", opts.format, exportFormats()); err != nil {
		return err
	}
	expr, err := opts.selection.expr(env, args[1:])
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	dest := args[0]
	search := archive.Search{Expr: expr, Sort: opts.selection.sort, Reverse: opts.selection.reverse, Limit: opts.selection.limit}
	switch {
	case opts.format == "files" && dest == "-":
		return usagef("--format files needs a folder, not -")
	case opts.format == "files":
		bar := newProgress(env)
		sum, err := a.ExportFiles(ctx, dest, search, opts.update, func(done, all int) {
			bar.read(done, 0)
			bar.expect(all, 0)
		})
		bar.end()
		if err == nil || sum.Items > 0 {
			env.note("exported %s to %s", count(sum.Items, "item"), dest)
		}
		for _, id := range sum.Missing {
			env.note("%s: its picture is not in the archive's folder", id)
		}
		if err == nil && len(sum.Missing) > 0 {
			err = errors.New("some pictures are missing")
		}
		return err
	case dest == "-":
		return exportStream(ctx, env, a, opts.format, search)
	}
	return exportOneFile(ctx, env, a, opts, search, dest)
}

// exportStream writes to stdout what find prints in the format, without the mark
// of what is only approximately near.
func exportStream(ctx context.Context, env *Env, a *archive.Archive, format string, s archive.Search) error {
	out := outputOptions{format: format, color: "never"}
	find := findOptions{output: out, export: true}
	_, err := find.list(ctx, env, a, s)
	return err
}

// exportOneFile writes items.jsonl or items.csv into a folder.
func exportOneFile(ctx context.Context, env *Env, a *archive.Archive, opts exportOptions, s archive.Search, dest string) error {
	name := filepath.Join(dest, "items."+opts.format)
	if err := files.Claim(dest, filepath.Base(name), opts.update); err != nil {
		return err
	}
	n := 0
	err := archive.WriteFile(name, func(f *os.File) error {
		w, err := render.New(ctx, f, render.Options{Format: opts.format, PicturePath: a.PicturePath})
		if err != nil {
			return err
		}
		err = a.Find(ctx, s, func(found archive.Found) error {
			n++
			r, err := record(found, opts.format != "jsonl")
			if err != nil {
				return err
			}
			return w.Write(r)
		})
		return errors.Join(err, w.Close())
	})
	if err == nil {
		env.note("exported %s to %s", count(n, "item"), name)
	}
	return err
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
