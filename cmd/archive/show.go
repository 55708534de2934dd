package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

type showOptions struct {
	json, raw, plain bool
	at               string
}

func newShowCommand(env *Env) *cobra.Command {
	var opts showOptions
	cmd := &cobra.Command{
		Use:   "show ID... | show --raw FILE...",
		Short: "Show everything about items",
		Long: `Show everything about items: the values with where each was read, the values
that lost against them, the sources and the files. An ID may be shortened to
any unique beginning of 4 digits or more.

--raw prints every tag that the picture file itself holds, named as ExifTool
names them; also of files that are in no archive. With --json that is one
array in the shape of "exiftool -json -n -G1".

On a terminal the picture is shown too: by the protocols of kitty, iTerm2 or
sixels where the terminal has one, else by block characters; not with NO_COLOR,
TERM=dumb or --no-pictures. ARCHIVE_PICTURES says which: kitty, iterm2, sixel,
blocks, none.

--at shows items as they were at a time: a date means its end, in UTC.`,
		Example: `  archive show 5f0c
  archive show --json 5f0c | jq .place
  archive show 5f0c --at 2026-11-22T09:00:00Z
  archive show --raw --json ~/Pictures/*.jpg`,
		Args: between(1, -1, "an ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runShow(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON: a line for each item; with --raw, an array")
	cmd.Flags().BoolVar(&opts.raw, "raw", false, "print every tag of the picture file; an argument may be a FILE")
	cmd.Flags().BoolVar(&opts.plain, "no-pictures", false, "don't draw the picture")
	cmd.Flags().StringVar(&opts.at, "at", "", "as it was at this time: 2026-11-22, yesterday, 2026-11-22T09:00:00Z")
	return cmd
}

func runShow(ctx context.Context, env *Env, opts showOptions, ids []string) error {
	if opts.raw && opts.at != "" {
		return usagef("--raw and --at don't go together")
	}
	if opts.raw {
		return runRaw(ctx, env, opts, ids)
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	get := a.Get
	if opts.at != "" {
		_, to, err := moment("at", opts.at, env.Now())
		if err != nil {
			return err
		}
		get = func(ctx context.Context, id string) (*item.Item, bool, error) {
			return a.At(ctx, id, to.Add(-time.Nanosecond))
		}
	}
	pictures := newEasel(ctx, env, a, opts.plain || opts.json)
	var errs []error
	shown := 0
	for _, id := range ids {
		it, hidden, err := get(ctx, id)
		if isNoItem(err) || errors.Is(err, archive.ErrNotYet) {
			errs = append(errs, err)
			continue
		}
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
		if opts.json {
			b, err := it.AppendJSON(nil)
			if err == nil && env.OutTerminal {
				b = render.VisibleJSON(b)
			}
			if err == nil {
				_, err = fmt.Fprintf(env.Stdout, "%s\n", b)
			}
			if err != nil {
				return err
			}
			continue
		}
		if shown++; shown > 1 {
			if _, err := fmt.Fprintln(env.Stdout); err != nil {
				return err
			}
		}
		if pictures != nil {
			if err := pictures.show(env, it); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprint(env.Stdout, newSheet(env, a).item(it, hidden)); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
}

// sheet lays an item out for a person: a label, a value, and where it was read.
type sheet struct {
	b     strings.Builder
	env   *Env
	a     *archive.Archive
	width int
}

func newSheet(env *Env, a *archive.Archive) *sheet {
	width := env.Width
	if width == 0 || width > 100 {
		width = 100
	}
	return &sheet{env: env, a: a, width: max(width, 40)}
}

const labelWidth = 12

func (s *sheet) item(it *item.Item, hidden bool) string {
	s.line("id", it.ID, "")
	if hidden {
		s.line("removed", "yes: no search finds it", "")
	}
	o := it.Origins
	s.line("caption", it.Caption, o["caption"])
	s.line("title", it.Title, o["title"])
	s.line("alt", it.Alt, o["alt"])
	s.line("tags", "#"+strings.Join(it.Tags, " #"), "", len(it.Tags) > 0)
	s.line("mentions", "@"+strings.Join(it.Mentions, " @"), "", len(it.Mentions) > 0)
	s.line("people", strings.Join(it.People, ", "), o["people"])
	s.line("date", it.Date, o["date"])
	s.line("published", it.Published, o["published"])
	s.place(it)
	s.line("creator", strings.Join(it.Creator, ", "), o["creator"])
	s.line("credit", it.Credit, o["credit"])
	s.line("copyright", it.Copyright, o["copyright"])
	s.line("licence", it.License, o["license"])
	s.line("albums", strings.Join(it.Albums, ", "), "")
	if it.Rating != nil {
		s.line("rating", fmt.Sprint(*it.Rating), o["rating"])
	}
	if it.Likes != nil {
		s.line("likes", fmt.Sprint(*it.Likes), o["likes"])
	}
	s.picture(it)
	for _, src := range it.Sources {
		s.line("source", sourceText(src), "")
	}
	for _, k := range sortedKeys(it.Extra) {
		s.line("extra", k+": "+it.Extra[k], "")
	}
	for _, alt := range it.Alternatives {
		s.line("alternative", alt.Field+": "+alt.Value, alt.Origin)
	}
	s.line("added", timeText(it.Added), "")
	s.line("modified", timeText(it.Modified), "", !it.Modified.IsZero())
	return s.b.String()
}

func (s *sheet) place(it *item.Item) {
	p := it.Place
	if p == nil {
		return
	}
	name := p.Name
	if name == "" {
		name = joinNonEmpty(", ", p.Sublocation, p.City, p.State, p.Country)
	}
	s.line("place", name, it.Origins["place"])
	if p.Lat != nil && p.Lon != nil {
		at := fmt.Sprintf("%g, %g", *p.Lat, *p.Lon)
		if p.Altitude != nil {
			at += fmt.Sprintf(", %g m above the sea", *p.Altitude)
		}
		s.line("position", at, it.Origins["position"])
	}
}

func (s *sheet) picture(it *item.Item) {
	p := it.Picture
	size := byteText(p.Size)
	if p.Width > 0 {
		size = fmt.Sprintf("%d × %d, %s", p.Width, p.Height, size)
	}
	s.line("picture", joinNonEmpty(", ", p.Name, p.Type, size), "")
	s.line("sha256", p.SHA256, "")
	path := s.a.PicturePath(it)
	if path == "" {
		path = "not in the archive's folder"
	}
	s.line("file", path, "")
	for _, at := range it.Attachments {
		s.line("attachment", at.Name+", "+byteText(at.Size), "")
	}
}

// line writes a label with its value, wrapped; nothing where the value is
// empty or a condition says so.
func (s *sheet) line(label, value, origin string, when ...bool) {
	if value == "" || len(when) > 0 && !when[0] {
		return
	}
	if origin != "" {
		value += "  [" + origin + "]"
	}
	indent := strings.Repeat(" ", labelWidth)
	label += strings.Repeat(" ", max(labelWidth-len(label), 1))
	if s.env.colour() {
		label = "\x1b[1m" + label + "\x1b[0m"
	}
	for i, l := range wrap(value, s.width-labelWidth, s.env.OutTerminal) {
		if i > 0 {
			label = indent
		}
		s.b.WriteString(strings.TrimRight(label+l, " "))
		s.b.WriteByte('\n')
	}
}

func sourceText(src item.Source) string {
	at := src.Ref
	if src.Index > 0 && src.Count > 1 {
		at += fmt.Sprintf(" (%d of %d)", src.Index, src.Count)
	}
	account := src.Account
	if account != "" {
		account = "@" + account
	}
	kind := src.Kind
	if src.Platform != "" && src.Platform != kind {
		kind += " (" + src.Platform + ")"
	}
	read := ""
	if !src.Retrieved.IsZero() {
		read = "read " + timeText(src.Retrieved)
	}
	return joinNonEmpty(", ", kind, account, src.URL, at, src.Title, src.Author, read)
}
