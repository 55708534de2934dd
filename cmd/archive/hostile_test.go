//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// steering are texts that steer a terminal or turn what is read around: C0, C1
// as runes and as bytes, bidirectional overrides and isolates.
const steering = "a\x1b]0;title\a\x1b[2J\x1b[31m b\u009b31m c\u009d0;x\u009c d\u202egpj.exe\u202c e\u2066\u2067\u2069\u200f f\x7f\b\b\r\v"

// onTerminal runs a command as on a terminal, without colours.
func onTerminal(dir, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	env := &Env{
		Dir: dir, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, OutTerminal: true, ErrTerminal: true, Width: 200,
		Getenv: func(name string) string {
			return map[string]string{"NO_COLOR": "1", "TERM": "xterm", "LANG": "C.UTF-8", "HOME": dir, "ARCHIVE_USER": steering, "ARCHIVE_PAGER": "cat", "PAGER": "cat"}[name]
		},
		Umask: privateUmask, Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	}
	code = run(env, args)
	return code, out.String(), errs.String()
}

// steers gives the first thing in an output that steers a terminal. progress
// allows for a line that is written over, as the program does itself.
func steers(s string, progress bool) string {
	if progress {
		s = strings.NewReplacer("\r\x1b[K", "", "\x1b[K", "", "\r", "").Replace(s)
	}
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
		case r < ' ' || r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return fmt.Sprintf("%U in %q", r, s[max(0, i-30):min(len(s), i+30)])
		}
	}
	return ""
}

