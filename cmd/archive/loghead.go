package main

import (
	"context"
	"io"
)

// runLogHead prints the head of the tamper-evident log: to publish, to sign or
// to write on paper. "verify --head" and "check-proof --head" read it.
func runLogHead(ctx context.Context, env *Env, selected bool) error {
	if selected {
		return usagef("--head is of the whole archive: it goes with no ID and no query")
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	h, err := a.Head(ctx)
	if err != nil {
		return err
	}
	_, err = io.WriteString(env.Stdout, h.String())
	return err
}
