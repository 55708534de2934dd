package flickr

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/htmltext"
	"photoarchive/pkg/source/jsonstream"
)

// photo is what a photo's JSON says.
type photo struct {
	title, caption string
	tags, people   []string
	albums         []album
	page, account  string
	// taken is EDTF in the camera's own time; imported when it came to Flickr.
	taken    string
	imported time.Time
	place    *item.Place
	license  string
	likes    *int64
	// original is the address of the file.
	original string
}

type album struct{ id, title string }

func readPhoto(v jsonstream.Value) photo {
	p := photo{
		title: text(v.Get("name")), caption: plain(v.Get("description").Text()), taken: cameraTime(v.Get("date_taken").Text()),
		imported: imported(v.First("date_imported", "date_upload")), place: position(v.Get("geo")), likes: count(v.Get("count_faves")),
		page: address(v.Get("photopage").Text()), original: v.Get("original").Text(),
	}
	if license := strings.TrimSpace(v.Get("license").Text()); v.Get("license").Kind() == jsonstream.String {
		p.license = license
	}
	p.account = accountOf(p.page)
	if p.caption == "" {
		p.caption = p.title
	}
	for _, t := range v.Get("tags").Items() {
		if t.Kind() == jsonstream.Object {
			t = t.First("tag", "raw", "name")
		}
		if name := strings.TrimSpace(text(t)); name != "" {
			p.tags = append(p.tags, name)
		}
	}
	for _, who := range v.Get("people").Items() {
		if who.Kind() == jsonstream.Object {
			who = who.First("realname", "real_name", "name", "username", "screen_name")
		}
		if name := strings.TrimSpace(text(who)); name != "" {
			p.people = append(p.people, name)
		}
	}
	for _, a := range v.Get("albums").Items() {
		p.albums = append(p.albums, readAlbum(a))
	}
	return p
}

func readAlbum(v jsonstream.Value) album {
	return album{v.Get("id").Text(), strings.TrimSpace(text(v.Get("title")))}
}

// text is that of a field that has no markup, though its characters may be
// escaped.
func text(v jsonstream.Value) string {
	s := v.Text()
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&#039;", "'", "&amp;", "&").Replace(s)
}

// plain makes text of a description. Some have line feeds where others have <br>.
func plain(s string) string {
	low := strings.ToLower(s)
	if strings.Contains(s, "\n") && !strings.Contains(low, "<br") && !strings.Contains(low, "<p") {
		s = strings.ReplaceAll(s, "\n", "<br>")
	}
	return htmltext.Text(s)
}

// cameraTime reads `2008-07-01 13:04:18` as EDTF without a zone. Parts that
// aren't known are 00; Unix seconds, which some have, are in UTC.
func cameraTime(s string) string {
	s = strings.TrimSpace(s)
	if t := unix(s); !t.IsZero() {
		return t.Format("2006-01-02T15:04:05Z")
	}
	day, clock, timed := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	parts := strings.Split(day, "-")
	if len(parts) != 3 || len(parts[0]) != 4 || len(parts[1]) != 2 || len(parts[2]) != 2 || !isDigits(parts[0]+parts[1]+parts[2]) || parts[0] == "0000" {
		return ""
	}
	switch {
	case parts[1] == "00":
		return parts[0]
	case parts[2] == "00":
		if _, err := time.Parse("2006-01", day[:7]); err != nil {
			return ""
		}
		return day[:7]
	}
	if _, err := time.Parse("2006-01-02", day); err != nil {
		return ""
	}
	if _, err := time.Parse("15:04:05", clock); err != nil || !timed {
		return day
	}
	return day + "T" + clock[:8]
}

// imported reads when a photo came to Flickr: a text in UTC, as Flickr's own
// times are, or Unix seconds.
func imported(v jsonstream.Value) time.Time {
	s := strings.TrimSpace(v.Text())
	if t := unix(s); !t.IsZero() {
		return t
	}
	for _, layout := range []string{"2006-01-02 15:04:05", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 2004 && t.Year() <= 2100 {
			return t.UTC()
		}
	}
	return time.Time{}
}

// unix reads Unix seconds of up to the year 2100.
func unix(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 100_000_000 || n > 4133980799 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// position reads coordinates: an object, or a list of one. They are whole
// millionths of a degree; what has a decimal point and can be degrees is degrees.
func position(v jsonstream.Value) *item.Place {
	if v.Kind() == jsonstream.Array {
		v = v.At(0)
	}
	lat, okLat := degrees(v.Get("latitude"))
	lon, okLon := degrees(v.Get("longitude"))
	if !okLat || !okLon || lat == 0 && lon == 0 || math.Abs(lat) > 90 || math.Abs(lon) > 180 {
		return nil
	}
	return &item.Place{Lat: &lat, Lon: &lon}
}

func degrees(v jsonstream.Value) (float64, bool) {
	f, ok := v.Float()
	if math.Abs(f) > 180 || !strings.Contains(v.Text(), ".") {
		f /= 1_000_000
	}
	return f, ok
}

// count reads a number of things, written as a string; nil for none.
func count(v jsonstream.Value) *int64 {
	n, ok := v.Int()
	if !ok || n < 0 {
		return nil
	}
	return &n
}

// address keeps only what is an address on the web.
func address(s string) string {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return s
	}
	return ""
}

// accountOf reads the name in https://www.flickr.com/photos/NAME/ID/.
func accountOf(page string) string {
	_, rest, _ := strings.Cut(page, "/photos/")
	name, _, ok := strings.Cut(rest, "/")
	if unescaped, err := url.PathUnescape(name); ok && err == nil {
		return strings.ToValidUTF8(unescaped, "\uFFFD")
	}
	return ""
}
