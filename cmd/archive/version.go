package main

import (
	"runtime/debug"
)

// version is set when a release is built: -ldflags "-X main.version=1.0.0
// -X main.commit=abc". Otherwise the build's own information stands.
var version, commit string //nolint:gochecknoglobals // the linker can set nothing else

func versionText() string {
	v, c := version, commit
	if info, ok := debug.ReadBuildInfo(); ok {
		if v == "" {
			v = info.Main.Version
		}
		dirty := ""
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				if c == "" {
					c = s.Value
				}
			case "vcs.modified":
				if s.Value == "true" {
					dirty = " (modified)"
				}
			}
		}
		c += dirty
	}
	if v == "" || v == "(devel)" {
		v = "development"
	}
	if c == "" {
		c = "unknown"
	}
	return "archive " + v + ", commit " + c
}
