// Package gallerydl reads the folders that gallery-dl downloads into with
// --write-metadata, --write-info-json or --write-tags: a picture, and beside it
// what the site says of it as JSON.
//
// The layout is that of gallery-dl 1.32 (postprocessor/metadata.py). Which field
// is the caption differs from site to site; the sites that are known each have a
// function of their own.
package gallerydl

import (
	"context"
	"path"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
	"photoarchive/pkg/source/jsonstream"
)

const kind = "gallery-dl"

// Room recognises and opens gallery-dl's folders.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

const (
	maxPeeks   = 4
	peekLength = 256 << 10
)

// Recognise claims a folder by a look into a few JSON files: each of gallery-dl's
// has a category and a subcategory.
func (Room) Recognise(dir source.Dir) source.Extent {
	if dir.Has(linesName) && hasLines(dir.FS) {
		return source.Folder
	}
	peeks := 0
	for _, e := range dir.Entries {
		if e.IsDir() || path.Ext(e.Name()) != ".json" {
			continue
		}
		if peeks++; peeks > maxPeeks {
			break
		}
		if isOurs(dir.FS, e.Name()) {
			return source.Folder
		}
	}
	return source.Nothing
}

// Open gives what the folders hold. Each is for itself.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &download{containers, opts}
}

type download struct {
	containers []source.Container
	opts       source.Options
}

// Each yields folder by folder, in the order of the files' names.
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
		r.readInfo()
		if err := r.readLines(); err != nil {
			return err
		}
		for _, name := range folder.Names {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !source.IsPictureName(name) && !source.IsVideoName(name) {
				continue
			}
			if err := r.file(name); err != nil {
				return err
			}
		}
		if err := r.missing(); err != nil {
			return err
		}
	}
	return nil
}

// reading reads one folder.
type reading struct {
	*beside.Folder
	to   source.Sink
	opts source.Options
	// info is the folder's info.json, for files without JSON of their own.
	info jsonstream.Value
	n    int // files that info.json was taken for
	// lines are what data.jsonl says, by the files' names.
	lines map[string]jsonstream.Value
}

// readInfo takes info.json where it is of gallery-dl. What can't be read says
// nothing.
func (r *reading) readInfo() {
	if !r.Has("info.json") {
		return
	}
	if v, err := r.JSON("info.json"); err == nil && v.Get("category").Is() && v.Get("subcategory").Is() {
		r.info = v
	}
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// file yields a picture, or says why not.
func (r *reading) file(name string) error {
	json := ""
	for _, candidate := range []string{name + ".json", stem(name) + ".json"} {
		if json == "" && r.Has(candidate) && candidate != "info.json" {
			json = candidate
		}
	}
	v, own := r.info, false
	if json != "" {
		var err error
		if v, err = r.JSON(json); err != nil {
			if err := r.to.Skip(r.Unreadable(json, err)); err != nil {
				return err
			}
			v = r.info
		} else {
			own = true
		}
	}
	line, inLines := r.lines[name]
	if inLines = inLines && !own; inLines {
		v, own = line, true
	}
	if !v.Get("category").Is() {
		return r.plain(name)
	}
	m := meaning{v: v, file: name}
	m.read()
	kept := []string{json, name + ".txt", stem(name) + ".txt"}
	if !own {
		r.n++
		kept = append(kept, "info.json")
		m.ofFolder(r.n)
	}
	if skip := m.leave(r.opts); skip != nil {
		skip.Path = r.Path(name)
		return r.to.Skip(*skip)
	}
	picture, err := source.FileOf(r.Container.FS, name)
	if err != nil {
		return r.to.Skip(r.Unreadable(name, err))
	}
	d := source.Draft{
		Path: r.Path(name), Named: true, Picture: picture,
		Item:     m.item(r.listedTags(kept[1:3], m.caption)),
		Sidecars: r.Kept(kept...),
	}
	if inLines {
		if all, err := r.keptLines(); err == nil {
			d.Sidecars = append(d.Sidecars, all)
		}
	}
	return r.to.Draft(d)
}

// plain yields what gallery-dl says nothing of.
func (r *reading) plain(name string) error {
	if source.IsVideoName(name) {
		return nil // as in any folder
	}
	d, err := r.Plain(name)
	if err != nil {
		return r.to.Skip(r.Unreadable(name, err))
	}
	return r.to.Draft(d)
}

// listedTags reads the tags that --write-tags puts on lines of their own. A text
// with sentences in it is none of those.
func (r *reading) listedTags(names []string, caption string) []string {
	for _, name := range names {
		if !r.Has(name) {
			continue
		}
		text, err := r.Text(name)
		if err != nil || text == caption {
			return nil
		}
		var tags []string
		for line := range strings.SplitSeq(text, "\n") {
			line = strings.TrimSpace(line)
			if len(strings.Fields(line)) > 4 || len(line) > 128 {
				return nil
			}
			if line != "" {
				tags = append(tags, line)
			}
		}
		return tags
	}
	return nil
}

// meaning is what a site's JSON means for an item.
type meaning struct {
	v    jsonstream.Value
	file string

	platform, account, creator string
	caption, title, alt, url   string
	post                       string
	album, license             string
	tags, people               []string
	taken                      string // EDTF
	at                         time.Time
	likes                      *int64
	place                      *item.Place
	index, count               int
	sort                       sort
}

// sort tells posts from what isn't taken unless it is asked for.
type sort uint8

const (
	posted sort = iota
	story
	reel
	avatar
)

// leave tells why a file is left out, or nil.
func (m *meaning) leave(opts source.Options) *source.Skip {
	switch {
	case source.IsVideoName(m.file):
		return &source.Skip{Code: source.CodeVideo, Reason: "a video"}
	case m.sort == story && !opts.Include.Has(source.Stories):
		return &source.Skip{Code: "stories", Reason: "a story: --include stories takes it"}
	case m.sort == reel && !opts.Include.Has(source.Reels):
		return &source.Skip{Code: "reels", Reason: "a reel: --include reels takes it"}
	case m.sort == avatar && !opts.Include.Has(source.Profile):
		return &source.Skip{Code: "profile", Reason: "a profile picture: --include profile takes it"}
	case opts.Older(m.at):
		return &source.Skip{Code: source.CodeOlder, Reason: "published " + m.at.Format(time.RFC3339) + ", before --since"}
	}
	return nil
}

// ofFolder makes of a folder's JSON what is true of its n-th file: the caption and
// the post only where it is of one post.
func (m *meaning) ofFolder(n int) {
	m.alt = ""
	if m.post == "" {
		m.caption, m.title, m.index, m.count = "", "", 0, 0
		return
	}
	m.index = n
	if m.count < n {
		m.count = 0
	}
}

func (m *meaning) item(listed []string) item.Item {
	it := item.Item{
		Caption: m.caption, Title: m.title, Alt: m.alt, People: m.people, Place: m.place, Date: m.taken, License: m.license, Likes: m.likes,
		Tags: source.ExtraTags(m.caption, append(m.tags, listed...)),
		Sources: []item.Source{{
			Kind: kind, Platform: m.platform, Account: m.account, URL: m.url, Ref: m.file, Post: m.post, Index: m.index, Count: m.count,
		}},
	}
	if m.creator != "" {
		it.Creator = []string{m.creator}
	}
	if m.album != "" {
		it.Albums = []string{m.album}
	}
	if !m.at.IsZero() {
		it.Published = m.at.Format(time.RFC3339)
	}
	source.Originate(&it, kind)
	return it
}
