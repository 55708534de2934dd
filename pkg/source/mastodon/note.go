package mastodon

import (
	"math"
	"net/url"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/htmltext"
	"photoarchive/pkg/source/jsonstream"
)

// post is what a note says, and its attachments.
type post struct {
	account   string
	url       string
	published time.Time
	caption   string
	// spoiler is what stands in front of a post whose text is folded away.
	spoiler  string
	tags     []string
	mentions []string
	people   []string
	place    *item.Place
	likes    *int64
	media    []medium
	// code is why it isn't taken without being included: repost, direct,
	// archived …; "" for a post.
	code string
}

// medium is a picture or video of a post.
type medium struct {
	url, alt string
	video    bool
	audio    bool
}

// readPost reads an element of the outbox: an activity with a note in it, a bare
// note, or a status of Pixelfed's own interface. It says false for what is no
// post.
func readPost(v jsonstream.Value) (post, bool) {
	activity := v
	if o := v.Get("object"); o.Kind() == jsonstream.Object {
		v = o
	}
	var p post
	switch {
	case v.Get("media_attachments").Kind() == jsonstream.Array:
		p = readStatus(v)
	case v.Get("attachment").Is():
		p = readNote(v)
	default:
		return p, false
	}
	if p.published.IsZero() {
		p.published = moment(activity.Get("published").Text())
	}
	if p.account == "" {
		p.account = accountOf(idOf(activity.Get("actor")))
	}
	if p.account == "" {
		p.account = accountOf(p.url)
	}
	if activity.Get("type").Text() == "Announce" {
		p.code = "repost"
	}
	return p, len(p.media) > 0
}

// readNote reads a note of ActivityStreams 2.0.
func readNote(v jsonstream.Value) post {
	p := post{
		url: idOf(v.Get("url")), account: accountOf(idOf(v.Get("attributedTo"))), published: moment(v.Get("published").Text()),
		caption: noteText(v), spoiler: htmltext.Text(v.Get("summary").Text()), place: placeOf(v.Get("location")), likes: count(v.Get("likes", "totalItems")),
	}
	if p.url == "" {
		p.url = v.Get("id").Text()
	}
	p.url = address(p.url)
	var tags []string
	for _, t := range list(v.Get("tag")) {
		name := t.Get("name").Text()
		switch t.Get("type").Text() {
		case "Hashtag":
			tags = append(tags, name)
		case "Mention":
			p.mentions = append(p.mentions, strings.TrimPrefix(name, "@"))
		}
	}
	p.tags = source.ExtraTags(p.caption, tags)
	for _, a := range list(v.Get("attachment")) {
		if a.Get("type").Text() == "Link" { // a preview of a page
			continue
		}
		m := medium{url: idOf(a.First("url", "href")), alt: a.First("name", "summary").Text()}
		m.is(a.Get("mediaType").Text(), a.Get("type").Text())
		if m.url != "" {
			p.media = append(p.media, m)
		}
	}
	if isDirect(v) {
		p.code = "direct"
	}
	return p
}

// readStatus reads a status as Pixelfed's interface gives it.
func readStatus(v jsonstream.Value) post {
	p := post{
		url: address(v.First("url", "uri").Text()), account: accountOf(v.Get("account", "url").Text()), published: moment(v.Get("created_at").Text()),
		caption: v.Get("content_text").Text(), spoiler: v.Get("spoiler_text").Text(), place: placeOf(v.Get("place")), likes: count(v.Get("favourites_count")),
	}
	if p.caption == "" {
		p.caption = noteText(v)
	}
	var tags []string
	for _, t := range list(v.Get("tags")) {
		tags = append(tags, t.Get("name").Text())
	}
	p.tags = source.ExtraTags(p.caption, tags)
	for _, m := range list(v.Get("mentions")) {
		p.mentions = append(p.mentions, strings.TrimPrefix(m.First("acct", "username").Text(), "@"))
	}
	for _, who := range list(v.Get("taggedPeople")) {
		if name := who.First("name", "username").Text(); name != "" {
			p.people = append(p.people, name)
		}
	}
	for _, a := range v.Get("media_attachments").Items() {
		m := medium{url: a.First("url", "remote_url").Text(), alt: a.Get("description").Text()}
		m.is(a.Get("mime").Text(), a.Get("type").Text())
		if m.url != "" {
			p.media = append(p.media, m)
		}
	}
	switch v.Get("visibility").Text() {
	case "direct":
		p.code = "direct"
	case "archived":
		p.code = "archived"
	case "draft":
		p.code = "draft"
	}
	if v.Get("reblog").Is() {
		p.code = "repost"
	}
	return p
}

