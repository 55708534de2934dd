//go:build linux || darwin || freebsd

package catalog

import "golang.org/x/sys/unix"

// freeSpace is how many bytes may be written to a folder's disk; false where
// that is not known.
func freeSpace(dir string) (int64, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true //nolint:unconvert // the types differ between systems
}
