package render

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Formats are the names of the formats.
func Formats() []string {
	return []string{"table", "tsv", "csv", "jsonl", "json", "ids", "paths", "captions", "template"}
}

// NeedsItem tells whether the writer of these options uses Record.Item; else
// Record.JSON is enough and the caller need not decode.
func NeedsItem(o Options) bool {
	return o.Format == "paths" || o.Template != "" ||
		slices.ContainsFunc(o.Fields, func(f string) bool { return strings.HasSuffix(f, "path") })
}

// format is the name of the format, when the options go together.
func (o Options) format() (string, error) {
	name := o.Format
	switch {
	case name != "":
	case o.JQ != "":
		name = "jsonl"
	case o.Template != "":
		name = "template"
	case o.Terminal && !o.NUL:
		name = "table"
	default:
		name = "tsv"
	}
	if !slices.Contains(Formats(), name) {
		return "", &UsageError{reason: fmt.Sprintf("format: unknown format %q", name), hint: didYouMean(name, Formats())}
	}
	clash := func(option string, formats ...string) error {
		if slices.Contains(formats, name) {
			return nil
		}
		return &UsageError{reason: option + " does not go with the format " + name, hint: "it goes with " + strings.Join(formats, ", ")}
	}
	var err error
	switch {
	case name == "template" && o.Template == "":
		err = &UsageError{reason: "format template: no template given"}
	case o.JQ != "" && o.Template != "":
		err = &UsageError{reason: "jq and template do not go together"}
	case o.JQ != "":
		err = clash("jq", "jsonl", "json")
	case o.Template != "":
		err = clash("template", "template")
	}
	if err == nil && len(o.Fields) > 0 {
		err = clash("fields", "table", "tsv", "csv", "jsonl", "json")
	}
	if err == nil && o.NUL && o.JQ == "" {
		err = clash("NUL", "tsv", "csv", "jsonl", "ids", "paths", "captions", "template")
	}
	if err == nil && o.PicturePath == nil && name == "paths" {
		err = &UsageError{reason: "format paths: the paths of pictures are not known here"}
	}
	return name, err
}

// layout makes the layout of a format.
func (o Options) layout(ctx context.Context, name string) (layout, error) {
	paths, err := splitFields(o.Fields)
	if err != nil {
		return nil, err
	}
	end := byte('\n')
	if o.NUL {
		end = 0
	}
	switch name {
	case "table":
		return newTable(o, paths), nil
	case "tsv":
		return newTSV(o, paths, end), nil
	case "csv":
		return newCSV(o, paths)
	case "template":
		return newTemplate(o, end)
	case "ids", "paths", "captions":
		return &lines{options: o, what: name, end: end}, nil
	}
	lines := &jsonLines{selection: newSelection(o, paths), terminal: o.Terminal, end: end}
	switch {
	case o.JQ != "":
		return newJQ(ctx, o, lines)
	case name == "json":
		return &jsonArray{lines: lines}, nil
	}
	return lines, nil
}
