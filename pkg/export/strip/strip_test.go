package strip

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"photoarchive/pkg/metadata"
)

// everything lists pictures of each kind with every tag of places and people
// that ExifTool can write, made by
//
//	exiftool -m -@ exiftool.args PICTURE
//
// Values of places and people begin with ZZ, or are of the names below; what
// must stay begins with Keep.
func everything(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../../../testdata/strip/everything.*")
	if err != nil || len(list) != 6 {
		t.Fatal(list, err)
	}
	return list
}

func load(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func stripped(t *testing.T, b []byte, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Picture(&out, bytes.NewReader(b), int64(len(b)), o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, b []byte) *metadata.Metadata {
	t.Helper()
	m, err := metadata.Read(bytes.NewReader(b), int64(len(b)), "x")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// No byte of a value of a place or of people is left, and what must stay is there.
func TestNothingLeft(t *testing.T) {
	both := Options{GPS: true, People: true}
	for _, path := range everything(t) {
		before := load(t, path)
		after := stripped(t, before, both)
		// Telephone numbers of licensors are no places, though the list of tags has them.
		text := strings.ReplaceAll(string(after), "ZZLicensorTelephone", "")
		text = strings.ReplaceAll(text, "ZZCopyrightOwner", "")
		for _, word := range []string{"ZZ", "Ada Example", "ada example", "Bo Other", "North Korea", "PRK", "GPSL"} {
			if i := strings.Index(text, word); i >= 0 {
				t.Errorf("%s: %q is left: %q", path, word, text[max(0, i-60):min(len(text), i+60)])
			}
		}
		m, was := read(t, after), read(t, before)
		if m.Place != nil || m.People != nil {
			t.Errorf("%s: place %v, people %v", path, m.Place, m.People)
		}
		if was.Place == nil || was.Place.Lat == nil || was.Place.City == "" || was.People == nil {
			t.Errorf("%s: the made file has place %v, people %v", path, was.Place, was.People)
		}
		got := []any{m.Caption, m.Title, m.Alt, m.Keywords, m.Creator, m.Credit, m.Copyright, m.Date, *m.Rating, m.Width, m.Height}
		want := []any{
			"The caption #Pyongyang", "Keep Title", "Keep Alt",
			[]string{"Pyongyang", "flat"},
			[]string{"Keep Byline"},
			"Keep Credit", "Keep Copyright",
			was.Date, 4, was.Width, was.Height,
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", path, got, want)
		}
		if !strings.HasSuffix(path, ".gif") && (m.Orientation != was.Orientation || !strings.Contains(string(after), "KeepMake") || !strings.Contains(string(after), "KeepLens")) {
			t.Errorf("%s: orientation %d was %d, or the camera is gone", path, m.Orientation, was.Orientation)
		}
	}
}

// One option leaves what the other takes.
func TestOneOption(t *testing.T) {
	for _, path := range everything(t) {
		before := load(t, path)
		m := read(t, stripped(t, before, Options{GPS: true}))
		if m.Place != nil || len(m.People) == 0 || len(m.Keywords) < 4 {
			t.Errorf("%s: place %v, people %v, keywords %v", path, m.Place, m.People, m.Keywords)
		}
		m = read(t, stripped(t, before, Options{People: true}))
		if m.Place == nil || m.Place.Lat == nil || m.Place.City == "" || m.People != nil {
			t.Errorf("%s: place %v, people %v", path, m.Place, m.People)
		}
		if after := stripped(t, before, Options{}); !bytes.Equal(after, before) {
			t.Errorf("%s: changed without an option", path)
		}
	}
}

// Pixels and picture data stay, of the pictures of all tests.
func TestPixels(t *testing.T) {
	decoded := 0
	for _, pattern := range []string{"../../../testdata/metadata/*/*", "../../../testdata/strip/everything.*", "../../../testdata/pyongyang/*"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			before, err := os.ReadFile(path)
			if err != nil {
				continue
			}
			want, _, err := image.Decode(bytes.NewReader(before))
			if err != nil {
				continue
			}
			var out bytes.Buffer
			err = Picture(&out, bytes.NewReader(before), int64(len(before)), Options{GPS: true, People: true})
			if errors.Is(err, ErrFormat) {
				t.Logf("%s: %v", path, err)
				continue
			}
			if err != nil {
				t.Fatal(path, err)
			}
			decoded++
			after := out.Bytes()
			got, _, err := image.Decode(bytes.NewReader(after))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: other pixels, %v", path, err)
			}
			if again := stripped(t, after, Options{GPS: true, People: true}); !bytes.Equal(again, after) {
				t.Errorf("%s: the second time gives %d bytes, the first %d", path, len(again), len(after))
			}
		}
	}
	if decoded < 70 {
		t.Errorf("only %d pictures", decoded)
	}
}

// Names that the picture doesn't know for people's.
func TestNames(t *testing.T) {
	b := load(t, "../../../testdata/strip/everything.jpg")
	var out bytes.Buffer
	if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{People: true}, "FLAT"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, out.Bytes()).Keywords; !reflect.DeepEqual(got, []string{"Pyongyang"}) {
		t.Errorf("%q", got)
	}
}

