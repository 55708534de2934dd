package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/query"
	"photoarchive/pkg/render"
)

// outputOptions are the flags that say how items are printed.
type outputOptions struct {
	format, jq, template, fields, color string
	json, nul, highlight                bool
}

func (o *outputOptions) addFlags(f *pflag.FlagSet) {
	f.StringVar(&o.format, "format", "", "how to print: "+strings.Join(render.Formats(), ", "))
	f.BoolVar(&o.json, "json", false, "short for --format jsonl")
	f.StringVar(&o.fields, "fields", "", "which fields, such as id,date,place.city")
	f.StringVar(&o.jq, "jq", "", "run a jq expression on each item")
	f.StringVar(&o.template, "template", "", "run a Go template on each item")
	f.BoolVarP(&o.nul, "null", "0", false, "end each record with NUL")
	f.StringVar(&o.color, "color", "auto", "colour: auto, always or never")
	f.BoolVar(&o.highlight, "highlight", false, "mark what the query found, also where no colour is shown by default")
}

// writer makes the writer of a format. Highlights are of e, once resolved.
func (o *outputOptions) writer(ctx context.Context, env *Env, w io.Writer, a *archive.Archive, e query.Expr) (render.Writer, render.Options, error) {
	opts := render.Options{
		Format: o.format, JQ: o.jq, Template: o.template, NUL: o.nul, Terminal: env.OutTerminal, Width: env.Width,
		PicturePath: a.PicturePath, Now: env.Now(),
	}
	if o.json {
		if o.format != "" && o.format != "jsonl" {
			return nil, opts, usagef("--json and --format %s don't go together", o.format)
		}
		opts.Format = "jsonl"
	}
	if err := oneOf("color", o.color, []string{"auto", "always", "never"}); err != nil {
		return nil, opts, err
	}
	opts.Color = o.color == "always" || o.highlight && o.color != "never" || o.color == "auto" && env.colour()
	if o.fields != "" {
		for name := range strings.SplitSeq(o.fields, ",") {
			opts.Fields = append(opts.Fields, strings.TrimSpace(name))
		}
	}
	if texts := query.Patterns(e); len(texts) > 0 && opts.Color {
		opts.Highlight = func(field, s string) [][2]int { return query.Highlight(texts, field, s) }
	}
	out, err := render.New(ctx, w, opts)
	return out, opts, err
}

// colour tells whether a person's terminal is to be coloured.
func (e *Env) colour() bool {
	return e.OutTerminal && e.Getenv("NO_COLOR") == "" && e.Getenv("TERM") != "dumb"
}

// record is a found item for the writer.
func record(f archive.Found, needsItem bool) (render.Record, error) {
	r := render.Record{JSON: f.JSON, Distance: f.Distance}
	if !needsItem {
		return r, nil
	}
	var err error
	r.Item, err = f.Item()
	return r, err
}

// plainTable tells whether no other format than the table for people is asked for.
func (o *outputOptions) plainTable() bool {
	return (o.format == "" || o.format == "table") && !o.json && !o.nul && o.jq == "" && o.template == "" && o.fields == ""
}
