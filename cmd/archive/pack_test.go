//go:build unix

package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack FILE FOLDER [PREFIX]: a zip, tar or tar.gz, as the name of the file
// says, of all below a folder. PREFIX stands in front of the names in it.
func cmdPack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: pack FILE FOLDER [PREFIX]")
	}
	prefix := ""
	if len(args) == 3 {
		prefix = args[2]
	}
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	var to io.Writer = out
	var z io.WriteCloser
	if strings.HasSuffix(args[0], ".gz") {
		z = gzip.NewWriter(out)
		to = z
	}
	var put func(name string, size int64) (io.Writer, error)
	var end func() error
	if strings.HasSuffix(args[0], ".zip") {
		w := zip.NewWriter(to)
		put, end = func(name string, _ int64) (io.Writer, error) { return w.Create(name) }, w.Close
	} else {
		w := tar.NewWriter(to)
		put = func(name string, size int64) (io.Writer, error) {
			return w, w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644})
		}
		end = w.Close
	}
	root := ts.MkAbs(args[1])
	ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w, err := put(prefix+filepath.ToSlash(name), int64(len(b)))
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	}))
	err = end()
	if z != nil {
		err = errors.Join(err, z.Close())
	}
	ts.Check(errors.Join(err, out.Close()))
}
