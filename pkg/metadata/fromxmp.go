package metadata

import (
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/xmp"
)

// xmpBlock takes from XMP what describes the picture.
func xmpBlock(d *xmp.Document) block {
	var b block
	b.caption = one(b.caption, "xmp:description", d.Text(xmp.NSDC, "description"))
	b.caption = one(b.caption, "xmp:ImageDescription", d.Text(xmp.NSTIFF, "ImageDescription"))
	if comment := d.Text(xmp.NSEXIF, "UserComment"); isComment(comment) {
		b.caption = one(b.caption, "xmp:UserComment", comment)
	}
	b.caption = one(b.caption, "xmp:caption", d.Text(xmp.NSACDSee, "caption"))
	b.caption = one(b.caption, "xmp:notes", d.Text(xmp.NSACDSee, "notes"))
	b.caption = languages(b.caption, "xmp:description", d.Prop(xmp.NSDC, "description"))
	b.title = one(b.title, "xmp:title", d.Text(xmp.NSDC, "title"))
	b.title = one(b.title, "xmp:Headline", d.Text(xmp.NSPhotoshop, "Headline"))
	b.title = languages(b.title, "xmp:title", d.Prop(xmp.NSDC, "title"))
	b.alt = one(b.alt, "xmp:AltTextAccessibility", d.Text(xmp.NSIPTCCore, "AltTextAccessibility"))
	b.alt = one(b.alt, "xmp:ExtDescrAccessibility", d.Text(xmp.NSIPTCCore, "ExtDescrAccessibility"))
	b.credit = one(b.credit, "xmp:Credit", d.Text(xmp.NSPhotoshop, "Credit"))
	b.copyright = one(b.copyright, "xmp:rights", d.Text(xmp.NSDC, "rights"))
	b.copyright = one(b.copyright, "xmp:Copyright", d.Text(xmp.NSTIFF, "Copyright"))
	b.license = one(b.license, "xmp:license", d.Text(xmp.NSCC, "license"))
	b.license = one(b.license, "xmp:WebStatement", d.Text(xmp.NSRights, "WebStatement"))
	b.creator = many(b.creator, "xmp:creator", d.List(xmp.NSDC, "creator"))
	b.creator = many(b.creator, "xmp:Artist", splitArtists(d.Text(xmp.NSTIFF, "Artist")))
	b.people = d.People()
	xmpKeywords(&b, d)
	xmpPlace(&b, d)
	b.date = xmpDate(b.date, "xmp:DateCreated", d.Date(xmp.NSPhotoshop, "DateCreated"))
	b.date = xmpDate(b.date, "xmp:DateTimeOriginal", d.Date(xmp.NSEXIF, "DateTimeOriginal"))
	b.created = xmpDate(b.created, "xmp:DateTimeDigitized", d.Date(xmp.NSEXIF, "DateTimeDigitized"))
	b.created = xmpDate(b.created, "xmp:CreateDate", d.Date(xmp.NSXMP, "CreateDate"))
	b.rating = stars(b.rating, "xmp:Rating", d.Text(xmp.NSXMP, "Rating"))
	b.rating = percent(b.rating, "xmp:RatingPercent", d.Text(xmp.NSMicrosoft, "Rating"))
	b.setExtra("XMP-photoshop:Headline", d.Text(xmp.NSPhotoshop, "Headline"))
	b.setExtra("XMP-photoshop:CaptionWriter", d.Text(xmp.NSPhotoshop, "CaptionWriter"))
	b.setExtra("XMP-photoshop:Source", d.Text(xmp.NSPhotoshop, "Source"))
	b.setExtra("XMP-xmpRights:UsageTerms", d.Text(xmp.NSRights, "UsageTerms"))
	b.setExtra("XMP-photoshop:TransmissionReference", d.Text(xmp.NSPhotoshop, "TransmissionReference"))
	return b
}

// languages adds the values in other languages than the default.
func languages(list []sourced, origin string, n *xmp.Node) []sourced {
	if n == nil || n.Kind != xmp.Alt {
		return list
	}
	for _, item := range n.Nodes {
		if item.Lang != "" {
			list = one(list, origin+"-"+item.Lang, item.Value())
		}
	}
	return list
}

