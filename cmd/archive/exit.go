package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/query"
	"photoarchive/pkg/render"
)

// usageError is a mistake in how a command was called.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }
func (e *usageError) Hint() string  { return e.hint }

func usagef(format string, args ...any) *usageError {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// Errors that say all there is to say by their exit code.
var (
	errSomeRefused = errors.New("some inputs were refused")
	errNoMatch     = errors.New("nothing matches")
	errDamage      = errors.New("damage was found")
)

// exit is one row of the table of exit codes. The table chooses the code and
// prints `help exit-codes`.
type exit struct {
	code  int
	when  string
	is    func(error) bool
	quiet bool   // the command has said it already
	hint  string // what to do, where the error has no hint of its own
}

func is(targets ...error) func(error) bool {
	return func(err error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
}

func isA[T error](err error) bool {
	var t T
	return errors.As(err, &t)
}

func isUsage(err error) bool {
	return isA[*usageError](err) || isA[*render.UsageError](err) || isA[*query.SyntaxError](err) ||
		isA[*query.FlagError](err) || isA[*query.ResolveError](err)
}

// exits is in order of precedence; the last row takes what no other does.
func exits() []exit {
	return []exit{
		{code: 0, when: "done", is: func(err error) bool { return err == nil }, quiet: true},
		{code: 130, when: "interrupted (Ctrl-C or SIGTERM); what was reported as done is done", is: is(context.Canceled)},
		{
			code: 2, is: isA[*query.ResolveError],
			hint: "\"archive saved list\" shows saved queries, \"archive places lookup NAME\" what is known of a place",
		},
		{code: 2, when: "the command line or the query is wrong", is: isUsage},
		{code: 3, when: "some inputs were refused; all others were taken in", is: is(errSomeRefused), quiet: true},
		{
			code: 4, when: "there is no archive, or no item has the id",
			is:   is(archive.ErrNoArchive, catalog.ErrMissing),
			hint: "\"archive init DIR\" makes one, \"archive add\" does on first use; -A DIR or ARCHIVE_DIR says where it is",
		},
		{
			code: 4, when: "… or nothing has the name that was given", is: is(archive.ErrUnknownName),
			hint: "\"list\" in place of \"rm\" shows the names that are known",
		},
		{
			code: 4, is: is(catalog.ErrForeign),
			hint: "its " + archive.CatalogueName + " is not, or no longer, a catalogue: put back a backup of the folder, or start another archive elsewhere",
		},
		{code: 4, is: is(archive.ErrNotYet), hint: "\"archive log ID\" tells what was done and when"},
		{
			code: 4, is: isA[*catalog.AmbiguousError],
			hint: "give more digits",
		},
		{
			code: 4, is: is(catalog.ErrNotFound),
			hint: "\"archive find --format ids\" lists the ids; any unique beginning of 4 digits or more will do",
		},
		{
			code: 5, when: "another process kept the archive locked for too long", is: is(catalog.ErrLocked),
			hint: "wait until it has ended, or give more time with --lock-wait",
		},
		{code: 6, when: "verify found damage, or a proof or a rescue is not whole", is: is(errDamage), quiet: true},
		{code: 6, when: "… or verify-bag a bag that is not valid", is: is(errNotValid), quiet: true},
		{code: 1, when: "find -e: nothing matches", is: is(errNoMatch), quiet: true},
		{code: 1, when: "check-captions -e: there are findings", is: is(errFindings), quiet: true},
		{code: 1, when: "duplicates -e: there are duplicates", is: is(errDuplicates), quiet: true},
		{
			code: 1, is: is(catalog.ErrNewer),
			hint: "a newer version of archive can open it; this one leaves it alone",
		},
		{
			code: 1, is: is(catalog.ErrDamaged),
			hint: "put back a backup of the folder; \"archive verify\" tells what else is damaged",
		},
		{
			code: 1, is: isA[*picture.WriteError],
			hint: "what was reported is kept; when it can be written again, the same command carries on",
		},
		{
			code: 1, is: is(syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG),
			hint: "make room, then run the same command again",
		},
		{code: 1, is: is(archive.ErrNothingToUndo), hint: "\"archive log\" tells what was done, and by whom"},
		{code: 1, is: is(archive.ErrNotEmpty), hint: "name a folder that is empty or not there; -A DIR uses an archive that is"},
		{code: 1, is: is(fs.ErrNotExist), hint: "look whether the path is written as it is, and from the folder you are in"},
		{code: 1, is: is(fs.ErrPermission), hint: "name a place that you may read or write, or have its owner allow it"},
		{code: 1, when: "anything else failed", is: func(error) bool { return true }},
	}
}

// exitCodesHelp is the text of `help exit-codes`.
func exitCodesHelp() string {
	var b strings.Builder
	b.WriteString("Exit codes of archive, for scripts\n\n")
	for code := range 131 {
		for _, row := range exits() {
			if row.code == code && row.when != "" {
				fmt.Fprintf(&b, "  %3d  %s\n", code, row.when)
			}
		}
	}
	b.WriteString(`
A refused input does not stop the others: each is named on stderr, and the
exit code tells that there was one. What is skipped by design (a video, a
link that leads out of the folder) is 0, or 3 with --strict.

An empty result of find is 0; with -e (--exit-status) it is 1.
`)
	return b.String()
}
