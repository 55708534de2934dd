package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// disk is what the calls of a process made of some folders: all of it, and what
// of it is on the disk for sure, because the process asked for that.
type disk struct {
	dir   string // paths are within it
	files map[int]*node
	next  int
	// names are by path; ops are the states of names, one after each change.
	names, durable map[string]int
	ops            []map[string]int
	synced         int // the newest of ops that a sync reached
	fds            map[string]*openFile
	stdout         []byte
	ended          bool
}

// node is a file or, without data, a folder.
type node struct {
	folder        bool
	data, durable []byte
}

type openFile struct {
	node *node
	path string
	at   int64
}

// readDisk takes a folder as it is, all of it durable.
func readDisk(dir string) (*disk, error) {
	d := &disk{dir: dir, files: map[int]*node{}, names: map[string]int{}, fds: map[string]*openFile{}}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		n := &node{folder: e.IsDir()}
		if e.Type().IsRegular() {
			n.data, err = os.ReadFile(path)
			n.durable = n.data
		}
		d.add(path, n)
		return err
	})
	d.durable, d.ops = maps.Clone(d.names), []map[string]int{maps.Clone(d.names)}
	return d, err
}

func (d *disk) add(path string, n *node) {
	d.files[d.next] = n
	d.names[path] = d.next
	d.next++
}

func (d *disk) named() { d.ops = append(d.ops, maps.Clone(d.names)) }

func (d *disk) node(path string) *node {
	if i, ok := d.names[path]; ok {
		return d.files[i]
	}
	return nil
}

// sync makes a file's data durable, or the names in a folder.
func (d *disk) sync(f *openFile) {
	if !f.node.folder {
		f.node.durable = slices.Clone(f.node.data)
		return
	}
	in := func(path string) bool { return filepath.Dir(path) == f.path }
	maps.DeleteFunc(d.durable, func(path string, _ int) bool { return in(path) })
	for path, i := range d.names {
		if in(path) {
			d.durable[path] = i
		}
	}
	d.synced = len(d.ops) - 1
}

// call does what one system call did. It tells whether something changed.
func (d *disk) call(name string, args []string, result string) (bool, error) {
	number := func(i int) int64 {
		n, err := strconv.ParseInt(args[i], 0, 64)
		if err != nil {
			n = -1
		}
		return n
	}
	path := func(i int) string {
		p := hexed(args[i])
		if !filepath.IsAbs(p) {
			p = filepath.Join(d.dir, p)
		}
		return filepath.Clean(p)
	}
	inside := func(p string) bool { return strings.HasPrefix(p, d.dir+"/") }
	if strings.HasPrefix(result, "-1") {
		return false, nil
	}
	switch name {
	case "openat":
		p := path(1)
		n := d.node(p)
		made := n == nil && strings.Contains(args[2], "O_CREAT") && inside(p)
		if made {
			n = &node{}
			d.add(p, n)
			d.named()
		}
		if n == nil {
			delete(d.fds, result)
			return false, nil
		}
		if strings.Contains(args[2], "O_TRUNC") {
			n.data, made = nil, true
		}
		d.fds[result] = &openFile{node: n, path: p}
		return made, nil
	case "close":
		delete(d.fds, args[0])
		return false, nil
	case "mkdirat":
		if inside(path(1)) {
			d.add(path(1), &node{folder: true})
			d.named()
		}
		return true, nil
	case "linkat":
		d.names[path(3)] = d.names[path(1)]
		d.named()
		return true, nil
	case "renameat", "renameat2":
		d.names[path(3)] = d.names[path(1)]
		delete(d.names, path(1))
		d.named()
		return true, nil
	case "unlinkat":
		delete(d.names, path(1))
		d.named()
		return true, nil
	case "exit_group":
		d.ended = true
		return true, nil
	case "write":
		if f := d.fds["1"]; args[0] == "1" && f == nil {
			d.stdout = append(d.stdout, hexed(args[1])...)
			return true, nil
		}
	}
	f := d.fds[args[0]]
	if f == nil {
		return false, nil
	}
	switch name {
	case "write", "pwrite64":
		at := f.at
		if name == "pwrite64" {
			at = number(3)
		}
		b := []byte(hexed(args[1]))
		if n, err := strconv.Atoi(result); err != nil || n != len(b) {
			return false, fmt.Errorf("%s: %d bytes of %s are recorded", name, len(b), result)
		}
		data := slices.Clone(f.node.data)
		if end := at + int64(len(b)); int64(len(data)) < end {
			data = append(data, make([]byte, end-int64(len(data)))...)
		}
		copy(data[at:], b)
		f.node.data = data
		if name == "write" {
			f.at += int64(len(b))
		}
	case "read":
		n, err := strconv.Atoi(result)
		f.at += int64(n)
		return false, err
	case "lseek":
		n, err := strconv.ParseInt(result, 10, 64)
		f.at = n
		return false, err
	case "ftruncate":
		data := make([]byte, number(1))
		copy(data, f.node.data)
		f.node.data = data
	case "fsync", "fdatasync":
		d.sync(f)
	case "syncfs":
		d.durable, d.synced = maps.Clone(d.names), len(d.ops)-1
		for _, n := range d.files {
			n.durable = slices.Clone(n.data)
		}
	default:
		return false, fmt.Errorf("%s: not foreseen", name)
	}
	return true, nil
}