// xmpKeywords takes the flat keywords and the hierarchical ones.
func xmpKeywords(b *block, d *xmp.Document) {
	b.keywords = many(b.keywords, "xmp:subject", d.List(xmp.NSDC, "subject"))
	b.keywords = many(b.keywords, "xmp:LastKeywordXMP", d.List(xmp.NSMicrosoft, "LastKeywordXMP"))
	b.keywords = many(b.keywords, "xmp:keywords", d.List(xmp.NSACDSee, "keywords"))
	b.addPaths("xmp:hierarchicalSubject", "XMP-lr:HierarchicalSubject", "|", d.List(xmp.NSLightroom, "hierarchicalSubject"))
	b.addPaths("xmp:TagsList", "XMP-digiKam:TagsList", "/", d.List(xmp.NSDigiKam, "TagsList"))
	b.addPaths("xmp:CatalogSets", "XMP-mediapro:CatalogSets", "|", d.List(xmp.NSMediaPro, "CatalogSets"))
}

// addPaths notes hierarchical keywords, and the paths as written under their ExifTool name.
func (b *block) addPaths(origin, extra, separator string, written []string) {
	var kept []string
	for _, path := range written {
		var steps []string
		for step := range strings.SplitSeq(path, separator) {
			if step = cleanLine(step); step != "" {
				steps = append(steps, step)
			}
		}
		if len(steps) == 0 {
			continue
		}
		b.paths = append(b.paths, keywordPath{origin, steps})
		kept = append(kept, strings.Join(steps, separator))
	}
	b.setExtra(extra, strings.Join(kept, "; "))
}

// xmpPlace takes the places and positions.
func xmpPlace(b *block, d *xmp.Document) {
	b.place = levels{
		sublocation: cleanLine(d.Text(xmp.NSIPTCCore, "Location")),
		city:        cleanLine(d.Text(xmp.NSPhotoshop, "City")),
		state:       cleanLine(d.Text(xmp.NSPhotoshop, "State")),
		country:     cleanLine(d.Text(xmp.NSPhotoshop, "Country")),
		code:        cleanLine(d.Text(xmp.NSIPTCCore, "CountryCode")),
	}
	b.shown = d.Locations("LocationShown")
	b.taken = d.Locations("LocationCreated")
	if at, ok := d.Position(); ok {
		b.position = append(b.position, located{"xmp:GPSLatitude", at.Lat, at.Lon, at.Altitude})
	}
	// Of a bag of places the first is meant; the coordinates of another would
	// not fit its names.
	if len(b.shown) > 0 && b.shown[0].Position != nil {
		at := b.shown[0].Position
		b.position = append(b.position, located{"xmp:LocationShown", at.Lat, at.Lon, at.Altitude})
	}
	if len(b.taken) > 0 && b.taken[0].Position != nil {
		at := b.taken[0].Position
		b.position = append(b.position, located{"xmp:LocationCreated", at.Lat, at.Lon, at.Altitude})
	}
}

func xmpDate(list []dated, origin string, d xmp.Date) []dated {
	if d.Raw == "" {
		return list
	}
	return append(list, dated{origin: origin, edtf: d.EDTF, raw: cleanLine(d.Raw), problem: d.Problem})
}

// stars reads xmp:Rating: -1 (rejected) to 5, by some written as a decimal.
func stars(list []ratingValue, origin, s string) []ratingValue {
	value, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(value >= -1 && value <= 5) {
		return list
	}
	return append(list, ratingValue{origin, int(value)})
}

// percent reads Microsoft's rating: 1, 25, 50, 75 and 99 are one to five stars.
func percent(list []ratingValue, origin, s string) []ratingValue {
	value, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || value < 0 || value > 100 {
		return list
	}
	count := 0
	if value > 0 {
		count = min(5, 1+(value+12)/25)
	}
	return append(list, ratingValue{origin, count})
}
