package metadata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"photoarchive/pkg/item"
)

// TestCompareWithExifTool reads every picture below $ARCHIVE_TEST_PICTURES and
// compares each tag with `exiftool -json -n -G1`. It needs ExifTool and
// pictures, which are not part of the project, so it is skipped without.
// $ARCHIVE_TEST_VERBOSE names groups or tags whose differences are printed.
func TestCompareWithExifTool(t *testing.T) {
	folder := os.Getenv("ARCHIVE_TEST_PICTURES")
	if folder == "" {
		t.Skip("ARCHIVE_TEST_PICTURES is not set")
	}
	if _, err := exec.LookPath("exiftool"); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal("no exiftool here")
		}
		t.Skip("no exiftool here")
	}
	// IPTC text without a declared character set may be UTF-8 or cp1252;
	// ExifTool takes all of it for one of them.
	files, latin := runExifTool(t, folder, "utf8"), map[string]map[string]any{}
	for _, want := range runExifTool(t, folder, "Latin") {
		latin[want["SourceFile"].(string)] = want
	}
	table := comparison{}
	for _, want := range files {
		path := want["SourceFile"].(string)
		if mime, _ := want["File:MIMEType"].(string); !strings.HasPrefix(mime, "image/") || mime == "image/x-exv" {
			continue
		}
		table.file(t, path, want, latin[path])
	}
	table.mwg(t, folder)
	table.print(t)
}

func runExifTool(t *testing.T, folder, charset string) []map[string]any {
	t.Helper()
	out, err := exec.Command("exiftool", "-json", "-n", "-G1", "-q", "-r", "-charset", "iptc="+charset, folder).Output()
	if err != nil && len(out) == 0 {
		t.Fatalf("exiftool: %v", err)
	}
	var files []map[string]any
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatalf("exiftool's JSON: %v", err)
	}
	return files
}

// mwg compares the reconciled values with ExifTool's MWG module. Differences
// are wanted where this room stands in for missing values or refuses fillers.
func (c comparison) mwg(t *testing.T, folder string) {
	out, err := exec.Command("exiftool", "-json", "-n", "-q", "-r", "-use", "MWG", "-charset", "iptc=utf8", "-MWG:all", folder).Output()
	if err != nil && len(out) == 0 {
		t.Fatalf("exiftool: %v", err)
	}
	var files []map[string]any
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatalf("exiftool's JSON: %v", err)
	}
	for _, want := range files {
		path := want["SourceFile"].(string)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil {
			continue
		}
		place := m.Place
		if place == nil {
			place = &item.Place{}
		}
		date := strings.Replace(m.Date, "T", " ", 1)
		date = strings.ReplaceAll(date[:min(10, len(date))], "-", ":") + date[min(10, len(date)):]
		for key, got := range map[string]any{
			"Description": m.Caption, "Copyright": m.Copyright, "Creator": strings.Join(m.Creator, "; "),
			"Keywords": strings.Join(m.Keywords, "; "), "City": place.City, "Country": place.Country, "State": place.State,
			"Location": place.Sublocation, "DateTimeOriginal": date,
		} {
			expected := ""
			switch v := want[key].(type) {
			case []any:
				var parts []string
				for _, one := range v {
					parts = append(parts, fmt.Sprint(one))
				}
				expected = strings.Join(parts, "; ")
			case nil:
			default:
				expected = clean(fmt.Sprint(v))
			}
			result := 0
			switch {
			case sameText(got.(string), expected):
			case expected == "":
				result = 3
			case got == "":
				result = 2
			default:
				result = 1
			}
			if expected != "" || got != "" {
				c.count("MWG:"+key, result)
			}
			if verbose := os.Getenv("ARCHIVE_TEST_VERBOSE"); result > 0 && verbose != "" && strings.HasPrefix("MWG:"+key, verbose) {
				t.Logf("%s\n  MWG:%s: %.300v\n  exiftool: %.300v", path, key, show(got), show(expected))
			}
		}
	}
}

// comparison counts per tag: right, wrong, missing, additional.
type comparison map[string]*[4]int

func (c comparison) count(key string, i int) {
	if c[key] == nil {
		c[key] = new([4]int)
	}
	c[key][i]++
}

