package html

import (
	"encoding/json"
	"math"
	"net/url"
	"path"
	"strconv"
	"strings"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/export"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
	"photoarchive/pkg/thumbnail"
)

// record is an item as pages show it and as the scripts are given it.
type record struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	// Text is the caption in parts: a string is text, a pair is a hashtag as
	// written and the name it is filtered by.
	Text []any `json:"text,omitempty"`
	// Find is what a search looks at: title, caption and alt text, folded.
	Find string `json:"find,omitempty"`
	// Alt is the text alternative, empty where it is the beginning of the title
	// or the caption.
	Alt string `json:"alt,omitempty"`
	// Date is for people. Span is the first and the last day that it can mean,
	// as numbers of the form 20130225.
	Date string   `json:"date,omitempty"`
	Span []int    `json:"span,omitempty"`
	Tags []string `json:"tags,omitempty"`
	// Place is for people, Levels are what it is filtered by, the widest first.
	Place  string    `json:"place,omitempty"`
	Levels []string  `json:"levels,omitempty"`
	At     []float64 `json:"at,omitempty"` // latitude, longitude
	By     []string  `json:"by,omitempty"`
	Credit string    `json:"credit,omitempty"`
	Rights string    `json:"rights,omitempty"`
	// License and Source are texts; those that begin with http are links.
	License string `json:"license,omitempty"`
	Source  string `json:"source,omitempty"`
	// Thumbs ascend; the files are named by size and id. Ext is their extension
	// where it isn't .jpg.
	Thumbs []thumb `json:"thumbs,omitempty"`
	Ext    string  `json:"ext,omitempty"`
	// File is the picture, below the gallery's folder.
	File string `json:"file"`
	Kind string `json:"kind,omitempty"`

	item *item.Item
}

// thumb is a smaller copy. Scripts are given its width and height.
type thumb struct {
	file          string
	Width, Height int
}

// MarshalJSON implements json.Marshaler.
func (t thumb) MarshalJSON() ([]byte, error) { return json.Marshal([]int{t.Width, t.Height}) }

const (
	folderItems    = "items/"
	folderPictures = "pictures/"
	folderThumbs   = "thumbs/"
)

// names holds the forms under which names are shown: of those that fold to one
// key, the first that came.
type names struct{ tags, places, creators map[string]string }

func newNames() *names {
	return &names{map[string]string{}, map[string]string{}, map[string]string{}}
}

func known(m map[string]string, key, shown string) string {
	if first, ok := m[key]; ok {
		return first
	}
	m[key] = shown
	return shown
}

func (g *Gallery) record(e *export.Entry, made []thumbnail.Rendition) *record {
	it := e.Item
	r := &record{
		ID: it.ID, Title: it.Title, Credit: it.Credit, Rights: it.Copyright, License: it.License,
		Source: sourceOf(it), Kind: it.Picture.Type, item: it,
		Find: folded(it.Title + "\n" + it.Caption + "\n" + it.Alt), Alt: oneLine(it.Alt),
	}
	own := map[string]string{}
	for _, t := range it.Tags {
		key := hashtag.Key(t)
		own[key] = known(g.names.tags, key, t)
		r.Tags = append(r.Tags, own[key])
	}
	for _, c := range it.Creator {
		r.By = append(r.By, known(g.names.creators, text.FoldLoose(c), c))
	}
	r.Text = captionParts(it.Caption, own)
	if d, err := edtf.Parse(it.Date); err == nil && !d.IsZero() {
		r.Date, r.Span = shownDate(it.Date, d), spanOf(d)
	}
	g.place(r, it.Place)
	for i, m := range made {
		name := folderThumbs + strconv.Itoa(sizes()[i]) + "/" + it.ID + m.Ext
		r.Thumbs = append(r.Thumbs, thumb{name, m.Width, m.Height})
		if m.Ext != ".jpg" {
			r.Ext = m.Ext
		}
	}
	name := e.Name
	if name == "" {
		name = it.ID + e.Ext
	}
	r.File = folderPictures + name
	return r
}

// place fills in where it is.
func (g *Gallery) place(r *record, p *item.Place) {
	if p == nil {
		return
	}
	levels := []string{p.Country, p.City, p.Sublocation}
	if p.City == "" {
		levels[1] = p.State
	}
	key := ""
	for _, level := range levels {
		if level == "" {
			continue
		}
		key += "\n" + text.FoldPlace(level)
		r.Levels = append(r.Levels, known(g.names.places, key, level))
	}
	if r.Place = p.Name; r.Place == "" {
		for i := len(r.Levels) - 1; i >= 0; i-- {
			r.Place += r.Levels[i]
			if i > 0 {
				r.Place += ", "
			}
		}
	}
	if len(r.Levels) == 0 && p.Name != "" {
		r.Levels = []string{known(g.names.places, "\n"+text.FoldPlace(p.Name), p.Name)}
	}
	if p.Lat != nil && p.Lon != nil && math.Abs(*p.Lat) <= 90 && math.Abs(*p.Lon) <= 180 {
		r.At = []float64{*p.Lat, *p.Lon}
	}
}

// captionParts cuts a caption at those hashtags that the item has.
func captionParts(caption string, own map[string]string) []any {
	var parts []any
	at := 0
	for _, s := range hashtag.Find(caption) {
		if s.Kind != hashtag.Tag {
			continue
		}
		shown := caption[s.Start:s.End]
		name, ok := own[hashtag.Key(shown)]
		if !ok {
			continue
		}
		if s.Start > at {
			parts = append(parts, caption[at:s.Start])
		}
		parts = append(parts, [2]string{shown, name})
		at = s.End
	}
	if at < len(caption) {
		parts = append(parts, caption[at:])
	}
	return parts
}

// altMost bounds a text that is made of a caption, in characters.
const altMost = 140

// alt is what stands for the picture: its own text alternative, else the
// beginning of what is said of it. altOf in assets/gallery.js does the same.
func (r *record) alt() string {
	for _, s := range []string{r.Alt, oneLine(r.Title), oneLine(r.item.Caption)} {
		if s != "" {
			return cut(s, altMost)
		}
	}
	return "Photograph without a caption"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens a text at a space, if there is one near, and marks it.
func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	s = string(r[:most])
	if i := strings.LastIndexByte(s, ' '); i > len(s)*2/3 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.–-") + "…"
}

// sourceOf is where the item can be seen: the first address of the web.
func sourceOf(it *item.Item) string {
	for _, s := range it.Sources {
		if isWeb(s.URL) {
			return s.URL
		}
	}
	return ""
}

// isWeb tells whether a text is an address that may become a link.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// link is the address of a file of the gallery, as seen from a folder `up`.
func link(up, file string) string { return up + (&url.URL{Path: file}).EscapedPath() }

// downloadName is the name under which the picture is saved.
func (r *record) downloadName() string { return path.Base(r.File) }
