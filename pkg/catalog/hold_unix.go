//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package catalog

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes the lock that bbolt takes to write. It tells whether another
// process has it. Where a file system has no locks, nothing is held.
func lockFile(f *os.File) (taken bool) {
	return errors.Is(unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB), unix.EWOULDBLOCK)
}
