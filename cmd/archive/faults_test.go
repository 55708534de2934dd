//go:build unix

package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKillAndRecover gives an archive commands in a random order, each of which
// is killed, at a named step or after a random time. After each, what was
// there before, what was told on stdout, and nothing half done is there.
//
// The order comes from seeds: a failure names its own, and it fails again.
func TestKillAndRecover(t *testing.T) {
	sequences, kills := 4, 14
	switch {
	case testing.Short():
		sequences, kills = 1, 10
	case os.Getenv("ARCHIVE_TEST_LONG") != "":
		sequences, kills = 40, 25
	}
	began := time.Now()
	k := &killing{binary: buildProgram(t), atSteps: map[string]int{}, commands: map[string]int{}}
	for seed := range sequences {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { k.sequence(t, uint64(seed), kills) })
	}
	t.Logf("%d kills, %d of them at named steps, in %s: %v\n%v", k.kills, k.stepKills, time.Since(began).Round(time.Second), k.commands, k.atSteps)
	if testing.Short() {
		return
	}
	for _, step := range namedSteps(t) {
		if k.atSteps[step] == 0 {
			t.Errorf("nothing was killed at the step %q", step)
		}
	}
}

// namedSteps are all steps that the source names.
func namedSteps(t *testing.T) []string {
	t.Helper()
	named := regexp.MustCompile(`\bstep\("([a-z-]+)"\)`)
	found := map[string]bool{}
	err := filepath.WalkDir(filepath.Join("..", "..", "pkg"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range named.FindAllSubmatch(b, -1) {
			found[string(m[1])] = true
		}
		return err
	})
	if err != nil || len(found) < 30 {
		t.Fatalf("%d steps: %v", len(found), err)
	}
	return slices.Sorted(maps.Keys(found))
}

// killing is what all sequences have in common.
type killing struct {
	binary           string
	kills, stepKills int
	atSteps          map[string]int
	commands         map[string]int
}

// killed is one command with the steps at which it may be killed.
type killed struct {
	name  string
	args  []string
	env   []string
	steps []string
	// elsewhere is another archive that is to be whole too, where there is one.
	elsewhere string
	// repairs tells that there is damage before, on purpose.
	repairs bool
	// fresh is an archive that the command makes.
	fresh bool
}

func steps(list string) []string { return strings.Fields(list) }

const (
	stepsOfIntake = "created written saved synced renamed flushed recorded committed dump-begun dump-named"
	stepsOfNew    = "folder shelves readme catalogue "
)

// sequence is one archive's life.
func (k *killing) sequence(t *testing.T, seed uint64, kills int) {
	random := rand.New(rand.NewPCG(seed, 2026))
	p := newProgram(t, k.binary, 4)
	p.env = []string{"ARCHIVE_TEST_NOW=2026-11-22T09:00:00Z", "ARCHIVE_USER=ada"}
	for i := range 40 {
		name := fmt.Sprintf("%d-%d", seed, i)
		b, err := drawPicture(name+".png", "")
		path := filepath.Join(p.dir, "more", name)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path+".png", b, 0o600),
			os.WriteFile(path+".txt", fmt.Appendf(nil, "Picture %d, in the #zzIndexed tags, #t%d", i, i%7), 0o600))
		if err != nil {
			t.Fatal(err)
		}
	}
	p.run("add", "in", "more/"+fmt.Sprint(seed)+"-0.png", "more/"+fmt.Sprint(seed)+"-1.png")
	other := filepath.Join(p.dir, "other")
	p.run("-A", other, "add", "in", "more/"+fmt.Sprint(seed)+"-39.png", "-t", "of-the-other")
	p.run("-A", other, "edit", "-q", "*", "--title", "Of the other", "-y")
	for range kills {
		if t.Failed() {
			return
		}
		k.kill(p, random, k.draw(p, random, seed))
	}
}

