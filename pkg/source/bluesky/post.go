package bluesky

import (
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// post is what a document says of a post with pictures.
type post struct {
	did, handle, rkey string
	published         time.Time
	caption           string
	tags              []string
	likes             *int64
	media             []medium
	repost            bool
}

// medium is a picture or video of a post.
type medium struct {
	cid, alt string
	// named is a file that a program wrote down beside it.
	named string
	video bool
}

// record gives the record in an element of a document: alone, as
// com.atproto.repo.listRecords gives it (value), or in a post as
// app.bsky.feed.getAuthorFeed gives it. outer is what is around it.
func record(v jsonstream.Value) (rec, outer jsonstream.Value) {
	outer = v
	if p := v.Get("post"); p.Kind() == jsonstream.Object {
		outer = p
	}
	if r := outer.First("record", "value"); r.Kind() == jsonstream.Object {
		return r, outer
	}
	return outer, outer
}

// isPost tells whether a value is a post, alone or with something around it.
func isPost(v jsonstream.Value) bool {
	if v.Kind() != jsonstream.Object || v.Get("subcategory").Is() { // gallery-dl's
		return false
	}
	rec, outer := record(v)
	if t := rec.Get("$type"); t.Is() {
		return t.Text() == collection
	}
	return rec.Get("text").Kind() == jsonstream.String && rec.Get("createdAt").Kind() == jsonstream.String &&
		(strings.Contains(outer.Get("uri").Text(), "/"+collection+"/") || strings.HasPrefix(rec.Get("embed", "$type").Text(), "app.bsky.embed."))
}

// readPost reads a post. key is its record's name, or the address with it, where
// the member or the file tells that it is in.
// It says false for a post without pictures and videos.
func readPost(v jsonstream.Value, key string) (post, bool) {
	rec, outer := record(v)
	p := post{
		did: outer.Get("author", "did").Text(), handle: outer.Get("author", "handle").Text(), rkey: outer.Get("rkey").Text(),
		published: moment(rec.Get("createdAt").Text()), likes: count(outer.Get("likeCount")), repost: v.Get("reason").Is(),
	}
	// at://DID/app.bsky.feed.post/RKEY
	uri := outer.Get("uri").Text()
	if !strings.HasPrefix(uri, "at://") && strings.Contains(key, "/"+collection+"/") {
		uri = key
	}
	if parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/"); len(parts) == 3 && parts[1] == collection {
		p.rkey = parts[2]
		if p.did == "" {
			p.did = parts[0]
		}
	}
	if p.rkey == "" {
		p.rkey = key
	}
	if !isRkey(p.rkey) {
		p.rkey = ""
	}
	if !isHandle(p.handle) {
		p.handle = ""
	}
	p.media = media(rec.Get("embed"))
	if len(p.media) == 0 {
		p.media = media(outer.Get("embed"))
	}
	var tags []string
	p.caption, tags = text(rec)
	p.tags = source.ExtraTags(p.caption, tags)
	return p, len(p.media) > 0
}

// media gives the pictures of an embed: app.bsky.embed.images, the same within
// recordWithMedia, and their forms in feeds (#view).
func media(embed jsonstream.Value) []medium {
	if m := embed.Get("media"); m.Kind() == jsonstream.Object {
		embed = m
	}
	var out []medium
	for _, image := range embed.Get("images").Items() {
		m := medium{alt: image.Get("alt").Text(), cid: cidOf(image.Get("image")), named: image.First("path", "file", "filename", "local_path", "localPath").Text()}
		if m.cid == "" {
			m.cid = cidOfAddress(image.First("fullsize", "thumb", "url").Text())
		}
		out = append(out, m)
	}
	if v := embed.First("video", "playlist"); v.Is() && len(out) == 0 && strings.HasPrefix(embed.Get("$type").Text(), "app.bsky.embed.video") {
		out = append(out, medium{alt: embed.Get("alt").Text(), cid: cidOf(v), video: true})
		if out[0].cid == "" {
			out[0].cid = embed.Get("cid").Text()
		}
	}
	return out
}

