package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/export/naming"
)

type exportOptions struct {
	selection            selection
	format               string
	update, zip, tar     bool
	template             string
	stripGPS, stripNames bool
	size                 int
	embed, excel         bool
	shardSize, title     string
}

func newExportCommand(env *Env) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export DEST [QUERY]",
		Short: "Write items out in a format that other tools open",
		Long: `Write the items that match into the folder DEST. With --zip or --tar DEST is the
file. Where DEST is -, a stream format is written to stdout; where it ends in
the format's own ending, as in map.kml, DEST is the file too. "archive help
formats" tells what each format holds.

Nothing is overwritten that an export didn't write. --update refreshes an
earlier export, or goes on with one that was interrupted: it writes what changed,
and removes what is no longer part of it, as long as nobody changed it since. The
file .archive-export in the folder says what was written.

--name-template names the pictures; a slash begins a folder. Its fields are
` + wrapped(namingFields(), "  ", 78) + `

{id8} is the first 8 digits of the id. {date} is as much as is known of it;
{date:2006/01} is written by an example: 2006 stands for the year, 01 the month
and Jan its name, 02 the day, 15:04:05 the time. {index} is the picture's number
within its post. A date that isn't known is "undated", a folder of which nothing
is known "unknown", a name the id. Names are made safe for every file system and
told apart by numbers.

--strip-gps leaves out coordinates and the names of places, --strip-people the
names of people and the regions of their faces: of records, pictures, sidecars
and tables. Captions and hashtags stay as they are. A picture that can't be
stripped is refused, and what came with a picture as its attachment is left out.`,
		Example: `  archive export ~/Desktop/pyongyang --tag Pyongyang
  archive export ~/Desktop/pyongyang --tag Pyongyang --update
  archive export snow.zip --zip --text snow --size 2048 --embed
  archive export out --name-template '{date:2006}/{date}-{id8}-{name}'
  archive export press.tar.gz --tar --strip-gps --strip-people creator:Example
  archive export - --format jsonl --date 2013 > 2013.jsonl
  archive export map.kml --format kml --has position`,
		Args: between(1, -1, "a DEST"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExport(cmd.Context(), env, opts, args)
		},
	}
	opts.addFlags(cmd.Flags())
	return cmd
}

func exportFormats() []string {
	var names []string
	for _, f := range archive.ExportFormats() {
		names = append(names, f.Name)
	}
	return names
}

func (o *exportOptions) addFlags(f *pflag.FlagSet) {
	o.selection.addFlags(f)
	o.selection.addOrderFlags(f)
	f.StringVar(&o.format, "format", "files", strings.Join(exportFormats(), ", "))
	f.BoolVar(&o.update, "update", false, "refresh what an earlier export wrote in DEST, or go on with it")
	f.BoolVar(&o.zip, "zip", false, "make one zip of the export: DEST is its file, or - for stdout")
	f.BoolVar(&o.tar, "tar", false, "make one tar of it, compressed where DEST ends in .gz or .tgz")
	f.StringVar(&o.template, "name-template", "", "how to name the pictures, such as '{date:2006}/{date}-{id8}-{name}'")
	f.BoolVar(&o.stripGPS, "strip-gps", false, "leave out coordinates and names of places, of pictures too")
	f.BoolVar(&o.stripNames, "strip-people", false, "leave out names of people and face regions, of pictures too")
	f.IntVar(&o.size, "size", 0, "make pictures smaller, to at most so many pixels a side (0: as they are)")
	f.BoolVar(&o.embed, "embed", false, "write caption, tags, byline, place and date into the copies")
	f.StringVar(&o.title, "title", "", "with html and bagit: what the gallery or the bag is called")
	f.BoolVar(&o.excel, "excel", false, "with csv: for spreadsheets, a BOM and no cell that is run as a formula")
	f.StringVar(&o.shardSize, "shard-size", "1GB", "with webdataset: about how large a shard is")
}

