package gallerydl

import (
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/htmltext"
	"photoarchive/pkg/source/jsonstream"
)

// read takes what the site of the category says. `description` is the caption on
// Instagram and Flickr, and the alt text on Twitter and Bluesky.
func (m *meaning) read() {
	v := m.v
	category := v.Get("category").Text()
	m.platform = category
	m.index, m.count = position(v)
	switch sub := v.Get("subcategory").Text(); sub {
	case "avatar", "background", "banner", "header":
		m.sort = avatar
	case "stories", "highlights":
		m.sort = story
	}
	switch {
	case category == "instagram":
		m.instagram()
	case category == "flickr":
		m.flickr()
	case category == "twitter":
		m.twitter()
	case category == "bluesky":
		m.bluesky()
	case v.Get("account").Kind() == jsonstream.Object && v.Get("content").Is():
		m.mastodon()
	default:
		m.any()
	}
	m.caption = strings.TrimSpace(m.caption)
}

// position is num and count, which hold the pictures of a post together.
func position(v jsonstream.Value) (index, count int) {
	n, ok := v.Get("num").Int()
	c, okCount := v.Get("count").Int()
	const most = 1 << 20
	if ok && n > 0 && n < most {
		index = int(n)
	}
	if okCount && c >= int64(index) && c < most {
		count = int(c)
	}
	if index == 0 && count == 1 {
		index = 1
	}
	return index, count
}

func (m *meaning) instagram() {
	v := m.v
	switch v.Get("type").Text() {
	case "story", "highlight":
		m.sort = story
	case "reel":
		m.sort = reel
	}
	m.caption = v.Get("description").Text()
	m.tags = texts(v.Get("tags"))
	m.at = utc(v.First("post_date", "date"))
	m.account, m.creator = v.Get("username").Text(), v.Get("fullname").Text()
	m.post, m.url = v.First("post_shortcode", "shortcode").Text(), v.Get("post_url").Text()
	m.likes = count(v.Get("likes"))
	// There is neither a name nor coordinates.
	if slug := v.First("location_name", "location_slug").Text(); slug != "" {
		m.place = &item.Place{Name: slug}
	}
	for _, user := range v.Get("tagged_users").Items() {
		if name := first(user.Get("full_name").Text(), user.Get("username").Text()); name != "" {
			m.people = append(m.people, name)
		}
	}
}

func (m *meaning) flickr() {
	v := m.v
	m.title = htmltext.Text(content(v.Get("title")))
	if m.caption = htmltext.Text(content(v.Get("description"))); m.caption == "" {
		m.caption = m.title
	}
	m.tags = texts(v.Get("tags"))
	m.at = utc(v.First("date", "dateupload"))
	m.taken = flickrTaken(v)
	owner := v.First("user", "owner")
	m.account = first(owner.Get("path_alias").Text(), owner.Get("username").Text(), owner.Get("nsid").Text(), v.Get("owner").Text())
	m.creator = first(owner.Get("realname").Text(), owner.Get("username").Text())
	nsid := first(owner.Get("nsid").Text(), v.Get("owner").Text())
	if m.post = v.Get("id").Text(); m.post != "" && nsid != "" {
		m.url = "https://www.flickr.com/photos/" + nsid + "/" + m.post + "/"
	}
	m.album = first(content(v.Get("album", "title")), content(v.Get("photoset", "title")))
	m.license = flickrLicense(v)
	loc := v.Get("location")
	m.place = place(v.First("latitude"), v.First("longitude"))
	if m.place == nil {
		m.place = place(loc.Get("latitude"), loc.Get("longitude"))
	}
	levels := item.Place{
		Sublocation: content(loc.Get("neighbourhood")), City: content(loc.Get("locality")),
		State: content(loc.Get("region")), Country: content(loc.Get("country")),
	}
	if levels != (item.Place{}) {
		if m.place != nil {
			levels.Lat, levels.Lon = m.place.Lat, m.place.Lon
		}
		m.place = &levels
	}
}

// flickrTaken is when the picture was taken, by the camera's clock, as precise as
// Flickr knows it (flickr.photos.getInfo: granularity 0, 4, 6 and 8).
func flickrTaken(v jsonstream.Value) string {
	dates := v.Get("dates")
	taken := first(v.Get("datetaken").Text(), dates.Get("taken").Text())
	if unknown, _ := first2(v.Get("datetakenunknown"), dates.Get("takenunknown")).Bool(); unknown {
		return ""
	}
	t, err := time.Parse("2006-01-02 15:04:05", taken)
	if err != nil || t.Year() < 1826 {
		return ""
	}
	switch first2(v.Get("datetakengranularity"), dates.Get("takengranularity")).Text() {
	case "4":
		return t.Format("2006-01")
	case "6":
		return t.Format("2006")
	case "8":
		return t.Format("2006") + "~"
	}
	return t.Format("2006-01-02T15:04:05")
}

func first2(a, b jsonstream.Value) jsonstream.Value {
	if a.Is() {
		return a
	}
	return b
}

