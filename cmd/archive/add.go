package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
)

type addOptions struct {
	given   givenOptions
	sources sourceOptions
	refresh bool
	strict  bool
	noInfer bool
	rehash  bool
	dryRun  bool
	json    bool
}

func newAddCommand(env *Env) *cobra.Command {
	var opts addOptions
	cmd := &cobra.Command{
		Use:   "add PATH...",
		Short: "Take in pictures with their captions",
		Long: `Take in pictures with their captions: files, and folders with all below them.

The caption is the one given by --caption, else that of a file beside the
picture (NAME.txt, NAME.jpg.txt or NAME.caption), else what the picture itself
holds. Date, position, keywords and the like are read from the picture.

The id of each picture is printed on stdout, in order, whether it was added or
was there already. The summary goes to stderr.`,
		Example: `  archive add ~/Pictures/pyongyang
  id=$(archive add tower.jpg -c "A tower's shadow over #Pyongyang")
  find . -name '*.jpg' -print0 | archive add --files-from - -0`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && opts.sources.filesFrom == "" {
				return &usageError{message: "expected a PATH or --files-from", hint: "usage: " + cmd.UseLine()}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runAdd(cmd.Context(), env, opts, args)
		},
	}
	opts.addFlags(cmd.Flags())
	return cmd
}

func (o *addOptions) addFlags(f *pflag.FlagSet) {
	o.given.addFlags(f)
	o.sources.addFlags(f)
	f.BoolVar(&o.refresh, "refresh", false, "take a post's changed caption as a new revision")
	f.BoolVar(&o.rehash, "rehash", false, "read again what size, time and path say is unchanged (mends damaged pictures)")
	f.BoolVar(&o.noInfer, "no-infer-place", false, "give items without a place none from their hashtags")
	f.BoolVar(&o.strict, "strict", false, "exit 3 when anything was left out, by design too")
	f.BoolVarP(&o.dryRun, "dry-run", "n", false, "read everything, write nothing")
	f.BoolVar(&o.json, "json", false, "print a JSON line for each picture")
}

func runAdd(ctx context.Context, env *Env, opts addOptions, args []string) error {
	given, err := opts.given.read(env, opts.sources.filesFrom == "-")
	var refused *refusedInput
	if errors.As(err, &refused) {
		report := newAddReport(env, opts)
		err = report.result(archive.Result{Status: archive.Refused, Path: refused.path, Code: refused.code, Reason: refused.reason})
		return errors.Join(report.close(err != nil), err)
	}
	if err != nil {
		return err
	}
	src, closer, err := opts.sources.open(ctx, env, args, env.dir())
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // it was only read
	a, err := openForAdd(env, opts.dryRun)
	if err != nil {
		return err
	}
	report := newAddReport(env, opts)
	if opts.sources.filesFrom == "" {
		report.progress.measure(ctx, &folder.Source{Paths: src.Plain.Paths, Not: src.Plain.Not})
	}
	err = a.Add(ctx, src, archive.AddOptions{
		Given: given, Refresh: opts.refresh, Rehash: opts.rehash, KeepPlaceless: opts.noInfer, DryRun: opts.dryRun, Progress: report.progress.read, Reported: env.flush,
	}, report.result)
	return errors.Join(report.close(err != nil), err)
}

// openForAdd makes the archive on first use.
func openForAdd(env *Env, dryRun bool) (*archive.Archive, error) {
	if !dryRun {
		env.warnOfNetwork(env.dir())
	}
	a, err := env.open()
	if !errors.Is(err, archive.ErrNoArchive) {
		return a, err
	}
	if dryRun {
		return archive.Imagine(env.options())
	}
	if a, err = env.opening(archive.Create(env.options())); err != nil {
		return nil, err
	}
	env.note("made a new archive in %s", env.dir())
	env.fresh = true
	return a, nil
}

// addReport prints what became of each input, and sums up.
type addReport struct {
	env      *Env
	opts     addOptions
	progress *progress
	counts   map[archive.Status]int
	left     []*leftOut // in order of their first
}

// leftOut is what was skipped for one reason.
type leftOut struct {
	code, reason string
	count        int
	examples     []string
}

