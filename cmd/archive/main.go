// Command archive keeps photographs together with their captions and finds
// them by hashtag, place, date and words.
//
// This room is all that speaks to a person: flags, messages, exit codes. One
// file holds one command: its constructor, its options and its run function.
// What the commands do is in pkg/archive; nothing here knows how.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() { os.Exit(run(newEnv(), os.Args[1:])) }

// signalsAfter is when a command begins to listen for Ctrl-C. Listening takes
// a thread and a fifth of the time of a search: what ends sooner does without,
// and a signal before then ends it as any program.
const signalsAfter = 15 * time.Millisecond

// interruptible gives a context that the first signal ends, so that the work
// stops in good order. A second signal ends the process.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	timer := time.AfterFunc(signalsAfter, func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
		select {
		case <-signals:
			signal.Stop(signals)
			cancel()
		case <-ctx.Done():
		}
	})
	return ctx, func() { timer.Stop(); cancel() }
}

// run executes one command line and returns its exit code.
func run(env *Env, args []string) int {
	ctx, stop := interruptible()
	defer stop()
	args = keepNumbers(args)
	root := newRootCommand(env, args)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if flushErr := env.flush(); err == nil {
		err = flushErr
	}
	env.keepDumps(ctx)
	return env.fail(err)
}
