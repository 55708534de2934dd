//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// cellSize is the size of a character in pixels, where the terminal told the
// system of it; else 0.
func cellSize(f *os.File) (width, height int) {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil || size.Col == 0 || size.Row == 0 {
		return 0, 0
	}
	return int(size.Xpixel / size.Col), int(size.Ypixel / size.Row)
}
