package archive

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropCache asks the system to forget what it has of a file in memory.
func dropCache(f *os.File) {
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) // it is only advice
}
