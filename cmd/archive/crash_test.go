//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the real binary, built with the failpoints, with an archive of
// its own and pictures to take in.
type program struct {
	t            *testing.T
	binary       string
	dir, archive string
	pictures     []string
	env          []string // beside that of the tests
}

// buildProgram builds the binary, once for all tests.
func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(os.Getenv(binaryFolder), "archive")
	if _, err := os.Stat(binary); err == nil {
		return binary
	}
	build := exec.Command("go", "build", "-tags", "failpoint", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// newProgram draws n pictures: every third has a text beside it, every fifth
// is there twice, one is larger than what is held in memory.
func newProgram(t *testing.T, binary string, n int) *program {
	t.Helper()
	dir := quickDir(t)
	p := &program{t: t, binary: binary, dir: dir, archive: filepath.Join(dir, "archive")}
	in := filepath.Join(dir, "in")
	err := os.Mkdir(in, 0o700)
	for i := range n {
		name := fmt.Sprintf("%04d", i)
		b, drawErr := drawPicture(name+".png", "")
		if i == 1 {
			b = append(b, make([]byte, 4<<20)...)
		}
		path := filepath.Join(in, name+".png")
		p.pictures = append(p.pictures, path)
		err = errors.Join(err, drawErr, os.WriteFile(path, b, 0o600))
		if i%3 == 0 {
			err = errors.Join(err, os.WriteFile(filepath.Join(in, name+".txt"), []byte("Caption of #"+name), 0o600))
		}
		if i%5 == 0 {
			path = filepath.Join(in, name+"-again.png")
			p.pictures = append(p.pictures, path)
			err = errors.Join(err, os.WriteFile(path, b, 0o600))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// quickDir is a folder in memory where there is one: what a kill leaves is the
// same there, and each sync costs nothing.
func quickDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "archive-test-*")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func (p *program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.binary, args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "ARCHIVE_DIR="+p.archive, "HOME="+p.dir)
	cmd.Env = append(cmd.Env, p.env...)
	return cmd
}

// run runs a command that has to end with 0.
func (p *program) run(args ...string) string {
	p.t.Helper()
	var stderr bytes.Buffer
	cmd := p.command(args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("archive %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.Bytes())
	}
	return string(out)
}

// contents is what the archive holds, without the times of accession.
func (p *program) contents() []string {
	p.t.Helper()
	out := p.run("find", "--jq", `del(.added, .modified, .picture.name) | .sources |= (map(.ref | ltrimstr("in/")) | unique) | .attachments |= ((. // []) | map(.name) | sort)`)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	slices.Sort(lines)
	return lines
}

// inTwo gives the pictures by a list in two parts: the second comes when all of
// the first was reported, so that there are two batches.
func (p *program) inTwo(cmd *exec.Cmd) (reported []string, err error) {
	p.t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	half := len(p.pictures) / 2
	send := func(paths []string) {
		// It may have been killed: then nobody reads.
		_, _ = io.WriteString(in, strings.Join(paths, "\n")+"\n")
	}
	go send(p.pictures[:half])
	var all []byte
	buf := make([]byte, 4096)
	for sent := false; ; {
		n, readErr := out.Read(buf)
		all = append(all, buf[:n]...)
		if !sent && bytes.Count(all, []byte("\n")) >= half {
			sent = true
			go func() {
				send(p.pictures[half:])
				_ = in.Close()
			}()
		}
		if readErr != nil {
			break
		}
	}
	err = cmd.Wait()
	return strings.Fields(string(all)), err
}

// survived checks the promise after a death: whatever was reported is there,
// each record has its picture, and the next run completes the work.
func (p *program) survived(reported, want []string) {
	p.t.Helper()
	if _, err := os.Stat(filepath.Join(p.archive, "archive.db")); err == nil {
		ids := slices.DeleteFunc(slices.Clone(reported), func(id string) bool { return len(id) != 32 })
		if len(ids) > 0 {
			p.run(append([]string{"show"}, ids...)...)
		}
		p.run("verify")
	} else if len(reported) > 0 {
		p.t.Errorf("%d ids were reported and there is no archive", len(reported))
	}
	p.run("add", "in")
	p.run("verify")
	got := p.contents()
	for _, line := range got {
		if !slices.Contains(want, line) {
			p.t.Errorf("after the second run, not as it should be:\n%s", line)
		}
	}
	if len(got) != len(want) {
		p.t.Errorf("after the second run %d items, want %d", len(got), len(want))
	}
}

// wantContents is what an archive holds into which nothing broke.
func wantContents(t *testing.T, binary string, n int) []string {
	t.Helper()
	p := newProgram(t, binary, n)
	p.run("add", "in")
	return p.contents()
}

func TestCrash(t *testing.T) {
	const n = 12
	binary := buildProgram(t)
	want := wantContents(t, binary, n)
	steps := []string{
		"folder", "shelves", "readme", "catalogue",
		"created", "created:9", "written", "written:11", "saved", "synced", "renamed", "renamed:5", "flushed", "recorded", "committed",
		"created:17", "written:16", "saved:2", "synced:2", "renamed:13", "renamed:16", "flushed:2", "recorded:2", "committed:2",
	}
	if testing.Short() {
		steps = []string{"catalogue", "written:11", "renamed:5", "flushed:2", "recorded:2", "committed"}
	}
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, binary, n)
			cmd := p.command("add", "--files-from", "-")
			cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT="+step)
			reported, err := p.inTwo(cmd)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("not killed at %s: %v", step, err)
			}
			p.survived(reported, want)
		})
	}
	t.Run("at any time", func(t *testing.T) { killAtAnyTime(t, binary) })
	t.Run("interrupt", func(t *testing.T) { interrupt(t, binary, want) })
	t.Run("output full", func(t *testing.T) { outputFull(t, binary, want) })
	t.Run("disk full", func(t *testing.T) { diskFull(t, binary) })
}

