package metadata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/item"
)

// pictures is the folder that testdata/metadata/reconcile/generate fills.
const pictures = "../../testdata/metadata/reconcile/"

// asItem is what of m goes into an item, as JSON.
func asItem(t testing.TB, m *Metadata) string {
	t.Helper()
	it := struct {
		Caption      string             `json:"caption,omitempty"`
		Title        string             `json:"title,omitempty"`
		Alt          string             `json:"alt,omitempty"`
		Tags         []string           `json:"tags,omitempty"`
		People       []string           `json:"people,omitempty"`
		Date         string             `json:"date,omitempty"`
		Place        *item.Place        `json:"place,omitempty"`
		Creator      []string           `json:"creator,omitempty"`
		Credit       string             `json:"credit,omitempty"`
		Copyright    string             `json:"copyright,omitempty"`
		License      string             `json:"license,omitempty"`
		Rating       *int               `json:"rating,omitempty"`
		Extra        map[string]string  `json:"extra,omitempty"`
		Origins      map[string]string  `json:"origins,omitempty"`
		Alternatives []item.Alternative `json:"alternatives,omitempty"`
		Warnings     []string           `json:"warnings,omitempty"`
	}{
		m.Caption, m.Title, m.Alt, m.Keywords, m.People, m.Date, m.Place, m.Creator, m.Credit, m.Copyright, m.License,
		m.Rating, m.Extra, m.Origins, m.Alternatives, m.Warnings,
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(it); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func read(t testing.TB, path string) *Metadata {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(bytes.NewReader(b), int64(len(b)), filepath.Base(path))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return m
}

// longCaption is IPTC's limit and more.
func longCaption() string { return strings.Repeat("A caption that is cut at its limit. ", 60) }

// Each case of MWG's rules and of the three changes, whole.
func TestReconcile(t *testing.T) {
	for name, want := range reconciled() {
		m := read(t, pictures+name)
		if m.Width != 8 || m.Height != 6 || m.Truncated {
			t.Errorf("%s: %d x %d, truncated %v", name, m.Width, m.Height, m.Truncated)
		}
		if got := asItem(t, m); got != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
	files, err := filepath.Glob(pictures + "*.[jp][pn]g")
	if err != nil || len(files) != len(reconciled()) {
		t.Errorf("%d pictures, %d cases, %v", len(files), len(reconciled()), err)
	}
}

// The zone of the machine plays no part.
func TestZoneOfMachine(t *testing.T) {
	was := time.Local
	defer func() { time.Local = was }()
	for _, zone := range []string{"UTC", "Asia/Tokyo", "America/New_York"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = location
		for _, name := range []string{"press.jpg", "date-zone.jpg", "xmp-only.jpg", "both-stale.jpg", "comments.png"} {
			if got := asItem(t, read(t, pictures+name)); got != reconciled()[name] {
				t.Errorf("%s in %s: %s", name, zone, got)
			}
		}
	}
}

// TestMWG compares with ExifTool's MWG module, save where users want otherwise.
func TestMWG(t *testing.T) {
	differs := map[string]string{
		"junk.jpg Description":              "a camera's filler is no caption",
		"junk-everywhere.jpg Description":   "a camera's filler is no caption",
		"stale-gap.jpg Keywords":            "XMP stands in where IPTC has none",
		"stale-gap.jpg Creator":             "XMP stands in where IPTC has none",
		"created.jpg City":                  "LocationCreated stands in",
		"created.jpg Country":               "LocationCreated stands in",
		"created.jpg Location":              "LocationCreated stands in",
		"shown.jpg City":                    "the first entry counts",
		"shown.jpg Country":                 "the first entry, then the older field; not the second entry",
		"utf8-undeclared.jpg City":          "ExifTool takes undeclared text for cp1252",
		"utf8-undeclared.jpg Description":   "ExifTool takes undeclared text for cp1252",
		"macroman.jpg City":                 "bytes that cp1252 leaves undefined",
		"date-impossible.jpg Date":          "an impossible date is none",
		"date-late.jpg Date":                "an impossible date is none",
		"date-month.jpg Date":               "ExifTool keeps the zeros",
		"date-zone.jpg Date":                "the file says the zone elsewhere",
		"comments.png Description":          "MWG has no PNG text",
		"comments.png Copyright":            "MWG has no PNG text",
		"comments.png Creator":              "MWG has no PNG text",
		"comments.png Date":                 "MWG has no PNG text",
		"junk-everywhere.jpg Creator":       "Windows' fields stand in",
		"junk-everywhere.jpg Keywords":      "Windows' fields stand in",
		"user-comment.jpg Description":      "UserComment stands in",
		"press.jpg Keywords":                "leaves of hierarchical keywords are tags",
		"hierarchy.jpg Keywords":            "leaves of hierarchical keywords are tags",
		"languages.jpg Description":         "MWG has the default language only",
		"exif-date-only-digitized.jpg Date": "the date of the file stands in",
	}
	for name := range reconciled() {
		b, err := os.ReadFile(pictures + name + ".mwg.json")
		if err != nil {
			t.Fatal(err)
		}
		var want []map[string]any
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		m := read(t, pictures+name)
		place := m.Place
		if place == nil {
			place = &item.Place{}
		}
		date := strings.NewReplacer("T", " ").Replace(m.Date)
		if len(date) >= 10 {
			date = strings.ReplaceAll(date[:10], "-", ":") + date[10:]
		}
		for field, got := range map[string][]string{
			"Description": {m.Caption}, "Copyright": {m.Copyright}, "Creator": m.Creator, "Keywords": m.Keywords,
			"City": {place.City}, "Country": {place.Country}, "State": {place.State}, "Location": {place.Sublocation}, "Date": {date},
		} {
			key := field
			if field == "Date" {
				key = "DateTimeOriginal"
			}
			var values []string
			switch v := want[0][key].(type) {
			case []any:
				for _, one := range v {
					values = append(values, fmt.Sprint(one))
				}
			case nil:
			default:
				values = []string{fmt.Sprint(v)}
			}
			if len(got) == 1 && got[0] == "" {
				got = nil
			}
			reason, known := differs[name+" "+field]
			delete(differs, name+" "+field)
			switch same := reflect.DeepEqual(got, values); {
			case same && known:
				t.Errorf("%s %s: the same as MWG, though %s", name, field, reason)
			case !same && !known:
				t.Errorf("%s %s: %q, MWG says %q", name, field, got, values)
			}
		}
	}
	for key := range differs {
		t.Errorf("no such case: %s", key)
	}
}

// RawTags are ExifTool's tags of the same file.
func TestRawTags(t *testing.T) {
	for name := range reconciled() {
		b, err := os.ReadFile(pictures + name + ".exiftool.json")
		if err != nil {
			t.Fatal(err)
		}
		var want []map[string]any
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		for _, one := range read(t, pictures+name).RawTags() {
			var value any
			if err := json.Unmarshal(one.AppendJSON(nil), &value); err != nil {
				t.Fatal(err)
			}
			got[one.Group+":"+one.Name] = value
		}
		for key, value := range want[0] {
			if key, ok := ourKey(key); ok && !alike(got[key], value) && name != "utf8-undeclared.jpg" && name != "macroman.jpg" {
				t.Errorf("%s %s: %v, want %v", name, key, got[key], value)
			}
		}
		if got["File:ImageWidth"] != 8.0 || got["File:ImageHeight"] != 6.0 {
			t.Errorf("%s: File:ImageWidth %v, File:ImageHeight %v", name, got["File:ImageWidth"], got["File:ImageHeight"])
		}
	}
}

func TestCompositePosition(t *testing.T) {
	got := map[string]any{}
	for _, one := range read(t, pictures+"gps-differs.jpg").RawTags() {
		if one.Group == "Composite" {
			got[one.Name] = one.Value
		}
	}
	if want := map[string]any{"GPSLatitude": -33.8568, "GPSLongitude": -70.6483}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
