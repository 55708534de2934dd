package bagit

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/bag"
	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// folder is a Target in a folder that leaves out what has the same version.
type folder struct {
	dir      string
	versions map[string]string
	wrote    []string
}

func (f *folder) Put(name, version string, write func(io.Writer) error) error {
	if version != "" && f.versions[name] == version {
		return nil
	}
	f.versions[name] = version
	f.wrote = append(f.wrote, name)
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	full := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return err
	}
	return os.WriteFile(full, b.Bytes(), 0o600)
}

func opening(body string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }
}

func ptr[T any](v T) *T { return &v }

// entry makes an item with the picture body.
func entry(t *testing.T, it item.Item, name, body string) *export.Entry {
	t.Helper()
	it.ID = fmt.Sprintf("%08x%024d", len(it.Caption), len(name))
	it.Picture = item.Picture{SHA256: strings.Repeat("0", 64), Size: int64(len(body)), Type: "image/jpeg", Name: filepath.Base(name)}
	js, err := it.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	e := &export.Entry{Item: &it, Name: name, JSON: js, Ext: ".jpg", Version: "v" + body, Original: true, Open: opening(body)}
	for _, a := range it.Attachments {
		e.Attachments = append(e.Attachments, export.Attachment{Attachment: a, Open: opening("sidecar")})
	}
	return e
}

func items(t *testing.T) []*export.Entry {
	t.Helper()
	sidecar := item.Attachment{Name: "popcorn.jpg.json", SHA256: strings.Repeat("ab", 32), Size: 7}
	missing := entry(t, item.Item{Caption: "Its picture is not there"}, "gone.jpg", "")
	missing.Open = nil
	return []*export.Entry{
		entry(t, item.Item{
			Caption: "A \"popcorn\" vendor,\nin #Pyongyang <script>", Title: "Popcorn", Tags: []string{"Pyongyang", "popcorn"}, People: []string{"Kim"},
			Creator: []string{"Ada Example", "Bo"}, Credit: "Agency", Copyright: "© Ada", License: "https://creativecommons.org/licenses/by/4.0/",
			Date: "2013-02-25T08:14:00+09:00", Place: &item.Place{Name: "Mansu Hill", City: "Pyongyang", Lat: ptr(39.0319), Lon: ptr(125.7532), Altitude: ptr(30.0)},
			Sources: []item.Source{{Kind: "file", URL: "https://example.org/1"}, {Kind: "file", URL: "https://example.org/1"}}, Albums: []string{"Trip"},
			Attachments: []item.Attachment{sidecar},
		}, "2013/100% popcorn.jpg", "one"),
		entry(t, item.Item{Caption: "평양", Creator: []string{"Ada Example"}, Date: "195X", License: "with a credit", Place: &item.Place{City: "Pyongyang", Country: "North Korea"}, Attachments: []item.Attachment{sidecar}}, "2013/100_ popcorn.jpg", "two"),
		entry(t, item.Item{Caption: "nothing is known"}, "평양.jpg", "three"),
		missing,
	}
}

