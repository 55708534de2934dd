//go:build unix

package main

import (
	"errors"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// A kill at any step of curation leaves whole items: as they were or as they
// are to be. What a purge leaves are files that no record names, never a record
// without its file.
func TestCrashCurate(t *testing.T) {
	binary := buildProgram(t)
	for _, tt := range []struct {
		step    string
		command []string
		done    bool // the command had its effect
	}{
		{"edited", []string{"edit", "--query", "*", "--title", "new"}, false},
		{"changed", []string{"edit", "--query", "*", "--title", "new"}, true},
		{"edited", []string{"tag", "+new", "--", "*"}, false},
		{"hidden", []string{"rm", "*"}, false},
		{"undone", []string{"undo"}, false},
		{"unrecorded", []string{"rm", "--purge", "-y", "*"}, false},
		{"purged", []string{"rm", "--purge", "-y", "*"}, true},
		{"dropping", []string{"rm", "--purge", "-y", "*"}, true},
		{"dropping:5", []string{"rm", "--purge", "-y", "*"}, true},
	} {
		t.Run(tt.step+" "+tt.command[0], func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, binary, 12)
			p.run("add", "in")
			p.run("edit", "--query", "*", "--alt", "first")
			before := p.run("dump")
			cmd := p.command(tt.command...)
			cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT="+tt.step)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("not killed at %s: %v\n%s", tt.step, err, out)
			}
			p.run("verify") // orphans are no damage
			if after := p.run("dump"); (after != before) != tt.done {
				t.Errorf("the command had its effect: %v, want %v", after != before, tt.done)
			}
			if tt.done {
				return
			}
			p.run(tt.command...)
			p.run("verify")
			if p.run("dump") == before {
				t.Error("the second run did nothing")
			}
		})
	}
	t.Run("what a purge left is taken up again", func(t *testing.T) {
		t.Parallel()
		p := newProgram(t, binary, 3)
		p.run("add", "in")
		want := p.contents()
		cmd := p.command("rm", "--purge", "-y", "*")
		cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT=dropping")
		if out, err := cmd.CombinedOutput(); err == nil {
			t.Fatalf("not killed\n%s", out)
		}
		p.run("add", "in")
		p.run("verify")
		if got := p.contents(); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %q\nwant %q", got, want)
		}
	})
}
