package instaloader

import (
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
)

// node is what the JSON of a post says. Its shape depends on which of
// Instagram's interfaces it came through; each is looked at in the order of
// Instaloader itself (structures.py).
type node struct {
	v       jsonstream.Value
	kind    string // Post, StoryItem, Profile …
	members []jsonstream.Value
}

// readNode takes the JSON of a file. Version 3 wrote the node alone.
func readNode(v jsonstream.Value) node {
	n := node{v: v.Get("node"), kind: v.Get("instaloader", "node_type").Text()}
	if !n.v.Is() {
		n.v = v
	}
	if n.kind == "" {
		switch {
		case n.v.First("shortcode", "code", "edge_media_to_caption").Is():
			n.kind = "Post"
		case n.v.Get("expiring_at_timestamp").Is():
			n.kind = "StoryItem"
		}
	}
	for _, e := range n.v.Get("edge_sidecar_to_children", "edges").Items() {
		n.members = append(n.members, e.Get("node"))
	}
	if n.members == nil {
		n.members = n.v.First("carousel_media").Items()
	}
	if n.members == nil {
		n.members = n.v.Get("iphone_struct", "carousel_media").Items()
	}
	return n
}

func (n *node) isPost() bool { return n.kind == "Post" || n.kind == "StoryItem" }

// caption is empty also where the post has none.
func (n *node) caption() string {
	if edges := n.v.Get("edge_media_to_caption", "edges"); edges.Len() > 0 {
		return edges.At(0).Get("node", "text").Text()
	}
	for _, v := range []jsonstream.Value{n.v.Get("caption"), n.v.Get("iphone_struct", "caption")} {
		if v.Kind() == jsonstream.Object {
			v = v.Get("text")
		}
		if v.Text() != "" {
			return v.Text()
		}
	}
	return ""
}

// published is in UTC.
func (n *node) published() time.Time {
	for _, v := range []jsonstream.Value{n.v.First("date", "taken_at_timestamp", "taken_at"), n.v.Get("iphone_struct", "taken_at")} {
		if s, ok := v.Int(); ok && s > 0 && s < 4_102_444_800 { // before 2100
			return time.Unix(s, 0).UTC()
		}
	}
	return time.Time{}
}

func (n *node) shortcode() string {
	code := n.v.First("shortcode", "code").Text()
	if strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return ""
	}
	return code
}

// likes are negative where they are hidden.
func (n *node) likes() *int64 {
	for _, v := range []jsonstream.Value{
		n.v.Get("edge_media_preview_like", "count"), n.v.Get("edge_liked_by", "count"), n.v.Get("like_count"), n.v.Get("iphone_struct", "like_count"),
	} {
		if c, ok := v.Int(); ok && c >= 0 {
			return &c
		}
	}
	return nil
}

// owner gives the account and the name of who posted.
func (n *node) owner() (account, name string) {
	for _, v := range []jsonstream.Value{n.v.Get("owner"), n.v.Get("user"), n.v.Get("iphone_struct", "user"), n.v.Get("iphone_struct", "owner")} {
		if account == "" {
			account = v.Get("username").Text()
		}
		if name == "" {
			name = v.Get("full_name").Text()
		}
	}
	return account, name
}

func (n *node) place() *item.Place {
	var p item.Place
	for _, v := range []jsonstream.Value{n.v.Get("location"), n.v.Get("iphone_struct", "location")} {
		if p.Name == "" {
			p.Name = v.Get("name").Text()
		}
		lat, okLat := v.First("lat", "latitude").Float()
		lon, okLon := v.First("lng", "lon", "longitude").Float()
		if p.Lat == nil && okLat && okLon {
			setPosition(&p, lat, lon)
		}
	}
	if p.Name == "" && p.Lat == nil {
		return nil
	}
	return &p
}

func setPosition(p *item.Place, lat, lon float64) {
	if (lat != 0 || lon != 0) && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 {
		p.Lat, p.Lon = &lat, &lon
	}
}

// readLocation reads BASE_location.txt: the name, then an address of Google Maps
// with q=LAT,LNG where there are coordinates.
func readLocation(text string) *item.Place {
	name, rest, _ := strings.Cut(text, "\n")
	p := item.Place{Name: strings.TrimSpace(name)}
	if _, q, ok := strings.Cut(rest, "q="); ok {
		q, _, _ = strings.Cut(q, "&")
		a, b, _ := strings.Cut(strings.TrimSpace(q), ",")
		lat, errLat := strconv.ParseFloat(a, 64)
		lon, errLon := strconv.ParseFloat(b, 64)
		if errLat == nil && errLon == nil {
			setPosition(&p, lat, lon)
		}
	}
	if p.Name == "" && p.Lat == nil {
		return nil
	}
	return &p
}

// people are those that are tagged in a picture, by name or by account.
func people(v jsonstream.Value) []string {
	var out []string
	for _, e := range v.Get("edge_media_to_tagged_user", "edges").Items() {
		user := e.Get("node", "user")
		if name := user.First("full_name", "username").Text(); name != "" {
			out = append(out, name)
		} else if name := user.Get("username").Text(); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// isVideo tells of a post without members, or of a member.
func isVideo(v jsonstream.Value) bool {
	if video, ok := v.Get("is_video").Bool(); ok {
		return video
	}
	if t, ok := v.Get("media_type").Int(); ok {
		return t == 2
	}
	return v.Get("__typename").Text() == "GraphVideo"
}
