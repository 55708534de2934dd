package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/item"
)

func TestExtraTags(t *testing.T) {
	tests := []struct {
		caption string
		list    []string
		want    []string
	}{
		{"at the sea #ผู้เริ่ม #महात्मा #عَرَبِيّ", []string{"#ผ", "मह", "ع"}, nil},
		{"Tide pools #Nature", []string{"#nature", "#tidal", "TIDAL", "lake district"}, []string{"tidal", "lake district"}},
		{"#sunset", []string{"sun"}, []string{"sun"}}, // a tag of its own: letters follow
		{"#one·two", []string{"one"}, nil},
		{"#cafe\u0301", []string{"cafe"}, nil},
		{"no tags", []string{"", "#", "a"}, []string{"a"}},
		{"#a", nil, nil},
	}
	for _, tt := range tests {
		if got := ExtraTags(tt.caption, tt.list); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q with %q: %q, want %q", tt.caption, tt.list, got, tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	containers := []Container{
		{Name: "one", FS: fstest.MapFS{"a": {Data: []byte("a of one")}, "dir/x": {}}},
		{Name: "two", FS: fstest.MapFS{"a": {Data: []byte("a of two")}, "b": {Data: []byte("b of two")}}},
	}
	tests := []struct {
		own     int
		name    string
		in      int
		content string
	}{{0, "a", 0, "a of one"}, {1, "a", 1, "a of two"}, {0, "b", 1, "b of two"}, {0, "c", -1, ""}, {0, "dir", -1, ""}, {0, "../a", -1, ""}, {0, "/a", -1, ""}, {0, "", -1, ""}}
	for _, tt := range tests {
		f, in, err := Find(containers, tt.own, tt.name)
		if tt.in < 0 {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%q: %v", tt.name, err)
			}
			continue
		}
		if err != nil || in != tt.in || f.Size != int64(len(tt.content)) || f.Name != tt.name {
			t.Errorf("%q in %d: %+v in %d, %v", tt.name, tt.own, f, in, err)
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || string(b) != tt.content {
			t.Errorf("%q: %q, %v", tt.name, b, err)
		}
	}
}

func TestAtMost(t *testing.T) {
	for _, n := range []int64{0, 4, 5, 6} {
		b, err := io.ReadAll(AtMost(strings.NewReader("hello"), n))
		if want := "hello"[:min(n, 5)]; string(b) != want || (n < 5) != errors.Is(err, ErrTooLong) {
			t.Errorf("%d: %q, %v", n, b, err)
		}
	}
}

func TestOptions(t *testing.T) {
	var all Include
	for _, w := range IncludeWords() {
		i, ok := ParseInclude(w)
		if !ok {
			t.Errorf("%s is no word", w)
		}
		if w != "all" && (all.Has(i) || !All.Has(i)) {
			t.Errorf("%s isn't a member of its own", w)
		}
		all |= i
	}
	if _, ok := ParseInclude("everything"); ok || all != All {
		t.Error("there is no such word, or all isn't all")
	}
	since := Options{Since: time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)}
	for day, want := range map[int]bool{1: true, 2: false, 3: false} {
		if got := since.Older(time.Date(2020, 1, day, 0, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("day %d: %v", day, got)
		}
	}
	if since.Older(time.Time{}) || (Options{}).Older(time.Unix(0, 0)) {
		t.Error("what has no time is not older, nor is anything without --since")
	}
}

func TestOriginate(t *testing.T) {
	lat, likes, rating := 1.5, int64(0), 3
	it := item.Item{
		Caption: "c", Title: "t", Alt: "a", Date: "2020", Published: "2020", Credit: "c", Copyright: "c", License: "l", Creator: []string{"x"},
		Rating: &rating, Likes: &likes, Place: &item.Place{City: "Leeds", Lat: &lat, Lon: &lat}, Origins: map[string]string{"date": "known"},
	}
	Originate(&it, "x")
	want := map[string]string{
		"caption": "x", "title": "x", "alt": "x", "date": "known", "published": "x", "credit": "x", "copyright": "x", "license": "x",
		"creator": "x", "rating": "x", "likes": "x", "place": "x", "position": "x",
	}
	if !reflect.DeepEqual(it.Origins, want) {
		t.Errorf("%v", it.Origins)
	}
	var empty item.Item
	if Originate(&empty, "x"); empty.Origins != nil {
		t.Errorf("%v", empty.Origins)
	}
}

// claiming is a room that claims the folders of a name.
type claiming struct {
	name   string
	extent Extent
}

func (c claiming) Kind() string { return c.name }

func (c claiming) Recognise(dir Dir) Extent {
	if dir.Has(c.name) {
		return c.extent
	}
	return Nothing
}

func (c claiming) Open([]Container, Options) Source { return nil }

func TestSurvey(t *testing.T) {
	tree, one, rest := claiming{"tree", Tree}, claiming{"one", Folder}, claiming{"rest", Nothing}
	first := Container{Name: "first", Folder: "first", FS: fstest.MapFS{
		"x/tree": {}, "x/inside/one": {}, "y/one": {}, "y/below/tree": {}, "y/below/one": {}, "left/out/tree": {}, ".hidden/tree": {}, "z/file": {},
	}, Not: map[string]Extent{"left": Tree}}
	second := Container{Name: "second", Folder: "second", FS: fstest.MapFS{"tree": {}}}
	claims, skips, err := Survey(context.Background(), []Container{first, second}, []Room{tree, one}, rest)
	if err != nil || len(skips) != 0 {
		t.Fatal(skips, err)
	}
	var got []string
	for _, c := range claims {
		for _, part := range c.Containers {
			line := c.Room.Kind() + " " + part.Name + " " + part.Folder
			for _, not := range []string{"x", "y", "y/below", "left"} {
				if e := part.Not[not]; e != Nothing {
					line += " -" + not + []string{"", "", "/"}[e]
				}
			}
			got = append(got, line)
		}
	}
	want := []string{"tree first/x x", "tree first/y/below below", "tree second second", "one first/y y", "rest first first -x/ -y -y/below/ -left/"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSniffing(t *testing.T) {
	for in, want := range map[string][2]bool{
		"\xFF\xD8\xFF\xE0": {true, false}, "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42": {false, true}, "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic": {true, false},
		"\x1A\x45\xDF\xA3": {false, true}, "RIFF\x00\x00\x00\x00AVI ": {false, true}, "RIFF\x00\x00\x00\x00WEBPVP8 ": {true, false}, "<html>": {false, false}, "": {false, false},
	} {
		if got := [2]bool{IsPicture([]byte(in)), IsVideo([]byte(in))}; got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
