package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built: -ldflags "-X main.version=1.0.0
// -X main.commit=abc -X main.built=2026-11-22T09:00:00Z". Otherwise the build's
// own information stands.
var version, commit, built string //nolint:gochecknoglobals // the linker can set nothing else

// versionInfo is what a build knows of itself.
type versionInfo struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"`
	Modified bool   `json:"modified,omitempty"` // built of more than the commit
	// Time is the commit's, RFC 3339.
	Time string `json:"time,omitempty"`
	Go   string `json:"go"`
	OS   string `json:"os"`
	Arch string `json:"arch"`
}

func readVersion() versionInfo {
	v := versionInfo{Version: version, Commit: commit, Time: built, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		if v.Version == "" {
			v.Version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision" && v.Commit == "":
				v.Commit = s.Value
			case s.Key == "vcs.time" && v.Time == "":
				v.Time = s.Value
			case s.Key == "vcs.modified":
				v.Modified = s.Value == "true"
			}
		}
	}
	if v.Version == "" || v.Version == "(devel)" {
		v.Version = "development"
	}
	if v.Commit == "" {
		v.Commit = "unknown"
	}
	return v
}

func versionText() string {
	v := readVersion()
	text := "archive " + v.Version + ", commit " + v.Commit
	if v.Modified {
		text += " (modified)"
	}
	return text
}

func newVersionCommand(env *Env) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print version and commit",
		Example: "  archive version\n  archive version --json",
		Args:    exactly(0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return printRow(env, true, readVersion())
			}
			_, err := fmt.Fprintln(env.Stdout, versionText())
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}
