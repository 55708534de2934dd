// Command empty is the floor of every query: a Cobra program that does nothing.
package main

import (
	"os"

	"github.com/spf13/cobra"
)

func main() {
	cmd := &cobra.Command{Use: "empty", Run: func(*cobra.Command, []string) {}}
	if err := cmd.Execute(); err != nil {
		os.Exit(1)
	}
}
