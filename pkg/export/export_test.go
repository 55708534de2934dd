package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/item"
)

func TestFlat(t *testing.T) {
	lat, lon, altitude, rating, likes := 0.0, -180.0, 1e-7, 0, int64(7)
	full := &item.Item{
		ID: "aa", Caption: "c", Title: "t", Alt: "a", Tags: []string{"x", "y"}, Mentions: []string{"m"}, People: []string{"p"}, Date: "1953~",
		Place:   &item.Place{Name: "n", Sublocation: "s", City: "ci", State: "st", Country: "co", CountryCode: "KP", Lat: &lat, Lon: &lon, Altitude: &altitude},
		Creator: []string{"cr"}, Credit: "cd", Copyright: "©", License: "l", Picture: item.Picture{SHA256: "00", Type: "image/gif", Width: 3, Height: 2, Name: "a.gif"},
		Sources:   []item.Source{{Kind: "file"}, {Kind: "x", Platform: "pl", Account: "ac"}, {Kind: "y", Platform: "other", URL: "https://example.org/"}},
		Published: "2013", Albums: []string{"al"}, Rating: &rating, Likes: &likes, Added: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	}
	object := func(it *item.Item) string {
		var b []byte
		for _, f := range Flat(it) {
			b = append(f.AppendJSON(append(item.AppendJSONString(append(b, ','), f.Name), ':')), ' ')
		}
		line := "{" + strings.ReplaceAll(string(b[1:]), " ,", ",") + "}"
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
		return line
	}
	if got, want := object(full), `{"id":"aa","caption":"c","title":"t","alt":"a","tags":["x","y"],"mentions":["m"],"people":["p"],"date":"1953~","published":"2013","place":"n","sublocation":"s","city":"ci","state":"st","country":"co","country_code":"KP","lat":0,"lon":-180,"altitude":1e-7,"creator":["cr"],"credit":"cd","copyright":"©","license":"l","platform":"pl","account":"ac","url":"https://example.org/","albums":["al"],"rating":0,"likes":7,"picture":"a.gif","sha256":"00","type":"image/gif","width":3,"height":2,"added":"2026-11-22T09:00:00Z","modified":null }`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := object(&item.Item{}), `{"id":null,"caption":null,"title":null,"alt":null,"tags":[],"mentions":[],"people":[],"date":null,"published":null,"place":null,"sublocation":null,"city":null,"state":null,"country":null,"country_code":null,"lat":null,"lon":null,"altitude":null,"creator":[],"credit":null,"copyright":null,"license":null,"platform":null,"account":null,"url":null,"albums":[],"rating":null,"likes":null,"picture":null,"sha256":null,"type":null,"width":null,"height":null,"added":null,"modified":null }`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAttachments(t *testing.T) {
	for _, c := range [][2]string{
		{"a.json", "attachments/ab.json"},
		{"a.JSON", "attachments/ab.json"},
		{"a", "attachments/ab"},
		{"a.", "attachments/ab"},
		{"a.tar.gz", "attachments/ab.gz"},
		{"a.é", "attachments/ab"},
		{"a.../../x", "attachments/ab"},
		{"a.waytoolong", "attachments/ab"},
	} {
		if got := AttachmentName("ab", c[0]); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
	sum := func(n int) string { return strings.Repeat(fmt.Sprint(n), 64) }
	at := func(n int, opened *int) Attachment {
		return Attachment{item.Attachment{Name: "x.json", SHA256: sum(n)}, func() (io.ReadCloser, error) {
			*opened++
			return io.NopCloser(strings.NewReader(fmt.Sprint(n))), nil
		}}
	}
	to, opened := putter{}, 0
	var a Attachments
	for range 3 { // of many items
		e := &Entry{Attachments: []Attachment{at(1, &opened), at(2, &opened), {item.Attachment{Name: "y", SHA256: "no sum"}, nil}}}
		if err := a.Put(to, e); err != nil {
			t.Fatal(err)
		}
	}
	want := putter{"attachments/" + sum(1) + ".json": "1", "attachments/" + sum(2) + ".json": "2"}
	if !reflect.DeepEqual(to, want) || opened != 2 {
		t.Errorf("%v, opened %d", to, opened)
	}
}

// words writes captions, for Single.
type words struct{ w io.Writer }

func (w words) Write(_ context.Context, e *Entry) error {
	_, err := io.WriteString(w.w, e.Item.Caption)
	return err
}
func (w words) Close() error { _, err := io.WriteString(w.w, "."); return err }

func TestSingle(t *testing.T) {
	to := putter{}
	f, err := Single(to, "items.txt", func(w io.Writer) (Format, error) { return words{w}, nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"a", "b"} {
		if err := f.Write(t.Context(), &Entry{Item: &item.Item{Caption: s}}); err != nil {
			t.Fatal(err)
		}
	}
	if len(to) != 0 {
		t.Error("written before the end")
	}
	if err := f.Close(); err != nil || to["items.txt"] != "ab." {
		t.Error(to, err)
	}
}
