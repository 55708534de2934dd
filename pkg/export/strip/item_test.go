package strip

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
)

func full() *item.Item {
	lat, lon := 39.0392, 125.7532
	return &item.Item{
		ID: "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6", Caption: "A vendor in #Pyongyang with @friend and #Cho_Example", Title: "Vendor", Alt: "A woman",
		Tags: []string{"Pyongyang", "Cho_Example", "ada example", "snack", "North Korea"}, Mentions: []string{"friend", "tagged"}, People: []string{"Ada Example", "Cho Example"},
		Date:    "2013-02-25",
		Place:   &item.Place{Name: "Mansu Hill", City: "Pyongyang", CountryCode: "KP", Lat: &lat, Lon: &lon},
		Creator: []string{"Bo Byline"}, Credit: "Agency", Copyright: "© Bo Byline",
		Attachments: []item.Attachment{{Name: "a.json", SHA256: "00", Size: 3}},
		Sources:     []item.Source{{Kind: "instagram", URL: "https://example.com/p/1", Ref: "ada_example-2.jpg"}},
		Picture:     item.Picture{Name: "2013 Ada-Example (2).jpg"}, Albums: []string{"Snacks of Ada", "Ada Example"},
		Extra: map[string]string{
			"IPTC:Source": "Wire", "XMP-lr:HierarchicalSubject": "People|Snack; Places|North Korea", "csv:latitude": "39", "csv:who": "Ada Example",
		},
		Origins: map[string]string{"caption": "instagram", "place": "iptc", "position": "exif:GPSLatitude", "people": "xmp", "tags": "iptc:Keywords"},
		Alternatives: []item.Alternative{
			{Field: "caption", Origin: "iptc", Value: "Another"},
			{Field: "place", Origin: "xmp", Value: "Seoul"},
			{Field: "position", Origin: "xmp", Value: "1,2"},
			{Field: "people", Origin: "xmp", Value: "Dan"},
			{Field: "extra", Origin: "x", Value: "y"},
			{Field: "tags", Origin: "xmp", Value: "Ada Example; x"},
			{Field: "caption", Origin: "exif:UserComment", Value: "39.0392"},
		},
	}
}

func TestItem(t *testing.T) {
	tests := []struct {
		o      Options
		change func(*item.Item)
	}{
		{Options{}, func(*item.Item) {}},
		{Options{GPS: true}, func(it *item.Item) {
			it.Place, it.Attachments = nil, nil
			it.Tags = it.Tags[:4]
			it.Extra = map[string]string{"IPTC:Source": "Wire"}
			delete(it.Origins, "place")
			delete(it.Origins, "position")
			it.Alternatives = []item.Alternative{it.Alternatives[0], it.Alternatives[3]}
		}},
		{Options{People: true}, func(it *item.Item) {
			it.People, it.Attachments = nil, nil
			it.Picture.Name, it.Sources[0].Ref, it.Albums = "", "", it.Albums[:1]
			it.Tags, it.Mentions = []string{"Pyongyang", "Cho_Example", "North Korea"}, []string{"friend"}
			it.Extra = map[string]string{"IPTC:Source": "Wire"}
			delete(it.Origins, "people")
			it.Alternatives = it.Alternatives[:3]
		}},
		{Options{GPS: true, People: true}, func(it *item.Item) {
			it.Place, it.People, it.Attachments = nil, nil, nil
			it.Picture.Name, it.Sources[0].Ref, it.Albums = "", "", it.Albums[:1]
			it.Tags, it.Mentions = []string{"Pyongyang", "Cho_Example"}, []string{"friend"}
			it.Extra = map[string]string{"IPTC:Source": "Wire"}
			it.Origins = map[string]string{"caption": "instagram", "tags": "iptc:Keywords"}
			it.Alternatives = it.Alternatives[:1]
		}},
	}
	for _, tt := range tests {
		it, want := full(), full()
		tt.change(want)
		if got := Item(it, tt.o); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v:\ngot  %s\nwant %s", tt.o, asJSON(t, got), asJSON(t, want))
		}
		if !reflect.DeepEqual(it, full()) {
			t.Errorf("%+v: the item itself was changed", tt.o)
		}
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A sidecar of a stripped item says nothing of the place either.
func TestSidecar(t *testing.T) {
	packet, _ := sidecar.XMP(Item(full(), Options{GPS: true, People: true}))
	for _, word := range []string{"Mansu", "KP<", "GPS", "Ada", "ada ex", "North Korea", "tagged", "Dan"} {
		if bytes.Contains(packet, []byte(word)) {
			t.Errorf("%q in %s", word, packet)
		}
	}
	if m, err := metadata.ReadXMPSidecar(packet); err != nil || m.Place != nil || m.People != nil || m.Caption != full().Caption {
		t.Errorf("%v, %v", m, err)
	}
}
