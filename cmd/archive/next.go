package main

import (
	"context"
	"path/filepath"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/query"
)

// next tells a person what may come next. Scripts are told nothing, nor who
// says so by ARCHIVE_HINTS=0.
func (e *Env) next(what string) {
	if e.ErrTerminal && e.Getenv("ARCHIVE_HINTS") != "0" {
		e.hint("next: " + what)
	}
}

// self is how the program is called for the same archive.
func (e *Env) self() string {
	if e.Dir == "" {
		return "archive"
	}
	return "archive -A " + shellWord(e.Dir)
}

// youngMost is how many items an archive has while its owner is new to it.
const youngMost = 100

// nextAfterFind tells what can be done with what was found, as long as the
// archive is young; and where nothing was, how to see what is there.
func (e *Env) nextAfterFind(ctx context.Context, a *archive.Archive, found int) {
	if !e.OutTerminal || !e.ErrTerminal {
		return
	}
	if found == 0 {
		e.note("nothing matches")
		e.next(e.self() + " tags, places and dates list what is there")
		return
	}
	if all, err := a.Count(ctx, query.All{}); err == nil && all <= youngMost {
		e.next(e.self() + " show ID tells all of one; " + e.self() + " export DIR QUERY writes pictures out")
	}
}

// nextAfterExport tells how to look at what was written.
func (e *Env) nextAfterExport(dest, format string, packed bool) {
	if format == "html" && !packed {
		e.next("open " + shellWord(filepath.Join(dest, "index.html")) + " in a browser")
	}
}
