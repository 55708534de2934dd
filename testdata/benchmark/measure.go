package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// contender is one way to do the work of a row.
type contender struct {
	name string
	// argv is the command of a run; run 0 is not counted.
	argv func(run int) []string
	// dir is the working folder; empty is the program's own.
	dir string
	// stdin is a file, or empty.
	stdin string
	// before puts things in order for a run, untimed.
	before func(run int) error
	env    []string
}

func always(argv ...string) func(int) []string { return func(int) []string { return argv } }

// figures are what was measured of a contender.
type figures struct {
	median time.Duration
	cpu    time.Duration // median of user and system time
	peak   int64         // greatest resident memory of a run, bytes
	output string        // file with what the last run printed
}

// measure runs the contenders in turn, once uncounted if warm is set and then
// `runs` times, so that whatever else the machine does falls on all of them
// alike. Uncounted is run 0.
func measure(ctx context.Context, outputs string, warm bool, runs int, contenders []contender) (map[string]figures, error) {
	walls := map[string][]time.Duration{}
	cpus := map[string][]time.Duration{}
	out := map[string]figures{}
	for run := range runs + 1 {
		if run == 0 && !warm {
			continue
		}
		for _, c := range contenders {
			if c.before != nil {
				if err := c.before(run); err != nil {
					return nil, err
				}
			}
			f := out[c.name]
			f.output = filepath.Join(outputs, c.name+".out")
			wall, usage, err := once(ctx, c, run, f.output)
			if err != nil {
				return nil, err
			}
			if run > 0 {
				walls[c.name] = append(walls[c.name], wall)
				cpus[c.name] = append(cpus[c.name], time.Duration(usage.Utime.Nano()+usage.Stime.Nano()))
				f.peak = max(f.peak, usage.Maxrss*1024)
			}
			out[c.name] = f
		}
	}
	for name, f := range out {
		f.median, f.cpu = median(walls[name]), median(cpus[name])
		out[name] = f
	}
	return out, nil
}

// once runs a command to its end.
func once(ctx context.Context, c contender, run int, output string) (wall time.Duration, usage *syscall.Rusage, err error) {
	argv := c.argv(run)
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	// The file is given to the process itself: nothing is copied through here.
	out, err := os.Create(output)
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	cmd.Stdout = out
	if c.stdin != "" {
		in, err := os.Open(c.stdin)
		if err != nil {
			return 0, nil, err
		}
		defer func() { err = errors.Join(err, in.Close()) }()
		cmd.Stdin = in
	}
	start := time.Now()
	err = cmd.Run()
	wall = time.Since(start)
	if err != nil {
		return 0, nil, fmt.Errorf("%s: %w\n%s", clip(strings.Join(argv, " ")), err, clip(complaints.String()))
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, nil, fmt.Errorf("%s: the system tells nothing of its use of time and memory", argv[0])
	}
	return wall, usage, nil
}

func clip(s string) string {
	const most = 600
	if len(s) <= most {
		return s
	}
	return s[:most] + " …"
}

func median(list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// sameOutput compares what two contenders printed, line by line: the files may
// be large, and the memory of this program would count as that of the next one
// it starts.
func sameOutput(a, b figures) (err error) {
	x, err := os.Open(a.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	y, err := os.Open(b.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, y.Close()) }()
	xs, ys := bufio.NewScanner(x), bufio.NewScanner(y)
	for n := 1; ; n++ {
		moreX, moreY := xs.Scan(), ys.Scan()
		if err := errors.Join(xs.Err(), ys.Err()); err != nil {
			return err
		}
		if !moreX && !moreY {
			return nil
		}
		if moreX != moreY || !bytes.Equal(xs.Bytes(), ys.Bytes()) {
			return fmt.Errorf("the answers differ in line %d:\n%s\n%s", n, clip(xs.Text()), clip(ys.Text()))
		}
	}
}

// answer is how many hits an output has: its number, where it is one, else its
// lines.
func answer(path string, count bool) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s := bufio.NewScanner(f)
	for s.Scan() {
		n++
		if count {
			return strconv.Atoi(s.Text())
		}
	}
	return n, s.Err()
}