// hexed is a string as strace -xx writes it.
func hexed(arg string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(strings.Trim(arg, `"`), `\x`, ""))
	if err != nil {
		return ""
	}
	return string(b)
}

// after is what a loss of power may leave, nil for folders: nothing that was not synced; all
// names, but not the data; the data, but no names; names up to some moment, and
// any of the blocks written.
func (d *disk) after(how int, random *rand.Rand) map[string][]byte {
	names := d.durable
	switch how {
	case 1:
		names = d.names
	case 3:
		names = d.ops[d.synced+random.IntN(len(d.ops)-d.synced)]
	}
	out := map[string][]byte{}
	for path, i := range names {
		n := d.files[i]
		switch {
		case n.folder:
			out[path] = nil
			continue
		case how == 2:
			out[path] = append([]byte{}, n.data...)
			continue
		}
		b := append([]byte{}, n.durable...)
		if how == 3 {
			if random.IntN(2) == 0 && len(b) < len(n.data) {
				b = append(b, make([]byte, len(n.data)-len(b))...)
			}
			for at := 0; at < min(len(b), len(n.data)); at += 4096 {
				if end := min(at+4096, len(b), len(n.data)); random.IntN(2) == 0 {
					copy(b[at:end], n.data[at:end])
				}
			}
		}
		out[path] = b
	}
	return out
}

// calls reads what strace wrote, call by call, in the order in which they ended.
func calls(trace []byte, each func(name string, args []string, result string) error) error {
	begun := map[string]string{}
	for l := range strings.Lines(string(trace)) {
		pid, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		rest = strings.TrimSpace(rest)
		if before, ok := strings.CutSuffix(rest, "<unfinished ...>"); ok {
			begun[pid] = before
			continue
		}
		if strings.HasPrefix(rest, "<... ") {
			_, end, _ := strings.Cut(rest, "resumed>")
			rest = begun[pid] + end
		}
		name, rest, ok := strings.Cut(rest, "(")
		end := strings.LastIndex(rest, ") ")
		if !ok || end < 0 || strings.HasPrefix(name, "---") || strings.HasPrefix(name, "+++") {
			continue
		}
		_, result, _ := strings.Cut(rest[end:], "= ")
		result, _, _ = strings.Cut(result, " ")
		if err := each(name, strings.Split(rest[:end], ", "), result); err != nil {
			return err
		}
	}
	return nil
}

// TestPowerLoss records what real commands ask of the system, with strace, and
// lets the power fail after each call: what was not synced by then is lost, in
// four ways. What is left is whole, and holds what was reported.
//
// The recording knows nothing of the order in which a certain disk or file
// system writes: a file's name without its data and its data without its name
// are both taken for possible.
func TestPowerLoss(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		skipUnlessAll(t, "strace is not installed")
	}
	p := newProgram(t, buildProgram(t), 2)
	p.env = []string{"ARCHIVE_TEST_NOW=2026-11-22T09:00:00Z", "GOMAXPROCS=1"}
	other := filepath.Join(p.dir, "other")
	p.run("-A", other, "add", "in", "-t", "of-the-other")
	states := 0
	for _, args := range [][]string{
		{"add", "in/0001.png", "in/0000.png"},
		{"add", "in"},
		{"edit", "-q", "*", "--title", "Other", "-y"},
		{"merge", other},
		{"undo", "-y"},
		{"backup", filepath.Join(p.dir, "backup")},
		{"compact"},
		{"rescue"},
		{"rm", "--purge", "-y", "*"},
	} {
		if !t.Run(strings.Join(args[:1], " "), func(t *testing.T) {
			p.t = t
			states += p.losePower(args)
		}) {
			return
		}
	}
	t.Logf("%d different states of the disk", states)
}

