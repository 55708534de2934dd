package bag

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
)

// made is a bag in the making: files by name.
type made map[string]string

// newBag is a whole bag of a version, with a manifest and a tag manifest an
// algorithm.
func newBag(version string, payload map[string]string, algorithms ...string) made {
	b := made{"bagit.txt": "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n"}
	size := 0
	for name, body := range payload {
		b["data/"+name] = body
		size += len(body)
	}
	info := "bag-info.txt"
	if version < "0.96" {
		info = "package-info.txt"
	}
	b[info] = fmt.Sprintf("Source-Organization: Spengler University\nPayload-Oxum: %d.%d\n", size, len(payload))
	for _, a := range algorithms {
		b.manifest(a)
	}
	b.tagManifests(algorithms...)
	return b
}

func digest(algorithmName, body string) string {
	h := algorithm(algorithmName)()
	h.Write([]byte(body))
	return hex.EncodeToString(h.Sum(nil))
}

// manifest lists the payload as it is.
func (b made) manifest(algorithm string) made {
	var s strings.Builder
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if payload(name) && !strings.HasSuffix(name, "/") {
			fmt.Fprintf(&s, "%s  %s\n", digest(algorithm, b[name]), EncodePath(name))
		}
	}
	b["manifest-"+algorithm+".txt"] = s.String()
	return b
}

// tagManifests makes them anew.
func (b made) tagManifests(algorithms ...string) made {
	for _, a := range algorithms {
		var s strings.Builder
		for _, name := range slices.Sorted(maps.Keys(b)) {
			if !payload(name) && !strings.HasPrefix(name, "tagmanifest-") && !strings.HasSuffix(name, "/") {
				fmt.Fprintf(&s, "%s %s\n", digest(a, b[name]), EncodePath(name))
			}
		}
		b["tagmanifest-"+a+".txt"] = s.String()
	}
	return b
}

// with sets a file; an empty body with a final slash is an empty folder.
func (b made) with(name, body string) made {
	c := maps.Clone(b)
	c[name] = body
	return c
}

func (b made) without(name string) made {
	c := maps.Clone(b)
	delete(c, name)
	return c
}

// edited replaces a piece of a file, which has to be there.
func (b made) edited(t *testing.T, name, from, to string) made {
	t.Helper()
	if !strings.Contains(b[name], from) {
		t.Fatalf("%s has no %q", name, from)
	}
	return b.with(name, strings.Replace(b[name], from, to, 1))
}

// encoded writes the tag files, but for bagit.txt, in another encoding, and
// the tag manifest of MD5 anew.
func (b made) encoded(t *testing.T, name string, enc encoding.Encoding) made {
	t.Helper()
	c := maps.Clone(b)
	delete(c, "tagmanifest-md5.txt")
	c["bagit.txt"] = strings.Replace(c["bagit.txt"], "UTF-8", name, 1)
	encode := func(name string) {
		s, err := enc.NewEncoder().String(c[name])
		if err != nil {
			t.Fatal(err)
		}
		c[name] = s
	}
	for name := range c {
		if !payload(name) && name != "bagit.txt" {
			encode(name)
		}
	}
	c.tagManifests("md5")
	encode("tagmanifest-md5.txt")
	return c
}

func (b made) folder(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bag")
	for name, body := range b {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(full, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func (b made) zip(t *testing.T, prefix string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		f, err := w.Create(prefix + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(b[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return written(t, "bag.zip", buf.Bytes())
}

func (b made) tar(t *testing.T, prefix string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		kind := byte(tar.TypeReg)
		if strings.HasSuffix(name, "/") {
			kind = tar.TypeDir
		}
		if err := w.WriteHeader(&tar.Header{Name: prefix + name, Size: int64(len(b[name])), Mode: 0o600, Typeflag: kind}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(b[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func gzipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func written(t *testing.T, name string, b []byte) string {
	t.Helper()
	full := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(full, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return full
}

// verified is what a check finds, as lines "error CODE PATH" or "warning …".
func verified(t *testing.T, path string) (Verified, []string) {
	t.Helper()
	var found []string
	sum, err := Verify(context.Background(), path, Options{
		Report: func(p Problem) {
			level := "error"
			if p.Warning {
				level = "warning"
			}
			found = append(found, strings.TrimSpace(level+" "+p.Code+" "+p.Path))
			if strings.Contains(p.What, "\n") || p.What == "" {
				t.Errorf("%s: not one line: %q", p.Path, p.What)
			}
		},
		Progress: func(int, int64) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum, found
}