func write(t *testing.T, to export.Target, o Options, entries []*export.Entry) {
	t.Helper()
	w := New(to, o)
	for _, e := range entries {
		if err := w.Write(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func options() Options {
	return Options{
		Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Software: "archive 1.0.0", Organization: "Example Archive",
		Title: "Pyongyang", Description: strings.TrimSpace(strings.Repeat("Photographs of a city. ", 6)),
	}
}

// valid holds the bag against the validator: no problem, no warning.
func valid(t *testing.T, dir string) bag.Verified {
	t.Helper()
	sum, err := bag.Verify(context.Background(), dir, bag.Options{
		Report:   func(p bag.Problem) { t.Errorf("%+v", p) },
		Progress: func(int, int64) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestBag(t *testing.T) {
	to := &folder{dir: t.TempDir(), versions: map[string]string{}}
	write(t, to, options(), items(t))
	sum := valid(t, to.dir)
	if got, want := fmt.Sprintf("%+v", sum), "{Version:1.0 Algorithms:[sha256 sha512] Files:7 Bytes:"+fmt.Sprint(sum.Bytes)+" Errors:0 Warnings:0}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := []string{
		"data/objects/2013/100__popcorn.jpg", "data/attachments/" + strings.Repeat("ab", 32) + ".json",
		"data/objects/2013/100__popcorn-00000006.jpg", "data/objects/평양.jpg",
		"data/metadata/metadata.csv", "data/metadata/dump.jsonl", "data/ro-crate-metadata.json",
		"manifest-sha256.txt", "manifest-sha512.txt", "bag-info.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "bagit.txt",
	}
	if !slices.Equal(to.wrote, want) {
		t.Errorf("wrote %q, want %q", to.wrote, want)
	}
	wantInfo := "Source-Organization: Example Archive\n" +
		"External-Description: Photographs of a city. Photographs of a city. Photographs\n" +
		" of a city. Photographs of a city. Photographs of a city. Photographs of a\n city.\n" +
		"Bagging-Date: 2026-11-22\nBag-Software-Agent: archive 1.0.0\nPayload-Oxum: " + fmt.Sprintf("%d.7\n", sum.Bytes)
	if got := read(t, to.dir, "bag-info.txt"); got != wantInfo {
		t.Errorf("bag-info.txt: got %q, want %q", got, wantInfo)
	}
	var lines []string
	for _, e := range items(t) {
		lines = append(lines, string(e.JSON)+"\n")
	}
	if got := read(t, to.dir, "data/metadata/dump.jsonl"); got != strings.Join(lines, "") {
		t.Errorf("dump.jsonl: got %s", got)
	}
}

func TestTable(t *testing.T) {
	to := &folder{dir: t.TempDir(), versions: map[string]string{}}
	entries := items(t)
	write(t, to, options(), entries)
	got, err := csv.NewReader(strings.NewReader(read(t, to.dir, "data/metadata/metadata.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{
			"filename", "dc.title", "dc.creator", "dc.creator", "dc.subject", "dc.subject", "dc.subject", "dc.description", "dc.publisher", "dc.date",
			"dc.type", "dc.format", "dc.identifier", "dc.source", "dc.relation", "dc.coverage", "dc.coverage", "dc.rights", "dc.rights",
		},
		{
			"objects/2013/100__popcorn.jpg", "Popcorn", "Ada Example", "Bo", "Pyongyang", "popcorn", "Kim", "A \"popcorn\" vendor,\nin #Pyongyang <script>", "Agency", "2013-02-25T08:14:00+09:00",
			"StillImage", "image/jpeg", entries[0].Item.ID, "https://example.org/1", "Trip", "Mansu Hill", "39.0319, 125.7532", "© Ada", "https://creativecommons.org/licenses/by/4.0/",
		},
		{
			"objects/2013/100__popcorn-00000006.jpg", "100_ popcorn.jpg", "Ada Example", "", "", "", "", "평양", "", "195X",
			"StillImage", "image/jpeg", entries[1].Item.ID, "", "", "Pyongyang, North Korea", "", "with a credit", "",
		},
		{
			"objects/평양.jpg", "평양.jpg", "", "", "", "", "", "nothing is known", "", "",
			"StillImage", "image/jpeg", entries[2].Item.ID, "", "", "", "", "", "",
		},
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := fitted([]string{"a", "b", "c"}, 2); !slices.Equal(got, []string{"a", "b; c"}) {
		t.Errorf("too many values: got %q", got)
	}
}

// RO-Crate 1.2: one flat graph, in which every reference leads to an entity and
// every file is there with its size.
func TestCrate(t *testing.T) {
	to := &folder{dir: t.TempDir(), versions: map[string]string{}}
	write(t, to, options(), items(t))
	var crate struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(read(t, to.dir, "data/ro-crate-metadata.json")), &crate); err != nil {
		t.Fatal(err)
	}
	if crate.Context != "https://w3id.org/ro/crate/1.2/context" {
		t.Errorf("context %q", crate.Context)
	}
	byID, types := map[string]map[string]any{}, map[string]int{}
	for _, e := range crate.Graph {
		id := e["@id"].(string)
		if byID[id] != nil {
			t.Errorf("%s stands twice", id)
		}
		byID[id] = e
		types[e["@type"].(string)]++
		if e["@type"] == "File" {
			if e["encodingFormat"] == nil || e["name"] == nil || e["sha256"] == nil {
				t.Errorf("%s: %v", id, e)
			}
			if got, want := e["contentSize"], fmt.Sprint(len(read(t, to.dir, "data/"+id))); got != want {
				t.Errorf("%s: contentSize %v, want %v", id, got, want)
			}
		}
	}
	wantTypes := map[string]int{"CreativeWork": 3, "Dataset": 1, "File": 6, "GeoCoordinates": 1, "Organization": 1, "Person": 2, "Place": 2}
	if fmt.Sprint(types) != fmt.Sprint(wantTypes) {
		t.Errorf("types %v, want %v", types, wantTypes)
	}
	var follow func(id string, v any)
	follow = func(id string, v any) {
		switch v := v.(type) {
		case map[string]any:
			to, isRef := v["@id"].(string)
			if isRef && len(v) == 1 && byID[to] == nil && to != "https://w3id.org/ro/crate/1.2" {
				t.Errorf("%s refers to %s, which is not there", id, to)
			}
			for _, below := range v {
				follow(id, below)
			}
		case []any:
			for _, below := range v {
				follow(id, below)
			}
		}
	}
	for id, e := range byID {
		follow(id, e)
	}
	descriptor, root := byID["ro-crate-metadata.json"], byID["./"]
	if fmt.Sprint(descriptor["conformsTo"], descriptor["about"]) != "map[@id:https://w3id.org/ro/crate/1.2] map[@id:./]" {
		t.Errorf("descriptor %v", descriptor)
	}
	if root["name"] != "Pyongyang" || root["datePublished"] != "2026-11-22" || root["description"] == nil || root["license"] == nil || len(root["hasPart"].([]any)) != 6 {
		t.Errorf("root %v", root)
	}
	one := byID["objects/2013/100__popcorn.jpg"]
	if one["description"] != "A \"popcorn\" vendor,\nin #Pyongyang <script>" || one["encodingFormat"] != "image/jpeg" ||
		one["dateCreated"] != "2013-02-25T08:14:00+09:00" || fmt.Sprint(one["keywords"]) != "[Pyongyang popcorn]" || len(one["creator"].([]any)) != 2 {
		t.Errorf("a file %v", one)
	}
	place := byID[one["contentLocation"].(map[string]any)["@id"].(string)]
	geo := byID[place["geo"].(map[string]any)["@id"].(string)]
	if place["name"] != "Mansu Hill" || geo["latitude"] != 39.0319 || geo["longitude"] != 125.7532 {
		t.Errorf("a place %v at %v", place, geo)
	}
	if two := byID["objects/2013/100__popcorn-00000006.jpg"]; two["temporalCoverage"] != "195X" || two["license"] != "with a credit" {
		t.Errorf("another file %v", two)
	}
}

// What stands already is not written again, and the manifests are right all
// the same.
func TestUpdate(t *testing.T) {
	to := &folder{dir: t.TempDir(), versions: map[string]string{}}
	write(t, to, options(), items(t))
	to.wrote = nil
	write(t, to, options(), items(t))
	valid(t, to.dir)
	if slices.ContainsFunc(to.wrote, func(n string) bool { return strings.Contains(n, "/objects/") || strings.Contains(n, "/attachments/") }) {
		t.Errorf("wrote again %q", to.wrote)
	}
}

func TestNothingAndBase(t *testing.T) {
	to := &folder{dir: t.TempDir(), versions: map[string]string{}}
	write(t, to, Options{Base: "my-bag", Dump: func(w io.Writer) error { _, err := io.WriteString(w, "history\n"); return err }}, nil)
	valid(t, filepath.Join(to.dir, "my-bag"))
	if got := read(t, to.dir, "my-bag/data/metadata/dump.jsonl"); got != "history\n" {
		t.Errorf("dump.jsonl %q", got)
	}
	if got := read(t, to.dir, "my-bag/data/metadata/metadata.csv"); !strings.HasPrefix(got, "filename,dc.title,dc.creator,") || strings.Count(got, "\n") != 1 {
		t.Errorf("metadata.csv %q", got)
	}
}

func TestAbort(t *testing.T) {
	failing := errors.New("gone")
	w := New(&folder{dir: t.TempDir(), versions: map[string]string{}}, options())
	e := items(t)[0]
	e.Open = func() (io.ReadCloser, error) { return nil, failing }
	if err := w.Write(context.Background(), e); !errors.Is(err, failing) {
		t.Errorf("got %v, want %v", err, failing)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}
}

func TestISODate(t *testing.T) {
	for date, want := range map[string]bool{
		"2013": true, "2013-02": true, "2013-02-25": true, "2013-02-25T08:14:00": true, "2013-02-25T08:14:00+09:00": true, "2013-02-25T08:14:00Z": true,
		"": false, "195X": false, "1953~": false, "1953/1954": false, "1953-21": false, "-0044": false, "Y17000": false, "..": false,
	} {
		if got := isoDate(date); got != want {
			t.Errorf("isoDate(%q) = %v", date, got)
		}
	}
}

func TestSafe(t *testing.T) {
	for given, want := range map[string]string{
		"popcorn": "popcorn", "100% (1)": "100___1", "a\r\nb": "a__b", "평양 #1": "평양__1", "_con": "_con", "con?": "_con", "LPT1.x": "_LPT1.x", "com10": "com10",
		"...": "", "-rf": "rf", "e\u0301": "\u00e9", "\xff": "", strings.Repeat("é", 70): strings.Repeat("é", 60),
	} {
		if got := safe(given); got != want {
			t.Errorf("safe(%q) = %q, want %q", given, got, want)
		}
	}
}
