package main

import (
	"context"

	"photoarchive/pkg/archive"
)

func runEditForm(context.Context, *Env, *archive.Archive, editOptions, []string) error {
	return usagef("say what to change by flags")
}
