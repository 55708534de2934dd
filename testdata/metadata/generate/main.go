// Command generate makes the pictures of testdata/metadata/container and
// testdata/metadata/exif, and the expectations beside them.
//
// The pictures are a few pixels each. ExifTool 12.57 writes the metadata into
// them, some are put together here, and ExifTool's own reading of all of them
// is the expectation (expected.json). Run it in this folder:
//
//	go run . -exiftool exiftool
//
// The results are committed: tests need neither this program nor ExifTool.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	tool := flag.String("exiftool", "exiftool", "ExifTool 12.57")
	flag.Parse()
	if err := run(*tool); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// maker writes files into one folder.
type maker struct {
	tool, dir string
	err       error
}

func run(tool string) error {
	for _, folder := range []struct {
		name string
		fill func(*maker)
	}{{"container", containers}, {"exif", exifBlocks}} {
		m := &maker{tool: tool, dir: filepath.Join("..", folder.name)}
		if err := os.RemoveAll(m.dir); err != nil {
			return err
		}
		if err := os.MkdirAll(m.dir, 0o755); err != nil {
			return err
		}
		folder.fill(m)
		m.expect()
		if m.err != nil {
			return fmt.Errorf("%s: %w", folder.name, m.err)
		}
	}
	return nil
}

// file writes data, and lets ExifTool write tags into it.
func (m *maker) file(name string, data []byte, args ...string) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.dir, name)
	if m.err = os.WriteFile(path, data, 0o644); m.err != nil || len(args) == 0 {
		return
	}
	args = append([]string{"-q", "-m", "-overwrite_original", "-charset", "UTF8"}, append(args, path)...)
	if out, err := exec.Command(m.tool, args...).CombinedOutput(); err != nil {
		m.err = fmt.Errorf("%s: %w: %s", name, err, out)
	}
}

// read returns what was written.
func (m *maker) read(name string) []byte {
	if m.err != nil {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(m.dir, name))
	m.err = err
	return b
}

// expect writes ExifTool's reading of all files.
func (m *maker) expect() {
	if m.err != nil {
		return
	}
	cmd := exec.Command(m.tool, "-json", "-n", "-G1", "-x", "System:All", "-x", "ExifTool:ExifToolVersion", ".")
	cmd.Dir = m.dir
	out, err := cmd.Output()
	if err != nil {
		m.err = err
		return
	}
	m.err = os.WriteFile(filepath.Join(m.dir, "expected.json"), out, 0o644)
}
