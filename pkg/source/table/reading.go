package table

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/beside"
	"photoarchive/pkg/source/table/row"
)

// reading is the tables of what was recognised, being read.
type reading struct {
	kind       string
	containers []source.Container
	only       string // the one table that was named
	opts       source.Options
	headings   *row.Headings

	// Of the container being read:
	ctx   context.Context
	to    source.Sink
	c     source.Container
	shelf *beside.Shelf
	rest  *beside.Rest
}

// Each yields a draft for each row and picture, then the pictures beside them
// that no row names, as plain files.
func (r *reading) Each(ctx context.Context, to source.Sink) error {
	r.ctx, r.to = ctx, to
	for _, c := range r.containers {
		r.c, r.shelf, r.rest = c, beside.NewShelf(c.FS), beside.NewRest(c)
		if err := r.container(); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) container() error {
	tables, extent, err := r.tables()
	if err != nil {
		return err
	}
	if len(tables) == 0 {
		return r.to.Skip(source.Skip{Path: r.c.Path(r.only), Code: source.CodeEmpty, Reason: "no table with a column of file names", Refused: r.only != ""})
	}
	if r.only == "" {
		if err := r.rest.Survey(r.ctx, extent == source.Tree, r.to); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if err := r.table(t); err != nil {
			return err
		}
	}
	return r.rest.Each(r.ctx, r.shelf, r.to)
}

// tables finds the tables to be read: those that are believed, else all.
func (r *reading) tables() ([]*table, source.Extent, error) {
	entries, err := fs.ReadDir(r.c.FS, ".")
	if err != nil {
		return nil, 0, r.to.Skip(source.Damage(r.c.Path(""), err))
	}
	if r.only != "" {
		t := newTable(r.c.FS, r.only, r.headings)
		if t == nil {
			return nil, 0, nil
		}
		if dir := path.Dir(r.only); dir != "." {
			if entries, err = fs.ReadDir(r.c.FS, dir); err != nil {
				entries = nil // the pictures are looked for by their names
			}
		}
		t.place(entries)
		return []*table{t}, 0, nil
	}
	all := findTables(r.c.FS, ".", entries, r.headings)
	extent := source.Folder
	var out []*table
	for _, t := range all {
		if t.believed() {
			out = append(out, t)
			extent = max(extent, t.extent())
		}
	}
	if out == nil {
		out = all
	}
	if extent == source.Tree {
		return r.below(out)
	}
	return out, extent, nil
}

// below adds the metadata.csv and metadata.jsonl of the folders below.
func (r *reading) below(tables []*table) ([]*table, source.Extent, error) {
	err := beside.Walk(r.ctx, r.c, r.to, func(full string) error {
		if dir := path.Dir(full); dir != "." && isMetadata(path.Base(full)) && len(tables) < maxTables {
			if t := newTable(r.c.FS, full, r.headings); t != nil && t.imageFolder {
				t.sampled = 1
				tables = append(tables, t)
			}
		}
		return nil
	})
	return tables, source.Tree, err
}

func (r *reading) table(t *table) error {
	if err := r.missingColumns(t); err != nil {
		return err
	}
	err := t.each(func(rec record) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return r.row(t, rec)
	})
	var stop *stopError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &stop):
		return stop.error
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	}
	return r.to.Skip(source.Damage(r.c.Path(t.name), err))
}

// stopError is what the sink said: it ends the reading, unlike damage.
type stopError struct{ error }

func (e *stopError) Unwrap() error { return e.error }

func stop(err error) error {
	if err == nil {
		return nil
	}
	return &stopError{err}
}

