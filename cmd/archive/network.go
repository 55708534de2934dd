package main

import (
	"os"
	"path/filepath"
)

// warnOfNetwork tells once of a folder whose locks may keep nobody out. The
// folder need not be there yet: then the one above it tells.
func (e *Env) warnOfNetwork(dir string) {
	at := dir
	for {
		if _, err := os.Stat(at); err == nil || filepath.Dir(at) == at {
			break
		}
		at = filepath.Dir(at)
	}
	if kind := networkKind(at); kind != "" {
		e.tellNetwork(dir, kind)
	}
}

func (e *Env) tellNetwork(dir, kind string) {
	e.note("%s is on a network folder (%s): its locks may not keep other machines out", dir, kind)
	e.hint("let one machine at a time use it")
}
