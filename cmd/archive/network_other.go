//go:build !linux

package main

func networkKind(string) string { return "" }