// misses tells whether nothing was killed yet at one of some steps.
func (k *killing) misses(steps []string) bool {
	return slices.ContainsFunc(steps, func(s string) bool { return k.atSteps[s] == 0 })
}

// draw takes a command by chance: at first those with steps at which nothing
// was killed yet.
func (k *killing) draw(p *program, random *rand.Rand, seed uint64) killed {
	more := func() string { return fmt.Sprintf("more/%d-%d.png", seed, random.IntN(39)) }
	ids := strings.Fields(p.run("find", "--format", "ids"))
	random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	id := append(ids, "*")[0]
	title := fmt.Sprintf("Title %d", random.IntN(1000))
	fresh, other, backup := filepath.Join(p.dir, "fresh"), filepath.Join(p.dir, "other"), filepath.Join(p.dir, "backup")
	all := []killed{
		{name: "add", args: []string{"add", more(), more(), more(), more()}, env: []string{"ARCHIVE_DUMP_EVERY=1"}, steps: steps(stepsOfIntake)},
		{name: "add anew", args: []string{"-A", fresh, "add", "in"}, steps: steps(stepsOfNew + stepsOfIntake), elsewhere: fresh, fresh: true},
		{name: "edit", args: []string{"edit", "-q", "*", "--title", title, "-y"}, env: []string{"ARCHIVE_DUMP_EVERY=1"}, steps: steps("edited changed dump-begun dump-named")},
		{name: "tag", args: []string{"tag", "+" + strings.ReplaceAll(title, " ", "-"), "--", "*"}, steps: steps("edited")},
		{name: "rm", args: []string{"rm", "-y", id}, steps: steps("hidden")},
		{name: "purge", args: []string{"rm", "--purge", "-y", id}, steps: steps("unrecorded purged dropping")},
		{name: "undo", args: []string{"undo", "-y"}, steps: steps("undone")},
		{name: "merge", args: []string{"merge", other}, steps: steps("merge-aliases merge-batch merge-history merge-files merge-recorded"), elsewhere: other},
		{name: "compact", args: []string{"compact"}, steps: steps("compact-begun compact-written compact-renamed")},
		{name: "backup", args: []string{"backup", backup}, steps: steps("backup-catalogue backup-files backup-verified backup-named"), elsewhere: backup},
		{name: "repair of files", args: []string{"verify", "--repair", "--from", "in", "--from", "more"}, steps: steps("repair-aside repair-restored"), repairs: true},
		{name: "repair of indexes", args: []string{"verify", "--repair"}, steps: steps("repair-begun repair-made repair-committed"), repairs: true},
		{name: "restore", args: []string{"-A", fresh, "restore", filepath.Join(p.dir, "dump.jsonl"), "--pictures", p.archive}, steps: steps(stepsOfNew), elsewhere: fresh, fresh: true},
		{name: "rescue", args: []string{"rescue"}, steps: steps("rescue-built rescue-aside rescue-named")},
	}
	if len(ids) > 1 {
		all = append(all, killed{name: "duplicates", args: []string{"duplicates", "--merge", "-y", ids[0], ids[1]}, steps: steps("folded")})
	}
	left := slices.DeleteFunc(slices.Clone(all), func(c killed) bool { return !k.misses(c.steps) })
	if len(left) > 0 {
		all = left
	}
	return all[random.IntN(len(all))]
}

// state is what an archive holds: the lines of its dump, items and history.
func (p *program) state(dir string) []string {
	p.t.Helper()
	return strings.Split(strings.TrimSuffix(p.run("-A", dir, "dump"), "\n"), "\n")
}

