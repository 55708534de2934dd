package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// desk is a person at a terminal.
type desk struct {
	t      *testing.T
	dir    string
	editor string
}

// types runs a command and answers its questions.
func (d *desk) types(answer string, args ...string) (code int, stdout, stderr string) {
	d.t.Helper()
	var out, said bytes.Buffer
	in, typed, err := os.Pipe() // the editor has it too
	if err == nil {
		_, err = typed.WriteString(answer)
	}
	if err = errors.Join(err, typed.Close()); err != nil {
		d.t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // it was only read
	env := &Env{
		Stdin: in, Stdout: &out, Stderr: &said,
		OutTerminal: true, ErrTerminal: true, InTerminal: true, Width: 80,
		Getenv: func(name string) string {
			return map[string]string{"ARCHIVE_DIR": filepath.Join(d.dir, "archive"), "TERM": "xterm", "EDITOR": d.editor, "ARCHIVE_USER": "ada"}[name]
		},
		Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	}
	code = run(env, args)
	return code, out.String(), said.String()
}

// id is of the first picture.
func (d *desk) id() string {
	d.t.Helper()
	_, out, _ := d.types("", "find", "--format", "ids", "name:a.png")
	return strings.TrimSpace(out)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	var errs []error
	for _, name := range []string{"a.png", "b.png"} {
		b, err := drawPicture(name, "")
		errs = append(errs, err, os.WriteFile(filepath.Join(d.dir, name), b, 0o600))
		if code, _, said := d.types("", "add", filepath.Join(d.dir, name), "-c", "Caption of "+name+" \x1b[2J"); code != 0 {
			t.Fatal(said)
		}
	}
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return d
}

// More than one item is asked for, with count and sample; one is not.
func TestQuestions(t *testing.T) {
	for name, tt := range map[string]struct {
		answer, command string
		asks            string
		done            bool
	}{
		"edit, yes":         {"y\n", "edit -q * --title x", "Change 2 items? [y/N] ", true},
		"edit, no":          {"n\n", "edit -q * --title x", "Change 2 items? [y/N] ", false},
		"edit, Return":      {"\n", "edit -q * --title x", "Change 2 items? [y/N] ", false},
		"edit, end of file": {"", "edit -q * --title x", "Change 2 items? [y/N] ", false},
		"edit -y":           {"", "edit -q * --title x -y", "", true},
		"edit one":          {"", "edit -q name:a.png --title x", "", true},
		"tag":               {"yes\n", "tag +x -- *", "Change the tags of 2 items? [y/N] ", true},
		"tag, no":           {"no\n", "tag +x -- *", "Change the tags of 2 items? [y/N] ", false},
		"rm":                {"Y\n", "rm *", "Remove 2 items? [y/N] ", true},
		"rm, no":            {"n\n", "rm *", "Remove 2 items? [y/N] ", false},
		"purge one, no":     {"n\n", "rm --purge name:a.png", "Purge 1 item, with 1 file of ", false},
		"purge, yes":        {"y\n", "rm --purge *", "Purge 2 items, with 2 files of ", true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			_, before, _ := d.types("", "dump")
			code, _, said := d.types(tt.answer, strings.Fields(tt.command)...)
			if code != 0 || !strings.Contains(said, tt.asks) || tt.asks == "" && strings.Contains(said, "[y/N]") {
				t.Errorf("code %d, said:\n%s", code, said)
			}
			if tt.asks != "" && !strings.Contains(said, "Caption of a.png") {
				t.Errorf("no sample:\n%s", said)
			}
			if strings.Contains(said, "\x1b") {
				t.Errorf("a control character reached the terminal:\n%q", said)
			}
			if _, after, _ := d.types("", "dump"); (after != before) != tt.done {
				t.Errorf("done: %v, want %v", after != before, tt.done)
			}
			if !tt.done && !strings.Contains(said, "archive: nothing was changed\n") {
				t.Errorf("it isn't said that nothing was changed:\n%s", said)
			}
		})
	}
}

// What the editor leaves is shown word by word, in colour, and asked for.
func TestEditorOnATerminal(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal(err)
		}
		t.Skip("there is no /bin/sh here")
	}
	d := newDesk(t)
	d.editor = "sed -i 's/^title:.*/title: Tower/'"
	code, out, said := d.types("n\n", "edit", "--query", "name:a.png")
	if code != 0 || !strings.Contains(out, "title        \x1b[32mTower\x1b[0m\n") || !strings.Contains(said, "Change 1 item? [y/N] ") {
		t.Errorf("code %d\n%q\n%s", code, out, said)
	}
	if code, out, _ := d.types("", "find", "--count", "title:tower"); code != 0 || out != "0\n" {
		t.Errorf("after no: %s", out)
	}
	code, out, said = d.types("y\n", "edit", "--query", "*")
	if code != 0 || strings.Count(out, "Tower") != 2 || !strings.Contains(said, "archive: changed 2 items\n") || strings.Contains(out, "\x1b[2J") {
		t.Errorf("code %d\n%q\n%s", code, out, said)
	}
	if code, out, _ := d.types("", "edit", "-q", "name:a.png", "--alt", "\u009b2J\u202e"); code != 0 || out != "" {
		t.Errorf("edit: %q", out)
	}
	for _, command := range []string{"log --json", "log", "show --json " + d.id(), "log " + d.id(), "dump", "prove " + d.id(), "export - --format geojson", "export - --format kml"} {
		if code, out, _ := d.types("", strings.Fields(command)...); code != 0 || strings.ContainsAny(out, "\u009b\u202e") || strings.Contains(out, "\x1b[2J") {
			t.Errorf("%s: %q", command, out)
		}
	}
	if code, _, said := d.types("", "undo"); code != 0 {
		t.Error(said)
	}
	if code, out, _ := d.types("", "log", "--limit", "3"); code != 0 || !strings.Contains(out, "title        \x1b[32mTower\x1b[0m\n") {
		t.Errorf("log: %q", out)
	}
	code, _, said = d.types("y\n", "undo", "3")
	if code != 0 || !strings.Contains(said, "archive: ") || !strings.Contains(said, "edited of 2026-11-22 09:00:00 UTC; in 2 items? [y/N] ") {
		t.Errorf("undo: %d\n%s", code, said)
	}
}