func runExport(ctx context.Context, env *Env, opts exportOptions, args []string) error {
	how, err := opts.options(env, args[0])
	if err != nil {
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
	search := archive.Search{Expr: expr, Sort: opts.selection.sort, Reverse: opts.selection.reverse, Limit: opts.selection.limit}
	if args[0] == "-" {
		return exportStream(ctx, env, a, how, search)
	}
	bar := newProgress(env)
	how.Progress = func(done, all int) {
		bar.read(done, 0)
		bar.expect(all, 0)
	}
	how.Note = func(n archive.ExportNote) {
		defer bar.pause()()
		env.noteExport(n)
	}
	sum, err := a.Export(ctx, args[0], search, how)
	bar.end()
	return exported(env, args[0], how, sum, err)
}

// exportStream writes to stdout: what find prints too, as find does.
func exportStream(ctx context.Context, env *Env, a *archive.Archive, how archive.ExportOptions, s archive.Search) error {
	plain := !how.Zip && !how.Tar && !how.StripGPS && !how.StripPeople && !how.Excel
	if plain && (how.Format == "jsonl" || how.Format == "csv") {
		find := findOptions{output: outputOptions{format: how.Format, color: "never"}, export: true}
		_, err := find.list(ctx, env, a, s)
		return err
	}
	to := env.Stdout
	if !how.Zip && !how.Tar {
		to = env.visible(textKind(how.Format))
	}
	out := newSpool(ctx, to)
	how.Stdout = out
	how.Note = env.noteExport
	sum, err := a.Export(ctx, "-", s, how)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if ctx.Err() != nil {
		env.Stdout = io.Discard // the spool may be stuck in it for ever
	}
	if err == nil {
		env.noteWithheld(sum)
		if sum.Refused > 0 {
			err = errSomeRefused
		}
	}
	return err
}

// textKind is the kind of text that a stream format is.
func textKind(format string) string {
	switch format {
	case "jsonl", "geojson":
		return "json"
	case "kml":
		return "xml"
	}
	return "text"
}

func (e *Env) noteWithheld(sum archive.Exported) {
	if sum.Withheld > 0 {
		e.note("left out %s that came with pictures: they can't be stripped safely", count(sum.Withheld, "attachment"))
	}
}

// noteExport tells of an item that isn't exported as it is.
func (e *Env) noteExport(n archive.ExportNote) {
	name := n.ID
	if n.Name != "" {
		name += " (" + n.Name + ")"
	}
	e.note("%s: %s", name, n.What)
}

// exported says what an export did.
func exported(env *Env, dest string, how archive.ExportOptions, sum archive.Exported, err error) error {
	if err != nil {
		if sum.Items > 0 && !how.Zip && !how.Tar {
			env.note("%s reached %s before it ended", count(sum.Items, "item"), dest)
		}
		return err
	}
	env.note("exported %s to %s%s", count(sum.Items, "item"), dest, changesText(how, sum))
	env.noteWithheld(sum)
	env.nextAfterExport(dest, how.Format, how.Zip || how.Tar)
	for _, name := range sum.Folder.Foreign {
		env.note("%s: changed since it was exported: left as it is", name)
	}
	if sum.Kept {
		env.note("nothing that an earlier export wrote was removed, since pictures are missing")
	}
	if sum.Refused > 0 || len(sum.Folder.Foreign) > 0 {
		return errSomeRefused
	}
	return nil
}

// changesText tells what an update did.
func changesText(how archive.ExportOptions, sum archive.Exported) string {
	f := sum.Folder
	if !how.Update || f.Written+f.Unchanged+f.Removed == 0 {
		return ""
	}
	return fmt.Sprintf(": %s written, %d unchanged, %d removed", count(f.Written, "file"), f.Unchanged, f.Removed)
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func namingFields() string {
	var names []string
	for _, f := range naming.Fields() {
		names = append(names, "{"+f[0]+"}")
	}
	return strings.Join(names, ", ")
}

// wrapped breaks a text into lines of at most so many columns.
func wrapped(s, indent string, width int) string {
	var b strings.Builder
	at := width
	for word := range strings.FieldsSeq(s) {
		if at+1+len(word) > width {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(indent)
			at = len(indent)
		} else {
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += len(word)
	}
	return b.String()
}