// flickrLicense names the licence by its number (flickr.photos.licenses.getInfo).
func flickrLicense(v jsonstream.Value) string {
	if name := v.Get("license_name").Text(); name != "" {
		return name
	}
	switch v.Get("license").Text() {
	case "0":
		return "All Rights Reserved"
	case "1":
		return "CC BY-NC-SA 2.0"
	case "2":
		return "CC BY-NC 2.0"
	case "3":
		return "CC BY-NC-ND 2.0"
	case "4":
		return "CC BY 2.0"
	case "5":
		return "CC BY-SA 2.0"
	case "6":
		return "CC BY-ND 2.0"
	case "7":
		return "No known copyright restrictions"
	case "8":
		return "United States Government Work"
	case "9":
		return "CC0 1.0"
	case "10":
		return "Public Domain Mark 1.0"
	}
	return ""
}

func (m *meaning) twitter() {
	v := m.v
	m.caption, m.alt = v.Get("content").Text(), v.Get("description").Text()
	m.tags = texts(v.Get("hashtags"))
	m.at = utc(v.Get("date"))
	author := first2(v.Get("author"), v.Get("user"))
	m.account, m.creator = author.Get("name").Text(), author.Get("nick").Text()
	if m.post = v.Get("tweet_id").Text(); m.post != "" && m.post != "0" && m.account != "" {
		m.url = "https://twitter.com/" + m.account + "/status/" + m.post
	}
	m.likes = count(v.Get("favorite_count"))
}

func (m *meaning) bluesky() {
	v := m.v
	m.caption, m.alt = v.Get("text").Text(), v.Get("description").Text()
	m.tags = texts(v.Get("hashtags"))
	m.at = utc(v.First("createdAt", "date"))
	m.account, m.creator = v.Get("author", "handle").Text(), v.Get("author", "displayName").Text()
	if m.post = v.Get("post_id").Text(); m.post != "" && m.account != "" {
		m.url = "https://bsky.app/profile/" + m.account + "/post/" + m.post
	}
	m.likes = count(v.Get("likeCount"))
}

func (m *meaning) mastodon() {
	v := m.v
	m.platform = "mastodon"
	m.caption, m.alt = htmltext.Text(v.Get("content").Text()), v.Get("media", "description").Text()
	m.tags = texts(v.Get("tags"))
	m.at = utc(v.First("created_at", "date"))
	account := v.Get("account")
	m.account, m.creator = first(account.Get("acct").Text(), account.Get("username").Text()), account.Get("display_name").Text()
	m.post, m.url = v.Get("id").Text(), v.First("url", "uri").Text()
	m.likes = count(v.Get("favourites_count"))
}

// any reads the JSON of a site that isn't known, by the names that most sites
// have.
func (m *meaning) any() {
	v := m.v
	m.title = v.Get("title").Text()
	m.caption = first(v.Get("content").Text(), v.Get("caption").Text(), v.Get("description").Text(), v.Get("text").Text(), m.title)
	if strings.Contains(m.caption, "</") || strings.Contains(m.caption, "<br") {
		m.caption = htmltext.Text(m.caption)
	}
	m.tags = texts(v.Get("tags"))
	m.at = utc(v.First("date", "created_at", "createdAt"))
	for _, who := range []jsonstream.Value{v.Get("author"), v.Get("user"), v.Get("artist"), v} {
		m.account = first(m.account, who.First("username", "name", "id").Text(), who.Text())
		if m.account != "" {
			break
		}
	}
	m.post = v.First("post_id", "id").Text()
	m.url = v.First("post_url", "webpage_url", "permalink").Text()
	m.place = place(v.Get("latitude"), v.Get("longitude"))
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// content is a text, or the one in Flickr's {"_content": …}.
func content(v jsonstream.Value) string {
	if v.Kind() == jsonstream.Object {
		v = v.Get("_content")
	}
	return v.Text()
}

// texts are those of a list, or the words of a text.
func texts(v jsonstream.Value) []string {
	if v.Kind() == jsonstream.String {
		return strings.Fields(v.Text())
	}
	var out []string
	for _, e := range v.Items() {
		if s := first(e.Text(), e.First("raw", "name", "_content", "tag", "text").Text()); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func count(v jsonstream.Value) *int64 {
	n, ok := v.Int()
	if !ok || n < 0 {
		return nil
	}
	return &n
}

// place is a place by its coordinates; 0,0 is none.
func place(latitude, longitude jsonstream.Value) *item.Place {
	lat, ok := latitude.Float()
	lon, okLon := longitude.Float()
	if !ok || !okLon || lat == 0 && lon == 0 || lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return nil
	}
	return &item.Place{Lat: &lat, Lon: &lon}
}

// utc reads a time as gallery-dl writes it, without a zone and in UTC, or as the
// site does.
func utc(v jsonstream.Value) time.Time {
	if n, ok := v.Int(); ok && n > 0 && n < 4_102_444_800 { // before 2100
		return time.Unix(n, 0).UTC()
	}
	for _, layout := range []string{"2006-01-02 15:04:05", time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05.999999", "2006-01-02T15:04:05-0700", "2006-01-02"} {
		if t, err := time.Parse(layout, v.Text()); err == nil && t.Year() > 1826 && t.Year() < 2100 {
			return t.UTC().Truncate(time.Second)
		}
	}
	return time.Time{}
}
