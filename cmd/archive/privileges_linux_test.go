package main

import (
	"os"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"
)

const unprivilegedEnv = "ARCHIVE_TEST_UNPRIVILEGED"

// canDropPrivileges tells whether permission bits bind the archive command when
// ARCHIVE_TEST_UNPRIVILEGED is set: for a common user they do anyway.
func canDropPrivileges() bool {
	return os.Geteuid() != 0 || unix.Prctl(unix.PR_CAPBSET_READ, unix.CAP_SETPCAP, 0, 0, 0) == nil
}

// dropPrivileges runs the program again without root's leave to pass over
// permission bits, when the environment asks for it.
func dropPrivileges() {
	if os.Getenv(unprivilegedEnv) == "" || os.Geteuid() != 0 {
		return
	}
	runtime.LockOSThread()
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, unprivilegedEnv+"=") {
			env = append(env, v)
		}
	}
	for _, capability := range []uintptr{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH} {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0); err != nil {
			panic(err)
		}
	}
	self, err := os.Executable()
	if err == nil {
		err = unix.Exec(self, os.Args, env)
	}
	panic(err)
}
