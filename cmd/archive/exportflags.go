package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/export/naming"
	"photoarchive/pkg/query"
)

// options checks the flags and what they are together.
func (o *exportOptions) options(env *Env, dest string) (how archive.ExportOptions, err error) {
	if err := oneOf("format", o.format, exportFormats()); err != nil {
		var usage *usageError
		if near := query.Nearest(o.format, exportFormats()); near != "" && errors.As(err, &usage) {
			usage.hint = "did you mean " + near + "?"
		}
		return how, err
	}
	f, _ := archive.LookupExportFormat(o.format)
	how = archive.ExportOptions{
		Format: o.format, Update: o.update, Zip: o.zip, Tar: o.tar, StripGPS: o.stripGPS, StripPeople: o.stripNames,
		Size: o.size, Embed: o.embed, Excel: o.excel, Title: o.title, Software: versionText(),
	}
	if how.ShardSize, err = parseSize(o.shardSize); err != nil {
		return how, &usageError{message: fmt.Sprintf("--shard-size %s: %v", o.shardSize, err), hint: "such as 500MB or 1GB"}
	}
	if o.template != "" {
		if how.NameTemplate, err = naming.Parse(o.template); err != nil {
			return how, nameTemplateError(err)
		}
	}
	stdout := dest == "-"
	switch {
	case dest == "":
		err = usagef("expected a DEST, which is empty")
	case o.zip && o.tar:
		err = usagef("--zip and --tar don't go together")
	case stdout && !f.Streams() && !o.zip && !o.tar:
		err = &usageError{message: "--format " + o.format + " needs a folder, not -", hint: "--zip or --tar make one file of it, which can be -"}
	case stdout && o.update:
		err = usagef("--update needs a DEST to look at, not -")
	case stdout && env.OutTerminal && (o.zip || o.tar || f.Pictures(true)):
		err = &usageError{message: "standard output is a terminal", hint: "send it to a file or a program"}
	case o.excel && o.format != "csv":
		err = usagef("--excel goes with --format csv")
	case o.title != "" && o.format != "html" && o.format != "bagit":
		err = usagef("--title goes with --format html and bagit")
	case o.shardSize != "1GB" && o.format != "webdataset":
		err = usagef("--shard-size goes with --format webdataset")
	case o.size < 0 || o.size > 0 && o.size < 16 || o.size > 65_500:
		err = usagef("--size %d: expected pixels from 16 to 65500", o.size)
	case !o.zip && !o.tar && !stdout && looksPacked(dest):
		err = &usageError{message: dest + ": a folder would get this name", hint: "--zip or --tar make one file of the export"}
	case !f.Pictures(stdout && !o.zip && !o.tar) && (o.size != 0 || o.embed || o.template != ""):
		err = usagef("--size, --embed and --name-template are for pictures, and --format %s has none there", o.format)
	}
	return how, err
}

// looksPacked tells the names of files that hold others.
func looksPacked(dest string) bool {
	low := strings.ToLower(dest)
	for _, ending := range [...]string{".zip", ".tar", ".tar.gz", ".tgz"} {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return false
}

func nameTemplateError(err error) error {
	u := &usageError{message: "--name-template: " + err.Error()}
	if h, ok := err.(interface{ Hint() string }); ok {
		u.hint = h.Hint()
	}
	return u
}

// parseSize reads a size as queries write it: 500MB, 1GB, bytes.
func parseSize(s string) (int64, error) {
	digits := strings.TrimRight(strings.ToUpper(strings.TrimSpace(s)), "BKMGT")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("expected a size")
	}
	unit := int64(1)
	switch strings.ToUpper(strings.TrimSpace(s))[len(digits):] {
	case "", "B":
	case "K", "KB":
		unit = 1e3
	case "M", "MB":
		unit = 1e6
	case "G", "GB":
		unit = 1e9
	case "T", "TB":
		unit = 1e12
	default:
		return 0, fmt.Errorf("expected a size")
	}
	if n > 1<<50/unit {
		return 0, fmt.Errorf("expected less than 1000 TB")
	}
	return n * unit, nil
}
