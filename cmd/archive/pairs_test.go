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
	"testing"
	"time"
)

// paired is a command that runs beside another.
type paired struct {
	name string
	args []string
	// finds is a query that finds something once the command is done; undo may
	// have taken it back.
	finds string
}

// TestPairs runs two processes at once, of every pair of commands. Both do
// their work, or one gives up after a bounded wait, with code 5; and the archive
// is whole afterwards.
func TestPairs(t *testing.T) {
	p := newProgram(t, buildProgram(t), 6)
	p.run("add", "in", "--title", "First")
	other := filepath.Join(p.dir, "other")
	p.run("-A", other, "add", "in", "-t", "of-the-other")
	ids := strings.Fields(p.run("find", "--format", "ids"))
	kept, gone, hidden := ids[0], ids[1], ids[2]
	p.run("edit", kept, "--alt", "Something to take back")
	dump := filepath.Join(p.dir, "dump.jsonl")
	added := filepath.Join(p.dir, "added.gif")
	picture, err := drawPicture("added.gif", "")
	if err := errors.Join(err, os.WriteFile(added, picture, 0o600), os.WriteFile(dump, []byte(p.run("dump")), 0o600)); err != nil {
		t.Fatal(err)
	}
	p.run("log", "--head")
	commands := []paired{
		{"add", []string{"add", added, "-t", "added"}, "tag:added"},
		{"edit", []string{"edit", kept, "--title", "Edited"}, "title:edited"},
		{"tag", []string{"tag", "+tagged", "--", kept}, "tag:tagged"},
		{"rm", []string{"rm", "-y", hidden}, ""},
		{"purge", []string{"rm", "--purge", "-y", gone}, ""},
		{"undo", []string{"undo", "-y"}, ""},
		{"saved", []string{"saved", "add", "dusk", "tag:dusk"}, ""},
		{"restore", []string{"restore", dump}, ""},
		{"merge", []string{"merge", other}, "tag:of-the-other"},
		{"compact", []string{"compact"}, ""},
		{"rescue", []string{"rescue"}, ""},
		{"verify", []string{"verify"}, ""},
		{"repair", []string{"verify", "--repair"}, ""},
		{"backup", []string{"backup", "BACKUP"}, ""},
		{"dump", []string{"dump"}, ""},
		{"export", []string{"export", "EXPORT", "--format", "files"}, ""},
		{"find", []string{"find", "--json", "--limit", "0"}, ""},
		{"show", []string{"show", kept}, ""},
		{"cat", []string{"cat", kept}, ""},
		{"path", []string{"path", kept}, ""},
		{"log", []string{"log"}, ""},
		{"prove", []string{"prove", kept}, ""},
		{"stats", []string{"stats"}, ""},
		{"tags", []string{"tags"}, ""},
		{"places", []string{"places"}, ""},
		{"dates", []string{"dates"}, ""},
		{"creators", []string{"creators"}, ""},
		{"sources", []string{"sources"}, ""},
		{"check-captions", []string{"check-captions"}, ""},
		{"duplicates", []string{"duplicates"}, ""},
	}
	random := rand.New(rand.NewPCG(9, 2026))
	pairs, waited := 0, 0
	var longest time.Duration
	for i, a := range commands {
		for _, b := range commands[i:] {
			if os.Getenv("ARCHIVE_TEST_LONG") == "" && random.IntN(16) > 0 {
				continue
			}
			pairs++
			gaveUp, took := p.pair(a, b)
			longest = max(longest, took)
			if gaveUp {
				waited++
			}
		}
	}
	t.Logf("%d pairs; %d waited in vain; the longest took %s", pairs, waited, longest)
}

// pair runs two commands on a copy of the archive. It tells whether one gave
// up, and how long the longer one took.
func (p *program) pair(a, b paired) (gaveUp bool, took time.Duration) {
	t := p.t
	t.Helper()
	dir := filepath.Join(p.dir, "pair")
	archive := filepath.Join(dir, "archive")
	if err := os.CopyFS(archive, os.DirFS(p.archive)); err != nil {
		t.Fatal(err)
	}
	var stderr [2]bytes.Buffer
	var both [2]*exec.Cmd
	began := time.Now()
	for i, c := range []paired{a, b} {
		args := []string{"-A", archive, "--lock-wait", "20s"}
		for _, arg := range c.args {
			if arg == "BACKUP" || arg == "EXPORT" {
				arg = filepath.Join(dir, arg+string(rune('0'+i)))
			}
			args = append(args, arg)
		}
		both[i] = p.command(args...)
		both[i].Stderr = &stderr[i]
		if err := both[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	done := [2]bool{}
	for i, cmd := range both {
		_ = cmd.Wait() // its code is what counts
		switch code := cmd.ProcessState.ExitCode(); code {
		case 0:
			done[i] = true
		case 5:
			gaveUp = true
		case 4:
			if a.name != b.name || !strings.Contains(stderr[i].String(), "not found") { // the other was first
				t.Errorf("%s: exit code 4\n%s", a.name, stderr[i].String())
			}
		default:
			if said := stderr[i].String(); !cannotUndo(said) {
				t.Errorf("%s beside %s: exit code %d\n%s", []paired{a, b}[i].name, []paired{a, b}[1-i].name, code, said)
			}
		}
	}
	took = time.Since(began)
	if took > 60*time.Second {
		t.Errorf("%s beside %s took %s", a.name, b.name, took)
	}
	p.run("-A", archive, "verify")
	for i, c := range []paired{a, b} {
		if beside := []paired{b, a}[i].name; done[i] && c.finds != "" && beside != "undo" {
			if strings.TrimSpace(p.run("-A", archive, "find", "--count", c.finds)) == "0" {
				t.Errorf("what %s did beside %s is lost", c.name, beside)
			}
		}
		if c.name == "backup" && done[i] {
			p.run("-A", filepath.Join(dir, "BACKUP"+string(rune('0'+i))), "verify")
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	return gaveUp, took
}