// leftOutExamples is how many names a reason is shown with.
const leftOutExamples = 3

func newAddReport(env *Env, opts addOptions) *addReport {
	return &addReport{env: env, opts: opts, progress: newProgress(env), counts: map[archive.Status]int{}}
}

// skipped notes what was left out; it is told at the end, by reasons.
func (r *addReport) skipped(res archive.Result) {
	i := slices.IndexFunc(r.left, func(l *leftOut) bool { return l.code == res.Code })
	if i < 0 {
		i = len(r.left)
		r.left = append(r.left, &leftOut{code: res.Code, reason: res.Reason})
	}
	l := r.left[i]
	if l.count++; len(l.examples) < leftOutExamples {
		l.examples = append(l.examples, res.Path)
	}
}

func (r *addReport) result(res archive.Result) error {
	r.counts[res.Status]++
	if r.env.OutTerminal || res.Reason != "" || len(res.Warnings) > 0 {
		defer r.progress.pause()()
	}
	switch {
	case res.Status == archive.Skipped:
		r.skipped(res)
	case res.Reason != "" && res.Status != archive.Added:
		r.env.note("%s: %s", res.Path, res.Reason)
	}
	for _, w := range res.Warnings {
		r.env.note("%s: %s", res.Path, w)
	}
	switch {
	case r.opts.json:
		b, err := addLine{res}.MarshalJSON()
		if err == nil {
			_, err = fmt.Fprintf(r.env.Stdout, "%s\n", r.env.shownJSON(b))
		}
		if err != nil {
			return err
		}
	case res.ID != "":
		end := "\n"
		if r.opts.sources.nul && r.opts.sources.filesFrom == "" {
			end = "\x00"
		}
		if _, err := fmt.Fprint(r.env.Stdout, res.ID, end); err != nil {
			return err
		}
	}
	return nil
}

// String is one sentence: the name and the reason, or how many of what kind.
func (l *leftOut) String() string {
	if l.count == 1 {
		return l.examples[0] + ": " + l.reason
	}
	names := strings.Join(l.examples, ", ")
	if l.count > len(l.examples) {
		names += " …"
	}
	switch l.code {
	case source.CodeVideo:
		return fmt.Sprintf("left out %d videos (%s): %s", l.count, l.code, names)
	case source.CodeMissing:
		return fmt.Sprintf("left out %d pictures named but not in this download (%s): %s", l.count, l.code, names)
	}
	return fmt.Sprintf("left out %d (%s): %s: %s", l.count, l.code, l.reason, names)
}

// addLine is a result whose item is written in its canonical form.
type addLine struct{ archive.Result }

func (l addLine) MarshalJSON() ([]byte, error) {
	type plain archive.Result
	res := plain(l.Result)
	it := res.Item
	res.Item = nil
	b, err := marshal(res)
	if err != nil || it == nil {
		return b, err
	}
	b = append(b[:len(b)-1], `,"item":`...)
	if b, err = it.AppendJSON(b); err != nil {
		return nil, err
	}
	return append(b, '}'), nil
}

// close prints the summary; the work may have ended early.
func (r *addReport) close(early bool) error {
	r.progress.end()
	format := "added %d, updated %d, already there %d, refused %d"
	if r.opts.dryRun {
		format = "would add %d, would update %d, already there %d, would refuse %d"
	}
	for _, l := range r.left {
		r.env.note("%s", l)
	}
	line := fmt.Sprintf(format, r.counts[archive.Added],
		r.counts[archive.Updated], r.counts[archive.Duplicate], r.counts[archive.Refused])
	if n := r.counts[archive.Skipped]; n > 0 {
		line += fmt.Sprintf(", skipped %d", n)
	}
	r.env.note("%s", line)
	if early {
		return nil
	}
	if r.env.fresh && r.counts[archive.Added] > 0 {
		r.env.next(r.env.self() + " find lists them; " + r.env.self() + " tags shows by what they are found")
	}
	if r.counts[archive.Refused] > 0 || r.opts.strict && r.counts[archive.Skipped] > 0 {
		return errSomeRefused
	}
	return nil
}
