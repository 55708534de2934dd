package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// attempt runs a command that may fail in good order. It gives its exit code
// and stderr.
func (p *program) attempt(args ...string) (int, string) {
	p.t.Helper()
	cmd := p.command(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	code := cmd.ProcessState.ExitCode()
	if code < 0 || strings.Contains(stderr.String(), "goroutine ") || code != 0 && !strings.HasPrefix(stderr.String(), "archive: ") {
		p.t.Errorf("archive %s: exit code %d\n%.3000s", strings.Join(args, " "), code, stderr.String())
	}
	return code, stderr.String()
}

// mounted is a folder with a file system of its own.
func mounted(t *testing.T, kind, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount(kind, dir, kind, 0, options); err != nil {
		skipUnlessAll(t, "nothing can be mounted here: "+err.Error())
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestDiskFull lets the disk be full after 0, 1, 2 … blocks, for each command
// that writes: so each write fails in one of the runs. The archive stays as it
// was or as it is to be.
func TestDiskFull(t *testing.T) {
	binary := buildProgram(t)
	small := mounted(t, "tmpfs", "size=4m")
	p := newProgram(t, binary, 4)
	p.env = []string{"ARCHIVE_TEST_NOW=2026-11-22T09:00:00Z", "ARCHIVE_DUMP_EVERY=1"}
	if err := os.Remove(p.pictures[2]); err != nil { // the large one
		t.Fatal(err)
	}
	p.run("add", "in/0000.png", "in/0003.png")
	p.run("edit", "-q", "*", "--title", "First", "-y")
	other, long := filepath.Join(p.dir, "other"), strings.Repeat("Many words, and more of them. ", 2000)
	p.run("-A", other, "add", "in", "-t", "of-the-other", "-c", long)
	dump := filepath.Join(p.dir, "dump.jsonl")
	if err := os.WriteFile(dump, []byte(p.run("-A", other, "dump")), 0o600); err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(p.archive)
	p.archive = filepath.Join(small, "archive")
	fresh := filepath.Join(small, "fresh")
	full := 0
	for _, args := range [][]string{
		{"add", "in", "-c", long},
		{"edit", "-q", "*", "--caption", long, "-y"},
		{"tag", "+new", "--", "*"},
		{"undo", "-y"},
		{"rm", "--purge", "-y", "*"},
		{"merge", other},
		{"compact"},
		{"rescue"},
		{"verify", "--repair"},
		{"backup", fresh},
		{"export", fresh, "--format", "files"},
		{"export", fresh, "--format", "bagit"},
		{"export", filepath.Join(small, "x.csv"), "--format", "csv"},
		{"export", filepath.Join(small, "x.html"), "--format", "html"},
		{"-A", fresh, "restore", dump, "--pictures", other},
		{"-A", fresh, "add", "in"},
		{"init", fresh},
	} {
		if err := os.CopyFS(p.archive, files); err != nil {
			t.Fatal(err)
		}
		before := p.state(p.archive)
		blocks := []int{2, 9}
		switch {
		case testing.Short():
			blocks = blocks[:1]
		case os.Getenv("ARCHIVE_TEST_LONG") != "":
			blocks = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 28, 32, 40, 60, 80}
		}
		for _, free := range blocks {
			p.fill(small, free)
			code, said := p.attempt(args...)
			if err := os.Remove(filepath.Join(small, "filler")); err != nil {
				t.Fatal(err)
			}
			told := fmt.Sprintf("%s with %d blocks free: exit code %d\n%s", strings.Join(args[:min(4, len(args))], " "), free, code, said)
			if len(told) > 1000 {
				told = told[:1000]
			}
			if code != 0 {
				full++
			}
			if code != 0 && !strings.Contains(said, "no space left on device") && !strings.Contains(said, "no room") {
				t.Errorf("%s: it doesn't say that the disk is full", told)
			}
			p.run("verify")
			if got := p.state(p.archive); code != 0 && args[0] != "add" && args[0] != "merge" && !slices.Equal(got, before) {
				t.Errorf("%s: it failed, and changed something", told)
			}
			if _, err := os.Stat(filepath.Join(fresh, "archive.db")); err == nil && args[0] != "export" {
				if code, said := p.attempt("-A", fresh, "verify"); code != 0 {
					t.Errorf("%s\nverify of what it made: exit code %d\n%s", told, code, said)
				}
			}
			err := os.RemoveAll(p.archive)
			for _, name := range []string{fresh, filepath.Join(small, "x.csv"), filepath.Join(small, "x.html")} {
				err = errors.Join(err, os.RemoveAll(name))
			}
			if err := errors.Join(err, os.CopyFS(p.archive, files)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.RemoveAll(p.archive); err != nil {
			t.Fatal(err)
		}
	}
	if full < 12 && !testing.Short() {
		t.Errorf("only %d commands met a full disk", full)
	}
	t.Logf("%d commands met a full disk", full)
}

// fill leaves so many blocks of 4096 bytes free.
func (p *program) fill(dir string, blocks int) {
	p.t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		p.t.Fatal(err)
	}
	block := make([]byte, 4096)
	n := 0
	for ; err == nil; n++ {
		_, err = f.Write(block)
	}
	if !errors.Is(err, unix.ENOSPC) {
		p.t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(int64(max(n-1-blocks, 0))*4096), f.Close()); err != nil {
		p.t.Fatal(err)
	}
}

// TestReadOnly reads an archive on a medium that can't be written, and is
// refused whatever writes.
func TestReadOnly(t *testing.T) {
	p := newProgram(t, buildProgram(t), 3)
	p.run("add", "in")
	id := strings.Fields(p.run("find", "--format", "ids"))[0]
	dir := t.TempDir()
	err := unix.Mount(p.archive, dir, "", unix.MS_BIND, "")
	if err == nil {
		err = unix.Mount("", dir, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
		t.Cleanup(func() {
			if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
	}
	if err != nil {
		skipUnlessAll(t, "nothing can be mounted here: "+err.Error())
	}
	before := p.state(p.archive)
	p.archive = dir
	backup := filepath.Join(p.dir, "backup")
	for _, args := range [][]string{
		{"find", "tag:0000"},
		{"find", "--json"},
		{"show", id},
		{"cat", id},
		{"path", id},
		{"tags"},
		{"places"},
		{"dates"},
		{"creators"},
		{"sources"},
		{"stats"},
		{"log"},
		{"log", "--head"},
		{"prove", id},
		{"saved"},
		{"check-captions"},
		{"duplicates"},
		{"dump"},
		{"verify"},
		{"verify", "--quick"},
		{"export", filepath.Join(p.dir, "out"), "--format", "files"},
		{"export", "-", "--format", "jsonl"},
		{"backup", backup},
		{"-A", backup, "verify"},
		{"-A", filepath.Join(p.dir, "merged"), "merge", dir},
		{"rescue", filepath.Join(p.dir, "rescued")},
	} {
		if args[0] == "-A" && args[2] == "merge" {
			p.run("init", args[1])
		}
		if code, said := p.attempt(args...); code != 0 {
			t.Errorf("archive %s: exit code %d\n%s", strings.Join(args, " "), code, said)
		}
	}
	for _, args := range [][]string{
		{"add", "in", "-t", "new"},
		{"edit", id, "--title", "New"},
		{"tag", "+new", "--", "*"},
		{"rm", "-y", id},
		{"rm", "--purge", "-y", id},
		{"undo", "-y"},
		{"compact"},
		{"rescue"},
		{"merge", backup},
	} {
		if code, said := p.attempt(args...); code != 1 && args[0] != "undo" || !strings.Contains(said, "read-only file system") && args[0] != "undo" {
			t.Errorf("archive %s: exit code %d\n%s", strings.Join(args, " "), code, said)
		}
	}
	if got := p.state(dir); !slices.Equal(got, before) {
		t.Error("the archive has changed")
	}
}

// TestInputOutputErrors lets reads fail as those of a dying disk do: a folder
// where a file is to be read gives an error from read(2) itself, and a
// catalogue that has lost its end gives a fault in the mapped memory.
func TestInputOutputErrors(t *testing.T) {
	p := newProgram(t, buildProgram(t), 4)
	p.run("add", "in")
	paths := strings.Fields(p.run("find", "--format", "paths"))
	ids := strings.Fields(p.run("find", "--format", "ids"))
	whole, err := os.ReadFile(filepath.Join(p.archive, "archive.db"))
	if err := errors.Join(err, os.Remove(paths[0]), os.Mkdir(paths[0], 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		code int
		says string
		args []string
	}{
		{6, "", []string{"verify"}},
		{6, "", []string{"verify", "--quick"}},
		{1, "archive: ", []string{"cat", ids[0]}},
		{0, "", []string{"backup", filepath.Join(p.dir, "backup")}}, // of what is there
		{6, "", []string{"-A", filepath.Join(p.dir, "backup"), "verify", "--quick"}},
		{0, "", []string{"find", "--json"}},
		{0, "", []string{"dump"}},
	} {
		if code, said := p.attempt(tt.args...); code != tt.code || !strings.Contains(said, tt.says) {
			t.Errorf("archive %s: exit code %d, want %d\n%s", strings.Join(tt.args, " "), code, tt.code, said)
		}
	}
	if err := os.Remove(paths[0]); err != nil {
		t.Fatal(err)
	}
	p.run("add", "in")
	p.run("verify")
	for size := 0; size < len(whole); size += 4096 {
		if err := os.WriteFile(filepath.Join(p.archive, "archive.db"), whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"find", "--json"}, {"verify", "--quick"}, {"tag", "+new", "--", "*"}, {"dump"}} {
			if code, _ := p.attempt(args...); args[0] == "verify" && code != 6 && code != 4 && size+4096 < len(whole) {
				// The last page may be a free one.
				t.Errorf("verify of the first %d bytes: exit code %d", size, code)
			}
		}
	}
	// The disk that dump and export write to.
	if err := os.WriteFile(filepath.Join(p.archive, "archive.db"), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"dump"}, {"export", "-", "--format", "csv"}, {"cat", ids[1]}, {"find"}, {"show", ids[1]}, {"log", "--head"}, {"prove", ids[1]}} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd := p.command(args...)
		cmd.Stdout = full
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		_ = cmd.Run() // its code is what counts
		if code := cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(stderr.String(), "no space left on device") {
			t.Errorf("archive %s to a full disk: exit code %d\n%s", strings.Join(args, " "), code, stderr.String())
		}
		if err := full.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestClockGoesBack lets the clock go back by years between commands.
func TestClockGoesBack(t *testing.T) {
	p := newProgram(t, buildProgram(t), 3)
	other := filepath.Join(p.dir, "other")
	at := func(year int, args ...string) string {
		t.Helper()
		p.env = []string{fmt.Sprintf("ARCHIVE_TEST_NOW=%d-06-01T00:00:00Z", year)}
		return p.run(args...)
	}
	at(2026, "add", "in/0000.png")
	at(2026, "-A", other, "add", "in/0000.png")
	at(2030, "edit", "-q", "*", "--title", "Of 2030", "-y")
	head := at(2030, "log", "--head")
	at(1971, "add", "in")
	at(1971, "edit", "-q", "*", "--title", "Of 1971", "-y")
	if got := at(1971, "find", "--jq", ".title"); strings.Contains(got, "2030") {
		t.Errorf("the later edit lost to the earlier: %s", got)
	}
	at(1969, "undo", "-y")
	if got := at(1969, "find", "--count", "title:2030"); got != "1\n" {
		t.Errorf("undo took back another than the last: %s", got)
	}
	if out, err := p.withStdin(head, "verify", "--head", "-"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	at(1969, "rm", "-y", "missing:caption")
	at(1969, "compact")
	at(1969, "verify", "--since", "2025-01-01")
	at(2026, "merge", other)
	at(1980, "-A", other, "merge", p.archive)
	at(1980, "backup", filepath.Join(p.dir, "backup"))
	at(1970, "backup", filepath.Join(p.dir, "backup"))
	at(1970, "verify")
	at(1970, "-A", other, "verify")
	at(1970, "-A", filepath.Join(p.dir, "backup"), "verify")
	at(1970, "log")
	at(1970, "stats")
}

// TestNetworkFolder knows the file systems that are warned of.
func TestNetworkFolder(t *testing.T) {
	for magic, want := range map[uint32]string{
		unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB",
		unix.FUSE_SUPER_MAGIC: "FUSE", unix.V9FS_MAGIC: "9P", unix.AFS_SUPER_MAGIC: "AFS", unix.AFS_FS_MAGIC: "AFS", unix.CODA_SUPER_MAGIC: "Coda",
		unix.EXT4_SUPER_MAGIC: "", unix.TMPFS_MAGIC: "", unix.BTRFS_SUPER_MAGIC: "", unix.XFS_SUPER_MAGIC: "", unix.OVERLAYFS_SUPER_MAGIC: "",
	} {
		if got := kindOfFileSystem(magic); got != want {
			t.Errorf("%#x: %q, want %q", magic, got, want)
		}
	}
	var stderr bytes.Buffer
	env := &Env{Stderr: &stderr, Getenv: func(string) string { return "" }}
	env.warnOfNetwork(filepath.Join("/proc", "none"))
	if stderr.Len() > 0 {
		t.Errorf("a warning: %s", stderr.String())
	}
	env.tellNetwork("/mnt/share", "NFS")
	want := "archive: /mnt/share is on a network folder (NFS): its locks may not keep other machines out\n  let one machine at a time use it\n"
	if stderr.String() != want {
		t.Errorf("%q\nwant %q", stderr.String(), want)
	}
}
