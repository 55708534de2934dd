package takeout

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/source/jsonstream"
)

// album is what the JSON of an album says of it.
type album struct {
	title string
	// about is its description, and what the person put between the pictures:
	// texts, and places with coordinates.
	about string
}

// aboutMost bounds what is kept of an album's texts with each of its pictures,
// in bytes.
const aboutMost = 4096

// readAlbum reads an album's JSON, which is called metadata.json in the account's
// language. Before 2020 it is wrapped in albumData. It says false for any other.
func readAlbum(v jsonstream.Value) (album, bool) {
	if v.Get(keyTaken).Is() {
		return album{}, false
	}
	if wrapped := v.Get("albumData"); wrapped.Kind() == jsonstream.Object {
		v = wrapped
	}
	t := v.Get("title")
	if t.Kind() != jsonstream.String {
		return album{}, false
	}
	var lines []string
	add := func(line string) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	add(v.Get("description").Text())
	for _, e := range v.Get("enrichments").Items() {
		add(e.Get("narrativeEnrichment", "text").Text())
		for _, l := range e.Get("locationEnrichment", "location").Items() {
			add(location(l))
		}
	}
	a := album{title: strings.TrimSpace(t.Text()), about: strings.Join(lines, "\n")}
	if len(a.about) > aboutMost {
		a.about = strings.ToValidUTF8(a.about[:aboutMost], "")
	}
	return a, true
}

// location writes a place of an album: its name, what it is near, and its
// coordinates in degrees, which the JSON has as degrees times 10^7.
func location(v jsonstream.Value) string {
	var parts []string
	for _, part := range []string{v.Get("name").Text(), v.Get("description").Text()} {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	lat, okLat := v.Get("latitudeE7").Float()
	lon, okLon := v.Get("longitudeE7").Float()
	if okLat && okLon && (lat != 0 || lon != 0) && math.Abs(lat) <= 90e7 && math.Abs(lon) <= 180e7 {
		f := func(degrees float64) string { return strconv.FormatFloat(degrees/1e7, 'f', -1, 64) }
		parts = append(parts, f(lat)+","+f(lon))
	}
	return strings.Join(parts, ", ")
}
