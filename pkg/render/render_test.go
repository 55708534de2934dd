package render

import (
	"bytes"
	"context"
	"testing"
	"time"

	"photoarchive/pkg/item"
)

func ptr[T any](v T) *T { return &v }

// hostile are the items that every format is tested with: line breaks and tabs,
// wide characters and emoji, right-to-left text with an override, escape
// sequences and a formula, and one of which nothing is known but its picture.
func hostile() []*item.Item {
	added := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	picture := func(digit string) item.Picture {
		return item.Picture{SHA256: digit + "000", Size: 81234, Type: "image/jpeg", Width: 612, Height: 612}
	}
	return []*item.Item{
		{
			ID:      "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6",
			Caption: "A popcorn vendor works at a snack bar\r\nin a department store\tin #Pyongyang.\n\nC:\\new \"quoted\", done",
			Tags:    []string{"Pyongyang", "snack, bar", "a;b"},
			Date:    "2013-02-25T08:14:00+09:00",
			Place:   &item.Place{Name: "Mansu Hill, Pyongyang, North Korea", City: "Pyongyang", Country: "North Korea", Lat: ptr(39.0319), Lon: ptr(-125.0)},
			Creator: []string{"Ada Example", "Bo"}, Picture: picture("1"), Likes: ptr(int64(2950)), Rating: ptr(-1), Added: added,
			Sources: []item.Source{{Kind: "instagram", Account: "someone", URL: "https://x.example/p/1?a=1&b=2"}, {Kind: "file"}},
			Extra:   map[string]string{"IPTC:Writer-Editor": "x\ty"},
		},
		{
			ID:      "0123456789abcdef0123456789abcdef",
			Caption: "평양의 백화점에서 팝콘을 파는 상인 👩‍👩‍👧 🇰🇵 cafe\u0301",
			Tags:    []string{"평양", "北朝鮮"},
			Date:    "195X", Place: &item.Place{City: "평양", Country: "北朝鮮"}, Picture: picture("2"), Added: added,
		},
		{
			ID:      "00000000000000000000000000000003",
			Caption: "=HYPERLINK(\"http://evil\") \x1b[31mred\x1b[0m \u009b2J \u202etxt.exe بائع الفشار في متجر",
			Tags:    []string{"بيونغيانغ", "-1+1"},
			Date:    "2013-02/2013-03", Place: &item.Place{Name: "بيونغيانغ"}, Picture: picture("3"), Likes: ptr(int64(0)), Added: added,
			Origins: map[string]string{"caption": "file"},
		},
		{ID: "ffffffffffffffffffffffffffffffff", Place: &item.Place{Lat: ptr(0.5), Lon: ptr(0.0)}, Picture: picture("4"), Added: added},
	}
}

// written is what a writer of these options writes of the items.
func written(t testing.TB, o Options, items []*item.Item) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(context.Background(), &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if err := w.Write(Record{Item: it}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
