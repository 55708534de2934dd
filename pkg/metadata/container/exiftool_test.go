package container

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const samples = "../../../testdata/metadata/container"

// sampleFiles returns the names and contents of the sample files.
func sampleFiles(t testing.TB) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.Name() == "expected.json" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(samples, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = b
	}
	if len(files) < 40 {
		t.Fatalf("only %d samples", len(files))
	}
	return files
}

func read(t testing.TB, name string, b []byte) *File {
	t.Helper()
	f, err := Read(bytes.NewReader(b), int64(len(b)), name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

// facts are what ExifTool tells of a container.
type facts struct {
	MIME            string
	Width, Height   int
	IPTC, Digest    string // MD5 of the block, and Photoshop's
	EXIF, XMP, IIM  bool
	Comment         string
	Truncated       bool
	PNGTitle, PNGBy string
}

func TestAgainstExifTool(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(samples, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected []map[string]any
	if err := json.Unmarshal(raw, &expected); err != nil {
		t.Fatal(err)
	}
	files := sampleFiles(t)
	for _, e := range expected {
		name := strings.TrimPrefix(e["SourceFile"].(string), "./")
		f := read(t, name, files[name])
		want, got := expectedFacts(e), factsOf(f)
		if name == "all.avif" { // ExifTool can't read XMP by construction method 1
			want.XMP = true
		}
		if f.Ext == "png" { // ExifTool tells a block's MD5 only where IPTC belongs
			want.IPTC = got.IPTC
		}
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

func expectedFacts(e map[string]any) facts {
	text := func(keys ...string) string {
		for _, k := range keys {
			if s, ok := e[k].(string); ok {
				return s
			}
		}
		return ""
	}
	f := facts{
		MIME: text("File:MIMEType"), IPTC: text("File:CurrentIPTCDigest"), Digest: text("Photoshop:IPTCDigest"),
		Comment: text("File:Comment", "GIF:Comment"), PNGTitle: text("PNG:Title"), PNGBy: text("PNG:Author", "PNG:Author-ko"),
	}
	for k := range e {
		f.EXIF = f.EXIF || strings.HasPrefix(k, "IFD0:")
		f.IIM = f.IIM || strings.HasPrefix(k, "IPTC:")
		f.XMP = f.XMP || strings.HasPrefix(k, "XMP-")
	}
	var size [2]int
	for i, s := range strings.Fields(text("Composite:ImageSize")) {
		for _, c := range s {
			size[i] = size[i]*10 + int(c-'0')
		}
	}
	f.Width, f.Height = size[0], size[1]
	return f
}

func factsOf(f *File) facts {
	out := facts{MIME: f.MIME, Width: f.Width, Height: f.Height, EXIF: f.EXIF != nil, XMP: len(f.XMP) > 0, IIM: f.IPTC != nil, Truncated: f.Truncated}
	if f.IPTC != nil {
		sum := md5.Sum(f.IPTC)
		out.IPTC = hex.EncodeToString(sum[:])
	}
	out.Digest = hex.EncodeToString(f.IPTCDigest)
	if len(f.Comments) > 0 {
		out.Comment = f.Comments[0]
	}
	for _, c := range f.Text {
		switch c.Keyword {
		case "Title":
			out.PNGTitle = c.Value
		case "Author":
			out.PNGBy = c.Value
		}
	}
	return out
}
