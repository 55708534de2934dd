//go:build unix

package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// killAt runs a command that is killed at a step.
func (p *program) killAt(step string, args ...string) {
	p.t.Helper()
	cmd := p.command(args...)
	cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT="+step)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		p.t.Fatalf("archive %s: not killed at %s: %v\n%s", strings.Join(args, " "), step, err, out)
	}
}

// items is what an archive holds, one item a line.
func (p *program) items(dir string) string {
	p.t.Helper()
	return p.run("-A", dir, "find", "--json", "--limit", "0", "--sort", "added")
}

// TestCrashOfCare kills what takes care of archives at each step: no archive is
// harmed, and the same command completes the work.
func TestCrashOfCare(t *testing.T) {
	binary := buildProgram(t)
	for name, steps := range map[string][]string{
		"backup":  {"created", "created:7", "written", "backup-catalogue", "synced", "renamed:4", "backup-files", "backup-verified", "backup-named"},
		"again":   {"backup-catalogue", "backup-files", "backup-verified", "backup-named"},
		"merge":   {"merge-aliases", "created", "synced", "renamed:3", "merge-files", "merge-recorded", "merge-batch", "merge-history"},
		"compact": {"compact-begun", "compact-written", "compact-renamed"},
		"repair":  {"repair-aside", "created", "written", "synced", "renamed", "repair-restored"},
		"rescue":  {"rescue-built", "rescue-aside", "rescue-named"},
		"dump":    {"dump-begun", "dump-named"},
	} {
		for _, step := range steps {
			t.Run(name+"/"+step, func(t *testing.T) {
				t.Parallel()
				p := newProgram(t, binary, 12)
				p.run("add", "in")
				crashOfCare(t, p, name, step)
			})
		}
	}
}

func crashOfCare(t *testing.T, p *program, name, step string) {
	want, other := p.items(p.archive), filepath.Join(p.dir, "other")
	same := func(dir string) {
		t.Helper()
		p.run("-A", dir, "verify")
		if got := p.items(dir); got != want {
			t.Errorf("%s: other items than before:\n%s\nwant\n%s", filepath.Base(dir), got, want)
		}
	}
	switch name {
	case "backup", "again":
		if name == "again" {
			p.run("backup", other)
			p.run("edit", "--query", "0003", "--creator", "Ada Example", "-y")
			want = p.items(p.archive)
		}
		p.killAt(step, "backup", other)
		if _, err := os.Stat(filepath.Join(other, "archive.db")); err == nil {
			p.run("-A", other, "verify")
		}
		p.run("backup", other)
		same(other)
	case "merge":
		p.run("init", other)
		p.killAt(step, "-A", other, "merge", p.archive)
		p.run("-A", other, "verify")
		p.run("-A", other, "merge", p.archive)
		same(other)
	case "compact":
		p.killAt(step, "compact")
		same(p.archive)
		p.run("compact")
	case "repair":
		p.run("backup", other)
		damaged := strings.Fields(p.run("find", "--format", "paths"))[0]
		if err := errors.Join(os.Chmod(damaged, 0o600), os.WriteFile(damaged, []byte("damaged"), 0o600)); err != nil {
			t.Fatal(err)
		}
		p.killAt(step, "verify", "--repair", "--from", other)
		p.run("verify", "--repair", "--from", other)
		if b, err := os.ReadFile(filepath.Join(p.archive, "damaged", filepath.Base(damaged))); err != nil || string(b) != "damaged" {
			t.Errorf("what was damaged is not kept: %q %v", b, err)
		}
	case "rescue":
		p.killAt(step, "rescue")
		same(p.archive)
		p.run("rescue")
	case "dump":
		cmd := p.command("edit", "--query", "0003", "--creator", "Ada Example", "-y")
		cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT="+step, "ARCHIVE_DUMP_EVERY=1")
		var exit *exec.ExitError
		if err := cmd.Run(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("not killed: %v", err)
		}
		want = p.items(p.archive)
		p.run("rescue")
	}
	same(p.archive)
}

// TestFlippedBits flips bits anywhere in the catalogue. Whatever changes an
// answer is found by verify, no command crashes over it, and a rescue leaves
// no more than the item touched otherwise than it was.
func TestFlippedBits(t *testing.T) {
	flips := 8
	switch {
	case testing.Short():
		flips = 4
	case os.Getenv("ARCHIVE_TEST_LONG") != "":
		flips = 300
	}
	p := newProgram(t, buildProgram(t), 40)
	p.run("add", "in")
	p.run("saved", "add", "dusk", "tag:dusk")
	p.run("edit", "--query", "0003", "-c", "Other words of #0003", "-y")
	p.run("rm", "-y", strings.Fields(p.run("find", "--format", "ids"))[0])
	name := filepath.Join(p.archive, "archive.db")
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	queries := [][]string{{"dump"}, {"find", "--json", "--limit", "0"}, {"find", "--text", "caption", "--format", "ids"}, {"tags"}, {"saved"}}
	want, _ := p.answers(queries)
	random := rand.New(rand.NewPCG(9, 2026))
	mattered := 0
	for range flips {
		b := bytes.Clone(good)
		at, bit := random.IntN(len(b)), random.IntN(8)
		b[at] ^= 1 << bit
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		got, _ := p.answers(queries)
		_, code := p.answers([][]string{{"verify", "--quick"}})
		if got != want && code != 6 {
			t.Errorf("byte %d, bit %d: answers differ, and verify ends with %d", at, bit, code)
		}
		p.answers([][]string{{"add", p.pictures[0]}, {"tag", "+new", "--", "0006"}, {"compact"}})
		if code != 6 {
			continue
		}
		mattered++
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		p.answers([][]string{{"rescue"}})
		after, _ := p.answers(queries[:1])
		if n := missingLines(want, after); n > 1 {
			t.Errorf("byte %d, bit %d: %d items are not as they were after the rescue", at, bit, n)
		}
	}
	t.Logf("%d of %d bits mattered", mattered, flips)
}

// answers runs commands that may fail, in good order, and gives what they
// print and the last exit code.
func (p *program) answers(commands [][]string) (string, int) {
	p.t.Helper()
	var all strings.Builder
	code := 0
	for _, args := range commands {
		cmd := p.command(args...)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		err := cmd.Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			p.t.Fatal(err)
		}
		if code = cmd.ProcessState.ExitCode(); code < 0 || code > 6 || code == 2 || bytes.Contains(stderr.Bytes(), []byte("goroutine ")) {
			p.t.Errorf("archive %s: exit code %d\n%.2000s", strings.Join(args, " "), code, stderr.String())
		}
		all.Write(stdout.Bytes())
	}
	return all.String(), code
}

// missingLines counts the lines of items in a dump that another one lacks.
func missingLines(want, got string) int {
	have := map[string]bool{}
	for line := range strings.Lines(got) {
		have[line] = true
	}
	n := 0
	for line := range strings.Lines(want) {
		if strings.HasPrefix(line, `{"id":`) && strings.Contains(line, `"picture":{`) && !have[line] {
			n++
		}
	}
	return n
}
