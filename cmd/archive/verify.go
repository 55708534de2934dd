package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/ledger"
	"photoarchive/pkg/render"
)

type verifyOptions struct {
	json, quick, repair bool
	subset, since, head string
	from                []string
}

func newVerifyCommand(env *Env) *cobra.Command {
	var opts verifyOptions
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read every picture again and check that nothing has changed",
		Long: `Read every picture and sidecar again, compare each with its SHA-256, and
compare the records with the files, the indexes, the history and the log, both
ways. What is damaged is listed with the items that are affected; the exit code
is then 6. When each file was last found whole is noted in the catalogue, where
that can be written; nothing else is changed.

The catalogue is locked for moments only: others can add meanwhile.

--repair makes indexes and lists anew from the records, puts right copies of
damaged and missing files in their place (those found under --from, and such as
lie misnamed in the archive's folder), and takes write permission off pictures.
It deletes nothing: a damaged file is kept in the folder "damaged". Where pages
of the catalogue are damaged, "archive rescue" helps.

--head proves that the archive has only been added to since a head was printed
by "archive log --head": nothing that it covered was altered or taken away.`,
		Example: `  archive verify
  archive verify --subset 1/7            # a seventh a day, on Mondays
  archive verify --since 2026-01-01      # what was not checked since
  archive verify --repair --from /mnt/backup
  archive verify --json | jq -r '.items[]?'`,
		Args: exactly(0, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVerify(cmd.Context(), env, opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.json, "json", false, "print a JSON line for each thing found")
	flags.BoolVar(&opts.quick, "quick", false, "don't read the files again, look only whether they are there")
	flags.StringVar(&opts.subset, "subset", "", "read only a part of the files: 1/7 to 7/7 are all")
	flags.StringVar(&opts.since, "since", "", "read only files that were not found whole since this time (2026-01-31, or RFC 3339)")
	flags.StringVar(&opts.head, "head", "", "check that all that this head of the log covered is still so (- is stdin)")
	flags.BoolVar(&opts.repair, "repair", false, "mend what can be mended")
	flags.Var((*texts)(&opts.from), "from", "with --repair: a folder with right copies, such as a backup, another archive or a bag (may be repeated)")
	return cmd
}

func runVerify(ctx context.Context, env *Env, opts verifyOptions) error {
	how, err := opts.parse(env)
	if err != nil {
		return err
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	bar := newProgress(env)
	defer bar.end()
	if env.ErrTerminal {
		go func() { bar.expect(a.CountFiles(ctx)) }()
	}
	var printErr error
	how.Report = func(d archive.Damage) {
		defer bar.pause()()
		if err := printDamage(env, opts, d); err != nil && printErr == nil {
			printErr = err
		}
	}
	how.Progress = bar.read
	sum, err := a.Verify(ctx, how)
	bar.end()
	if err = errors.Join(err, printErr); err != nil {
		return err
	}
	if sum.Unnoted != nil {
		env.note("that the files are whole could not be noted: %v", sum.Unnoted)
	}
	done := "read"
	switch {
	case opts.quick:
		done = "there, not read"
	case sum.Read < sum.Pictures+sum.Attachments:
		done = fmt.Sprintf("there, %d read", sum.Read)
	}
	env.note("%s, %s and %s %s: %s", count(sum.Items, "item"), count(sum.Pictures, "picture"),
		count(sum.Attachments, "attachment"), done, verdict(sum))
	if sum.Damaged > 0 {
		return errDamage
	}
	return nil
}

func (o *verifyOptions) parse(env *Env) (how archive.VerifyOptions, err error) {
	how = archive.VerifyOptions{Quick: o.quick, Repair: o.repair, From: o.from}
	if len(o.from) > 0 && !o.repair {
		return how, usagef("--from is for --repair")
	}
	for _, dir := range o.from {
		if info, err := os.Stat(dir); err != nil {
			return how, err
		} else if !info.IsDir() {
			return how, usagef("--from: %s is not a folder", dir)
		}
	}
	if o.subset != "" {
		part, parts, ok := strings.Cut(o.subset, "/")
		n, errN := strconv.Atoi(part)
		of, errOf := strconv.Atoi(parts)
		if !ok || errN != nil || errOf != nil || n < 1 || of < n || of > 1_000_000 {
			return how, usagef("--subset: %s: expected a part and the number of parts, as 1/7", o.subset)
		}
		how.Part, how.Parts = n, of
	}
	if o.since != "" {
		if how.Since, err = parseSince(o.since); err != nil {
			return how, err
		}
	}
	if o.head != "" {
		b, err := readSmall(env, o.head, 1<<20)
		if err != nil {
			return how, err
		}
		h, err := ledger.ParseHead(b)
		if err != nil {
			return how, usagef("--head: %s: %v", o.head, err)
		}
		how.Head = &h
	}
	return how, nil
}

// parseSince reads a day (its beginning in UTC) or a time.
func parseSince(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("--since: %s: expected a day (2026-01-31) or a time (2026-01-31T08:00:00Z)", s)
}

// readSmall reads a file, or stdin where it is called -, up to a bound in bytes.
func readSmall(env *Env, name string, most int64) ([]byte, error) {
	in := env.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%s: larger than the limit of %d MB", name, most>>20)
	}
	return b, err
}

func verdict(sum archive.Verified) string {
	switch {
	case sum.Damaged > 0 && sum.Repaired > 0:
		return fmt.Sprintf("%d repaired, %d damaged", sum.Repaired, sum.Damaged)
	case sum.Damaged > 0:
		return fmt.Sprintf("%d damaged", sum.Damaged)
	case sum.Repaired > 0 && sum.Harmless > 0:
		return fmt.Sprintf("%d repaired, %d to tidy up", sum.Repaired, sum.Harmless)
	case sum.Repaired > 0:
		return fmt.Sprintf("%d repaired, all is well", sum.Repaired)
	case sum.Harmless > 0:
		return fmt.Sprintf("nothing is lost, %d to tidy up", sum.Harmless)
	}
	return "all is well"
}

func printDamage(env *Env, opts verifyOptions, d archive.Damage) error {
	if opts.json {
		b, err := marshal(d)
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", env.shownJSON(b))
		}
		return err
	}
	line := d.Code
	if d.Path != "" {
		line += "\t" + render.Visible(d.Path)
	}
	line += "\t" + render.Visible(d.What)
	for _, id := range d.Items {
		line += "\t" + id
	}
	_, err := fmt.Fprintln(env.Stdout, line)
	return err
}