// TestSteeringTexts puts texts that steer terminals into everything that is
// kept, and into names and arguments, and lets every command print them.
func TestSteeringTexts(t *testing.T) {
	dir := t.TempDir()
	archive := filepath.Join(dir, "archive")
	name := func(s string) string { return filepath.Join(dir, strings.ReplaceAll(s, "/", "")) }
	good, bad, notUTF8 := name(steering+".png"), name("bad"+steering+".jpg"), name("\xff\x9b31m.png")
	var err error
	for i, path := range []string{good, notUTF8} {
		b, drawErr := drawPicture(fmt.Sprintf("%d.png", i), "")
		err = errors.Join(err, drawErr, os.WriteFile(path, b, 0o600))
	}
	err = errors.Join(err, os.WriteFile(bad, []byte("\xff\xd8no picture"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := onTerminal(archive, "", "add", good, notUTF8, bad, "-c", steering+" #tag", "--title", steering, "-t", "tag"+steering, "-p", steering, "--creator", steering, "--url", "https://example.org/"+steering)
	if code != 3 && code != 0 {
		code, stdout, stderr = onTerminal(archive, "", "add", good, notUTF8, bad, "-c", steering+" #tag", "--title", steering, "-p", "A"+steering, "--creator", steering)
	}
	if code != 3 {
		t.Fatalf("add: exit code %d\n%q %q", code, stdout, stderr)
	}
	check := func(args []string, stdout, stderr string) {
		t.Helper()
		if found := steers(stdout, false); found != "" {
			t.Errorf("archive %q: stdout: %s", args, found)
		}
		if found := steers(stderr, true); found != "" {
			t.Errorf("archive %q: stderr: %s", args, found)
		}
	}
	check([]string{"add"}, stdout, stderr)
	_, ids, _ := onTerminal(archive, "", "find", "--format", "ids")
	id := strings.Fields(ids)[0]
	_, proof, _ := onTerminal(archive, "", "prove", id)
	if err := os.WriteFile(name("proof"+steering), []byte(strings.ReplaceAll(proof, "tag", "tag"+`\u001b[31m\u202e`)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"edit", id, "--alt", steering, "--credit", steering, "--copyright", steering},
		{"edit", id, "--caption", "Another" + steering, "-n"},
		{"tag", "+x" + steering, "-n", "--", "*"},
		{"tag", "+x" + steering, "--", "*"},
		{"saved", "add", "s" + steering, "text:x"},
		{"saved", "add", "plain", "text:" + steering},
		{"saved"},
		{"find"},
		{"find", "--format", "table"},
		{"find", "--format", "tsv"},
		{"find", "--format", "csv"},
		{"find", "--format", "jsonl"},
		{"find", "--format", "json"},
		{"find", "--format", "captions"},
		{"find", "--format", "paths"},
		{"find", "--fields", "caption,sources,creator,place.name,tags"},
		{"find", "--jq", ".caption"},
		{"find", "--jq", "."},
		{"find", "--template", "{{.caption}}"},
		{"find", "text:\"" + steering},
		{"find", "field" + steering + ":x"},
		{"find", "--jq", "." + steering},
		{"find", "--format", steering},
		{"find", "--template", "{{" + steering},
		{"find", "--date", steering},
		{"find", "--near", steering},
		{"find", "--explain", "text:" + steering},
		{"show", id},
		{"show", "--json", id},
		{"show", steering},
		{"cat", steering},
		{"path", id},
		{"path", steering},
		{"log"},
		{"log", "--json"},
		{"log", id},
		{"log", "--since", steering},
		{"tags"},
		{"tags", "--json"},
		{"tags", "alias", "a" + steering, "b" + steering},
		{"tags", "alias"},
		{"places"},
		{"places", "lookup", steering},
		{"places", "alias"},
		{"dates"},
		{"creators"},
		{"sources"},
		{"stats"},
		{"check-captions"},
		{"check-captions", "--json"},
		{"duplicates"},
		{"duplicates", "--json"},
		{"dump"},
		{"verify"},
		{"verify", "--json"},
		{"verify", "--head", name("none" + steering)},
		{"prove", id},
		{"prove", steering},
		{"check-proof", name("proof" + steering)},
		{"check-proof", name("none" + steering)},
		{"verify-bag", name("none" + steering)},
		{"export", "-", "--format", "csv"},
		{"export", "-", "--format", "jsonl"},
		{"export", "-", "--format", "geojson"},
		{"export", "-", "--format", "kml"},
		{"export", name("out" + steering), "--format", "files"},
		{"export", name("bag" + steering), "--format", "bagit"},
		{"export", good, "--format", "files"},
		{"backup", name("backup" + steering)},
		{"backup", good},
		{"merge", name("none" + steering)},
		{"restore", good},
		{"-A", name("none" + steering), "find"},
		{"add", name("none" + steering)},
		{"add", good, "--from", steering},
		{"add", good, bad, "-n"},
		{"add", good, bad, "--json"},
		{"rm", "-n", "*"},
		{"undo", "-n", "-y"},
		{"undo", "-y"},
		{"rescue"},
		{"rm", "-y", id},
		{"show", id},
		{steering},
		{"--" + steering},
		{"find", "--" + steering},
		{"help", steering},
		{"completion", steering},
		{"man", name("man" + steering)},
		{"open", steering},
	} {
		code, stdout, stderr := onTerminal(archive, "y\n", args...)
		check(args, stdout, stderr)
		if code < 0 || code > 6 {
			t.Errorf("archive %q: exit code %d\n%s", args, code, stderr)
		}
	}
}

// TestLinksInTheWay puts links in the place of what the program writes and
// reads: nothing outside is written, and nothing from outside is copied.
func TestLinksInTheWay(t *testing.T) {
	p := newProgram(t, buildProgram(t), 3)
	p.run("add", "in")
	victim := filepath.Join(p.dir, "victim")
	if err := os.WriteFile(victim, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	backup, out := filepath.Join(p.dir, "backup"), filepath.Join(p.dir, "out")
	p.run("backup", backup)
	p.run("export", out, "--format", "files")
	picture := strings.Fields(p.run("find", "--format", "paths"))[0]
	shelf, err := filepath.Rel(p.archive, picture)
	exported, globErr := filepath.Glob(filepath.Join(out, "*.txt"))
	if err := errors.Join(err, globErr); err != nil || len(exported) == 0 {
		t.Fatal(err, exported)
	}
	for _, tt := range []struct {
		link string
		args []string
	}{
		{filepath.Join(backup, ".catalogue-backup"), []string{"backup", backup}},
		{filepath.Join(backup, shelf), []string{"backup", backup}},
		{filepath.Join(backup, "README.txt"), []string{"backup", backup}},
		{filepath.Join(p.archive, ".catalogue-rescued"), []string{"rescue"}},
		{exported[0], []string{"export", out, "--format", "files", "--update"}},
		{filepath.Join(out, "metadata.csv"), []string{"export", out, "--format", "files", "--update"}},
		{picture, []string{"backup", filepath.Join(p.dir, "backup2")}},
		{picture, []string{"export", filepath.Join(p.dir, "out2"), "--format", "files"}},
		{picture, []string{"verify", "--repair", "--from", backup}},
	} {
		if err := os.Remove(tt.link); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if err := os.Symlink(victim, tt.link); err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd := p.command(tt.args...)
		cmd.Stderr = &stderr
		_ = cmd.Run() // it may refuse
		if code := cmd.ProcessState.ExitCode(); code < 0 || code > 6 {
			t.Errorf("archive %v: exit code %d\n%s", tt.args, code, stderr.String())
		}
		if b, err := os.ReadFile(victim); err != nil || string(b) != "secret" {
			t.Fatalf("archive %v wrote to what the link %s leads to: %.20q %v", tt.args, tt.link, b, err)
		}
	}
	for _, dir := range []string{"backup2", "out2"} {
		err := filepath.WalkDir(filepath.Join(p.dir, dir), func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				var b []byte
				if b, err = os.ReadFile(path); bytes.Contains(b, []byte("secret")) {
					t.Errorf("%s holds what the link leads to", path)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	p.run("verify")
}
