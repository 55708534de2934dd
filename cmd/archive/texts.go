package main

import "strings"

// texts is the value of a flag that may be repeated. pflag's own makes a CSV
// writer of each such flag whenever the program starts.
type texts []string

func (t *texts) Set(s string) error { *t = append(*t, s); return nil }
func (t *texts) String() string     { return strings.Join(*t, ", ") }
func (t *texts) Type() string       { return "string" }