// killAtAnyTime kills the process after a random time; ARCHIVE_TEST_LONG=1
// does so hundreds of times.
func killAtAnyTime(t *testing.T, binary string) {
	runs, n := 10, 60
	switch {
	case testing.Short():
		runs = 3
	case os.Getenv("ARCHIVE_TEST_LONG") != "":
		runs = 300
	}
	began := time.Now()
	want := wantContents(t, binary, n)
	whole := time.Since(began)
	random := rand.New(rand.NewPCG(2, 2013))
	for range runs {
		after := time.Duration(random.Int64N(int64(whole)))
		t.Run(after.String(), func(t *testing.T) {
			p := newProgram(t, binary, n)
			var out bytes.Buffer
			cmd := p.command("add", "in")
			cmd.Stdout = &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(after)
			err := cmd.Process.Kill()
			if err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			_ = cmd.Wait() // it was killed, or was done before
			p.survived(strings.Fields(out.String()), want)
		})
	}
}

// interrupt ends an add in good order: everything read is kept and reported.
func interrupt(t *testing.T, binary string, want []string) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		p := newProgram(t, binary, 12)
		cmd := p.command("add", "--files-from", "-")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(cmd.Start()); err != nil {
			t.Fatal(err)
		}
		// The list stays open: the program waits for more of it.
		if _, err := io.WriteString(in, strings.Join(p.pictures[:5], "\n")+"\n"); err != nil {
			t.Fatal(err)
		}
		first := make([]byte, 33)
		if _, err := io.ReadFull(out, first); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(out)
		if err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != 130 || time.Since(began) > 5*time.Second {
			t.Errorf("%v: exit code %d after %s\n%s", sig, code, time.Since(began), stderr.String())
		}
		reported := strings.Fields(string(first) + string(rest))
		if len(reported) != 5 || !strings.Contains(stderr.String(), "archive: interrupted\n") ||
			!strings.Contains(stderr.String(), "archive: added 4, updated 0, already there 1, refused 0\n") {
			t.Errorf("%v: %d reported\n%s", sig, len(reported), stderr.String())
		}
		p.t = t
		p.survived(reported, want)
	}
}

// skipUnlessAll skips a test for want of something, which is an error where
// everything must be there.
func skipUnlessAll(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// outputFull: nobody can be told, but nothing is lost.
func outputFull(t *testing.T, binary string, want []string) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		skipUnlessAll(t, "there is no /dev/full here")
	}
	defer full.Close() //nolint:errcheck // nothing can be written to it
	p := newProgram(t, binary, 12)
	cmd := p.command("add", "in")
	cmd.Stdout = full
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 1 || !strings.Contains(stderr.String(), "archive: standard output: no space left on device\n") {
		t.Errorf("add: %v\n%s", err, stderr.String())
	}
	p.survived(nil, want)
	cmd = p.command("find", "--format", "jsonl")
	cmd.Stdout = full
	stderr.Reset()
	cmd.Stderr = &stderr
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 1 || !strings.Contains(stderr.String(), "archive: standard output: no space left on device\n") {
		t.Errorf("find: %v\n%s", err, stderr.String())
	}
}
