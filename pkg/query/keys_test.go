package query

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/item"
)

func TestNameKeys(t *testing.T) {
	it := vendor()
	it.Tags = append(it.Tags, "#pyongyang", "", "#")
	it.Sources = append(it.Sources, item.Source{Kind: "FILE", Account: "@Someone"})
	tests := []struct {
		field string
		want  []string
	}{
		{"tag", []string{"pyongyang", "nkorea", "strasse", "smith, john", "i̇zmir"}},
		{"creator", []string{"david example", "afp"}},
		{"credit", []string{"example/ap"}},
		{"copyright", []string{"© 2013 example"}},
		{"mention", []string{"someone"}},
		{"people", []string{"ada example", "zoë"}},
		{"album", []string{"pyongyang 2013"}},
		{"source", []string{"instagram", "file"}},
		{"platform", []string{"instagram"}},
		{"account", []string{"someone"}},
		{"url", []string{"https://www.example.org/p/abc/"}},
		{"type", []string{"image/jpeg", "jpeg", "jpg"}},
		{"name", []string{"popcorn (1).jpg"}},
		{"id", []string{"5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6"}},
		{"sha256", []string{it.Picture.SHA256}},
		{"origin", []string{"exif", "exif:datetimeoriginal", "hashtag", "instagram"}},
		{"likes", nil},
	}
	for _, tt := range tests {
		got := NameKeys(it, tt.field)
		if tt.field == "origin" { // from a map
			slices.Sort(got)
		}
		if !reflect.DeepEqual(got, tt.want) && len(got)+len(tt.want) > 0 {
			t.Errorf("NameKeys(%s) = %q, want %q", tt.field, got, tt.want)
		}
		if got := NameKeys(&item.Item{}, tt.field); len(got) != 0 {
			t.Errorf("NameKeys(%s) of an empty item = %q", tt.field, got)
		}
	}
}

func TestTypeKeys(t *testing.T) {
	tests := []struct {
		mime string
		want []string
	}{
		{"image/png", []string{"image/png", "png"}},
		{"image/tiff", []string{"image/tiff", "tiff", "tif"}},
		{"image/x-canon-cr2", []string{"image/x-canon-cr2", "x-canon-cr2", "cr2"}},
		{"image/x-adobe-dng", []string{"image/x-adobe-dng", "x-adobe-dng", "dng"}},
		{"image/svg+xml", []string{"image/svg+xml", "svg+xml", "svg"}},
		{"odd", []string{"odd"}},
		{"", nil},
	}
	for _, tt := range tests {
		got := NameKeys(&item.Item{Picture: item.Picture{Type: tt.mime}}, "type")
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.mime, got, tt.want)
		}
	}
}

func TestPlaceKeys(t *testing.T) {
	tests := []struct {
		place *item.Place
		want  []string
	}{
		{nil, nil},
		{&item.Place{Lat: f64(1), Lon: f64(2)}, nil},
		{
			&item.Place{Name: "Mansu Hill, Pyongyang, North Korea", Sublocation: "Mansu Hill", City: "Pyongyang", Country: "North Korea", CountryCode: "KP"},
			[]string{"mansuhill,pyongyang,northkorea", "mansuhill", "pyongyang", "northkorea", "kp"},
		},
		{&item.Place{Name: "평양，조선,, "}, []string{"평양,조선", "평양", "조선"}},
		{&item.Place{Name: "São Paulo"}, []string{"saopaulo"}},
	}
	for _, tt := range tests {
		if tt.place != nil && strings.Contains(tt.place.Name, "，") {
			// The whole name keeps its commas, folded; they are of no use to anyone.
			if got := PlaceKeys(tt.place); !slices.Equal(got[1:], tt.want[1:]) {
				t.Errorf("PlaceKeys(%q) = %q, want %q", tt.place.Name, got[1:], tt.want[1:])
			}
			continue
		}
		if got := PlaceKeys(tt.place); !slices.Equal(got, tt.want) {
			t.Errorf("PlaceKeys(%+v) = %q, want %q", tt.place, got, tt.want)
		}
	}
}

// Every name that has takes is one that HasFields can give, and the full item
// gives every one.
func TestHasFields(t *testing.T) {
	it := vendor()
	got := HasFields(it)
	want := append(ItemFields(), "extra.iptc:writer-editor")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, name := range want {
		if canonical, ok := itemField(name); !ok || canonical != name {
			t.Errorf("itemField(%q) = %q, %v", name, canonical, ok)
		}
		if !hasField(it, name) {
			t.Errorf("hasField(%q) is false", name)
		}
	}
	if got := HasFields(&item.Item{}); len(got) != 0 {
		t.Errorf("an empty item has %q", got)
	}
	if got := HasFields(&item.Item{Place: &item.Place{Lat: f64(0), Lon: f64(0)}}); !slices.Equal(got, []string{"position"}) {
		t.Errorf("an item with coordinates alone has %q", got)
	}
	if got := HasFields(&item.Item{Place: &item.Place{Lat: f64(0)}}); len(got) != 0 {
		t.Errorf("an item with half a position has %q", got)
	}
}

// Every field of the JSON can be asked for.
func TestItemFieldsOfTheJSON(t *testing.T) {
	var walk func(prefix string, typ reflect.Type)
	walk = func(prefix string, typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if tag == "" {
				t.Fatalf("%s has no JSON name", f.Name)
			}
			if _, ok := itemField(prefix + tag); !ok {
				t.Errorf("has:%s%s is unknown", prefix, tag)
			}
			if f.Type == reflect.TypeFor[*item.Place]() {
				walk("place.", f.Type.Elem())
			}
			if f.Type == reflect.TypeFor[item.Picture]() {
				walk("picture.", f.Type)
			}
			if f.Type == reflect.TypeFor[[]item.Source]() {
				walk("sources.", f.Type.Elem())
			}
		}
	}
	walk("", reflect.TypeFor[item.Item]())
	for _, f := range Fields() {
		switch f {
		case "near", "bbox", "text", "has", "missing", "sure":
			continue
		}
		if _, ok := itemField(f); !ok {
			t.Errorf("has:%s is unknown", f)
		}
	}
}

func TestManyKeys(t *testing.T) {
	it := &item.Item{}
	for i := range 100_000 {
		it.Tags = append(it.Tags, fmt.Sprintf("t%d", i))
	}
	if got := len(NameKeys(it, "tag")); got != 100_000 {
		t.Errorf("%d keys of 100,000", got)
	}
	if got := PlaceKeys(&item.Place{Name: strings.Repeat("a,", 100_000)}); len(got) != 2 {
		t.Errorf("%d keys, want 2", len(got))
	}
}
