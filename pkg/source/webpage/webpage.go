// Package webpage reads saved web pages: an HTML file with the folder of its
// pictures, a single HTML file with its pictures inside, MHTML, and WARC. It
// takes the pictures that have captions, with the title, author, address and
// date of the article.
//
// It knows how pages name pictures and where their captions stand. It knows
// nothing of what the captions say. It fetches nothing: a picture that isn't in
// what was given is missing. An address that leads out of the folder of its
// page, or names a file of the machine, is not followed.
package webpage

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
)

const kind = "webpage"

// Codes of skips besides those of the source package.
const (
	codeIcon      = "icon"       // under 100 pixels on a side, or an avatar or the like
	codeBanner    = "banner"     // wider than 4:1
	codeAside     = "aside"      // uncaptioned, in a menu, side column or footer
	codeNoPicture = "no-picture" // a page without pictures, or a drawing
	codeUnused    = "unused"     // in the page's folder, but not in the page
)

// Room recognises and opens saved pages.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Recognise claims a folder that holds saved pages: as a whole where every
// picture in it or below belongs to one of them, else its own files. The folder
// of a page's files is claimed by itself where it shows that it is one.
func (Room) Recognise(dir source.Dir) source.Extent {
	if isFilesFolder(dir) {
		return source.Tree
	}
	parts, all := survey(dir)
	switch {
	case len(parts) == 0:
		return source.Nothing
	case all:
		return source.Tree
	}
	return source.Folder
}

// Open gives what the pages hold that stand in the containers' root folders,
// and the pictures beside them that no page has a caption for as plain files.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &site{containers: containers, opts: opts}
}

// site is all pages of some folders.
type site struct {
	containers []source.Container
	pages      []string // nil: those of the root folders
	opts       source.Options
}

// Each yields page by page, in order of their names. The WARC files of a folder
// are one crawl and come last, and then what no page has.
func (s *site) Each(ctx context.Context, to source.Sink) error {
	for _, c := range s.containers {
		r := &reading{ctx: ctx, to: to, opts: s.opts, container: c, named: map[string]bool{}}
		pages := s.pages
		if pages == nil {
			entries, err := fs.ReadDir(c.FS, ".")
			if err != nil {
				if err := to.Skip(source.Damage(c.Name, err)); err != nil {
					return err
				}
				continue
			}
			if s.isRead(c) {
				continue
			}
			pages = pageNames(entries)
			r.rest = pictureNames(entries)
		}
		if err := r.all(pages); err != nil {
			return err
		}
		if err := r.plain(); err != nil {
			return err
		}
	}
	return nil
}

// isRead tells whether a container is the folder of a page in another one, which
// was read with it.
func (s *site) isRead(c source.Container) bool {
	for _, other := range s.containers {
		parent, name := path.Split(c.Name)
		if strings.TrimSuffix(parent, "/") != strings.TrimSuffix(other.Name, "/") || c.Name == other.Name {
			continue
		}
		entries, err := fs.ReadDir(other.FS, ".")
		if err != nil {
			continue
		}
		for _, page := range pageNames(entries) {
			if isCompanion(name, page) {
				return true
			}
		}
	}
	return false
}

// reading is the pages of one folder being read.
type reading struct {
	ctx       context.Context
	to        source.Sink
	opts      source.Options
	container source.Container
	// claim is told of each file that is taken, and of smaller ones of the same
	// picture; or nil.
	claim func(name string)
	// rest are the pictures beside the pages, named those of the files that are
	// in a page, or that a page says are no pictures of an article.
	rest  []string
	named map[string]bool
}

// isRest tells whether a file is yielded even if no page has a caption for it.
func (r *reading) isRest(name string) bool { return slices.Contains(r.rest, name) }

// plain yields the pictures beside the pages that are in none.
func (r *reading) plain() error {
	if len(r.rest) == 0 {
		return nil
	}
	folder, err := beside.Read(r.container)
	if err != nil {
		return r.damage(".", err)
	}
	for _, name := range r.rest {
		if r.named[name] {
			continue
		}
		d, err := folder.Plain(name)
		if err != nil {
			err = r.damage(name, err)
		} else {
			err = r.to.Draft(d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) all(pages []string) error {
	if len(pages) == 0 && len(r.rest) == 0 {
		return r.to.Skip(source.Skip{Path: r.container.Name, Code: source.CodeEmpty, Reason: "no saved page in it"})
	}
	var crawl []string
	for _, name := range pages {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		var err error
		switch formOf(name) {
		case formHTML:
			err = r.saved(name)
		case formMHTML:
			err = r.mhtml(name)
		case formWARC:
			crawl = append(crawl, name)
		default:
			err = r.to.Skip(source.Skip{Path: r.container.Path(name), Code: source.CodeUnreadable, Reason: "not a saved page", Refused: true})
		}
		if err != nil {
			return err
		}
	}
	if len(crawl) > 0 {
		return r.crawl(crawl)
	}
	return nil
}

// damage says that a page can't be read. The end of the reading stays an error.
func (r *reading) damage(name string, err error) error {
	if ctx := r.ctx.Err(); ctx != nil && errors.Is(err, ctx) {
		return err
	}
	return r.to.Skip(source.Damage(r.container.Path(name), err))
}
