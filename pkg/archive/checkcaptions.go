package archive

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/place"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// Finding is what a picture editor would flag about an item.
type Finding struct {
	ID string `json:"id"`
	// Code is one of FindingCodes.
	Code string `json:"code"`
	// Message says what is wrong, and Fix is a command that would mend it;
	// what stands in capitals in it is to be filled in.
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// Codes of findings.
const (
	NoCaption       = "no-caption"
	CaptionFileName = "caption-is-file-name"
	NoDate          = "no-date"
	DateLate        = "date-late"
	TagMisspelt     = "tag-misspelt"
	PlaceElsewhere  = "place-contradicts-position"
)

// FindingCodes lists the codes in the order in which an item is looked at.
func FindingCodes() []string {
	return []string{NoCaption, CaptionFileName, NoDate, DateLate, TagMisspelt, PlaceElsewhere}
}

// CheckCaptions looks at the items that match, newest first, and tells what a
// picture editor would flag.
func (a *Archive) CheckCaptions(ctx context.Context, e query.Expr, found func(Finding) error) error {
	return a.view(ctx, func(r *catalog.Reader) error {
		e, err := query.Resolve(e, a.names(r))
		if err != nil {
			return err
		}
		counts, err := r.Terms("tag", "", query.All{})
		if err != nil {
			return err
		}
		c := checker{tags: newSpelling(counts), aliases: r.TagAliases(), cities: map[[2]string][]place.Place{}}
		written := map[string]string{}
		c.written = func(key string) (string, error) {
			if written[key] == "" {
				display, err := displayTag(ctx, r, []string{key})
				if err != nil {
					return "", err
				}
				written[key] = display
			}
			return written[key], nil
		}
		return r.Find(ctx, catalog.Search{Expr: e}, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err != nil {
				return err
			}
			findings, err := c.item(it)
			if err != nil {
				return err
			}
			for _, f := range findings {
				if err := found(f); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

type checker struct {
	tags    *spelling
	aliases map[string]string
	// written gives a tag as an item writes it.
	written func(key string) (string, error)
	// cities are what the gazetteer knows of a name in a country.
	cities map[[2]string][]place.Place
}

func (c *checker) item(it *item.Item) (out []Finding, err error) {
	id := it.ID[:8]
	add := func(code, fix, message string, args ...any) {
		out = append(out, Finding{it.ID, code, fmt.Sprintf(message, args...), fix})
	}
	switch {
	case strings.TrimSpace(it.Caption) == "":
		add(NoCaption, "archive edit "+id+" --caption TEXT", "there is no caption")
	case isFileName(it.Caption, it.Picture.Name):
		add(CaptionFileName, "archive edit "+id+" --caption TEXT", "the caption is the file's name, %s", it.Picture.Name)
	}
	if it.Date == "" {
		add(NoDate, "archive edit "+id+" --date WHEN", "there is no date")
	} else if than, late := isLate(it); late {
		add(DateLate, "archive edit "+id+" --date WHEN", "the date %s is later than the picture was %s", it.Date, than)
	}
	for _, t := range it.Tags {
		key := hashtag.Key(t)
		if _, meant := c.aliases[key]; meant {
			continue
		}
		if other, n := c.tags.meant(key); other != "" {
			if other, err = c.written(other); err != nil {
				return nil, err
			}
			add(TagMisspelt, fmt.Sprintf("archive tags rename %s %s", shellWord(t), shellWord(other)),
				"the tag %s may be %s, which %d items have", t, other, n)
		}
	}
	// Names that were made of the coordinates agree with them.
	if p := it.Place; p != nil && it.Origins["place"] != originGazetteer {
		if message := c.contradiction(p); message != "" {
			add(PlaceElsewhere, "archive edit "+id+" --place NAME", "%s", message)
		}
	}
	return out, nil
}

// isFileName tells whether a caption says no more than the name of the file.
func isFileName(caption, name string) bool {
	if name == "" {
		return false
	}
	squeeze := func(s string) string {
		return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool { return r == '_' || r == '-' || r == ' ' || r == '.' }), " ")
	}
	c := squeeze(caption)
	return c == squeeze(name) || c == squeeze(strings.TrimSuffix(name, filepath.Ext(name)))
}

// isLate tells whether the date is later than the picture can have been
// taken. Where the zone isn't known, any may be meant.
func isLate(it *item.Item) (than string, late bool) {
	d, err := edtf.Parse(it.Date)
	if err != nil {
		return "", false
	}
	seconds, _ := d.Start()
	const widestZone = 14 * time.Hour
	taken := time.Unix(seconds, 0).Add(-widestZone)
	if !it.Added.IsZero() && taken.After(it.Added) {
		return "added, " + it.Added.UTC().Format(time.DateOnly), true
	}
	if p, err := edtf.Parse(it.Published); err == nil && !p.IsZero() && p.Precision() >= edtf.PrecisionDay {
		published, _ := p.Start()
		if taken.After(time.Unix(published, 0).Add(widestZone + 24*time.Hour)) {
			return "published, " + it.Published, true
		}
	}
	return "", false
}

// contradiction says where the names of a place and its coordinates don't
// agree; empty where they may.
func (c *checker) contradiction(p *item.Place) string {
	if p.Lat == nil || p.Lon == nil {
		return ""
	}
	code := p.CountryCode
	if code == "" {
		code, _ = place.CountryCode(p.Country)
	}
	at, known := place.Reverse(*p.Lat, *p.Lon)
	if !known || code == "" {
		return ""
	}
	if at.CountryCode != "" && !strings.EqualFold(at.CountryCode, code) && !belongs(p, code) {
		return fmt.Sprintf("the place says %s, the coordinates lie in %s", place.CountryName(strings.ToUpper(code)), place.CountryName(at.CountryCode))
	}
	if p.City == "" {
		return ""
	}
	const far = 100_000 // metres: beyond the outskirts of the largest city
	nearest := -1.0
	for _, c := range c.called(p.City, code) {
		if d := query.Distance(c.Lat, c.Lon, *p.Lat, *p.Lon) - c.Radius; nearest < 0 || d < nearest {
			nearest = max(d, 0)
		}
	}
	if nearest > far {
		return fmt.Sprintf("%s lies %.0f km from the coordinates", p.City, nearest/1000)
	}
	return ""
}

// called gives the places of a name in a country. A shoot names few of them
// again and again.
func (c *checker) called(name, code string) []place.Place {
	const most = 10_000
	found, ok := c.cities[[2]string{name, code}]
	if !ok {
		if len(c.cities) == most {
			clear(c.cities)
		}
		found = place.Lookup(name, place.Options{Country: code}).Places
		c.cities[[2]string{name, code}] = found
	}
	return found
}

// belongs tells whether the coordinates are near enough to the country for a
// border or a territory to explain it.
func belongs(p *item.Place, code string) bool {
	for _, c := range place.At(*p.Lat, *p.Lon) {
		for _, other := range c.Codes {
			if strings.EqualFold(other, code) {
				return true
			}
		}
	}
	const border = 20_000 // metres
	for _, c := range place.Around(*p.Lat, *p.Lon, border, 50) {
		if strings.EqualFold(strings.SplitN(c.Code, ".", 2)[0], code) {
			return true
		}
	}
	return false
}

// shellWord quotes a word for a shell where it needs that.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 || r == '_'
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
