package instagram

import (
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
)

// what a document of a download holds.
type what uint8

const (
	posts what = iota
	igtv
	stories
	reels
	archived
	profile
	other
	reposts
	deleted
	threads
	oldMedia // media.json, of all sorts
)

// code is the word for skips of what isn't included, and include what it takes
// to include it.
func (w what) code() (code string, include source.Include, name string) {
	switch w {
	case stories:
		return "stories", source.Stories, "a story"
	case reels:
		return "reels", source.Reels, "a reel"
	case archived:
		return "archived", source.Archived, "an archived post"
	case profile:
		return "profile", source.Profile, "a profile picture"
	case deleted:
		return "trashed", source.Trashed, "a deleted post"
	case other:
		return "other", source.All, "in no post"
	case reposts:
		return "repost", source.All, "somebody else's post"
	case threads:
		return "threads", source.All, "a post on Threads"
	}
	return "", 0, ""
}

// document is a file that tells of posts.
type document struct {
	what what
	// number is the N of posts_N.json, 0 without.
	number int
	html   bool
	in     int // the container
	path   string
}

// documentOf reads a document's name.
func documentOf(name string) (document, bool) {
	base, ext := strings.TrimSuffix(name, path.Ext(name)), strings.ToLower(path.Ext(name))
	var d document
	switch ext {
	case ".json":
	case ".html":
		d.html = true
	default:
		return d, false
	}
	if i := strings.LastIndexByte(base, '_'); i >= 0 {
		if n, err := strconv.Atoi(base[i+1:]); err == nil && n >= 0 {
			base, d.number = base[:i], n
		}
	}
	switch base {
	case "posts":
		d.what = posts
	case "igtv_videos":
		d.what = igtv
	case "stories":
		d.what = stories
	case "reels":
		d.what = reels
	case "archived_posts":
		d.what = archived
	case "profile_photos":
		d.what = profile
	case "other_content":
		d.what = other
	case "reposts":
		d.what = reposts
	case "recently_deleted_content":
		d.what = deleted
	case "threads_and_replies":
		d.what = threads
	default:
		return d, false
	}
	return d, true
}

// documents lists the documents of a container: at its root, in `content`, and
// in the folders of `your_instagram_activity`. Elsewhere the same names stand
// for other things: logged_information/past_instagram_insights/posts.json.
func documents(c source.Container, in int) []document {
	dirs := []string{".", "content", "your_instagram_activity"}
	if entries, err := fs.ReadDir(c.FS, "your_instagram_activity"); err == nil {
		for _, e := range entries {
			if e.IsDir() && !strings.Contains(e.Name(), "insights") {
				dirs = append(dirs, "your_instagram_activity/"+e.Name())
			}
		}
	}
	var out []document
	for _, dir := range dirs {
		entries, err := fs.ReadDir(c.FS, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			d, ok := documentOf(e.Name())
			if dir == "." && e.Name() == "media.json" {
				d, ok = document{what: oldMedia}, true
			}
			if !ok || e.IsDir() {
				continue
			}
			d.in, d.path = in, path.Join(dir, e.Name())
			out = append(out, d)
		}
	}
	return out
}

// arrange puts documents in order: the posts first, by number, and leaves out
// HTML of which there is JSON as well.
func arrange(docs []document) []document {
	json := map[what]bool{}
	for _, d := range docs {
		if !d.html {
			json[d.what] = true
		}
	}
	docs = slices.DeleteFunc(docs, func(d document) bool { return d.html && json[d.what] })
	slices.SortStableFunc(docs, func(a, b document) int {
		if a.what != b.what {
			return int(a.what) - int(b.what)
		}
		if a.number != b.number {
			return a.order() - b.order()
		}
		return a.in - b.in
	})
	return docs
}

// order is a document's number; that without one, posts.json, is the last.
func (d document) order() int {
	if d.number == 0 {
		return math.MaxInt
	}
	return d.number
}
