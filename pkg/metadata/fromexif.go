package metadata

import (
	"strings"

	"photoarchive/pkg/metadata/exif"
	"photoarchive/pkg/metadata/iptc"
)

// exifBlock takes from EXIF what describes the picture. Windows' XP fields
// and UserComment stand in where the standard's fields are empty.
func exifBlock(e *exif.EXIF) block {
	var b block
	b.caption = one(b.caption, "exif:ImageDescription", e.Description())
	if comment := e.UserComment(); isComment(comment) {
		b.caption = one(b.caption, "exif:UserComment", comment)
	}
	b.caption = one(b.caption, "exif:XPComment", e.XPComment())
	b.caption = one(b.caption, "exif:XPSubject", e.XPSubject())
	b.title = one(b.title, "exif:XPTitle", e.XPTitle())
	b.copyright = one(b.copyright, "exif:Copyright", e.Copyright())
	b.creator = many(b.creator, "exif:Artist", splitArtists(e.Artist()))
	b.creator = many(b.creator, "exif:XPAuthor", strings.Split(e.XPAuthor(), ";"))
	b.keywords = many(b.keywords, "exif:XPKeywords", strings.Split(e.XPKeywords(), ";"))
	b.date = exifDate(b.date, e.DateTimeOriginal())
	b.created = exifDate(b.created, e.DateTimeDigitized())
	if at, ok := e.Position(); ok {
		b.position = append(b.position, located{"exif:GPSLatitude", at.Lat, at.Lon, at.Altitude})
	}
	if at, ok := e.Destination(); ok {
		b.position = append(b.position, located{"exif:GPSDestLatitude", at.Lat, at.Lon, at.Altitude})
	}
	if stars, ok := e.Rating(); ok {
		b.rating = append(b.rating, ratingValue{"exif:Rating", stars})
	}
	b.maker = func() string {
		for _, t := range e.Tags() {
			if make, ok := t.Value.(string); ok && t.Name == "Make" {
				return make
			}
		}
		return ""
	}
	return b
}

// exifDate adds the zone that GPS time proves where the file states none.
func exifDate(list []dated, d exif.Date) []dated {
	if d.Raw == "" && d.EDTF == "" {
		return list
	}
	return append(list, dated{origin: "exif:" + d.Field, edtf: d.EDTF, raw: cleanLine(d.Raw), problem: d.Problem})
}

// splitArtists cuts EXIF's Artist, "a semicolon-space list": names that hold
// a semicolon are quoted, with quotes in them doubled (MWG 2.0 §3.3.3).
func splitArtists(s string) []string {
	var names []string
	for s != "" {
		s = strings.TrimLeft(s, " ;")
		if rest, ok := strings.CutPrefix(s, `"`); ok {
			if name, after, ok := quoted(rest); ok {
				names = append(names, name)
				s = after
				continue
			}
		}
		name, after, _ := strings.Cut(s, ";")
		names = append(names, name)
		s = after
	}
	return names
}

// quoted reads up to the closing quote, behind which the list must go on or end.
func quoted(s string) (name, rest string, ok bool) {
	var out strings.Builder
	for {
		part, after, found := strings.Cut(s, `"`)
		if !found {
			return "", "", false
		}
		out.WriteString(part)
		if next, doubled := strings.CutPrefix(after, `"`); doubled {
			out.WriteByte('"')
			s = next
			continue
		}
		after = strings.TrimLeft(after, " ")
		if after != "" && after[0] != ';' {
			return "", "", false
		}
		return out.String(), after, true
	}
}

// iptcBlock takes from IPTC-IIM what describes the picture.
func iptcBlock(p *iptc.Block) block {
	text := func(number uint8) string { return p.Text(iptc.Application, number) }
	var b block
	b.caption = one(b.caption, "iptc:Caption-Abstract", text(iptc.Caption))
	b.title = one(b.title, "iptc:ObjectName", text(iptc.ObjectName))
	b.title = one(b.title, "iptc:Headline", text(iptc.Headline))
	b.credit = one(b.credit, "iptc:Credit", text(iptc.Credit))
	b.copyright = one(b.copyright, "iptc:CopyrightNotice", text(iptc.CopyrightNotice))
	b.keywords = many(b.keywords, "iptc:Keywords", p.Texts(iptc.Application, iptc.Keywords))
	b.creator = many(b.creator, "iptc:By-line", p.Texts(iptc.Application, iptc.ByLine))
	b.place = levels{
		sublocation: cleanLine(text(iptc.Sublocation)),
		city:        cleanLine(text(iptc.City)),
		state:       cleanLine(text(iptc.ProvinceState)),
		country:     cleanLine(text(iptc.CountryName)),
		code:        cleanLine(text(iptc.CountryCode)),
	}
	if d := p.Created(); d.Raw != "" {
		b.date = append(b.date, dated{origin: "iptc:DateCreated", edtf: d.EDTF, raw: cleanLine(d.Raw), problem: d.Problem})
	}
	b.setExtra("IPTC:Headline", text(iptc.Headline))
	b.setExtra("IPTC:Writer-Editor", strings.Join(p.Texts(iptc.Application, iptc.WriterEditor), "; "))
	b.setExtra("IPTC:Source", text(iptc.Source))
	b.setExtra("IPTC:OriginalTransmissionReference", text(iptc.Transmission))
	return b
}
