//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestParallel(t *testing.T) {
	binary := buildProgram(t)
	t.Run("eight adds at once", func(t *testing.T) { eightAdds(t, binary) })
	t.Run("find during a long add", func(t *testing.T) { findDuringAdd(t, binary) })
	t.Run("nobody reads what find prints", func(t *testing.T) { findUnread(t, binary) })
}

// eightAdds: all make the archive, all add the same pictures, and each some of
// its own. All succeed, and everything is there once.
func eightAdds(t *testing.T, binary string) {
	const adds, own = 8, 25
	p := newProgram(t, binary, own)
	var commands []*exec.Cmd
	var stdout, stderr [adds]bytes.Buffer
	for i := range adds {
		mine := filepath.Join(p.dir, fmt.Sprint("of", i))
		if err := os.Mkdir(mine, 0o700); err != nil {
			t.Fatal(err)
		}
		for k := range own {
			b, err := drawPicture(fmt.Sprintf("%d-%d.gif", i, k), "")
			if err == nil {
				err = os.WriteFile(filepath.Join(mine, fmt.Sprintf("%d.gif", k)), b, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		first, second := "in", mine
		if i%2 == 0 {
			first, second = mine, "in"
		}
		cmd := p.command("add", first, second, "--caption", "Taken in by all #at-once")
		cmd.Stdout, cmd.Stderr = &stdout[i], &stderr[i]
		commands = append(commands, cmd)
	}
	for _, cmd := range commands {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	made := 0
	for i, cmd := range commands {
		if err := cmd.Wait(); err != nil {
			t.Errorf("add %d: %v\n%s", i, err, stderr[i].String())
		}
		if got := strings.Count(stdout[i].String(), "\n"); got != len(p.pictures)+own {
			t.Errorf("add %d: %d ids, want %d", i, got, len(p.pictures)+own)
		}
		if strings.Contains(stderr[i].String(), "made a new archive") {
			made++
		}
	}
	if made == 0 {
		t.Error("nobody says that an archive was made")
	}
	if got, want := strings.TrimSpace(p.run("find", "--count")), strconv.Itoa(own+adds*own); got != want {
		t.Errorf("%s items, want %s", got, want)
	}
	if got := strings.TrimSpace(p.run("find", "--tag", "at", "--count")); got != strconv.Itoa(own+adds*own) {
		t.Errorf("%s items with the tag", got)
	}
	p.run("verify")
}

// findDuringAdd: the catalogue is locked for moments only.
func findDuringAdd(t *testing.T, binary string) {
	p := newProgram(t, binary, 1500)
	cmd := p.command("add", "in")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	p.run("init")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var worst time.Duration
	finds := 0
	for running := true; running; {
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("add: %v\n%s", err, stderr.String())
			}
			running = false
		default:
			began := time.Now()
			p.run("find", "--tag", "0003", "--format", "ids")
			worst = max(worst, time.Since(began))
			finds++
		}
	}
	// The machine may be busy with other tests: the bound is a loose one.
	if worst > 3*time.Second || finds < 3 {
		t.Errorf("the slowest of %d finds took %s", finds, worst)
	}
	t.Logf("the slowest of %d finds took %s", finds, worst)
}

// findUnread: a pager that is left open keeps no lock.
func findUnread(t *testing.T, binary string) {
	p := newProgram(t, binary, 400)
	p.run("add", "in", "--caption", strings.Repeat("A long caption. ", 500))
	cmd := p.command("find", "--format", "jsonl")
	out, err := cmd.StdoutPipe() // nobody reads from it
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	p.run("add", "in", "--caption", "Another")
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("add took %s while the output of find was not read", took)
	}
	// Ctrl-C gives up what nobody reads.
	began = time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // its code is what counts
	if code, took := cmd.ProcessState.ExitCode(), time.Since(began); code != 130 || took > 5*time.Second {
		t.Errorf("interrupted find: exit code %d after %s", code, took)
	}
}
