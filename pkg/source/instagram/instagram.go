// Package instagram reads the downloads that Instagram gives people of their
// own data ("Download your information"), in JSON and HTML, of all vintages
// since 2018.
//
// It knows where such a download keeps what, and how its texts are garbled. It
// knows nothing of other programs that save pictures from Instagram, and reads
// no picture beyond its first bytes.
package instagram

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/source"
)

const kind = "instagram"

// Room recognises and opens Instagram's downloads.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Recognise claims the folder that holds `your_instagram_activity`, `content` or
// `media.json`, or one part of a download with nothing but its pictures.
func (Room) Recognise(dir source.Dir) source.Extent {
	if isRoot(dir) {
		return source.Tree
	}
	return source.Nothing
}

func isRoot(dir source.Dir) bool {
	for _, e := range dir.Entries {
		name := e.Name()
		switch {
		case e.IsDir() && name == "your_instagram_activity":
			return true
		case e.IsDir() && name == "content" && hasDocument(dir.FS, name):
			return true
		case e.IsDir() && name == "media" && hasMonths(dir.FS, name):
			return true
		case !e.IsDir() && name == "media.json" && looksLike(dir.FS, name, `"taken_at"`):
			return true
		case !e.IsDir() && isPosts(name) && looksLike(dir.FS, name, `"creation_timestamp"`, `"label_values"`):
			return true
		case e.IsDir() && (name == "photos" || name == "videos") && strings.Contains(dir.Name, "_part_") && hasMonth(dir.FS, name):
			return true
		}
	}
	return false
}

// isPosts tells whether a file has the name of a posts document with a number.
func isPosts(name string) bool {
	d, ok := documentOf(name)
	return ok && d.what == posts && d.number > 0 && !d.html
}

func hasDocument(fsys fs.FS, dir string) bool {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if _, ok := documentOf(e.Name()); ok && !e.IsDir() {
			return true
		}
	}
	return false
}

// hasMonths tells whether a folder is the `media` of a download: it holds
// posts/202308 or the like.
func hasMonths(fsys fs.FS, dir string) bool {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		switch e.Name() {
		case "posts", "stories", "reels", "profile", "other", "archived_posts", "igtv", "recently_deleted":
			if hasMonth(fsys, path.Join(dir, e.Name())) {
				return true
			}
		}
	}
	return false
}

func hasMonth(fsys fs.FS, dir string) bool {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if name := e.Name(); e.IsDir() && len(name) == 6 && strings.Trim(name, "0123456789") == "" {
			return true
		}
	}
	return false
}

const peekLength = 64 << 10

// looksLike tells whether one of the words stands in the first part of a file.
func looksLike(fsys fs.FS, name string, words ...string) bool {
	head := string(source.Head(fsys, name, peekLength))
	for _, w := range words {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
}

// Open gives what the downloads hold. Those of one account are one download.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &download{containers: containers, opts: opts}
}

type download struct {
	containers []source.Container
	opts       source.Options
}

// Each yields account by account: what each document says, in the order of the
// documents' numbers.
func (d *download) Each(ctx context.Context, to source.Sink) error {
	for _, e := range exports(d.containers) {
		r := &reading{ctx: ctx, to: to, opts: d.opts, export: e}
		if err := r.all(); err != nil {
			return err
		}
	}
	return nil
}
