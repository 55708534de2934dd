package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
)

func newManCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write manual pages",
		Long: `Write the manual pages of all commands and topics into DIR, which is made where
it isn't there: archive.1, archive-find.1, archive-query.7 and so on. Files that
this command didn't write are left alone.

The date in them is that of the commit, or $SOURCE_DATE_EPOCH.`,
		Example: `  archive man ~/.local/share/man/man1`,
		Args:    exactly(1, "a DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			return runMan(env, args[0])
		},
	}
}

// manMark begins every page, so that it is known again.
const manMark = `.\" Written by "archive man".`

func runMan(env *Env, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	pages := manPages(manDate(env))
	for _, p := range pages {
		if err := writeManPage(filepath.Join(dir, p.name), p.text); err != nil {
			return err
		}
	}
	env.note("wrote %s to %s", count(len(pages), "page"), dir)
	if env.ErrTerminal {
		env.hint("man " + shellWord(filepath.Join(dir, "archive.1")))
	}
	return nil
}

func writeManPage(path, text string) error {
	before, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && !bytes.HasPrefix(before, []byte(manMark)) {
		return &hintedError{fmt.Errorf("%s: is there, and not of this command", path), "name another folder"}
	}
	return archive.WriteFile(path, func(f *os.File) error {
		_, err := f.WriteString(text)
		return err
	})
}

// manDate is the day that pages are of.
func manDate(env *Env) string {
	if n, err := strconv.ParseInt(env.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(n, 0).UTC().Format(time.DateOnly)
	}
	if t, err := time.Parse(time.RFC3339, readVersion().Time); err == nil {
		return t.UTC().Format(time.DateOnly)
	}
	return env.Now().UTC().Format(time.DateOnly)
}

type manPage struct{ name, text string }

// manPages gives a page for each command and each topic.
func manPages(date string) []manPage {
	root := newRootCommand(&Env{Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }}, []string{"help"})
	root.InitDefaultHelpCmd()
	var pages []manPage
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		pages = append(pages, manPage{manName(cmd) + ".1", commandPage(cmd, date)})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
	for _, t := range topics() {
		pages = append(pages, manPage{"archive-" + t.name + ".7", topicPage(t, date)})
	}
	return pages
}

// manName is what a command's page is called.
func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func commandPage(cmd *cobra.Command, date string) string {
	var r roff
	r.title(manName(cmd), "1", date)
	r.section("NAME")
	r.line(roffText(manName(cmd)) + ` \- ` + roffText(strings.ToLower(cmd.Short[:1])+cmd.Short[1:]))
	r.section("SYNOPSIS")
	for i, use := range strings.Split(cmd.UseLine(), " | ") {
		switch {
		case i > 0 && cmd.HasParent():
			r.line(".br")
			use = cmd.Parent().CommandPath() + " " + use
		case !cmd.HasParent():
			use = "archive COMMAND [flags]"
		}
		r.line(".B " + roffText(use))
	}
	if cmd.Long != "" {
		r.section("DESCRIPTION")
		r.text(cmd.Long)
	}
	if cmd.HasAvailableSubCommands() {
		r.section("COMMANDS")
		for _, sub := range cmd.Commands() {
			r.item(manName(sub)+"(1)", sub.Short)
		}
	}
	r.flags("OPTIONS", cmd.NonInheritedFlags())
	r.flags("OPTIONS OF ALL COMMANDS", cmd.InheritedFlags())
	r.section("EXAMPLES")
	r.literal(strings.Split(cmd.Example, "\n"))
	if !cmd.HasParent() {
		r.section("TOPICS")
		for _, t := range topics() {
			r.item("archive-"+t.name+"(7)", t.short)
		}
	} else {
		r.section("SEE ALSO")
		r.line(".BR " + roffText(manName(cmd.Parent())) + " (1)")
	}
	return r.b.String()
}

func topicPage(t topic, date string) string {
	var r roff
	r.title("archive-"+t.name, "7", date)
	r.section("NAME")
	r.line("archive\\-" + roffText(t.name) + ` \- ` + roffText(strings.ToLower(t.short[:1])+t.short[1:]))
	r.section("DESCRIPTION")
	// What stands in columns stays in them.
	r.literal(strings.Split(strings.TrimSpace(t.text()), "\n"))
	r.section("SEE ALSO")
	r.line(".BR archive (1)")
	return r.b.String()
}

// flags lists flags, if there are any.
func (r *roff) flags(title string, f *pflag.FlagSet) {
	if !f.HasAvailableFlags() {
		return
	}
	r.section(title)
	f.VisitAll(func(f *pflag.Flag) {
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		what, usage := pflag.UnquoteUsage(f)
		if f.NoOptDefVal == "" && what != "" {
			name += " " + what
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "[]" && !strings.Contains(usage, "default") {
			usage += " (default " + f.DefValue + ")"
		}
		r.item(name, usage)
	})
}
