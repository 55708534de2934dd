package embed

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal("no " + name + " here")
		}
		t.Skip("no " + name + " here")
	}
}

// made is a picture to be read by other tools, with the caption it must have.
type made struct {
	picture []byte
	caption string
}

func TestExifTool(t *testing.T) {
	files := map[string]made{}
	for i, caption := range scripts() {
		for _, name := range []string{"plain.jpg", "plain.png", "plain.webp", "plain.tif", "all.jpg", "lossy.webp", "lossless.webp"} {
			files[strconv.Itoa(i)+name] = made{embedded(t, load(t, pictures+"container/"+name), full(caption)), caption}
		}
	}
	checkExifTool(t, files)
}

// checkExifTool holds the texts against what ExifTool reads, and wants no
// error and no warning; exiv2 may say nothing either.
func checkExifTool(t *testing.T, files map[string]made) {
	t.Helper()
	needTool(t, "exiftool")
	dir := t.TempDir()
	for name, f := range files {
		if err := os.WriteFile(filepath.Join(dir, name), f.picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("exiftool", "-json", "-n", "-a", "-G1", "-validate", "-warning", "-error", "-XMP:all", "-IPTC:all", "-IFD0:all", "-IPTCDigest", "-CurrentIPTCDigest", dir).Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != len(files) {
		t.Errorf("%d files read", len(list))
	}
	for _, got := range list {
		name, _ := got["SourceFile"].(string)
		caption := files[filepath.Base(name)].caption
		want := map[string]any{"ExifTool:Validate": "0 0 0", "XMP-dc:Description": caption, "XMP-dc:Source": "https://example.com/p/1", "XMP-dc:Subject": []any{"Pyongyang", "평양"}}
		if strings.HasSuffix(name, "jpg") || strings.HasSuffix(name, "tif") || strings.HasSuffix(name, "btf") {
			want["IPTC:Caption-Abstract"], want["IFD0:ImageDescription"] = caption, caption
			want["IPTC:By-line"], want["IFD0:Artist"] = []any{"Ada Example", "Bo; Example"}, `Ada Example; "Bo; Example"`
			want["IFD0:Copyright"], want["IPTC:CopyrightNotice"] = "© Ada Example", "© Ada Example"
			want["IPTC:DateCreated"], want["IPTC:TimeCreated"] = "2013:02:25", "08:14:00+09:00"
			want["IPTC:CodedCharacterSet"], want["Photoshop:IPTCDigest"] = "\x1b%G", got["File:CurrentIPTCDigest"]
			if strings.HasSuffix(name, "btf") { // of which ExifTool reckons no digest
				want["Photoshop:IPTCDigest"] = got["Photoshop:IPTCDigest"]
			}
		}
		for key, value := range want {
			if !reflect.DeepEqual(got[key], value) {
				t.Errorf("%s: %s: %q, want %q (%v)", name, key, got[key], value, got["ExifTool:Warning"])
			}
		}
	}
	if _, err := exec.LookPath("exiv2"); err == nil {
		for name := range files {
			if name[0] > '1' && name != "big.btf" { // exiv2 is asked about two scripts only
				continue
			}
			out, err := exec.Command("exiv2", "-pa", filepath.Join(dir, name)).CombinedOutput()
			if err != nil && name != "big.btf" || strings.Contains(string(out), "Error:") || strings.Contains(string(out), "Warning:") {
				t.Errorf("exiv2: %s: %v %.300s", name, err, out)
			}
		}
	}
}
