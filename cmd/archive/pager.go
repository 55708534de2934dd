package main

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"syscall"

	"photoarchive/pkg/render"
)

// page shows a text: on a terminal by a pager, else as it is.
func (e *Env) page(text string) error {
	command := e.pager(exec.LookPath)
	if len(command) == 0 {
		_, err := io.WriteString(e.Stdout, text)
		return err
	}
	cmd := exec.Command(command[0], command[1:]...)
	shown := text
	if !e.utf8() {
		shown = render.ASCII(text)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(shown), e.Stdout, e.Stderr
	if f, ok := fileOf(e.Stdout); ok {
		cmd.Stdout = f // a terminal, and so no pipe before it
	}
	cmd.Env = e.pagerEnvironment(cmd.Environ())
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil, errors.As(err, &exit), errors.Is(err, syscall.EPIPE):
		return nil // it was shown, as far as somebody wanted to read
	}
	_, err = io.WriteString(e.Stdout, text)
	return err
}

// pager is the command of the pager: $ARCHIVE_PAGER, $PAGER, or less where it
// is there. There is none off a terminal, and where "cat" or nothing is said.
// The variables hold words parted by spaces: no shell reads them.
func (e *Env) pager(look func(string) (string, error)) []string {
	if !e.OutTerminal || e.Getenv("TERM") == "dumb" {
		return nil
	}
	wanted := e.Getenv("ARCHIVE_PAGER")
	if wanted == "" {
		wanted = e.Getenv("PAGER")
	}
	if wanted == "" {
		wanted = "less"
	}
	command := strings.Fields(wanted)
	if len(command) == 0 || command[0] == "cat" {
		return nil
	}
	if _, err := look(command[0]); err != nil {
		return nil
	}
	return command
}

// pagerEnvironment lets less end by itself where all fits on the screen (F),
// show colours (R), and leave the text on the screen (X), unless the user has
// wishes of their own.
func (e *Env) pagerEnvironment(environment []string) []string {
	if e.Getenv("LESS") == "" {
		environment = append(environment, "LESS=FRX")
	}
	if e.Getenv("LESSCHARSET") == "" && e.utf8() {
		environment = append(environment, "LESSCHARSET=utf-8")
	}
	return environment
}
