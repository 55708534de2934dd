//go:build !failpoint

package main

func failpoint(*Env) func(string) { return nil }