// cidOf gives the identifier of a blob: in `ref`, which DAG-JSON writes as
// {"/": …} and others as {"$link": …}, or in the `cid` of blobs before 2023.
func cidOf(blob jsonstream.Value) string {
	ref := blob.First("ref", "cid")
	if ref.Kind() == jsonstream.Object {
		ref = ref.First("$link", "/")
	}
	return ref.Text()
}

// cidOfAddress reads https://cdn.bsky.app/img/feed_fullsize/plain/DID/CID@jpeg,
// and the address of com.atproto.sync.getBlob.
func cidOfAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return ""
	}
	if cid := u.Query().Get("cid"); cid != "" {
		return cid
	}
	cid, _, _ := strings.Cut(path.Base(u.Path), "@")
	return cid
}

// text is that of a record: links that are clipped in it are whole again. It
// gives the tags too, of the facets and of those that aren't in the text. The
// positions of facets are bytes of the text in UTF-8.
func text(rec jsonstream.Value) (string, []string) {
	s := rec.Get("text").Text()
	var tags []string
	var b strings.Builder
	done := 0
	for _, f := range rec.Get("facets").Items() {
		start, okStart := f.Get("index", "byteStart").Int()
		end, okEnd := f.Get("index", "byteEnd").Int()
		whole := ""
		for _, feature := range f.Get("features").Items() {
			switch t := feature.Get("$type").Text(); {
			case strings.HasSuffix(t, "#tag"):
				tags = append(tags, feature.Get("tag").Text())
			case strings.HasSuffix(t, "#link"):
				whole = feature.Get("uri").Text()
			}
		}
		if whole == "" || !okStart || !okEnd || start < int64(done) || end <= start || end > int64(len(s)) ||
			!isBoundary(s, int(start)) || !isBoundary(s, int(end)) || !isClipped(s[start:end], whole) {
			continue
		}
		b.WriteString(s[done:start])
		b.WriteString(whole)
		done = int(end)
	}
	b.WriteString(s[done:])
	for _, t := range rec.Get("tags").Items() {
		tags = append(tags, t.Text())
	}
	return b.String(), tags
}

// isBoundary tells whether a character begins at a byte, or the text ends there.
func isBoundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// isClipped tells whether a text is the beginning of an address, with an
// ellipsis for the rest.
func isClipped(shown, whole string) bool {
	short, ok := strings.CutSuffix(shown, "…")
	if !ok {
		short, ok = strings.CutSuffix(shown, "...")
	}
	return ok && short != "" && strings.HasPrefix(bare(whole), bare(short))
}

// bare is an address as it is shown: without scheme and www.
func bare(address string) string {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
	return strings.TrimPrefix(address, "www.")
}

// isRkey tells whether a text can be the name of a record (AT Protocol, Record
// Key: up to 512 characters of letters, digits and .-_:~).
func isRkey(s string) bool {
	return s != "" && len(s) <= 512 && s != "." && s != ".." &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:~") == ""
}

// isTID tells whether a text is a name that servers give records (AT Protocol,
// Timestamp Identifier).
func isTID(s string) bool {
	return len(s) == 13 && strings.Trim(s, "234567abcdefghijklmnopqrstuvwxyz") == ""
}

// isHandle tells whether a text is a name such as ada.bsky.social (AT Protocol,
// Handle: a domain name).
func isHandle(s string) bool {
	return len(s) <= 253 && strings.Contains(s, ".") && !strings.HasPrefix(s, ".") && !strings.HasSuffix(s, ".") && !strings.Contains(s, "..") &&
		strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

// isDID tells whether a text is an account's lasting identifier.
func isDID(s string) bool {
	return (strings.HasPrefix(s, "did:plc:") || strings.HasPrefix(s, "did:web:")) && isRkey(s)
}

// count reads a number of things; nil for none.
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
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1970 && t.Year() <= 2100 {
			return t.UTC()
		}
	}
	return time.Time{}
}