// is notes what sort of medium it is, by its type, else by its name.
func (m *medium) is(mime, sort string) {
	sort = strings.ToLower(sort)
	switch {
	case strings.HasPrefix(mime, "image/"):
	case strings.HasPrefix(mime, "video/"), sort == "video", sort == "gifv":
		m.video = true
	case strings.HasPrefix(mime, "audio/"), sort == "audio":
		m.audio = true
	default:
		name, _, _ := strings.Cut(m.url, "?")
		m.video = source.IsVideoName(name)
	}
}

// noteText is the text of a note. Pixelfed's HTML has line feeds where others
// have <br>.
func noteText(v jsonstream.Value) string {
	content := v.Get("content").Text()
	if content == "" {
		_, first := v.Get("contentMap").Member(0)
		content = first.Text()
	}
	low := strings.ToLower(content)
	if strings.Contains(content, "\n") && !strings.Contains(low, "<br") && !strings.Contains(low, "<p") {
		content = strings.ReplaceAll(content, "\n", "<br>")
	}
	return htmltext.Text(content)
}

// isDirect tells whether a note is for single people, and neither for all nor
// for followers. A note that doesn't say is for all.
func isDirect(v jsonstream.Value) bool {
	to, cc := list(v.Get("to")), list(v.Get("cc"))
	for _, who := range append(to[:len(to):len(to)], cc...) {
		who := who.Text()
		if who == "as:Public" || who == "Public" || strings.HasSuffix(who, "#Public") || strings.HasSuffix(who, "/followers") {
			return false
		}
	}
	return len(to) > 0
}

// placeOf reads a place, with coordinates in degrees; both 0 are none.
func placeOf(v jsonstream.Value) *item.Place {
	p := item.Place{Name: strings.TrimSpace(v.Get("name").Text()), Country: strings.TrimSpace(v.Get("country").Text())}
	lat, okLat := v.First("latitude", "lat").Float()
	lon, okLon := v.First("longitude", "long", "lng").Float()
	if okLat && okLon && (lat != 0 || lon != 0) && math.Abs(lat) <= 90 && math.Abs(lon) <= 180 {
		p.Lat, p.Lon = &lat, &lon
	}
	if p.Name == "" && p.Country == "" && p.Lat == nil {
		return nil
	}
	return &p
}

// list gives the elements of a value that may be one alone.
func list(v jsonstream.Value) []jsonstream.Value {
	switch v.Kind() {
	case jsonstream.Array:
		return v.Items()
	case jsonstream.Object, jsonstream.String:
		return []jsonstream.Value{v}
	}
	return nil
}

// idOf is the address that a value is or has: a string, a link, or the first of
// several.
func idOf(v jsonstream.Value) string {
	if v.Kind() == jsonstream.Array {
		v = v.At(0)
	}
	if v.Kind() == jsonstream.Object {
		v = v.First("href", "url", "id")
	}
	return v.Text()
}

// address keeps only what is an address on the web.
func address(s string) string {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return s
	}
	return ""
}

// accountOf gives NAME@HOST of a profile's or post's address:
// https://HOST/@NAME, https://HOST/users/NAME, https://HOST/p/NAME/ID,
// https://HOST/NAME.
func accountOf(profile string) string {
	u, err := url.Parse(profile)
	if err != nil || u.Host == "" {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	name := ""
	switch {
	case strings.HasPrefix(parts[0], "@"):
		name = parts[0][1:]
	case len(parts) > 1 && (parts[0] == "users" || parts[0] == "p" || parts[0] == "u"):
		name = parts[1]
	case len(parts) == 1:
		name = parts[0]
	}
	if name == "" || strings.Contains(name, "@") {
		return name
	}
	return name + "@" + u.Host
}

// count reads a number of things; nil where there is none.
func count(v jsonstream.Value) *int64 {
	n, ok := v.Int()
	if !ok || n < 0 {
		return nil
	}
	return &n
}

// moment reads a time of RFC 3339. What isn't one, and years that can't be, are
// the zero time.
func moment(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1970 && t.Year() <= 2100 {
			return t.UTC()
		}
	}
	return time.Time{}
}