func TestRefused(t *testing.T) {
	for _, name := range []string{"container/plain.bmp", "container/raw.dng", "container/expected.json"} {
		b := load(t, "../../../testdata/metadata/"+name)
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true}); !errors.Is(err, ErrFormat) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
	}
}

func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal("no " + name + " here")
		}
		t.Skip("no " + name + " here")
	}
}

// ExifTool finds no tag of a place or of people, whatever its name.
func TestExifTool(t *testing.T) {
	needTool(t, "exiftool")
	places := regexp.MustCompile(`(?i)gps|latitude|longit|altitude|location|city|country|province|:state|worldregion|address|coverage`)
	people := regexp.MustCompile(`(?i)person|people|face|region|:ownername`)
	for _, o := range []Options{{GPS: true}, {People: true}, {true, true}} {
		dir := t.TempDir()
		for _, path := range everything(t) {
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), stripped(t, load(t, path), o), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command("exiftool", "-json", "-a", "-G1", "-ee", "-u", "-U", "-validate", "-warning", "-error", "-all", dir).Output()
		if err != nil {
			t.Fatal(err, string(out))
		}
		var list []map[string]any
		if err := json.Unmarshal(out, &list); err != nil {
			t.Fatal(err)
		}
		if len(list) != 6 {
			t.Errorf("%d files", len(list))
		}
		for _, tags := range list {
			found := 0
			for tag := range tags {
				if o.GPS && places.MatchString(tag) || o.People && people.MatchString(tag) {
					t.Errorf("%+v: %v: %s: %v", o, tags["SourceFile"], tag, tags[tag])
				}
				if places.MatchString(tag) || people.MatchString(tag) {
					found++
				}
			}
			if (!o.GPS || !o.People) && found == 0 {
				t.Errorf("%+v: %v: nothing is left of the other option", o, tags["SourceFile"])
			}
			if e, ok := tags["ExifTool:Error"]; ok {
				t.Errorf("%+v: %v: %v", o, tags["SourceFile"], e)
			}
		}
	}
}

func FuzzPicture(f *testing.F) {
	for _, pattern := range []string{"../../../testdata/strip/everything.*", "../../../testdata/metadata/container/plain.*", "../../../testdata/metadata/container/turned*.heic", "../../../testdata/metadata/container/tra*.jpg"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range list {
			f.Add(load(f, path))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true, People: true}); err != nil {
			return
		}
		m, err := metadata.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), "")
		if err != nil {
			return
		}
		if m.Place != nil || m.People != nil {
			t.Fatalf("place %v, people %v", m.Place, m.People)
		}
	})
}