// losePower runs a command, and checks what every loss of power would leave.
func (p *program) losePower(args []string) int {
	t := p.t
	t.Helper()
	d, err := readDisk(p.dir)
	var before []string
	if err == nil && d.node(filepath.Join(p.archive, "archive.db")) != nil {
		before = p.state(p.archive)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := p.command(args...)
	strace := exec.Command("strace", append([]string{
		"-f", "-xx", "-s", "16777216", "-o", trace, "-e",
		"trace=openat,close,read,lseek,write,writev,pwrite64,pwritev,fsync,fdatasync,syncfs,sync_file_range,renameat,renameat2,linkat,unlinkat,mkdirat,ftruncate,fallocate,copy_file_range,sendfile,exit_group",
		p.binary,
	}, args...)...)
	strace.Env, strace.Dir = cmd.Env, cmd.Dir
	var stderr bytes.Buffer
	strace.Stderr = &stderr
	if _, runErr := strace.Output(); runErr != nil {
		if strings.Contains(stderr.String(), "ptrace") {
			skipUnlessAll(t, "strace may not trace here: "+stderr.String())
		}
		err = errors.Join(err, fmt.Errorf("%w\n%s", runErr, stderr.String()))
	}
	recorded, readErr := os.ReadFile(trace)
	if err = errors.Join(err, readErr); err != nil {
		t.Fatal(err)
	}
	after := p.state(p.archive)
	random := rand.New(rand.NewPCG(uint64(len(args[0])), 2026))
	seen, n := map[[sha256.Size]byte]bool{}, 0
	err = calls(recorded, func(name string, args []string, result string) error {
		changed, err := d.call(name, args, result)
		if err != nil || !changed {
			return err
		}
		for how := range 4 {
			left := d.after(how, random)
			if !d.ended && os.Getenv("ARCHIVE_TEST_LONG") == "" && random.IntN(6) > 0 {
				continue // some of the many states will do
			}
			if sum := sumOf(left, d); !seen[sum] {
				seen[sum] = true
				n++
				if err := p.checkLeft(d, left, fmt.Sprintf("power lost after call %d, %s (%d)", len(seen), name, how), before, after); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && !d.ended {
		err = errors.New("the recording has no end")
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sumOf tells states from each other that are to be checked.
func sumOf(left map[string][]byte, d *disk) [sha256.Size]byte {
	b := fmt.Appendf(nil, "%d %v\n", len(d.stdout), d.ended)
	for _, path := range slices.Sorted(maps.Keys(left)) {
		b = fmt.Appendf(b, "%q %d %x\n", path, len(left[path]), sha256.Sum256(left[path]))
	}
	return sha256.Sum256(b)
}

// checkLeft checks an archive as it was left.
func (p *program) checkLeft(d *disk, left map[string][]byte, told string, before, after []string) error {
	p.t.Helper()
	dir := filepath.Join(p.dir, "..", filepath.Base(p.dir)+"-left")
	defer os.RemoveAll(dir) //nolint:errcheck // the next one fails then
	err := os.MkdirAll(dir, 0o700)
	for _, path := range slices.Sorted(maps.Keys(left)) {
		rel, relErr := filepath.Rel(d.dir, path)
		to := filepath.Join(dir, rel)
		if rel == "." || strings.HasPrefix(rel, "in/") || strings.HasPrefix(rel, "other") || relErr != nil {
			continue
		}
		if left[path] == nil {
			err = errors.Join(err, os.MkdirAll(to, 0o700))
			continue
		}
		mode := fs.FileMode(0o600)
		if filepath.Ext(filepath.Dir(path)) == "" && len(filepath.Base(filepath.Dir(path))) == 2 {
			mode = 0o400
		}
		if _, statErr := os.Stat(filepath.Dir(to)); statErr != nil {
			continue // its folder is lost
		}
		err = errors.Join(err, os.WriteFile(to, left[path], mode))
	}
	if err != nil {
		return err
	}
	for _, a := range []string{"archive", "backup"} {
		here := filepath.Join(dir, a)
		if _, err := os.Stat(filepath.Join(here, "archive.db")); err != nil {
			if a == "archive" && (len(before) > 0 || len(d.stdout) > 0 || d.ended) {
				p.t.Errorf("%s: the %s is lost", told, a)
			}
			continue
		}
		cmd := p.command("-A", here, "verify")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: verify of the %s: %w\n%s", told, a, err, out)
		}
		got := p.state(here)
		if a == "backup" {
			continue
		}
		p.between(told, before, got, after, string(d.stdout))
		if d.ended && !slices.Equal(got, after) {
			p.t.Errorf("%s: the command had ended, and what it did is lost", told)
		}
	}
	if p.t.Failed() {
		return errors.New(told)
	}
	return nil
}
