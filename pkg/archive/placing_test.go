package archive

import (
	"reflect"
	"testing"

	"photoarchive/pkg/item"
)

func positioned(lat, lon float64, p item.Place) *item.Place {
	p.Lat, p.Lon = &lat, &lon
	return &p
}

// What an item says of its place is kept; the gazetteer adds what follows.
func TestPlacing(t *testing.T) {
	pyongyang := item.Place{Name: "Pyongyang, North Korea", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"}
	for name, tt := range map[string]struct {
		item    item.Item
		infer   bool
		aliases map[string]string
		place   *item.Place
		origins map[string]string
		others  []item.Alternative
	}{
		"coordinates get names": {
			item:    item.Item{Place: positioned(39.005, 125.736, item.Place{})},
			place:   positioned(39.005, 125.736, item.Place{Name: "Pyongyang Railway Station, Pyongyang, North Korea", Sublocation: "Pyongyang Railway Station", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"}),
			origins: map[string]string{"place": "gazetteer"},
		},
		"a city gets its country, and no coordinates": {
			item:    item.Item{Place: &item.Place{City: "Wonsan"}},
			place:   &item.Place{City: "Wonsan", State: "Kangwon", Country: "North Korea", CountryCode: "KP"},
			origins: map[string]string{"place.levels": "gazetteer"},
		},
		"a text is kept as written": {
			item:    item.Item{Place: &item.Place{Name: "Mansu Hill, Pyongyang"}},
			place:   &item.Place{Name: "Mansu Hill, Pyongyang", Sublocation: "Mansu Hill", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"},
			origins: map[string]string{"place.levels": "gazetteer"},
		},
		"an unknown text too": {
			item:  item.Item{Place: &item.Place{Name: "behind the shed"}},
			place: &item.Place{Name: "behind the shed"},
		},
		"names win over coordinates": {
			item:   item.Item{Place: positioned(48.8566, 2.3522, item.Place{City: "Pyongyang", Country: "North Korea", CountryCode: "KP"})},
			place:  positioned(48.8566, 2.3522, item.Place{City: "Pyongyang", Country: "North Korea", CountryCode: "KP"}),
			others: []item.Alternative{{Field: "place", Origin: "gazetteer", Value: "Paris, France"}},
		},
		"IPTC's code of three letters": {
			item:    item.Item{Place: &item.Place{City: "Pyongyang", Country: "North Korea", CountryCode: "PRK"}, Origins: map[string]string{"place": "iptc"}},
			place:   &item.Place{City: "Pyongyang", Country: "North Korea", CountryCode: "KP"},
			others:  []item.Alternative{{Field: "place.country_code", Origin: "iptc", Value: "PRK"}},
			origins: map[string]string{"place": "iptc"},
		},
		"hashtags name a place": {
			item: item.Item{Tags: []string{"Pyongyang", "NKorea"}}, infer: true,
			place: &pyongyang, origins: map[string]string{"place": "hashtag"},
		},
		"unless it is switched off": {item: item.Item{Tags: []string{"Pyongyang"}}},
		"common words are no place": {item: item.Item{Tags: []string{"nice", "reading", "turkey"}}, infer: true},
		"the archive's own names": {
			item:    item.Item{Place: &item.Place{Name: "The Hill, 2013"}},
			aliases: map[string]string{"thehill": "Mansu Hill"},
			place:   &item.Place{Name: "The Hill, 2013", Sublocation: "Mansu Hill", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"},
			origins: map[string]string{"place.levels": "gazetteer"},
		},
	} {
		it := tt.item
		placing{aliases: tt.aliases, infer: tt.infer}.apply(&it)
		if !reflect.DeepEqual(it.Place, tt.place) {
			t.Errorf("%s: place %+v, want %+v", name, it.Place, tt.place)
		}
		if len(it.Origins)+len(tt.origins) > 0 && !reflect.DeepEqual(it.Origins, tt.origins) {
			t.Errorf("%s: origins %v, want %v", name, it.Origins, tt.origins)
		}
		if !reflect.DeepEqual(it.Alternatives, tt.others) {
			t.Errorf("%s: alternatives %v, want %v", name, it.Alternatives, tt.others)
		}
	}
}
