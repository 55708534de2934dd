package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/metadata/tag"
)

// isFile tells whether an argument of show names a file rather than an id: it
// has a slash or an extension. No id has either.
func isFile(arg string) bool {
	return strings.ContainsRune(arg, '/') || strings.ContainsRune(arg, filepath.Separator) || filepath.Ext(arg) != ""
}

// rawEntry is every tag of one file, or why it can't be read.
type rawEntry struct {
	name string
	tags []tag.Tag
	err  error
}

// runRaw prints every tag of each file, or of each item's picture, as text or
// in the shape of `exiftool -json -n -G1`. Files are read several at once and
// printed in order.
func runRaw(ctx context.Context, env *Env, opts showOptions, args []string) error {
	type slot struct {
		arg  string
		done chan rawEntry
	}
	slots := make(chan slot, 4*runtime.GOMAXPROCS(0))
	work := make(chan slot)
	for range max(runtime.GOMAXPROCS(0), 2) {
		go func() {
			for s := range work {
				s.done <- readRaw(ctx, env, s.arg)
			}
		}()
	}
	go func() {
		defer close(slots)
		defer close(work)
		for _, arg := range args {
			s := slot{arg, make(chan rawEntry, 1)}
			slots <- s
			work <- s
		}
	}()
	var failed []error
	w := rawWriter{out: env.Stdout, json: opts.json, env: env}
	for s := range slots {
		e := <-s.done
		if err := ctx.Err(); err != nil {
			continue
		}
		if e.err != nil {
			failed = append(failed, e.err)
		}
		w.entry(e)
	}
	w.close()
	return errors.Join(w.err, ctx.Err(), rawFailure(env, failed))
}

// rawFailure names the files that can't be read and leaves the exit code.
func rawFailure(env *Env, failed []error) error {
	for _, err := range failed {
		if !isA[*rawError](err) {
			return err
		}
		env.note("%v", err)
	}
	if len(failed) > 0 {
		return errSomeRefused
	}
	return nil
}

// rawError is a file that can't be read; any other error is of the archive.
type rawError struct {
	name string
	err  error
}

func (e *rawError) Error() string { return e.name + ": " + shortReason(e.err) }
func (e *rawError) Unwrap() error { return e.err }

func shortReason(err error) string {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func readRaw(ctx context.Context, env *Env, arg string) rawEntry {
	name := arg
	if !isFile(arg) {
		path, err := picturePath(ctx, env, arg)
		if err != nil {
			return rawEntry{name: arg, err: err}
		}
		name = path
	}
	tags, err := rawTags(name)
	if err != nil {
		err = &rawError{name, err}
	}
	return rawEntry{name, tags, err}
}

func rawTags(name string) (tags []tag.Tag, err error) {
	// A FIFO is refused below; opening it must not wait for a writer.
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	md, err := metadata.Read(f, info.Size(), name)
	if err != nil {
		return nil, err
	}
	return md.RawTags(), nil
}

// rawWriter prints entries: an array in JSON, or paragraphs.
type rawWriter struct {
	out  io.Writer
	json bool
	env  *Env
	n    int
	err  error
}

func (w *rawWriter) print(b []byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
}

func (w *rawWriter) entry(e rawEntry) {
	var b []byte
	if w.json {
		b = appendRawJSON(append(b, w.lead()...), e)
	} else {
		b = appendRawText(b, e, w.n > 0, w.env.OutTerminal)
	}
	w.n++
	w.print(b)
}

func (w *rawWriter) lead() string {
	if w.n == 0 {
		return "["
	}
	return ",\n"
}

func (w *rawWriter) close() {
	if !w.json {
		return
	}
	if w.n == 0 {
		w.print([]byte("["))
	}
	w.print([]byte("]\n"))
}

func appendRawJSON(b []byte, e rawEntry) []byte {
	b = append(b, "{\n  \"SourceFile\": "...)
	b = item.AppendJSONString(b, e.name)
	if e.err != nil {
		b = append(b, ",\n  \"Error\": "...)
		b = item.AppendJSONString(b, errorOf(e.err))
	}
	for _, t := range e.tags {
		b = append(b, ",\n  "...)
		b = item.AppendJSONString(b, t.Group+":"+t.Name)
		b = append(b, ": "...)
		b = t.AppendJSON(b)
	}
	return append(b, "\n}"...)
}

// errorOf leaves out the name, which stands beside it.
func errorOf(err error) string {
	var r *rawError
	if errors.As(err, &r) {
		return shortReason(r.err)
	}
	return err.Error()
}

func appendRawText(b []byte, e rawEntry, gap, visible bool) []byte {
	if gap {
		b = append(b, '\n')
	}
	b = fmt.Appendf(b, "%s\n", strings.Join(wrap(e.name, 1<<20, visible), " "))
	const width = 36
	for _, t := range e.tags {
		value := t.AppendJSON(nil)
		if s, ok := t.Value.(string); ok {
			value = []byte(s)
		}
		label := t.Group + ":" + t.Name
		label += strings.Repeat(" ", max(width-len(label), 1))
		lines := bytes.Split(value, []byte("\n"))
		for i, l := range lines {
			if i > 0 {
				label = strings.Repeat(" ", width)
			}
			b = fmt.Appendf(b, "  %s%s\n", label, strings.Join(wrap(string(l), 1<<20, visible), " "))
		}
	}
	return b
}
