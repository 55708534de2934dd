// Command benchmark measures the program `archive` as its users meet it: as
// whole processes, side by side with sqlite3 and with floors (an empty Cobra
// program, cat, an append that is made durable, cp -r and sync), in turn, on
// the same data. It fails where archive and sqlite3 give different answers,
// and prints a Markdown table of medians.
//
//	go run ./testdata/benchmark -items 10000,100000,1000000 >table.md
//
// It is no part of the program: it lives under testdata so that nothing else
// builds it. It needs Go, sqlite3, and 10 GB in the work folder for all rows.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

type options struct {
	bench
	sizes []int
	heavy string
	only  *regexp.Regexp
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, w io.Writer) error {
	if len(args) > 0 && args[0] == "make" {
		return makeData(args[1:])
	}
	o, err := parse(args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.outputs(), 0o755); err != nil {
		return err
	}
	if err := o.build(); err != nil {
		return err
	}
	bySize := map[int][]result{}
	var table []result
	for i, n := range o.sizes {
		last := i == len(o.sizes)-1
		rows, err := o.measureSize(ctx, o.set(n), last)
		if err != nil {
			return err
		}
		bySize[n], table = rows.queries, append(rows.others, rows.queries...)
	}
	heavy, peak, catalogue, err := o.measureHeavy(ctx)
	if err != nil {
		return err
	}
	if err := report(w, append(table, heavy...)); err != nil {
		return err
	}
	if len(heavy) > 0 {
		if err := reportMemory(w, peak, catalogue); err != nil {
			return err
		}
	}
	if len(o.sizes) > 1 {
		return reportGrowth(w, o.sizes, bySize)
	}
	return nil
}

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	sizes := f.String("items", "1000000", "how many records; several sizes parted by commas, the table is of the last one")
	f.StringVar(&o.work, "work", filepath.Join(os.TempDir(), "archive-benchmark"), "folder for data sets and results, kept for the next time")
	f.StringVar(&o.archive, "archive", "", "a ready program `archive` (else it is built)")
	f.IntVar(&o.runs, "runs", 21, "how often each query and each single add is run")
	f.IntVar(&o.loadRuns, "load-runs", 3, "how often everything is loaded; 0 works on what is there")
	f.IntVar(&o.heavyRuns, "heavy-runs", 5, "how often thousands of pictures are taken in")
	f.StringVar(&o.heavy, "heavy", "small,large", "which take-ins: small (5,000 × 100 KB), large (400 × 5 MB), or none")
	f.BoolVar(&o.peers, "peers", false, "compare the take-ins with restic and borg, where installed")
	only := f.String("rows", "", "only the rows whose name matches this expression")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return nil, err
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, fmt.Errorf("-items: %s: expected a number", s)
		}
		o.sizes = append(o.sizes, n)
	}
	o.work, err = filepath.Abs(o.work)
	return o, err
}

// build builds the programs as they are released: without C.
func (o *options) build() error {
	for target, pkg := range map[*string]string{
		&o.archive: "./cmd/archive", &o.empty: "./testdata/benchmark/empty", &o.appendTo: "./testdata/benchmark/append",
	} {
		if *target != "" {
			continue
		}
		*target = filepath.Join(o.work, "bin", filepath.Base(pkg))
		cmd := exec.Command("go", "build", "-o", *target, pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("building %s: %w", pkg, err)
		}
	}
	return nil
}

// makeData runs in a process of its own: the memory this takes would count as
// that of the processes that are measured.
func makeData(args []string) error {
	var numbers []int
	for _, s := range args[1:] {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		numbers = append(numbers, n)
	}
	switch len(numbers) {
	case 1:
		return generate(args[0], numbers[0])
	case 2:
		return pictureFolder(args[0], numbers[0], numbers[1])
	}
	return errors.New("make: expected a folder with one number or two")
}

func inOwnProcess(ctx context.Context, dir string, numbers ...int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"make", dir}
	for _, n := range numbers {
		args = append(args, strconv.Itoa(n))
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// sizeResults are the rows of one data set.
type sizeResults struct{ others, queries []result }

func (o *options) measureSize(ctx context.Context, s set, last bool) (sizeResults, error) {
	var out sizeResults
	if !generated(s.dir) {
		fmt.Fprintf(os.Stderr, "making %s records …\n", thousands(s.n))
		if err := inOwnProcess(ctx, s.dir, s.n); err != nil {
			return out, err
		}
	}
	fmt.Fprintf(os.Stderr, "%s records\n", thousands(s.n))
	if o.loadRuns > 0 || !loaded(s) {
		load, err := o.load(s)
		if err != nil {
			return out, err
		}
		if !last || load.runs == 0 {
			load.runs = 1
		}
		if err := o.add(ctx, &out.others, load); err != nil {
			return out, err
		}
		if err := settle(s); err != nil {
			return out, err
		}
	}
	if last {
		single, err := o.addOne(s)
		if err != nil {
			return out, err
		}
		if err := o.add(ctx, &out.others, single); err != nil {
			return out, err
		}
	}
	for _, r := range o.queries(s) {
		if err := o.add(ctx, &out.queries, r); err != nil {
			return out, err
		}
	}
	return out, nil
}

// add measures a row, if it is asked for.
func (o *options) add(ctx context.Context, to *[]result, r row) error {
	if !o.only.MatchString(r.name) && !strings.HasPrefix(r.name, "loading") {
		return nil
	}
	res, err := r.measure(ctx, o.outputs())
	*to = append(*to, res)
	return err
}

// measureHeavy takes in thousands of pictures, and tells the most memory that
// took and the size of the catalogue it made.
func (o *options) measureHeavy(ctx context.Context) (out []result, peak, catalogue int64, err error) {
	kinds := strings.Split(o.heavy, ",")
	for _, h := range []struct {
		kind, name  string
		count, size int
		goals       []goal
	}{
		{"small", "add 5,000 × 100 KB", 5000, 100_000, []goal{{1.25, byCopy}, {0.5, byRestic}, {0.5, byBorg}}},
		{"large", "add 400 × 5 MB", 400, 5_000_000, []goal{{0.8, byCopy}}},
	} {
		if !slices.Contains(kinds, h.kind) || !o.only.MatchString(h.name) {
			continue
		}
		pictures := filepath.Join(o.work, h.kind)
		if err := inOwnProcess(ctx, pictures, h.count, h.size); err != nil {
			return out, peak, catalogue, err
		}
		if err := o.add(ctx, &out, o.takeIn(h.name, pictures, h.goals...)); err != nil {
			return out, peak, catalogue, err
		}
		peak = max(peak, out[len(out)-1].figures[byArchive].peak)
		catalogue = max(catalogue, catalogueSize(filepath.Join(o.work, takenIn)))
	}
	return out, peak, catalogue, nil
}
