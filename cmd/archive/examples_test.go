//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/itchyny/gojq"
	"github.com/spf13/cobra"
)

// Every example of every command runs as it is written, in a shell, in the home
// of somebody who has used the program for a while.
func TestExamples(t *testing.T) {
	home := lendHome(t)
	root := newRootCommand(&Env{Getenv: func(string) string { return "" }, Now: time.Now}, []string{"help"})
	root.InitDefaultHelpCmd()
	ran := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		ran += strings.Count(cmd.Example, "archive ")
		t.Run(strings.ReplaceAll(cmd.CommandPath(), " ", "-"), func(t *testing.T) {
			at := copyHome(t, home)
			for line := range strings.SplitSeq(cmd.Example, "\n") {
				if line = strings.TrimSpace(line); line == "" {
					continue
				}
				if out, code := at.sh(line); code != 0 {
					t.Errorf("%s: exit code %d\n%s", line, code, out)
				}
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
	if ran < 80 {
		t.Errorf("only %d examples are there", ran)
	}
}

// lentHome is a home folder with all that examples and recipes speak of.
type lentHome struct {
	t       *testing.T
	dir     string
	id, id2 string
	now     string // of the program's clock
}

// sh runs a line in the folder work of the home, and gives what it printed with
// its exit code.
func (h *lentHome) sh(line string) (string, int) {
	h.t.Helper()
	line = strings.NewReplacer("5f0c2e7a", h.id, "90ab12cd", h.id2, "5f0c", h.id[:12],
		"/mnt/", h.dir+"/mnt/", "/tmp/trial", h.dir+"/trial").Replace(line)
	cmd := exec.Command("bash", "-euo", "pipefail", "-c", line)
	cmd.Dir = filepath.Join(h.dir, "work")
	cmd.Env = append(os.Environ(), "HOME="+h.dir, "XDG_DATA_HOME=", "ARCHIVE_DIR=", "ARCHIVE_USER=ada", "EDITOR=true", "ARCHIVE_TEST_NOW="+h.now, "VISUAL=",
		"PATH="+filepath.Join(h.dir, "bin")+":"+os.Getenv("PATH"), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(out), exit.ExitCode()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return string(out), 0
}

// must runs what prepares something.
func (h *lentHome) must(lines ...string) string {
	h.t.Helper()
	out, code := h.sh(strings.Join(lines, "\n"))
	if code != 0 {
		h.t.Fatalf("%s: exit code %d\n%s", lines, code, out)
	}
	return strings.TrimSpace(out)
}

func lendHome(t *testing.T) *lentHome {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal(err)
		}
		t.Skip("needs bash")
	}
	pyongyang, err := filepath.Abs(filepath.Join("..", "..", "testdata", "pyongyang"))
	if err != nil {
		t.Fatal(err)
	}
	h := &lentHome{t: t, dir: t.TempDir(), id: strings.Repeat("0", 32), id2: strings.Repeat("1", 32), now: "2026-11-21T09:00:00Z"}
	for _, dir := range []string{
		"work", "bin", "Pictures", "Desktop", "mnt/usb", ".zfunc", ".config/fish/completions",
		".local/share/bash-completion/completions",
	} {
		if err := os.MkdirAll(filepath.Join(h.dir, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, script := range map[string]string{"xdg-open": `test -r "$1"`, "jq": `exec archive-jq "$@"`} {
		if err := os.WriteFile(filepath.Join(h.dir, "bin", name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("xdg-open", filepath.Join(h.dir, "bin", "open")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PYONGYANG", pyongyang)
	h.must(
		`mkdir ~/Pictures/pyongyang`,
		`cp "$PYONGYANG"/*.jpg "$PYONGYANG"/*.txt "$PYONGYANG"/*.caption ~/Pictures/pyongyang`,
		`cp ~/Pictures/pyongyang/1*.jpg ~/Pictures`,
		`cp ~/Pictures/pyongyang/03-tower-shadow.jpg tower.jpg`,
		`cp ~/Pictures/pyongyang/01-snack-bar.jpg popcorn.jpg`,
		`archive add ~/Pictures/pyongyang >ids.txt 2>/dev/null`,
		`archive saved add street 'tag:street' 2>/dev/null`,
		`archive tags alias add NKorea NorthKorea`,
		`archive places alias add 'the hill' 'Mansu Hill' 2>/dev/null`,
		`archive export captions.csv --format csv 2>/dev/null`,
		`archive export ~/Desktop/pyongyang-bag --format bagit 2>/dev/null`,
		`archive export bag.zip --zip --format bagit 2>/dev/null`,
		`archive -A /mnt/laptop/archive add "$PYONGYANG/01-snack-bar.jpg" -c 'Seen by the other machine' >/dev/null 2>&1`,
		`archive -A ../other add "$PYONGYANG/02-mural.jpg" -c 'Seen by another' >/dev/null 2>&1`,
		`archive backup /mnt/backup >/dev/null 2>&1`,
		`mkdir old; cp -r ~/.local/share/archive/pictures old/`,
	)
	h.id, h.id2 = h.must("sed -n 1p ids.txt"), h.must("sed -n 2p ids.txt")
	h.must(
		`archive tag +one -- 5f0c2e7a; archive tag +two -- 90ab12cd; archive tag +three -- 5f0c2e7a`,
		`archive tag +four -- 90ab12cd; archive tag +five -- 5f0c2e7a`,
		`archive dump >catalogue.jsonl 2>/dev/null`,
		`archive log --head >head.txt; archive prove "$(archive find --format ids name:01-snack-bar.jpg)" >proof.json 2>/dev/null`,
	)
	h.now = "2026-11-22T10:00:00Z"
	return h
}

// copyHome gives a copy, in which a test may do as it likes.
func copyHome(t *testing.T, from *lentHome) *lentHome {
	t.Helper()
	to := &lentHome{t: t, dir: t.TempDir(), id: from.id, id2: from.id2, now: from.now}
	if out, err := exec.Command("cp", "-a", from.dir+"/.", to.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return to
}

// jqMain is as much of jq as the examples use, so that they run where it isn't.
func jqMain() {
	if err := runJQ(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "jq:", err)
		os.Exit(5)
	}
}

func runJQ(args []string, in io.Reader, out io.Writer) error {
	raw := len(args) > 0 && args[0] == "-r"
	if raw {
		args = args[1:]
	}
	if len(args) != 1 {
		return errors.New("expected one filter")
	}
	filter, err := gojq.Parse(args[0])
	if err != nil {
		return err
	}
	dec := json.NewDecoder(in)
	for {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		results := filter.Run(v)
		for {
			r, ok := results.Next()
			if !ok {
				break
			}
			if err, ok := r.(error); ok {
				return err
			}
			if s, ok := r.(string); ok && raw {
				_, err = fmt.Fprintln(out, s)
			} else if b, marshalErr := gojq.Marshal(r); marshalErr != nil {
				err = marshalErr
			} else {
				_, err = fmt.Fprintf(out, "%s\n", b)
			}
			if err != nil {
				return err
			}
		}
	}
}
