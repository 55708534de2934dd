// Package sourcetest helps the tests of the rooms of sources: it writes what a
// source yields as lines that a person can read and a test can compare.
package sourcetest

import (
	"context"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"photoarchive/pkg/source"
)

// Files makes a file system of names and contents.
func Files(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, content := range files {
		out[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return out
}

// JPEG is what a picture begins with: enough to be known as one.
const JPEG = "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"

// MP4 is what a video begins with.
const MP4 = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"

// Recorder keeps what a source yields.
type Recorder struct {
	// Lines are drafts and skips in order: "PATH JSON [SIDECAR …]" and
	// "- CODE PATH: REASON", with "!" for "-" where damage is refused.
	Lines  []string
	Drafts []source.Draft
	Skips  []source.Skip
}

// Draft takes a draft. Every file it names must open.
func (r *Recorder) Draft(d source.Draft) error {
	b, err := d.Item.AppendJSON(nil)
	if err != nil {
		return err
	}
	line := strings.Replace(string(b), `"id":"",`, "", 1)
	line = strings.Replace(line, `"picture":{"sha256":"","size":0},`, "", 1)
	line = strings.Replace(line, `,"picture":{"sha256":"","size":0}`, "", 1)
	line = d.Path + " " + line
	for _, f := range d.Sidecars {
		line += " [" + f.Name + "]"
		if err := read(f); err != nil {
			return err
		}
	}
	r.Lines, r.Drafts = append(r.Lines, line), append(r.Drafts, d)
	return read(d.Picture)
}

func read(f source.File) error {
	rc, err := f.Open()
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, rc); err != nil {
		return err
	}
	return rc.Close()
}

// Skip takes a skip.
func (r *Recorder) Skip(s source.Skip) error {
	mark := "- "
	if s.Refused {
		mark = "! "
	}
	r.Lines, r.Skips = append(r.Lines, mark+s.Code+" "+s.Path+": "+s.Reason), append(r.Skips, s)
	return nil
}

// Read reads a source to its end.
func Read(t testing.TB, s source.Source) *Recorder {
	t.Helper()
	var r Recorder
	if err := s.Each(context.Background(), &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

// Compare tells of each line that differs.
func Compare(t testing.TB, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}
