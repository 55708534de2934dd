// Package instaloader reads the folders that Instaloader downloads into: a
// picture, and beside it the post as JSON, the caption as text, the place and
// the comments.
//
// The layout is that of instaloader 4 (structures.py, instaloader.py, basic-usage
// of its documentation). It knows nothing of Instagram's own downloads.
package instaloader

import (
	"context"
	"path"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
)

const kind = "instaloader"

// Room recognises and opens Instaloader's folders.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

const (
	maxPeeks   = 4
	peekLength = 64 << 10
)

// Recognise claims a folder by its names, 2023-08-15_18-12-04_UTC.jpg and
// NAME.json.xz, else by a look into a few JSON files.
func (Room) Recognise(dir source.Dir) source.Extent {
	peeks := 0
	for _, e := range dir.Entries {
		name := e.Name()
		switch {
		case e.IsDir():
		case strings.HasSuffix(name, ".json.xz"):
			return source.Folder
		case dated(stem(name)):
			return source.Folder
		case strings.HasSuffix(name, ".json") && peeks < maxPeeks:
			peeks++
			head := string(source.Head(dir.FS, name, peekLength))
			if strings.Contains(head, `"instaloader"`) && strings.Contains(head, `"node_type"`) || isBare(head) {
				return source.Folder
			}
		}
	}
	return source.Nothing
}

// isBare tells whether a JSON is a post alone, as version 3 wrote it. gallery-dl's
// has a category besides.
func isBare(head string) bool {
	return strings.Contains(head, `"shortcode"`) && !strings.Contains(head, `"category"`) &&
		(strings.Contains(head, `"edge_media_to_caption"`) || strings.Contains(head, `"__typename"`) && strings.Contains(head, `"display_url"`))
}

// dated tells whether a name begins as Instaloader names posts, unless it is told
// otherwise: 2023-08-15_18-12-04_UTC.
func dated(name string) bool {
	const form = "0000-00-00_00-00-00_UTC"
	if len(name) < len(form) || len(name) > len(form) && name[len(form)] != '_' {
		return false
	}
	for i, c := range []byte(form) {
		if c == '0' && (name[i] < '0' || name[i] > '9') || c != '0' && name[i] != c {
			return false
		}
	}
	return true
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// Open gives what the folders hold. Each is for itself.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &download{containers, opts}
}

type download struct {
	containers []source.Container
	opts       source.Options
}

// Each yields folder by folder, in the order of the posts' names.
func (d *download) Each(ctx context.Context, to source.Sink) error {
	for _, c := range d.containers {
		folder, err := beside.Read(c)
		if err != nil {
			if err := to.Skip(source.Damage(c.Name, err)); err != nil {
				return err
			}
			continue
		}
		r := &reading{Folder: folder, to: to, opts: d.opts}
		for _, g := range groups(folder) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.group(g); err != nil {
				return err
			}
		}
	}
	return nil
}
