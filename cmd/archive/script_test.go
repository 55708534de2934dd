//go:build unix

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(withBinary{m}, map[string]func(){"archive": archiveMain, "archive-jq": jqMain})
}

// withBinary runs the tests with a folder for the binary that several of them
// start. The first builds it.
type withBinary struct{ *testing.M }

const binaryFolder = "ARCHIVE_TEST_BINARIES"

func (m withBinary) Run() int {
	dir, err := os.MkdirTemp("", "archive-test-*")
	if err == nil {
		err = os.Setenv(binaryFolder, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	return m.M.Run()
}

// archiveMain is main with a clock that a test can set.
func archiveMain() {
	dropPrivileges()
	env := newEnv()
	if now, err := time.Parse(time.RFC3339, os.Getenv("ARCHIVE_TEST_NOW")); err == nil {
		env.Now = func() time.Time { return now }
	}
	os.Exit(run(env, os.Args[1:]))
}

// TestScripts runs every transcript of testdata/script in a folder of its own.
//
// Beside testscript's own commands there are: picture, caption-id, exits,
// snapshot, unchanged, jsonl, sparse, socket, newer-schema, cut, pack.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("..", "..", "testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "home", "data"))
			e.Setenv("ARCHIVE_DIR", filepath.Join(e.WorkDir, "archive"))
			e.Setenv("ARCHIVE_USER", "ada")
			e.Setenv("ARCHIVE_TEST_NOW", "2026-11-22T09:00:00Z")
			e.Setenv("TZ", "Asia/Pyongyang")
			pyongyang, err := filepath.Abs(filepath.Join("..", "..", "testdata", "pyongyang"))
			e.Setenv("PYONGYANG", pyongyang)
			e.Setenv("SOURCES", filepath.Join(filepath.Dir(pyongyang), "sources"))
			e.Values[snapshots{}] = map[string]string{}
			return err
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "unprivileged":
				return canDropPrivileges(), nil
			case "exiftool", "ogrinfo", "python3":
				_, err := exec.LookPath(cond)
				if err != nil && os.Getenv("ARCHIVE_TEST_ALL") == "1" {
					return false, err
				}
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %s", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"picture": cmdPicture, "caption-id": cmdCaptionID, "exits": cmdExits, "snapshot": cmdSnapshot,
			"unchanged": cmdUnchanged, "jsonl": cmdJSONL, "sparse": cmdSparse, "socket": cmdSocket,
			"newer-schema": cmdNewerSchema, "cut": cmdCut, "pack": cmdPack,
		},
	})
}

// picture NAME [CAPTION]: a small valid picture of the kind that the name's
// extension says, another one for each name; JPEG may hold a caption in EXIF.
func cmdPicture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: picture NAME [CAPTION]")
	}
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o700))
	caption := ""
	if len(args) == 2 {
		caption = args[1]
	}
	b, err := drawPicture(filepath.Base(path), caption)
	ts.Check(err)
	ts.Check(os.WriteFile(path, b, 0o600))
}

// caption-id VAR PICTURE [CAPTION]: the id of the pair, worked out here by the
// rule of the design and not by the program.
func cmdCaptionID(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: caption-id VAR PICTURE [CAPTION]")
	}
	picture := sha256.Sum256([]byte(ts.ReadFile(args[1])))
	caption := strings.Join(strings.Fields(strings.Join(args[2:], " ")), " ")
	sum := sha256.Sum256([]byte("archive-item-v1\n" + hex.EncodeToString(picture[:]) + "\n" + caption))
	ts.Setenv(args[0], hex.EncodeToString(sum[:16]))
}

// exits CODE COMMAND…: the command ends with this very code.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit code %d, want %d\nstdout:\n%s\nstderr:\n%s", strings.Join(args[1:], " "), got, want,
			ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

type snapshots struct{}

// snapshot PATH: keeps what is below a path, and that it isn't there.
func cmdSnapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: snapshot PATH")
	}
	ts.Value(snapshots{}).(map[string]string)[args[0]] = stateOf(ts, args[0])
}

// unchanged PATH: it is byte for byte, with all modes and times, as it was.
func cmdUnchanged(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] unchanged PATH")
	}
	before := ts.Value(snapshots{}).(map[string]string)[args[0]]
	after := stateOf(ts, args[0])
	switch {
	case before != after && !neg:
		ts.Fatalf("%s changed: before\n%s\nafter\n%s", args[0], before, after)
	case before == after && neg:
		ts.Fatalf("%s did not change", args[0])
	}
}

func stateOf(ts *testscript.TestScript, name string) string {
	var b strings.Builder
	root := ts.MkAbs(name)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == root {
			b.WriteString("not there\n")
			return nil
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		var sum [32]byte
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			sum = sha256.Sum256(data)
		}
		fmt.Fprintf(&b, "%s %s %d %d %x\n", strings.TrimPrefix(path, root), info.Mode(), info.Size(), info.ModTime().UnixNano(), sum[:8])
		return nil
	})
	ts.Check(err)
	return b.String()
}

// jsonl FILE N: the file (or stdout) has N lines, each a JSON object.
func cmdJSONL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: jsonl FILE LINES")
	}
	n := 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		n++
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil || !strings.HasSuffix(line, "\n") {
			ts.Fatalf("line %d is no JSON object: %v\n%s", n, err, line)
		}
	}
	if strconv.Itoa(n) != args[1] {
		ts.Fatalf("%d lines, want %s", n, args[1])
	}
}

// sparse NAME BYTES: a file of this size that takes no room, called a picture
// and beginning like one.
func cmdSparse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sparse NAME BYTES")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, []byte("\xff\xd8\xff\xe0"), 0o600))
	ts.Check(os.Truncate(path, size))
}

// socket NAME: a socket that nobody listens to.
func cmdSocket(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: socket NAME")
	}
	// The path of a socket is bounded to some hundred bytes: it is made from within.
	old, err := os.Getwd()
	ts.Check(err)
	path := ts.MkAbs(args[0])
	temp, err := os.MkdirTemp("", "s")
	ts.Check(err)
	defer os.RemoveAll(temp) //nolint:errcheck // the socket was moved away
	l, err := net.Listen("unix", filepath.Join(temp, "s"))
	ts.Check(err)
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	ts.Check(l.Close())
	ts.Check(os.Rename(filepath.Join(temp, "s"), path))
	ts.Check(os.Chdir(old))
}

// newer-schema FILE: makes a catalogue one of a version to come.
func cmdNewerSchema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: newer-schema FILE")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	newer := bytes.ReplaceAll(b, []byte("schema\x00\x00\x00"), []byte("schema\x00\x00\x63"))
	if bytes.Equal(b, newer) {
		ts.Fatalf("%s: no schema version found", args[0])
	}
	ts.Check(os.WriteFile(path, newer, 0o600))
}

// cut FILE BYTES: cuts a file off.
func cmdCut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}
