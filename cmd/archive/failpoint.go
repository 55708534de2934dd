//go:build failpoint

package main

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

// failpoint kills the process, as a loss of power would, at the step that
// ARCHIVE_FAILPOINT names: STEP or STEP:N for the Nth time it is reached.
// Only test builds have it.
func failpoint(env *Env) func(string) {
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
