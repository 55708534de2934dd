package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
)

// pathMost bounds a name in a list, in bytes: no system has longer ones.
const pathMost = 1 << 20

// pathList is a list of names to be read as they come: a line each, or with
// nul ending in NUL. Empty ones are left out.
type pathList struct {
	name string
	in   io.Reader
	nul  bool
}

// openPathList opens a list; - is stdin.
func openPathList(env *Env, name string, nul bool) (pathList, io.Closer, error) {
	if name == "-" {
		return pathList{"standard input", env.Stdin, nul}, io.NopCloser(nil), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return pathList{}, nil, err
	}
	return pathList{name, f, nul}, f, nil
}

// each yields the names. The end of the context ends the waiting for more.
func (l pathList) each(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		names, fail := make(chan string), make(chan error, 1)
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			defer close(names)
			fail <- l.scan(func(name string) bool {
				select {
				case names <- name:
					return true
				case <-ctx.Done():
					return false
				}
			})
		}()
		for {
			select {
			case name, ok := <-names:
				if !ok {
					if err := <-fail; err != nil {
						yield("", err)
					}
					return
				}
				if !yield(name, nil) {
					return
				}
			case <-ctx.Done():
				yield("", ctx.Err())
				return
			}
		}
	}
}

func (l pathList) scan(yield func(string) bool) error {
	end := byte('\n')
	if l.nul {
		end = 0
	}
	s := bufio.NewScanner(l.in)
	s.Buffer(nil, pathMost)
	s.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, end); i >= 0 {
			return i + 1, data[:i], nil
		}
		if atEOF && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	for s.Scan() {
		name := s.Bytes()
		if !l.nul {
			name = bytes.TrimSuffix(name, []byte("\r"))
		}
		if len(name) > 0 && !yield(string(name)) {
			return nil
		}
	}
	switch err := s.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return &hintedError{
			fmt.Errorf("%s: not a list of paths: one is longer than %d MB", l.name, pathMost>>20),
			"-0 reads a list whose paths end with NUL; without it they end with the line",
		}
	case err != nil:
		return &fileError{l.name, err}
	}
	return nil
}
