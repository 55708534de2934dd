// Package twitter reads the archives that X, formerly Twitter, gives people of
// their data: data/tweets.js with the pictures in data/tweets_media.
//
// It knows how the files are wrapped and named over the years, and how the text
// of a post comes together. It fetches nothing, resolves no short address that
// the archive doesn't, and reads no messages.
package twitter

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
)

const kind = "twitter"

// Room recognises and opens the archives of X.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Recognise claims the folder that holds `data`, or that folder itself, and one
// with nothing but an archive's pictures.
func (Room) Recognise(dir source.Dir) source.Extent {
	if isData(dir.FS, ".", dir.Entries) || dir.Has("js") && isMonthly(dir.FS, ".") {
		return source.Tree
	}
	if dir.Has("data") {
		if isMonthly(dir.FS, "data") {
			return source.Tree
		}
		if entries, err := fs.ReadDir(dir.FS, "data"); err == nil && isData(dir.FS, "data", entries) {
			return source.Tree
		}
	}
	return source.Nothing
}

// isData tells whether a folder holds posts or their pictures.
func isData(fsys fs.FS, dir string, entries []fs.DirEntry) bool {
	for _, e := range entries {
		d, ok := documentOf(e.Name())
		switch {
		case ok && !e.IsDir() && d.what != notes && strings.Contains(string(source.Head(fsys, join(dir, e.Name()), 256)), "YTD."):
			return true
		case e.IsDir() && (e.Name() == "tweets_media" || e.Name() == "tweet_media") && hasMedia(fsys, join(dir, e.Name())):
			return true
		}
	}
	return false
}

// hasMedia tells whether a folder has a file that is called ID-NAME.
func hasMedia(fsys fs.FS, dir string) bool {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		id, _, ok := strings.Cut(e.Name(), "-")
		return ok && isID(id)
	})
}

func isID(s string) bool { return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == "" }

func join(dir, name string) string { return path.Join(dir, name) }

// Open gives what the containers hold; those of one account are one archive.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &archive{containers: containers, opts: opts}
}

type archive struct {
	containers []source.Container
	opts       source.Options
}

// what a document holds.
type what uint8

const (
	posts what = iota
	community
	circle
	deleted
	notes
)

// document is a file with posts; part counts from 0.
type document struct {
	what what
	part int
	in   int // the container
	path string
}

// documentOf reads a document's name: tweets.js, tweets-part1.js …
func documentOf(name string) (document, bool) {
	base, ok := strings.CutSuffix(name, ".js")
	if !ok {
		return document{}, false
	}
	var d document
	if head, n, ok := strings.Cut(base, "-part"); ok {
		part, err := strconv.Atoi(n)
		if err != nil || part < 0 {
			return d, false
		}
		base, d.part = head, part
	}
	switch base {
	case "tweets", "tweet":
		d.what = posts
	case "community-tweet", "community-tweets":
		d.what = community
	case "twitter-circle-tweet", "twitter-circle-tweets":
		d.what = circle
	case "deleted-tweets", "deleted-tweet":
		d.what = deleted
	case "note-tweet", "note-tweets":
		d.what = notes
	default:
		return d, false
	}
	return d, true
}

// dataDirs are where the files are: since 2019 in `data`.
func dataDirs() []string { return []string{"data", "."} }

// documents lists a container's documents in order.
func documents(c source.Container, in int) []document {
	var out []document
	for _, dir := range dataDirs() {
		for _, d := range monthsOf(c.FS, join(dir, monthly)) {
			d.in = in
			out = append(out, d)
		}
		entries, err := fs.ReadDir(c.FS, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if d, ok := documentOf(e.Name()); ok && !e.IsDir() {
				d.in, d.path = in, join(dir, e.Name())
				out = append(out, d)
			}
		}
	}
	return out
}

// mediaDirs are the folders of pictures, those of posts first.
func mediaDirs() []string {
	return []string{
		"tweets_media", "tweet_media", "community_tweet_media", "community_tweets_media", "twitter_circle_tweet_media",
		"deleted_tweets_media", "deleted_tweet_media",
	}
}
