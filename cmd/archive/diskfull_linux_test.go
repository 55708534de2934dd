package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// diskFull takes pictures into a file system that is too small for them, and
// carries on when there is room.
func diskFull(t *testing.T, binary string) {
	small := t.TempDir()
	if err := unix.Mount("tmpfs", small, "tmpfs", 0, "size=3m"); err != nil {
		skipUnlessAll(t, "no small file system can be mounted here: "+err.Error())
	}
	t.Cleanup(func() {
		if err := unix.Unmount(small, 0); err != nil {
			t.Error(err)
		}
	})
	p := newProgram(t, binary, 30)
	large := newProgram(t, binary, 30)
	for _, name := range p.pictures { // each 200 kB, 7 MB altogether
		for _, in := range []*program{p, large} {
			path := filepath.Join(in.dir, "in", filepath.Base(name))
			b, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, append(b, make([]byte, 200_000)...), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	large.run("add", "in")
	want := large.contents()

	p.archive = filepath.Join(small, "archive")
	p.run("init")
	p.run("add", filepath.Join(p.dir, "in", "0000.png"))
	var stdout, stderr bytes.Buffer
	cmd := p.command("add", "in")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	said := fmt.Sprintf(": %s can't be written: no space left on device\n  what was reported is kept; ", p.archive)
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(stderr.String(), said) {
		t.Errorf("%v\n%s\nwant %s", err, stderr.String(), said)
	}
	if left, err := filepath.Glob(filepath.Join(p.archive, "pictures", ".incoming", "*")); err != nil || len(left) > 0 {
		t.Errorf("left half written: %v %v", left, err)
	}
	p.run("verify")
	if err := unix.Mount("tmpfs", small, "tmpfs", unix.MS_REMOUNT, "size=40m"); err != nil {
		t.Fatal(err)
	}
	p.survived(strings.Fields(stdout.String()), want)
}
