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

	"photoarchive/pkg/source"
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

// Recognise claims a folder that holds saved pages and nothing else that a
// person would want: every picture in it or below belongs to one of the pages.
// Of a folder with other pictures Parts tells what belongs to the pages.
func (Room) Recognise(dir source.Dir) source.Extent {
	if parts, all := survey(dir); all && len(parts) > 0 {
		return source.Tree
	}
	return source.Nothing
}

// Parts lists what belongs to the saved pages of a folder, by path within it:
// the pages themselves, the folders of their pictures, and pictures elsewhere
// below that a page has a caption for. A page that has no such thing is not
// listed. Everything else is for other rooms.
func (Room) Parts(dir source.Dir) []string {
	parts, _ := survey(dir)
	return parts
}

// Open gives what the pages hold that stand in the containers' root folders.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &site{containers: containers, opts: opts}
}

// OpenPages gives what some pages of a container hold, by their paths in it.
func OpenPages(c source.Container, pages []string, opts source.Options) source.Source {
	return &site{containers: []source.Container{c}, pages: pages, opts: opts}
}

// site is all pages of some folders.
type site struct {
	containers []source.Container
	pages      []string // nil: those of the root folders
	opts       source.Options
}

// Each yields page by page, in order of their names. The WARC files of a folder
// are one crawl and come last.
func (s *site) Each(ctx context.Context, to source.Sink) error {
	for _, c := range s.containers {
		pages := s.pages
		if pages == nil {
			entries, err := fs.ReadDir(c.FS, ".")
			if err != nil {
				if err := to.Skip(source.Damage(c.Name, err)); err != nil {
					return err
				}
				continue
			}
			pages = pageNames(entries)
		}
		r := &reading{ctx: ctx, to: to, opts: s.opts, container: c}
		if err := r.all(pages); err != nil {
			return err
		}
	}
	return nil
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
}

func (r *reading) all(pages []string) error {
	if len(pages) == 0 {
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
