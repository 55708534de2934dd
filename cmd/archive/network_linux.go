package main

import "golang.org/x/sys/unix"

// networkKind names the kind of network or user-space file system that a
// folder is on; empty for others, and where that is not known.
func networkKind(dir string) string {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return ""
	}
	return kindOfFileSystem(uint32(s.Type)) // its type differs between machines
}

// kindOfFileSystem knows the numbers of statfs(2) and of linux/magic.h.
func kindOfFileSystem(magic uint32) string {
	switch magic {
	case 0x6969:
		return "NFS"
	case 0x517B, 0xFF534D42, 0xFE534D42:
		return "SMB"
	case 0x65735546:
		return "FUSE"
	case 0x01021997:
		return "9P"
	case 0x5346414F, 0x6B414653:
		return "AFS"
	case 0x73757245:
		return "Coda"
	}
	return ""
}
