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
)

func main() { os.Exit(run(newEnv(), os.Args[1:])) }

// run executes one command line and returns its exit code.
func run(env *Env, args []string) int {
	// The first signal ends the work in good order; a second one ends the process.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	args = keepNumbers(args)
	root := newRootCommand(env, args)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if flushErr := env.flush(); err == nil {
		err = flushErr
	}
	return env.fail(err)
}