// kill runs a command on a copy, to the end, and then on the archive, where it
// is killed.
func (k *killing) kill(p *program, random *rand.Rand, c killed) {
	t := p.t
	t.Helper()
	for _, dir := range []string{"fresh", "copy"} {
		if err := os.RemoveAll(filepath.Join(p.dir, dir)); err != nil {
			t.Fatal(err)
		}
	}
	switch c.name {
	case "merge":
		p.run("-A", c.elsewhere, "edit", "-q", "*", "--title", fmt.Sprintf("Of the other, %d", k.kills), "-y")
	case "restore":
		if err := os.WriteFile(filepath.Join(p.dir, "dump.jsonl"), []byte(p.run("dump")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	head := p.run("log", "--head")
	before := p.state(p.archive)
	if c.repairs {
		p.damage(c.name)
	}
	after, reached, took := p.onCopy(c)
	cmd := p.command(c.args...)
	cmd.Env = append(cmd.Env, c.env...)
	step, pause := "", time.Duration(0)
	if len(reached) > 0 && (k.misses(reached) || random.IntN(4) > 0) {
		step = k.least(reached, random)
		cmd.Env = append(cmd.Env, "ARCHIVE_FAILPOINT="+step)
	} else {
		pause = time.Duration(random.Int64N(int64(took) + 1))
	}
	told := fmt.Sprintf("%s, killed at %q or after %s", strings.Join(c.args, " "), step, pause)
	t.Log(told)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if step == "" {
		time.Sleep(pause)
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
	}
	err := cmd.Wait()
	k.kills++
	k.commands[c.name]++
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
		if name, _, _ := strings.Cut(step, ":"); step != "" {
			k.atSteps[name]++
			k.stepKills++
		}
	case err != nil && cannotUndo(stderr.String()):
	case cmd.ProcessState.ExitCode() == 6 && c.repairs: // what can't be mended
	case err != nil:
		t.Fatalf("%s: %v\n%s", told, err, stderr.String())
	}
	if c.repairs {
		p.run(c.args...) // the same again completes it
	}
	p.run("verify")
	if out, err := p.withStdin(head, "verify", "--quick", "--head", "-"); err != nil {
		t.Errorf("%s: the log is not what it was, and more: %v\n%s", told, err, out)
	}
	p.between(told, before, p.state(p.archive), after, stdout.String())
	if c.elsewhere == "" {
		return
	}
	if _, err := os.Stat(filepath.Join(c.elsewhere, "archive.db")); errors.Is(err, fs.ErrNotExist) && (c.fresh || c.name == "backup") {
		if stdout.Len() > 0 {
			t.Errorf("%s: %d bytes on stdout, and no archive", told, stdout.Len())
		}
	} else {
		p.run("-A", c.elsewhere, "verify")
		if ids := idsIn(stdout.String()); c.fresh && len(ids) > 0 {
			p.run(append([]string{"-A", c.elsewhere, "show"}, ids...)...)
		}
	}
	if c.fresh || c.name == "backup" {
		p.run(c.args...)
		p.run("-A", c.elsewhere, "verify")
	}
	if c.name == "backup" && !slices.Equal(p.state(c.elsewhere), p.state(p.archive)) {
		t.Errorf("%s: the same again is no backup", told)
	}
}

// least gives one of the times that steps were reached, of the step at which
// the fewest were killed.
func (k *killing) least(reached []string, random *rand.Rand) string {
	times := map[string]int{}
	for _, s := range reached {
		times[s]++
	}
	names := slices.Sorted(maps.Keys(times))
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	name := slices.MinFunc(names, func(a, b string) int { return k.atSteps[a] - k.atSteps[b] })
	return fmt.Sprintf("%s:%d", name, 1+random.IntN(times[name]))
}

// onCopy runs a command on a copy of the archive, and gives what that holds
// then, the steps that were reached, and how long it took.
func (p *program) onCopy(c killed) (after, reached []string, took time.Duration) {
	p.t.Helper()
	list := filepath.Join(p.dir, "steps")
	dir := filepath.Join(p.dir, "copy")
	if err := os.CopyFS(dir, os.DirFS(p.archive)); err != nil {
		p.t.Fatal(err)
	}
	args := []string{"-A", dir}
	if c.fresh {
		args = nil
	}
	args = append(args, c.args...)
	backup := filepath.Join(p.dir, "copy", "..", "backup-of-copy")
	if c.name == "backup" {
		args[len(args)-1] = backup
	}
	cmd := p.command(args...)
	cmd.Env = append(append(cmd.Env, c.env...), "ARCHIVE_FAILPOINTS="+list)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	took = time.Since(began)
	if err != nil && !cannotUndo(string(out)) && (!c.repairs || cmd.ProcessState.ExitCode() != 6) {
		p.t.Fatalf("archive %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	text, err := os.ReadFile(list)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err := errors.Join(err, os.RemoveAll(list), os.RemoveAll(backup), os.RemoveAll(filepath.Join(p.dir, "fresh"))); err != nil {
		p.t.Fatal(err)
	}
	return p.state(dir), strings.Fields(string(text)), took
}

// cannotUndo tells whether undo had a reason to do nothing.
func cannotUndo(stderr string) bool {
	return strings.Contains(stderr, "nothing to undo") || strings.Contains(stderr, "can't be undone") || strings.Contains(stderr, "nothing was undone")
}

func idsIn(out string) []string {
	return regexp.MustCompile(`\b[0-9a-f]{32}\b`).FindAllString(out, -1)
}

// between checks that nothing is torn: each line of the dump is as it was or
// as it is to be, the history is the beginning of what it is to be, and what
// was told on stdout is done.
func (p *program) between(told string, before, got, after []string, stdout string) {
	p.t.Helper()
	was, is, willBe := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range before {
		was[l] = true
	}
	for _, l := range got {
		is[l] = true
	}
	for _, l := range after {
		willBe[l] = true
		if was[l] && !is[l] {
			p.t.Errorf("%s: lost: %s", told, l)
		}
	}
	for _, l := range got {
		if !was[l] && !willBe[l] {
			p.t.Errorf("%s: torn: %s", told, l)
		}
	}
	history := func(lines []string) (h []string) {
		for _, l := range lines {
			if strings.HasPrefix(l, `{"record":"history"`) {
				h = append(h, l)
			}
		}
		return h
	}
	b, g, a := history(before), history(got), history(after)
	if len(g) < len(b) || len(g) > len(a) || !slices.Equal(g, a[:len(g)]) {
		p.t.Errorf("%s: the history has %d entries, before %d, to be %d, or others than it is to have", told, len(g), len(b), len(a))
	}
	of := func(id string, lines []string) (found []string) {
		for _, l := range lines {
			if strings.HasPrefix(l, `{"id":"`+id) || strings.HasPrefix(l, `{"record":"hidden","item":{"id":"`+id) {
				found = append(found, l)
			}
		}
		return found
	}
	for _, id := range idsIn(stdout) {
		if !slices.Equal(of(id, got), of(id, after)) {
			p.t.Errorf("%s: %s was told to be done:\n%s\nwant\n%s", told, id, of(id, got), of(id, after))
		}
	}
}

// damage harms a picture, or the indexes of the catalogue.
func (p *program) damage(what string) {
	p.t.Helper()
	paths := strings.Fields(p.run("find", "--format", "paths"))
	if len(paths) == 0 {
		return
	}
	name, from, to := paths[0], []byte("IDAT"), []byte("IDAS")
	if what == "repair of indexes" {
		sum, err := hex.DecodeString(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
		if err != nil {
			p.t.Fatal(err)
		}
		name, from, to = filepath.Join(p.archive, "archive.db"), sum, bytes.Clone(sum)
		to[len(to)-1] ^= 1
	}
	b, err := os.ReadFile(name)
	if err == nil {
		err = errors.Join(os.Chmod(name, 0o600), os.WriteFile(name, bytes.ReplaceAll(b, from, to), 0o600))
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// withStdin runs a command that reads.
func (p *program) withStdin(stdin string, args ...string) (string, error) {
	cmd := p.command(args...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
