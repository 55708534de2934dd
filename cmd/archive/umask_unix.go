//go:build unix

package main

import "syscall"

// denyOthers sets the umask of the process: no file is ever made with more.
func denyOthers(env *Env) { syscall.Umask(int(env.Umask)) }
