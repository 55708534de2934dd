package html

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// axe-core is pinned by the SHA-512 of its tarball, as the registry has it.
const (
	axeVersion = "4.11.0"
	axeSum     = "ilYanEU8vxxBexpJd8cWM4ElSQq4QctCLKih0TSfjIfCQTeyH/6zVrmIJfLPrKTKJRbiG+cfnZbQIjAlJmF1jQ=="
)

// axe is the source of axe-core, fetched by the npm client once and then kept
// in the user's cache.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir() // fetched for this run only
	}
	dir := filepath.Join(cache, "photoarchive-test")
	tarball := filepath.Join(dir, "axe-core-"+axeVersion+".tgz")
	if _, err := os.Stat(tarball); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "" {
			t.Skip("needs axe-core; ARCHIVE_TEST_ALL=1 fetches it")
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		pack := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, "axe-core@"+axeVersion)
		if out, err := pack.CombinedOutput(); err != nil {
			t.Fatalf("npm pack: %v\n%s", err, out)
		}
	}
	b, err := os.ReadFile(tarball)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha512.Sum512(b); base64.StdEncoding.EncodeToString(sum[:]) != axeSum {
		t.Fatalf("%s: checksum is %s", tarball, base64.StdEncoding.EncodeToString(sum[:]))
	}
	f, err := os.Open(tarball)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		if err != nil {
			t.Fatal("axe.min.js: ", err)
		}
		if head.Name == "package/axe.min.js" {
			source, err := io.ReadAll(archive)
			if err != nil {
				t.Fatal(err)
			}
			return string(source)
		}
	}
}

// TestGalleryIsAccessible has axe-core look at every kind of page, light and
// dark, on wide and narrow screens.
func TestGalleryIsAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	source := axe(t)
	dir := t.TempDir()
	writeGallery(t, dir, sampleEntries(t))
	p := chromium(t)
	base := "file://" + filepath.ToSlash(dir) + "/"
	look := func(what string) {
		t.Helper()
		found := p.eval(`axe.run(document, {preload: false, resultTypes: ['violations']}).then(r => [r.passes.length, r.violations.map(v =>
			v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join('; '))])`).([]any)
		for _, violation := range found[1].([]any) {
			t.Errorf("%s: %v", what, violation)
		}
		if found[0].(float64) < 10 {
			t.Errorf("%s: only %v rules looked at it", what, found[0])
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		width := map[string]int{"light": 1280, "dark": 360}[scheme]
		p.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false})
		p.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]string{"name": "prefers-color-scheme", "value": scheme}}})
		p.await(fmt.Sprintf("matchMedia('(prefers-color-scheme: %s)').matches", scheme), "true")
		for _, name := range []string{"index.html", "index.html#item=" + id(4), "index.html#tag=NKorea&q=popcorn", "items/" + id(0) + ".html", "list/0001.html"} {
			p.open(base + name)
			p.eval(source + "\n;0")
			look(scheme + " " + name)
			if name == "index.html" {
				p.eval("document.getElementById('filters').open = true; document.getElementById('help-button').click()")
				look(scheme + " help")
			}
		}
	}
}
