package main

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/query"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
	"photoarchive/pkg/source/given"
	"photoarchive/pkg/source/kinds"
	"photoarchive/pkg/source/table/row"
)

// sourceOptions are the flags of add that say what is read, and how.
type sourceOptions struct {
	from, since, txtAs string
	include, columns   []string
	allowOutside       bool
	filesFrom          string
	nul                bool
}

// Kinds of --from beside those of the rooms.
const (
	fromAuto = "auto"
	fromFile = "file"
)

func (o *sourceOptions) addFlags(f *pflag.FlagSet) {
	f.StringVar(&o.from, "from", fromAuto, "what kind of source it is: auto, file, "+strings.Join(kindNames(), ", "))
	f.Var((*texts)(&o.include), "include", "what to take besides the posts: "+strings.Join(source.IncludeWords(), ", ")+" (commas)")
	f.StringVar(&o.since, "since", "", "leave out what was published before this date")
	f.Var((*texts)(&o.columns), "map", "FIELD=COLUMN: which column of a table holds a field (may be repeated)")
	f.BoolVar(&o.allowOutside, "allow-outside", false, "let the paths in a table lead out of its folder")
	f.StringVar(&o.txtAs, "txt-as", "caption", "how a .txt beside a picture is read: caption or tags")
	f.StringVar(&o.filesFrom, "files-from", "", "read further PATHs from FILE, a line each (- is stdin)")
	f.BoolVarP(&o.nul, "null", "0", false, "with --files-from: PATHs end with NUL; else: ids do")
}

func kindNames() []string {
	var names []string
	for _, room := range kinds.Rooms() {
		names = append(names, room.Kind())
	}
	return names
}

// open gives the source that the arguments name, and the list of --files-from,
// which is to be closed.
func (o *sourceOptions) open(ctx context.Context, env *Env, args []string, not string) (*given.Source, io.Closer, error) {
	src := &given.Source{Plain: folder.Source{Paths: args, Not: not}}
	if err := o.rooms(src); err != nil {
		return nil, nil, err
	}
	if err := o.read(&src.Options, env.Now()); err != nil {
		return nil, nil, err
	}
	if o.filesFrom == "" {
		return src, io.NopCloser(nil), nil
	}
	list, closer, err := openPathList(env, o.filesFrom, o.nul)
	if err != nil {
		return nil, nil, err
	}
	src.Plain.More = list.each(ctx)
	return src, closer, nil
}

func (o *sourceOptions) rooms(src *given.Source) error {
	switch o.from {
	case fromFile:
		return nil
	case fromAuto:
		src.Rooms = kinds.Rooms()
		return nil
	}
	room := kinds.Lookup(o.from)
	if room == nil {
		return oneOf("from", o.from, append([]string{fromAuto, fromFile}, kindNames()...))
	}
	src.Rooms, src.Only = []source.Room{room}, true
	return nil
}

func (o *sourceOptions) read(to *source.Options, now time.Time) error {
	for _, list := range o.include {
		for word := range strings.SplitSeq(list, ",") {
			in, ok := source.ParseInclude(strings.TrimSpace(word))
			if !ok {
				return oneOf("include", word, source.IncludeWords())
			}
			to.Include |= in
		}
	}
	if o.since != "" {
		when, err := edtf.ParseWhen(o.since, now)
		if err != nil || len(when.Spans()) == 0 || when.Spans()[0].First == edtf.MinDay {
			return &usageError{message: "--since: " + o.since + " is no date", hint: "examples: 2013-02-25, 2013, last-week"}
		}
		to.Since = time.Unix(when.Spans()[0].First*24*60*60, 0).UTC()
	}
	for _, pair := range o.columns {
		field, column, ok := strings.Cut(pair, "=")
		if !ok || field == "" || column == "" {
			return usagef("--map: %q: expected FIELD=COLUMN", pair)
		}
		if !row.Is(field) {
			return unknownField(field)
		}
		if to.Map == nil {
			to.Map = map[string]string{}
		}
		to.Map[field] = column
	}
	to.AllowOutside = o.allowOutside
	switch o.txtAs {
	case "caption":
	case "tags":
		to.TxtAs = source.TxtTags
	default:
		return oneOf("txt-as", o.txtAs, []string{"caption", "tags"})
	}
	return nil
}

func unknownField(field string) error {
	e := &usageError{message: "--map: " + field + " is no field", hint: "one of " + strings.Join(row.Names(), ", ")}
	if near := query.Nearest(field, row.Names()); near != "" {
		e.hint = "did you mean " + near + "?"
	}
	return e
}
