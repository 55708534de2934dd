//go:build !failpoint

package main

import "time"

func failpoint(*Env) func(string) { return nil }

// clock is the system's.
func clock() func() time.Time { return time.Now }
