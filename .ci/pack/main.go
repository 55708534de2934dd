// Command pack makes a tar.gz or a zip of a folder such that the same files give
// the same bytes on every machine: in order of their names, all of one time,
// owned by nobody in particular.
//
//	pack SECONDS FOLDER FILE
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// add puts a file into the archive under a name.
type add func(name string, mode fs.FileMode, size int64) (io.Writer, error)

func run(args []string) (err error) {
	if len(args) != 3 {
		return errors.New("usage: pack SECONDS FOLDER FILE")
	}
	seconds, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return err
	}
	out, err := os.Create(args[2])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	when := time.Unix(seconds, 0).UTC()
	if strings.HasSuffix(args[2], ".zip") {
		return zipped(out, args[1], when)
	}
	return tarred(out, args[1], when)
}

func zipped(out io.Writer, dir string, when time.Time) error {
	z := zip.NewWriter(out)
	err := walk(dir, func(name string, mode fs.FileMode, _ int64) (io.Writer, error) {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: when}
		h.SetMode(mode)
		return z.CreateHeader(h)
	})
	return errors.Join(err, z.Close())
}

func tarred(out io.Writer, dir string, when time.Time) error {
	g, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(g)
	err = walk(dir, func(name string, mode fs.FileMode, size int64) (io.Writer, error) {
		return t, t.WriteHeader(&tar.Header{Name: name, Mode: int64(mode), Size: size, ModTime: when, Format: tar.FormatUSTAR})
	})
	return errors.Join(err, t.Close(), g.Close())
}

// walk adds the files below a folder, which is the first part of their names.
func walk(dir string, add add) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		in, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if strings.TrimSuffix(below, ".exe") == "archive" {
			mode = 0o755
		}
		w, err := add(path.Join(filepath.Base(dir), filepath.ToSlash(below)), mode, int64(len(in)))
		if err == nil {
			_, err = w.Write(in)
		}
		return err
	})
}
