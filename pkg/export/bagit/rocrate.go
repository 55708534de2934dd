package bagit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
)

// The crate is the payload folder: RO-Crate 1.2, "Combining with other
// packaging schemes", adds the crate to a bag as its payload, so that the
// manifests cover its metadata too.
const (
	crateContext = "https://w3id.org/ro/crate/1.2/context"
	crateProfile = "https://w3id.org/ro/crate/1.2"
	rightsID     = "#rights"
	publisherID  = "#publisher"
)

// ref points to an entity.
type ref struct {
	ID string `json:"@id"`
}

// entity is an entity of the crate: properties of schema.org, and File, which
// is its MediaObject.
type entity struct {
	ID            string   `json:"@id"`
	Type          string   `json:"@type"`
	ConformsTo    *ref     `json:"conformsTo,omitempty"`
	About         *ref     `json:"about,omitempty"`
	Name          string   `json:"name,omitempty"`
	Description   string   `json:"description,omitempty"`
	Identifier    string   `json:"identifier,omitempty"`
	DatePublished string   `json:"datePublished,omitempty"`
	License       any      `json:"license,omitempty"`
	Publisher     *ref     `json:"publisher,omitempty"`
	Format        string   `json:"encodingFormat,omitempty"`
	Size          string   `json:"contentSize,omitempty"`
	SHA256        string   `json:"sha256,omitempty"`
	Creator       []ref    `json:"creator,omitempty"`
	Credit        string   `json:"creditText,omitempty"`
	Copyright     string   `json:"copyrightNotice,omitempty"`
	Keywords      []string `json:"keywords,omitempty"`
	DateCreated   string   `json:"dateCreated,omitempty"`
	Temporal      string   `json:"temporalCoverage,omitempty"`
	Location      *ref     `json:"contentLocation,omitempty"`
	URL           []string `json:"url,omitempty"`
	SubjectOf     []ref    `json:"subjectOf,omitempty"`
	Geo           *ref     `json:"geo,omitempty"`
	Latitude      *float64 `json:"latitude,omitempty"`
	Longitude     *float64 `json:"longitude,omitempty"`
	Elevation     *float64 `json:"elevation,omitempty"`
	// HasPart is written by crate.root.
}

// crate writes the graph, one entity a line.
type crate struct {
	out   io.Writer
	begun bool
	seen  map[string]bool // contextual entities that stand already
	err   error
}

func (w *Writer) writeCrate(out io.Writer) error {
	c := &crate{out: out, seen: map[string]bool{}}
	c.raw("{\"@context\":\"" + crateContext + "\",\"@graph\":[\n")
	c.add(entity{
		ID: crateName, Type: "CreativeWork", Name: "Description of this crate",
		About: &ref{"./"}, ConformsTo: &ref{crateProfile},
	})
	w.crateRoot(c)
	w.crateTables(c)
	err := w.items(func(l line, it *item.Item) error {
		w.crateItem(c, l, it)
		return c.err
	})
	if err != nil {
		return err
	}
	c.raw("\n]}\n")
	return c.err
}

func (c *crate) raw(s string) {
	if c.err == nil {
		_, c.err = io.WriteString(c.out, s)
	}
}

func (c *crate) json(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil && c.err == nil {
		c.err = err
	}
	c.raw(strings.TrimSuffix(b.String(), "\n"))
}

func (c *crate) add(e entity) {
	c.next()
	c.json(e)
}

func (c *crate) next() {
	if c.begun {
		c.raw(",\n")
	}
	c.begun = true
}

// context adds an entity that many may point to, once.
func (c *crate) context(e entity) *ref {
	if !c.seen[e.ID] {
		c.seen[e.ID] = true
		c.add(e)
	}
	return &ref{e.ID}
}

// crateRoot writes the root data entity with all files of the payload but the
// description itself.
func (w *Writer) crateRoot(c *crate) {
	root := entity{
		ID: "./", Type: "Dataset", Name: w.opts.Title, Description: w.opts.Description,
		DatePublished: w.opts.Now.Format(time.DateOnly), License: ref{rightsID},
	}
	if root.Name == "" {
		root.Name = "Photographs with captions"
	}
	if root.Description == "" {
		root.Description = fmt.Sprintf("Photographs with their captions, in %d files, described in metadata/metadata.csv", w.objects)
	}
	if w.opts.Organization != "" {
		root.Publisher = &ref{publisherID}
	}
	b, err := json.Marshal(root)
	if err != nil && c.err == nil {
		c.err = err
	}
	c.next()
	c.raw(strings.TrimSuffix(string(b), "}") + ",\"hasPart\":[")
	for i := range w.payload {
		if i > 0 {
			c.raw(",")
		}
		c.json(ref{crateID(w.payload[i].name)})
	}
	c.raw("]}")
	c.context(entity{
		ID: rightsID, Type: "CreativeWork", Name: "Rights in each picture",
		Description: "Each picture has its own rights: see copyrightNotice, creditText and license of its file. Where they say nothing, nothing is known.",
	})
	if w.opts.Organization != "" {
		c.context(entity{ID: publisherID, Type: "Organization", Name: w.opts.Organization})
	}
}

