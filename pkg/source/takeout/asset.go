package takeout

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
)

// keyTaken is the member that only the JSON of a picture or video has.
const keyTaken = "photoTakenTime"

// asset is what a JSON file says of a picture or video.
type asset struct {
	// title is the file's original name, never clipped and never numbered.
	title   string
	caption string
	url     string
	// taken and created are Unix seconds, 0 where unknown. Created is when it
	// came into Google Photos.
	taken, created int64

	place *item.Place
	// other is a second position, as "LAT,LON": the file's own, where the person
	// put in another.
	other  string
	people []string

	favourite, archived, trashed bool
}

// readAsset reads the JSON of a picture or video. It says false for any other.
func readAsset(v jsonstream.Value) (asset, bool) {
	if !v.Get(keyTaken, "timestamp").Is() {
		return asset{}, false
	}
	a := asset{
		title: v.Get("title").Text(), caption: v.Get("description").Text(), url: v.Get("url").Text(),
		taken: seconds(v.Get(keyTaken)), created: seconds(v.Get("creationTime")),
		favourite: flag(v, "favorited"), archived: flag(v, "archived"), trashed: flag(v, "trashed"),
	}
	if strings.TrimSpace(a.caption) == "" {
		a.caption = ""
	}
	// The position that a person corrected goes before the camera's.
	a.place = position(v.Get("geoData"))
	if camera := position(v.Get("geoDataExif")); a.place == nil {
		a.place = camera
	} else if camera != nil && (*camera.Lat != *a.place.Lat || *camera.Lon != *a.place.Lon) {
		a.other = strconv.FormatFloat(*camera.Lat, 'f', -1, 64) + "," + strconv.FormatFloat(*camera.Lon, 'f', -1, 64)
	}
	for _, p := range v.Get("people").Items() {
		if who := strings.TrimSpace(p.Get("name").Text()); who != "" && !slices.Contains(a.people, who) {
			a.people = append(a.people, who)
		}
	}
	return a, true
}

func flag(v jsonstream.Value, key string) bool {
	b, _ := v.Get(key).Bool()
	return b
}

// seconds reads a time: Unix seconds in UTC, as a string or a number. Zero
// stands for unknown. The `formatted` beside it is for people.
func seconds(v jsonstream.Value) int64 {
	n, ok := v.Get("timestamp").Int()
	if !ok || n < firstSecond || n > lastSecond {
		return 0
	}
	return n
}

// The times that are believed: the years 1 to 2100.
const (
	firstSecond = -62135596800
	lastSecond  = 4133980799
)

// instant writes Unix seconds as EDTF, in UTC; "" for 0.
func instant(seconds int64) string {
	if seconds == 0 {
		return ""
	}
	return time.Unix(seconds, 0).UTC().Format("2006-01-02T15:04:05Z")
}

// position reads coordinates in degrees. Both 0 is how Google writes none, and
// so is an altitude of 0.
func position(v jsonstream.Value) *item.Place {
	lat, okLat := v.Get("latitude").Float()
	lon, okLon := v.Get("longitude").Float()
	if !okLat || !okLon || lat == 0 && lon == 0 || math.Abs(lat) > 90 || math.Abs(lon) > 180 {
		return nil
	}
	p := &item.Place{Lat: &lat, Lon: &lon}
	if alt, ok := v.Get("altitude").Float(); ok && alt != 0 && math.Abs(alt) < 100_000 {
		p.Altitude = &alt
	}
	return p
}
