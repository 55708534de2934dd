package instagram

import (
	"path"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
)

// post is what a document says of one post.
type post struct {
	// doc and number make the reference: posts_1.json#4.
	doc     string
	number  string
	in      int // the container
	caption string
	// titled: the caption is the post's own, not a medium's.
	titled bool
	// also are captions that lost.
	also      []string
	published string // EDTF
	at        time.Time
	place     *item.Place
	tags      []string
	draft     bool
	media     []medium
}

// medium is a picture or video of a post.
type medium struct {
	uri     string
	caption string
	at      time.Time
	taken   string // EDTF
	place   *item.Place
	cover   string // of a video, a picture of it
	ref     string // where it isn't the post's own
}

// classic reads a record of posts_N.json, or of another document with the same
// shape. A medium alone stands for a post of its own, as in stories.json. What is
// neither gives false: insights have the same names.
func classic(v jsonstream.Value) (post, bool) {
	var p post
	list := v.Get("media")
	switch {
	case list.Kind() == jsonstream.Array:
		for _, m := range list.Items() {
			p.addMedium(classicMedium(m))
		}
	case list.Get("uri").Text() != "":
		p.addMedium(classicMedium(list))
	case v.Get("uri").Text() != "":
		p.addMedium(classicMedium(v))
		v = jsonstream.Value{}
	default:
		return p, false
	}
	title := repair(v.Get("title").Text())
	p.at = unixTime(v.Get("creation_timestamp"))
	p.place = position(v)
	p.settle(title)
	return p, true
}

// settle gives the post the caption and the time that its media have in its
// place: of one medium the caption stands there, of several it stands with the
// post, and either may hold the other's.
func (p *post) settle(title string) {
	own := ""
	if len(p.media) > 0 {
		own = p.media[0].caption
	}
	if len(p.media) == 1 {
		p.caption = first(own, title)
		if title != p.caption {
			p.also = append(p.also, title)
		}
		p.media[0].caption = ""
	} else {
		p.caption = title
	}
	p.titled = p.caption != ""
	for _, m := range p.media {
		if p.caption == "" && m.caption != "" {
			p.caption = m.caption
		}
	}
	if p.at.IsZero() {
		for _, m := range p.media {
			if !m.at.IsZero() && (p.at.IsZero() || m.at.Before(p.at)) {
				p.at = m.at
			}
		}
	}
	if !p.at.IsZero() {
		p.published = p.at.Format(time.RFC3339)
	}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// refOf is the reference of a medium: FILE#POST/MEDIUM, counted from 0.
func refOf(p *post, k int) string { return p.doc + "#" + p.number + "/" + strconv.Itoa(k) }

// addMedium takes a medium that has a file and isn't there yet.
func (p *post) addMedium(m medium) {
	if m.uri == "" || isSubtitle(m.uri) {
		return
	}
	for _, have := range p.media {
		if have.uri == m.uri {
			return
		}
	}
	p.media = append(p.media, m)
}

func isSubtitle(uri string) bool {
	switch strings.ToLower(path.Ext(uri)) {
	case ".srt", ".vtt":
		return true
	}
	return false
}

func classicMedium(v jsonstream.Value) medium {
	m := medium{
		uri:     repair(v.Get("uri").Text()),
		caption: repair(v.Get("title").Text()),
		at:      unixTime(v.Get("creation_timestamp")),
		place:   position(v),
	}
	for _, exif := range exifData(v) {
		if m.taken == "" {
			m.taken = exifTime(exif.Get("date_time_original").Text())
		}
	}
	if cover := v.First("cover_photo", "cover", "thumbnail", "thumbnails"); cover.Is() {
		if cover.Kind() == jsonstream.Array {
			cover = cover.At(0)
		}
		m.cover = repair(first(cover.Get("uri").Text(), cover.Text()))
	}
	return m
}

// exifData lists the records of what the camera said, of pictures and videos.
func exifData(v jsonstream.Value) []jsonstream.Value {
	var out []jsonstream.Value
	meta := v.Get("media_metadata")
	for i := range meta.Len() {
		_, kind := meta.Member(i) // photo_metadata, video_metadata
		data := kind.Get("exif_data")
		if data.Kind() == jsonstream.Object {
			out = append(out, data)
		}
		out = append(out, data.Items()...)
	}
	return out
}

// position is the first record's that has both coordinates. 0,0 is none.
func position(v jsonstream.Value) *item.Place {
	for _, exif := range exifData(v) {
		lat, okLat := exif.Get("latitude").Float()
		lon, okLon := exif.Get("longitude").Float()
		if okLat && okLon {
			if p := at(lat, lon); p != nil {
				return p
			}
		}
	}
	return nil
}

// at is a place by its coordinates, if they are some.
func at(lat, lon float64) *item.Place {
	if lat == 0 && lon == 0 || lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return nil
	}
	return &item.Place{Lat: &lat, Lon: &lon}
}

// Times of posts lie between the years 2000 and 2100: a time out of that, as 0
// or one in milliseconds, is told by its size.
const (
	year2000 = 946_684_800
	year2100 = 4_102_444_800
)

// unixTime reads seconds since 1970, also where they are a string, have a
// fraction, or are milliseconds or microseconds. The zero time is none.
func unixTime(v jsonstream.Value) time.Time {
	n, ok := v.Int()
	if f, isNumber := v.Float(); !ok && isNumber && f > 0 && f < 1<<62 {
		n, ok = int64(f), true
	}
	for range 2 {
		if n >= year2100 {
			n /= 1000
		}
	}
	if !ok || n < year2000 || n >= year2100 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// exifTime reads 20230815T181204+0000 and its likes.
func exifTime(s string) string {
	for _, layout := range []string{"20060102T150405-0700", "20060102T150405Z", "2006-01-02T15:04:05-0700", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.Format(time.RFC3339)
		}
	}
	for _, layout := range []string{"20060102T150405", "2006:01:02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.Format("2006-01-02T15:04:05")
		}
	}
	return ""
}

// plausible: there were photographs. Cameras without a clock say 1970 or 1980.
func plausible(t time.Time) bool { return t.Year() > 1826 && t.Year() < 2100 && t.Unix() != 0 }

// mediumPlace is a member's place: its own position wins over the post's, whose
// name it keeps.
func (p *post) mediumPlace(m medium) *item.Place {
	switch {
	case m.place == nil && p.place == nil:
		return nil
	case m.place == nil:
		c := *p.place
		return &c
	case p.place == nil:
		c := *m.place
		return &c
	}
	c := *p.place
	c.Lat, c.Lon = m.place.Lat, m.place.Lon
	return &c
}