// crateTables describes the files that are made here.
func (w *Writer) crateTables(c *crate) {
	for i := range w.payload {
		f := &w.payload[i]
		switch strings.TrimPrefix(f.name, payloadDir) {
		case metadataName:
			c.add(w.crateFile(f, "metadata.csv", "Descriptions of the pictures in Dublin Core", "text/csv"))
		case dumpName:
			c.add(w.crateFile(f, "dump.jsonl", "Everything that is known of each picture, as JSON Lines", "application/jsonl"))
		}
	}
}

func (w *Writer) crateFile(f *written, name, description, mediaType string) entity {
	return entity{
		ID: crateID(f.name), Type: "File", Name: name, Description: description, Format: mediaType,
		Size: strconv.FormatInt(f.size, 10), SHA256: hex.EncodeToString(f.sha256[:]),
	}
}

// crateItem describes a picture and what came with it.
func (w *Writer) crateItem(c *crate, l line, it *item.Item) {
	var came []ref
	for _, i := range l.Attachments {
		f := &w.payload[i]
		came = append(came, *c.context(w.crateFile(f, w.attachmentName(it, f), "What came with a picture, as it came", attachmentType(f.name))))
	}
	if l.Object < 0 {
		return
	}
	e := w.crateFile(&w.payload[l.Object], it.Title, it.Caption, l.Type)
	if e.Name == "" {
		e.Name = it.Picture.Name
	}
	e.Identifier, e.Credit, e.Copyright = it.ID, it.Credit, it.Copyright
	e.Keywords, e.URL, e.SubjectOf = it.Tags, sourceURLs(it), came
	if isoDate(it.Date) {
		e.DateCreated = it.Date
	} else {
		e.Temporal = it.Date // EDTF
	}
	for _, name := range it.Creator {
		e.Creator = append(e.Creator, *c.context(entity{ID: contextID("person", name), Type: "Person", Name: name}))
	}
	if u, err := url.Parse(it.License); err == nil && u.IsAbs() && u.Host != "" {
		e.License = *c.context(entity{ID: it.License, Type: "CreativeWork", Name: it.License})
	} else if it.License != "" {
		e.License = it.License
	}
	e.Location = c.place(it.Place)
	c.add(e)
}

// attachmentName is the name that an attachment came with.
func (w *Writer) attachmentName(it *item.Item, f *written) string {
	i := slices.IndexFunc(it.Attachments, func(a item.Attachment) bool {
		at, ok := w.attached[a.SHA256]
		return ok && &w.payload[at] == f
	})
	if i < 0 {
		return f.name
	}
	return it.Attachments[i].Name
}

// attachmentType is the type that the name of a sidecar tells.
func attachmentType(name string) string {
	switch path.Ext(name) {
	case ".txt", ".caption":
		return "text/plain"
	case ".json":
		return "application/json"
	case ".jsonl", ".ndjson":
		return "application/jsonl"
	case ".xmp":
		return "application/rdf+xml"
	case ".xml":
		return "application/xml"
	case ".html", ".htm":
		return "text/html"
	case ".csv":
		return "text/csv"
	}
	return "application/octet-stream"
}

// place describes a place, with its coordinates as an entity of their own:
// RO-Crates are flat.
func (c *crate) place(p *item.Place) *ref {
	if p == nil {
		return nil
	}
	e := entity{Type: "Place", Name: placeName(p)}
	if p.Lat != nil && p.Lon != nil {
		at := number(*p.Lat) + "," + number(*p.Lon)
		if p.Altitude != nil {
			at += "," + number(*p.Altitude)
		}
		e.Geo = c.context(entity{
			ID: contextID("geo", at), Type: "GeoCoordinates", Name: at,
			Latitude: p.Lat, Longitude: p.Lon, Elevation: p.Altitude,
		})
	}
	if e.Name == "" && e.Geo == nil {
		return nil
	}
	key := e.Name
	if e.Geo != nil {
		key += "\x00" + e.Geo.ID
	}
	if e.Name == "" {
		e.Name = strings.TrimPrefix(e.Geo.ID, "#")
	}
	e.ID = contextID("place", key)
	return c.context(e)
}

// contextID is the same for the same key in every bag.
func contextID(kind, key string) string {
	sum := sha256.Sum256([]byte(key))
	return "#" + kind + "-" + hex.EncodeToString(sum[:8])
}

// crateID is a path of the bag as the crate has it. Names hold nothing that an
// IRI would have to escape.
func crateID(name string) string { return strings.TrimPrefix(name, payloadDir) }

// isoDate tells whether an EDTF date is one of ISO 8601-1 too: no X, no
// qualifier, no interval, no season.
func isoDate(s string) bool {
	if s == "" || strings.Trim(s, "0123456789-:.TZ+") != "" || strings.HasPrefix(s, "-") {
		return false
	}
	_, month, _ := strings.Cut(s, "-")
	return len(s) >= len("2006") && (len(month) < 2 || month[:2] <= "12")
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
