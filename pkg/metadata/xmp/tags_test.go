package xmp

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/tag"
)

// asJSON writes tags as ExifTool prints them and reads them again.
func asJSON(t *testing.T, tags []tag.Tag) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, one := range tags {
		key := one.Group + ":" + one.Name
		if _, twice := all[key]; twice {
			t.Errorf("%s comes twice", key)
		}
		var value any
		if err := json.Unmarshal(one.AppendJSON(nil), &value); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		all[key] = value
	}
	return all
}

// The expectation is ExifTool's own reading, made by testdata/metadata/reconcile/generate.
func TestTagsAsExifTool(t *testing.T) {
	const file = "../../../testdata/metadata/reconcile/structures.xmp"
	packet, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	expectation, err := os.ReadFile(file + ".exiftool.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []map[string]any
	if err := json.Unmarshal(expectation, &want); err != nil {
		t.Fatal(err)
	}
	delete(want[0], "SourceFile")
	got := asJSON(t, mustParse(t, string(packet)).Tags())
	for key, value := range want[0] {
		if fmt.Sprint(got[key]) != fmt.Sprint(value) {
			t.Errorf("%s: %v, want %v", key, got[key], value)
		}
		delete(got, key)
	}
	for key, value := range got {
		t.Errorf("additional %s: %v", key, value)
	}
}

func TestTagValues(t *testing.T) {
	tests := []struct {
		packet string
		want   []tag.Tag
	}{
		{packet(`dc:format="a"`, `<dc:format>b</dc:format>`), []tag.Tag{{Group: "XMP-dc", Name: "Format", Value: "b"}}},
		{packet(`foo:r="1/0" foo:rr="0/0" foo:long="99999999999999999999/1"`, ""), []tag.Tag{
			{Group: "XMP-foo", Name: "TagR", Value: "inf"},
			{Group: "XMP-foo", Name: "Rr", Value: "undef"},
			{Group: "XMP-foo", Name: "Long", Value: "99999999999999999999/1"},
		}},
		{packet(`exif:GPSLatitude="somewhere"`, ""), []tag.Tag{{Group: "XMP-exif", Name: "GPSLatitude", Value: "somewhere"}}},
		{packet("", `<dc:title><rdf:Alt><rdf:li xml:lang="ZH-hans-cn">a</rdf:li></rdf:Alt></dc:title>`), []tag.Tag{{Group: "XMP-dc", Name: "Title-zh-Hans-CN", Value: "a"}}},
		{packet("", `<dc:subject><rdf:Bag/></dc:subject>`), []tag.Tag{{Group: "XMP-dc", Name: "Subject", Value: ""}}},
		{
			packet("", `<foo:s><rdf:Bag><rdf:li foo:a="1"/><rdf:li foo:a="2"/></rdf:Bag></foo:s>`),
			[]tag.Tag{{Group: "XMP-foo", Name: "SA", Value: "1"}},
		},
		{
			packet("", `<xmp:Thumbnails><rdf:Alt><rdf:li xmlns:i="http://ns.adobe.com/xap/1.0/g/img/" i:image="QUJD&#xA;RA=="/></rdf:Alt></xmp:Thumbnails>`),
			[]tag.Tag{{Group: "XMP-xmp", Name: "ThumbnailImage", Value: "(Binary data 4 bytes, use -b option to extract)"}},
		},
	}
	for _, tt := range tests {
		got := mustParse(t, tt.packet).Tags()
		if len(got) > 0 && got[0].Name == "XMPToolkit" {
			got = got[1:]
		}
		if len(got) != len(tt.want) || len(got) > 0 && !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s\n got %v\nwant %v", strings.TrimSpace(tt.packet), got, tt.want)
		}
	}
}
