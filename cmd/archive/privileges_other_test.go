//go:build unix && !linux

package main

import "os"

func canDropPrivileges() bool { return os.Geteuid() != 0 }

func dropPrivileges() {}
