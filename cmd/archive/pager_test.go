package main

import (
	"errors"
	"slices"
	"testing"
)

// A pager is for a person at a terminal that can do more than print.
func TestPager(t *testing.T) {
	type vars map[string]string
	there := func(name string) (string, error) {
		if name == "less" || name == "most" {
			return "/bin/" + name, nil
		}
		return "", errors.New("not found")
	}
	for _, c := range []struct {
		name     string
		terminal bool
		vars     vars
		want     []string
	}{
		{"a pipe", false, vars{"PAGER": "less"}, nil},
		{"nothing said", true, nil, []string{"less"}},
		{"the system's", true, vars{"PAGER": "most -s"}, []string{"most", "-s"}},
		{"its own first", true, vars{"PAGER": "most", "ARCHIVE_PAGER": "less -S"}, []string{"less", "-S"}},
		{"none wanted", true, vars{"ARCHIVE_PAGER": "cat", "PAGER": "less"}, nil},
		{"blank", true, vars{"PAGER": "  "}, nil},
		{"not there", true, vars{"PAGER": "gone"}, nil},
		{"a terminal that only prints", true, vars{"TERM": "dumb"}, nil},
	} {
		e := &Env{OutTerminal: c.terminal, Getenv: func(n string) string { return c.vars[n] }}
		if got := e.pager(there); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	e := &Env{Getenv: func(n string) string { return vars{"LESS": "-S", "LANG": "C"}[n] }}
	if got := e.pagerEnvironment([]string{"A=b"}); !slices.Equal(got, []string{"A=b"}) {
		t.Errorf("with LESS and a plain locale: %q", got)
	}
	e = &Env{Getenv: func(string) string { return "" }}
	if got := e.pagerEnvironment(nil); !slices.Equal(got, []string{"LESS=FRX", "LESSCHARSET=utf-8"}) {
		t.Errorf("with nothing said: %q", got)
	}
}

// Each system has a command that opens a file, and no shell reads the name.
func TestViewer(t *testing.T) {
	for system, want := range map[string][]string{
		"linux":   {"xdg-open", "/a b/$x.jpg"},
		"freebsd": {"xdg-open", "/a b/$x.jpg"},
		"darwin":  {"open", "--", "/a b/$x.jpg"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler", "/a b/$x.jpg"},
	} {
		if got := viewer(system, "/a b/$x.jpg"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", system, got, want)
		}
	}
}