func (c comparison) file(t *testing.T, path string, want, latin map[string]any) {
	verbose := os.Getenv("ARCHIVE_TEST_VERBOSE")
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	m, err := Read(f, info.Size(), filepath.Base(path))
	if err != nil {
		if verbose != "" {
			t.Logf("%s: %v", path, err)
		}
		c.count("(unreadable)", 1)
	} else {
		for _, tag := range m.RawTags() {
			var v any
			if err := json.Unmarshal(tag.AppendJSON(nil), &v); err != nil {
				t.Errorf("%s: %s:%s: %v", path, tag.Group, tag.Name, err)
			}
			got[tag.Group+":"+tag.Name] = v
		}
	}
	seen := map[string]bool{}
	for theirs, value := range want {
		key, ok := ourKey(theirs)
		if !ok {
			continue
		}
		seen[key] = true
		ours, found := got[key]
		result := 0
		switch {
		case !found:
			result = 2
		case !alike(ours, value) && !alike(ours, latin[theirs]):
			result = 1
		}
		c.count(key, result)
		if result > 0 && verbose != "" && strings.HasPrefix(key, verbose) {
			t.Logf("%s\n  %s: %.300v\n  exiftool: %.300v", path, key, show(ours), show(value))
		}
	}
	for key, ours := range got {
		if seen[key] {
			continue
		}
		c.count(key, 3)
		if verbose != "" && strings.HasPrefix(key, verbose) {
			t.Logf("%s\n  additional %s: %.300v", path, key, show(ours))
		}
	}
}

func show(v any) string { return fmt.Sprintf("%q", fmt.Sprint(v)) }

// ourKey names ExifTool's tag as the program does, or tells that it is none of ours.
func ourKey(key string) (string, bool) {
	group, name, _ := strings.Cut(key, ":")
	switch {
	case group == "IFD0" || group == "ExifIFD" || group == "GPS" || group == "InteropIFD":
		if (name == "ImageWidth" || name == "ImageHeight") && group == "IFD0" {
			return "EXIF:" + name, true
		}
		return "EXIF:" + name, true
	case group == "IPTC" || group == "Composite" && (name == "GPSLatitude" || name == "GPSLongitude"):
		return key, true
	case strings.HasPrefix(group, "XMP-"):
		return key, true
	case (group == "File" || group == "PNG" || group == "GIF" || group == "RIFF") && (name == "ImageWidth" || name == "ImageHeight"):
		return "File:" + name, true
	case group == "File" && name == "Comment":
		return key, true
	}
	return "", false
}

// alike compares values as JSON gives them; lists of one are values.
func alike(a, b any) bool {
	if list, ok := a.([]any); ok && len(list) == 1 {
		a = list[0]
	}
	if list, ok := b.([]any); ok && len(list) == 1 {
		b = list[0]
	}
	if x, ok := a.(float64); ok {
		if y, ok := b.(float64); ok {
			return x == y || math.Abs(x-y) <= 1e-9*math.Max(math.Abs(x), math.Abs(y))
		}
	}
	if x, ok := a.([]any); ok {
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !alike(x[i], y[i]) {
				return false
			}
		}
		return true
	}
	return fmt.Sprint(a) == fmt.Sprint(b)
}

func (c comparison) print(t *testing.T) {
	keys := make([]string, 0, len(c))
	groups := map[string]*[4]int{}
	for key, n := range c {
		group, _, _ := strings.Cut(key, ":")
		if groups[group] == nil {
			groups[group] = new([4]int)
		}
		for i := range n {
			groups[group][i] += n[i]
		}
		if n[1]+n[2]+n[3] > 0 || os.Getenv("ARCHIVE_TEST_VERBOSE") != "" {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	for _, key := range keys {
		n := c[key]
		t.Logf("%-50s right %5d wrong %4d missing %4d additional %4d", key, n[0], n[1], n[2], n[3])
	}
	names := make([]string, 0, len(groups))
	for group := range groups {
		names = append(names, group)
	}
	sort.Strings(names)
	for _, group := range names {
		n := groups[group]
		t.Logf("total %-44s right %5d wrong %4d missing %4d additional %4d", group, n[0], n[1], n[2], n[3])
	}
}
