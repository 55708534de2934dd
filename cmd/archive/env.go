package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/render"
)

// Env is what a command has of the world: the archive's folder, the streams,
// what is known of the terminal, and the clock. Tests make their own.
type Env struct {
	// Dir is the archive's folder as flags and environment name it.
	Dir string
	// Wait bounds how long another process's lock is waited for.
	Wait           time.Duration
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// OutTerminal and ErrTerminal tell whether a person reads the stream.
	OutTerminal, ErrTerminal bool
	// InTerminal tells whether a person types what is read from stdin.
	InTerminal bool
	// Width is the terminal's in columns; 0 where there is none.
	Width  int
	Getenv func(string) string
	// Umask is what others than the owner are denied on files that are made.
	Umask fs.FileMode
	Now   func() time.Time

	fresh  bool               // the archive was made by this command
	rows   [][]string         // for a person, to be aligned
	opened []*archive.Archive // by this command
	noDump bool               // the command has no need of a dump of its own
}

func newEnv() *Env {
	e := &Env{
		Stdin: os.Stdin, Stdout: bufio.NewWriterSize(os.Stdout, 64<<10), Stderr: os.Stderr,
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())), ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())), InTerminal: term.IsTerminal(int(os.Stdin.Fd())),
		Getenv: os.Getenv, Now: clock(), Umask: privateUmask,
	}
	if e.OutTerminal {
		e.Stdout = e.screenFor(os.Stdout)
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			e.Width = w
		}
	}
	if e.ErrTerminal {
		e.Stderr = e.screenFor(os.Stderr)
	}
	return e
}

// utf8 tells whether the terminal can show more than ASCII, as far as the
// locale says. One that says nothing is taken for a modern one.
func (e *Env) utf8() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(e.Getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// errWidth is how many columns the terminal behind stderr has now.
func (e *Env) errWidth() int {
	if f, ok := fileOf(e.Stderr); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return 80
}

// visible is stdout for text of a kind that a terminal shows as it comes:
// "json", "xml" or another.
func (e *Env) visible(kind string) io.Writer {
	if !e.OutTerminal {
		return e.Stdout
	}
	return render.NewVisibleWriter(e.Stdout, kind)
}

// flush writes out what is buffered for stdout.
func (e *Env) flush() error {
	if err := e.flushRows(); err != nil {
		return &fileError{"standard output", err}
	}
	if b, ok := e.Stdout.(interface{ Flush() error }); ok {
		if err := b.Flush(); err != nil {
			return &fileError{"standard output", err}
		}
	}
	return nil
}

// note tells a person something on stderr.
func (e *Env) note(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	// Names in messages may hold anything: no control character leaves here.
	_, _ = fmt.Fprintf(e.Stderr, "archive: %s\n", render.Visible(s)) // nothing can be said of an error here
}

// hint adds a line on what to do.
func (e *Env) hint(s string) {
	_, _ = fmt.Fprintf(e.Stderr, "  %s\n", render.Visible(s)) // as above
}

// dir is the archive's folder: --archive, else $ARCHIVE_DIR, else the place
// that the system has for a user's data.
func (e *Env) dir() string {
	if e.Dir != "" {
		return e.Dir
	}
	if d := e.Getenv("ARCHIVE_DIR"); d != "" {
		return d
	}
	return filepath.Join(e.dataHome(), "archive")
}

// dataHome is where the system wants a user's data: the XDG base directory
// specification's place, or the one that macOS and Windows have for it. A
// relative $XDG_DATA_HOME is to be ignored, says the specification.
func (e *Env) dataHome() string {
	if d := e.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return d
	}
	switch runtime.GOOS {
	case "windows":
		if d := e.Getenv("LOCALAPPDATA"); d != "" {
			return d
		}
		return filepath.Join(e.home(), "AppData", "Local")
	case "darwin":
		return filepath.Join(e.home(), "Library", "Application Support")
	}
	return filepath.Join(e.home(), ".local", "share")
}

// home is the user's folder, also under cron and other starters that set no
// environment.
func (e *Env) home() string {
	name := "HOME"
	if runtime.GOOS == "windows" {
		name = "USERPROFILE"
	}
	if d := e.Getenv(name); d != "" {
		return d
	}
	if u, err := user.Current(); err == nil {
		return u.HomeDir
	}
	return ""
}

func (e *Env) options() archive.Options {
	return archive.Options{
		Dir: e.dir(), Wait: e.Wait, Now: e.Now, User: e.user(), Failpoint: failpoint(e), DumpEvery: e.dumpEvery(),
		Sharing: 0o077 &^ e.Umask,
		Waiting: func() { e.note("waiting for another process that is using %s", e.dir()) },
	}
}

func (e *Env) user() string {
	if u := e.Getenv("ARCHIVE_USER"); u != "" {
		return u
	}
	for _, name := range []string{"LOGNAME", "USER", "USERNAME"} {
		if u := e.Getenv(name); u != "" {
			return u
		}
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// open gives the archive; it is never made here.
func (e *Env) open() (*archive.Archive, error) { return e.opening(archive.Open(e.options())) }

// opening notes an archive, for what is to be done when the command ends.
func (e *Env) opening(a *archive.Archive, err error) (*archive.Archive, error) {
	if err == nil {
		e.opened = append(e.opened, a)
	}
	return a, err
}

// dumpEveryDefault is after how many changes the archive keeps a dump of itself.
const dumpEveryDefault = 10_000

func (e *Env) dumpEvery() int64 {
	if n, err := strconv.ParseInt(e.Getenv("ARCHIVE_DUMP_EVERY"), 10, 64); err == nil && n >= 0 {
		return n
	}
	return dumpEveryDefault
}

// keepDumps lets archives that have changed much keep a dump of themselves. It
// comes after all that a command has to say.
func (e *Env) keepDumps(ctx context.Context) {
	for _, a := range e.opened {
		if e.noDump || ctx.Err() != nil {
			return
		}
		if _, err := a.KeepDump(ctx); err != nil && ctx.Err() == nil {
			e.note("the archive could not keep a dump of itself: %v", err)
		}
	}
}
