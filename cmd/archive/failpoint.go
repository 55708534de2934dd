//go:build failpoint

package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// failpoint kills the process, as a loss of power would, at the step that
// ARCHIVE_FAILPOINT names: STEP or STEP:N for the Nth time it is reached. With
// ARCHIVE_FAILPOINTS each that is reached is a line of the file of that name.
// Only test builds have it.
func failpoint(env *Env) func(string) {
	if name := env.Getenv("ARCHIVE_FAILPOINTS"); name != "" {
		return func(step string) {
			f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
			if err == nil {
				_, err = f.WriteString(step + "\n")
			}
			if err := errors.Join(err, f.Close()); err != nil {
				panic(err)
			}
		}
	}
	want, nth, _ := strings.Cut(env.Getenv("ARCHIVE_FAILPOINT"), ":")
	n, err := strconv.Atoi(nth)
	if err != nil {
		n = 1
	}
	var reached atomic.Int64
	return func(step string) {
		if step == want && reached.Add(1) == int64(n) {
			p, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = p.Kill()
			}
			if err != nil {
				panic(err)
			}
			select {}
		}
	}
}

// clock is the system's, or stands still at the time that ARCHIVE_TEST_NOW
// gives: so tests turn it back.
func clock() func() time.Time {
	now, err := time.Parse(time.RFC3339, os.Getenv("ARCHIVE_TEST_NOW"))
	if err != nil {
		return time.Now
	}
	return func() time.Time { return now }
}
