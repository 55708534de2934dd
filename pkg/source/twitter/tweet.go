package twitter

import (
	"math"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// post is what the archive says of a post with media.
type post struct {
	id        string
	published time.Time
	caption   string
	tags      []string
	mentions  []string
	place     *item.Place
	likes     *int64
	media     []medium
	repost    bool
	author    string // of the address in its media, where the archive has no account
}

// medium is a picture or video of a post.
type medium struct {
	// file is the last part of its address.
	file, alt string
	video     bool
}

// readPost reads an element of tweets.js, which wraps the post since 2019. It
// says false for a post without media.
func readPost(v jsonstream.Value, long *noteIndex) (post, bool) {
	if t := v.Get("tweet"); t.Kind() == jsonstream.Object {
		v = t
	}
	media := v.Get("extended_entities", "media").Items()
	if len(media) == 0 {
		media = v.Get("entities", "media").Items()
	}
	if len(media) == 0 {
		return post{}, false
	}
	p := post{id: v.First("id_str", "id").Text(), likes: count(v.Get("favorite_count")), place: placeOf(v)}
	if !isID(p.id) {
		p.id = ""
	}
	p.published = moment(v.Get("created_at").Text(), p.id)
	for _, m := range media {
		p.media = append(p.media, medium{
			file: fileOf(m.First("media_url_https", "media_url").Text()), alt: m.Get("ext_alt_text").Text(),
			video: m.Get("type").Text() == "video" || m.Get("type").Text() == "animated_gif",
		})
	}
	p.text(v, long)
	p.repost = isRepost(v, p.id)
	p.author = authorOf(media[0].Get("expanded_url").Text(), p.id)
	var tags []string
	for _, t := range v.Get("entities", "hashtags").Items() {
		tags = append(tags, t.First("text", "tag").Text())
	}
	p.tags = source.ExtraTags(p.caption, tags)
	for _, m := range v.Get("entities", "user_mentions").Items() {
		if name := m.Get("screen_name").Text(); isName(name) {
			p.mentions = append(p.mentions, name)
		}
	}
	return p, true
}

// text puts the caption together: the long form where there is one, short
// addresses replaced by what they stand for, that of the media left out.
func (p *post) text(v jsonstream.Value, long *noteIndex) {
	raw := v.First("full_text", "text").Text()
	short := addresses(v.Get("entities", "urls"))
	for _, m := range append(v.Get("extended_entities", "media").Items(), v.Get("entities", "media").Items()...) {
		short = append(short, shortened{from: m.Get("url").Text()})
	}
	text := unescape(raw)
	if n := long.find(p.id, p.published, text); n != nil {
		text = n.text
		short = append(n.short, short...)
	}
	p.caption = expand(text, short)
}

// shortened is a t.co address and what it stands for: nothing for media.
type shortened struct{ from, to string }

// addresses reads a list of addresses, of a post or of a note.
func addresses(list jsonstream.Value) []shortened {
	var out []shortened
	for _, u := range list.Items() {
		out = append(out, shortened{u.First("url", "shortUrl").Text(), u.First("expanded_url", "expandedUrl", "display_url", "displayUrl").Text()})
	}
	return out
}

// expand replaces each short address by what it stands for. The positions that
// the archive gives aren't needed, and count differently over the years.
func expand(text string, short []shortened) string {
	for _, s := range short {
		if !strings.HasPrefix(s.from, "http") {
			continue
		}
		var b strings.Builder
		rest := text
		for {
			i := strings.Index(rest, s.from)
			if i < 0 {
				break
			}
			end := i + len(s.from)
			before := rest[:i]
			switch {
			case end < len(rest) && isWordByte(rest[end]): // the beginning of a longer one
				b.WriteString(rest[:end])
			case s.to != "":
				b.WriteString(before + s.to)
			default:
				// It goes with the space before it.
				b.WriteString(strings.TrimRight(before, " "))
				if strings.TrimRight(before, " ") == "" || strings.HasSuffix(before, "\n") {
					rest = rest[:end] + strings.TrimLeft(rest[end:], " ")
				}
			}
			rest = rest[end:]
		}
		b.WriteString(rest)
		text = b.String()
	}
	return strings.TrimSpace(text)
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// unescape resolves what the archive escapes: & < and >.
func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&amp;", "&").Replace(s)
}

// isRepost tells whether a post only shares another's, and its media with it.
// One that somebody wrote by hand has media of its own.
func isRepost(v jsonstream.Value, id string) bool {
	if v.Get("retweeted_status").Kind() == jsonstream.Object {
		return true
	}
	if !strings.HasPrefix(v.First("full_text", "text").Text(), "RT @") {
		return false
	}
	at := v.Get("entities", "media").At(0).Get("expanded_url").Text()
	return id == "" || !strings.Contains(at, "/status/"+id+"/")
}

// authorOf reads the user name of https://twitter.com/NAME/status/ID/photo/1.
func authorOf(address, id string) string {
	_, rest, _ := strings.Cut(address, "://")
	parts := strings.Split(rest, "/")
	if len(parts) > 3 && parts[2] == "status" && parts[3] == id && isName(parts[1]) {
		return parts[1]
	}
	return ""
}

// fileOf is the file's name in the address of a medium.
func fileOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" || strings.HasSuffix(u.Path, "/") {
		return ""
	}
	name := path.Base(u.Path)
	if f := u.Query().Get("format"); f != "" && path.Ext(name) == "" && isName(f) {
		name += "." + f
	}
	return name
}

// placeOf reads a position and the place that was named. GeoJSON has the
// longitude first, the older `geo` the latitude.
func placeOf(v jsonstream.Value) *item.Place {
	var p item.Place
	named := v.Get("place")
	p.Name = strings.TrimSpace(named.First("full_name", "name").Text())
	p.Country = strings.TrimSpace(named.Get("country").Text())
	if code := named.First("country_code", "countryCode").Text(); len(code) == 2 {
		p.CountryCode = strings.ToUpper(code)
	}
	if at := v.Get("coordinates", "coordinates"); at.Len() == 2 {
		p.Lat, p.Lon = position(at.At(1), at.At(0))
	} else if at := v.Get("geo", "coordinates"); at.Len() == 2 {
		p.Lat, p.Lon = position(at.At(0), at.At(1))
	}
	if p == (item.Place{}) {
		return nil
	}
	return &p
}

func position(lat, lon jsonstream.Value) (*float64, *float64) {
	y, okY := lat.Float()
	x, okX := lon.Float()
	if !okY || !okX || y == 0 && x == 0 || math.Abs(y) > 90 || math.Abs(x) > 180 {
		return nil, nil
	}
	return &y, &x
}

// count reads a number of things, mostly written as a string; nil for none.
func count(v jsonstream.Value) *int64 {
	n, ok := v.Int()
	if !ok || n < 0 {
		return nil
	}
	return &n
}

// moment reads the time of a post, `Wed Oct 10 20:19:24 +0000 2018`. Where it is
// damaged the id tells it: since November 2010 it has the milliseconds since
// 1288834974657 above its lowest 22 bits.
func moment(s, id string) time.Time {
	for _, layout := range []string{time.RubyDate, time.RFC3339, "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 2006 && t.Year() <= 2100 {
			return t.UTC().Truncate(time.Second)
		}
	}
	if n, err := strconv.ParseUint(id, 10, 64); err == nil && n > 1<<40 {
		if t := time.UnixMilli(int64(n>>22) + 1288834974657).UTC().Truncate(time.Second); t.Year() <= 2100 {
			return t
		}
	}
	return time.Time{}
}
