package exif

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/container"
)

const samples = "../../../testdata/metadata"

// sampleBlocks returns the EXIF blocks of the sample files by folder and name.
func sampleBlocks(t testing.TB) map[string][]byte {
	t.Helper()
	blocks := map[string][]byte{}
	for _, folder := range []string{"exif", "container"} {
		entries, err := os.ReadDir(filepath.Join(samples, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() == "expected.json" {
				continue
			}
			b, err := os.ReadFile(filepath.Join(samples, folder, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			f, err := container.Read(bytes.NewReader(b), int64(len(b)), e.Name())
			if err != nil {
				t.Fatalf("%s: %v", e.Name(), err)
			}
			if f.EXIF != nil {
				blocks[folder+"/"+e.Name()] = f.EXIF
			}
		}
	}
	if len(blocks) < 35 {
		t.Fatalf("only %d blocks", len(blocks))
	}
	return blocks
}

func decode(t testing.TB, name string, block []byte) *EXIF {
	t.Helper()
	e, err := Decode(block)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// TestAgainstExifTool compares every tag of every sample with ExifTool's
// reading, as it stands in JSON, both ways.
func TestAgainstExifTool(t *testing.T) {
	blocks := sampleBlocks(t)
	compared := 0
	for _, folder := range []string{"exif", "container"} {
		raw, err := os.ReadFile(filepath.Join(samples, folder, "expected.json"))
		if err != nil {
			t.Fatal(err)
		}
		var files []map[string]json.RawMessage
		if err := json.Unmarshal(raw, &files); err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name := folder + strings.Trim(string(f["SourceFile"]), `".`)
			switch name {
			case "container/two-exif.jpg", // ExifTool reads both blocks, we the first
				"exif/latin.jpg": // ExifTool writes question marks for what isn't UTF-8
				continue
			}
			want := expectedTags(f)
			got := map[string]string{}
			if b, ok := blocks[name]; ok {
				for _, tag := range decode(t, name, b).Tags() {
					got[tag.Name] = string(tag.AppendJSON(nil))
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s:%s", name, difference(got, want))
			}
			compared += len(want)
		}
	}
	if compared < 450 {
		t.Errorf("only %d tags compared", compared)
	}
}

// expectedTags takes the tags of a block from ExifTool's groups. Those of
// IFD1 count where no other directory has them. Offsets and pictures are
// nobody's metadata.
func expectedTags(f map[string]json.RawMessage) map[string]string {
	want := map[string]string{}
	for _, groups := range []string{"IFD0: ExifIFD: GPS: InteropIFD:", "IFD1:"} {
		for key, v := range f {
			group, name, _ := strings.Cut(key, ":")
			if _, ok := want[name]; ok || !strings.Contains(" "+groups, " "+group+":") {
				continue
			}
			switch name {
			case "ThumbnailOffset", "ThumbnailImage", "ThumbnailTIFF":
				continue
			}
			want[name] = string(v)
		}
	}
	return want
}

func difference(got, want map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			b.WriteString("\n  " + name + ": got " + got[name] + ", want " + want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			b.WriteString("\n  " + name + ": got " + got[name] + ", want nothing")
		}
	}
	return b.String()
}