// missingColumns tells of columns that were named and aren't there.
func (r *reading) missingColumns(t *table) error {
	if t.form != cells || t.headings == nil {
		return nil
	}
	for _, field := range slices.Sorted(maps.Keys(r.opts.Map)) {
		if heading := r.opts.Map[field]; !r.headings.Named(t.headings, heading) {
			err := r.to.Skip(source.Skip{
				Path: r.c.Path(t.name), Code: "no-column",
				Reason: fmt.Sprintf("has no column %q for the field %s", heading, field),
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reading) row(t *table, rec record) error {
	where := t.name + "#" + strconv.Itoa(rec.n)
	if rec.err != nil {
		return stop(r.to.Skip(source.Skip{Path: r.c.Path(where), Code: "bad-row", Reason: rec.err.Error(), Refused: true}))
	}
	if it, file, ok := wholeItem(rec.line); ok {
		return stop(r.draft(t, where, file, it, true))
	}
	kind := KindTable
	if t.imageFolder {
		kind = KindImageFolder
	}
	it := item.Item{Sources: []item.Source{{Kind: kind, Ref: strings.ToValidUTF8(where, "\uFFFD")}}}
	files := t.h.Fill(&it, rec.names, rec.values, kind)
	source.Originate(&it, kind)
	if rec.key != "" {
		files = []string{rec.key}
	}
	files = r.several(t, files)
	if len(files) == 0 {
		return stop(r.to.Skip(source.Skip{Path: r.c.Path(where), Code: source.CodeMissing, Reason: "the row names no file"}))
	}
	for i, file := range files {
		one := it
		one.Sources = []item.Source{it.Sources[0]}
		if len(files) > 1 {
			s := &one.Sources[0]
			s.Post, s.Index, s.Count = s.Ref, i+1, len(files)
			s.Ref += "/" + strconv.Itoa(i+1)
		}
		if err := r.draft(t, where, file, one, false); err != nil {
			return stop(err)
		}
	}
	return nil
}

// several takes a cell that names no file as a whole for a list of names.
func (r *reading) several(t *table, files []string) []string {
	if len(files) != 1 || !strings.ContainsAny(files[0], ";|") {
		return files
	}
	if clean, bad := row.CleanPath(files[0]); bad == "" {
		if _, _, err := r.shelf.Find(t.base, clean, false); err == nil {
			return files
		}
	}
	if list := (row.Value{Text: files[0]}).Texts(); len(list) > 1 {
		return list
	}
	return files
}

// draft yields an item of the picture that a row names.
func (r *reading) draft(t *table, where, file string, it item.Item, whole bool) error {
	f, full, shown, skip := r.open(t, where, file)
	if skip != nil {
		return r.to.Skip(*skip)
	}
	if source.IsVideoName(f.Name) {
		return r.to.Skip(source.Skip{Path: shown, Code: source.CodeVideo, Reason: "a video"})
	}
	if row.Older(r.opts, &it) {
		return r.to.Skip(source.Skip{Path: shown, Code: source.CodeOlder, Reason: "published before the date that was given"})
	}
	d := source.Draft{Path: shown, Named: true, Item: it, Picture: f}
	switch {
	case whole:
		d.Sidecars = r.attachments(t, it.Attachments)
	case full != "":
		d.Sidecars = r.shelf.Sidecars(full)
	}
	return r.to.Draft(d)
}

// attachments finds the files that an export of ours has beside its pictures.
func (r *reading) attachments(t *table, of []item.Attachment) []source.File {
	var out []source.File
	for _, at := range of {
		f, full, err := r.shelf.Find(t.base, export.AttachmentName(at.SHA256, at.Name), false)
		if err != nil {
			continue // it is told of when the item is taken in
		}
		f.Name, f.Kept, f.Shared = at.Name, true, r.c.Path(full)
		out = append(out, f)
	}
	return out
}

// open finds the picture of a row: full is its path within the container, shown
// the one for people. skip is why there is none.
func (r *reading) open(t *table, where, file string) (f source.File, full, shown string, skip *source.Skip) {
	clean, bad := t.within(file)
	if bad != "" {
		if r.opts.AllowOutside && !strings.Contains(file, "://") && !strings.Contains(file, "\x00") && strings.TrimSpace(file) != "" {
			f, shown, skip = r.outside(t, where, file)
			return f, "", shown, skip
		}
		s := source.Skip{Path: r.c.Path(where), Code: "bad-path", Reason: fmt.Sprintf("%q %s", clip(file), bad), Refused: true}
		return f, "", "", &s
	}
	f, full, err := r.shelf.Find(t.base, clean, t.form == objects)
	shown = r.c.Path(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, full, shown, &source.Skip{Path: shown, Code: source.CodeMissing, Reason: where + " names it, but it isn't there"}
	case err != nil:
		s := source.Damage(shown, err)
		return f, full, shown, &s
	}
	r.rest.Named(full)
	return f, full, shown, nil
}

func (r *reading) outside(t *table, where, file string) (source.File, string, *source.Skip) {
	name := filepath.FromSlash(strings.TrimSpace(file))
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.FromSlash(r.c.Name), filepath.FromSlash(t.base), name)
	}
	f, err := beside.Outside(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, name, &source.Skip{Path: name, Code: source.CodeMissing, Reason: where + " names it, but it isn't there"}
	case err != nil:
		s := source.Damage(name, err)
		return f, name, &s
	}
	return f, name, nil
}

// clip keeps reasons short.
func clip(s string) string {
	if len(s) > 200 {
		return strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}
