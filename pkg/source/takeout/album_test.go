package takeout

import (
	"strings"
	"testing"

	"photoarchive/pkg/source/jsonstream"
)

func TestReadAlbum(t *testing.T) {
	for _, tt := range []struct {
		json string
		want album
		ok   bool
	}{
		{`{"title":" North ","description":"","date":{"timestamp":"1"}}`, album{title: "North"}, true},
		{`{"albumData":{"title":"Old","description":"Of before 2020"}}`, album{"Old", "Of before 2020"}, true},
		{
			`{"title":"North","enrichments":[
		  {"narrativeEnrichment":{"text":"We went by train."}},
		  {"locationEnrichment":{"location":[{"name":"Oslo","description":"Norway","latitudeE7":599138690,"longitudeE7":107522450},{"name":"Nowhere","latitudeE7":0,"longitudeE7":0}]}},
		  {"narrativeEnrichment":{"text":"We went by train."}},{"mapEnrichment":{}}]}`,
			album{"North", "We went by train.\nOslo, Norway, 59.913869,10.752245\nNowhere"},
			true,
		},
		{`{"title":"Long","description":"` + strings.Repeat("ö", aboutMost) + `"}`, album{"Long", strings.Repeat("ö", aboutMost/2)}, true},
		{`{"title":"a.jpg","photoTakenTime":{"timestamp":"1"}}`, album{}, false},
		{`{"title":17}`, album{}, false},
		{`{"externalOrderId":"x"}`, album{}, false},
	} {
		v, err := jsonstream.NewReader(strings.NewReader(tt.json)).Value()
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := readAlbum(v); got != tt.want || ok != tt.ok {
			t.Errorf("%.100s: %+v, %v", tt.json, got, ok)
		}
	}
}
