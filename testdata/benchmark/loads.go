package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// load is the row that fills a new archive and a new database. What the last
// run leaves is what the other rows work on.
func (b *bench) load(s set) (row, error) {
	script := filepath.Join(s.dir, "load.sql")
	if err := writeFile(script, loadSQL()); err != nil {
		return row{}, err
	}
	restore := contender{
		name: byArchive, argv: always(b.archive, "-A", s.archive, "restore", filepath.Join(s.dir, fileItems)),
		before: func(int) error { return fresh(s.archive) },
	}
	imported := contender{
		name: bySQLite, argv: always("sqlite3", s.sqlite), dir: s.dir, stdin: script,
		before: func(int) error { return fresh(s.sqlite) },
	}
	return row{
		name: "loading all records", contenders: []contender{restore, imported},
		goals: []goal{{0.5, bySQLite}}, runs: b.loadRuns, cold: true,
	}, nil
}

// settle brings SQLite's word index into its quickest form, untimed.
func settle(s set) error {
	out, err := exec.Command("sqlite3", s.sqlite, settleSQL).CombinedOutput()
	if err != nil {
		return fmt.Errorf("sqlite3: %w: %s", err, out)
	}
	return nil
}

func loaded(s set) bool {
	_, err := os.Stat(s.archive)
	_, err2 := os.Stat(s.sqlite)
	return err == nil && err2 == nil
}

// fresh removes what the run before made and waits until the disk has
// forgotten it.
func fresh(paths ...string) error {
	var err error
	for _, p := range paths {
		err = errors.Join(err, os.RemoveAll(p))
	}
	syscall.Sync()
	return err
}

// addOne adds one picture with its text, durably. Each run has another one.
func (b *bench) addOne(s set) (row, error) {
	const size = 100_000
	list, err := singles(filepath.Join(b.work, "single"), b.runs+1, size)
	if err != nil {
		return row{}, err
	}
	add := contender{name: byArchive, argv: func(run int) []string {
		p := list[run]
		return []string{b.archive, "-A", s.archive, "add", p.path, "-c", p.caption, "-d", p.date}
	}}
	insert := contender{name: bySQLite, argv: func(run int) []string {
		return []string{"sqlite3", s.sqlite, insertSQL(list[run])}
	}}
	log := filepath.Join(b.work, "append.log")
	floor := contender{name: byAppend, argv: func(run int) []string { return []string{b.appendTo, list[run].path, log} }}
	return row{
		name: "add one picture with text", contenders: []contender{add, insert, floor}, floor: byAppend,
		goals: []goal{{2, byAppend}, {0.6, bySQLite}}, runs: b.runs,
	}, nil
}

// takenIn is the archive that the last take-in leaves in the work folder.
const takenIn = "takein"

// takeIn adds a folder of pictures with captions to a new archive. Each
// contender begins with an empty disk; the archive is last and stays.
func (b *bench) takeIn(name, pictures string, goals ...goal) row {
	archive, copied, repository := filepath.Join(b.work, takenIn), filepath.Join(b.work, "copied"), filepath.Join(b.work, "repository")
	before := func(int) error { return fresh(archive, copied, repository) }
	contenders := []contender{{
		name: byCopy, argv: always("sh", "-c", `cp -r "$1" "$2" && sync`, "sh", pictures, copied), before: before,
	}}
	if b.peers {
		contenders = append(contenders, b.takeInPeers(repository, pictures, before)...)
	}
	contenders = append(contenders, contender{
		name: byArchive, argv: always(b.archive, "-A", archive, "add", pictures), before: before,
	})
	return row{name: name, contenders: contenders, floor: byCopy, goals: goals, runs: b.heavyRuns}
}

// takeInPeers are other programs that keep files, where they are installed.
func (b *bench) takeInPeers(repository, pictures string, before func(int) error) []contender {
	var out []contender
	peer := func(name string, initial, run, env []string) {
		if _, err := exec.LookPath(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s is not installed: left out\n", name)
			return
		}
		out = append(out, contender{name: name, argv: always(append([]string{name}, run...)...), env: env, before: func(run int) error {
			if err := before(run); err != nil {
				return err
			}
			cmd := exec.Command(name, initial...)
			cmd.Env = append(os.Environ(), env...)
			if said, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%s: %w: %s", name, err, said)
			}
			return nil
		}})
	}
	peer(byRestic, []string{"-r", repository, "init"}, []string{"-r", repository, "backup", "--no-cache", pictures}, []string{"RESTIC_PASSWORD=benchmark"})
	peer(byBorg, []string{"init", "-e", "none", repository}, []string{"create", repository + "::one", pictures}, []string{"BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes"})
	return out
}

// catalogueSize is the size of an archive's catalogue in bytes.
func catalogueSize(archive string) int64 {
	info, err := os.Stat(filepath.Join(archive, "archive.db"))
	if err != nil {
		return 0
	}
	return info.Size()
}
