package metadata

import (
	"strings"

	"photoarchive/pkg/metadata/xmp"
)

// exif takes the EXIF block's fields.
func (t *tagSet) exif() block {
	text := func(name string) string { return t.text("EXIF", name) }
	var b block
	b.caption = one(b.caption, "exif:ImageDescription", text("ImageDescription"))
	if comment := text("UserComment"); isComment(comment) {
		b.caption = one(b.caption, "exif:UserComment", comment)
	}
	b.caption = one(b.caption, "exif:XPComment", text("XPComment"))
	b.caption = one(b.caption, "exif:XPSubject", text("XPSubject"))
	b.title = one(b.title, "exif:XPTitle", text("XPTitle"))
	b.copyright = one(b.copyright, "exif:Copyright", text("Copyright"))
	b.creator = many(b.creator, "exif:Artist", splitArtists(text("Artist")))
	b.creator = many(b.creator, "exif:XPAuthor", strings.Split(text("XPAuthor"), ";"))
	b.keywords = many(b.keywords, "exif:XPKeywords", strings.Split(text("XPKeywords"), ";"))
	b.date = t.exifDate(b.date, "DateTimeOriginal", "Original")
	b.created = t.exifDate(b.created, "CreateDate", "Digitized")
	for _, group := range [...]string{"Composite", "EXIF"} {
		if at, ok := t.position(group); ok && len(b.position) == 0 {
			at.origin = "exif:GPSLatitude"
			b.position = append(b.position, at)
		}
	}
	if t.grouped("EXIF", "Rating") {
		b.rating = stars(b.rating, "exif:Rating", text("Rating"))
	}
	b.maker = func() string { return text("Make") }
	return b
}

// position reads GPSLatitude and the like of one group, signed, with
// hemispheres, or with these in tags of their own, or GPSPosition.
func (t *tagSet) position(group string) (located, bool) {
	coordinate := func(name string) (float64, bool) {
		value := strings.ReplaceAll(t.text(group, name), "deg", " ")
		ref := strings.TrimSpace(t.text(group, name+"Ref"))
		if ref != "" && !strings.ContainsAny(value, "NSEWnsew-") {
			value = strings.TrimSpace(value) + ref[:1]
		}
		return xmp.ParseCoordinate(value)
	}
	lat, okLat := coordinate("GPSLatitude")
	lon, okLon := coordinate("GPSLongitude")
	if !okLat || !okLon {
		at := strings.ReplaceAll(t.text(group, "GPSPosition"), "deg", "°")
		north, east, ok := strings.Cut(at, ", ")
		if !ok {
			north, east, _ = strings.Cut(at, " ")
		}
		lat, okLat = xmp.ParseCoordinate(north)
		lon, okLon = xmp.ParseCoordinate(east)
	}
	if !okLat || !okLon || lat < -90 || lat > 90 || lon < -180 || lon > 180 || lat == 0 && lon == 0 {
		return located{}, false
	}
	at := located{lat: lat, lon: lon}
	words := strings.Fields(t.text(group, "GPSAltitude"))
	if len(words) > 0 {
		if metres, ok := xmp.ParseNumber(words[0]); ok {
			ref := t.text(group, "GPSAltitudeRef")
			if metres > 0 && (strings.Contains(strings.Join(words, " "), "Below") || ref == "1" || strings.HasPrefix(ref, "Below")) {
				metres = -metres
			}
			at.altitude = &metres
		}
	}
	return at, true
}

// iptc takes the IPTC block's fields.
func (t *tagSet) iptc() block {
	text := func(name string) string { return t.text("IPTC", name) }
	var b block
	b.caption = one(b.caption, "iptc:Caption-Abstract", text("Caption-Abstract"))
	b.title = one(b.title, "iptc:ObjectName", text("ObjectName"))
	b.copyright = one(b.copyright, "iptc:CopyrightNotice", text("CopyrightNotice"))
	b.keywords = many(b.keywords, "iptc:Keywords", t.list("IPTC", "Keywords"))
	b.creator = many(b.creator, "iptc:By-line", t.list("IPTC", "By-line"))
	b.place = levels{
		sublocation: cleanLine(text("Sub-location")),
		state:       cleanLine(text("Province-State")),
		country:     cleanLine(text("Country-PrimaryLocationName")),
		code:        cleanLine(text("Country-PrimaryLocationCode")),
	}
	// Names that XMP has too count as IPTC's only under its group.
	if t.grouped("IPTC", "City") {
		b.place.city = cleanLine(text("City"))
	}
	if t.grouped("IPTC", "Headline") {
		b.title = one(b.title, "iptc:Headline", text("Headline"))
		b.setExtra("IPTC:Headline", text("Headline"))
	}
	if t.grouped("IPTC", "Credit") {
		b.credit = one(b.credit, "iptc:Credit", text("Credit"))
	}
	if t.grouped("IPTC", "Source") {
		b.setExtra("IPTC:Source", text("Source"))
	}
	if t.grouped("IPTC", "DateCreated") || t.dayOfIPTC() {
		b.date = t.iptcDate()
	}
	b.setExtra("IPTC:Writer-Editor", strings.Join(t.list("IPTC", "Writer-Editor"), "; "))
	b.setExtra("IPTC:OriginalTransmissionReference", text("OriginalTransmissionReference"))
	return b
}

// xmp takes the XMP block's fields.
func (t *tagSet) xmp() block {
	dc := func(name string) string { return t.text("XMP-dc", name) }
	core := func(name string) string { return t.text("XMP-iptcCore", name) }
	photoshop := func(name string) string { return t.text("XMP-photoshop", name) }
	var b block
	b.caption = one(b.caption, "xmp:description", dc("Description"))
	b.title = one(b.title, "xmp:title", dc("Title"))
	b.title = one(b.title, "xmp:Headline", photoshop("Headline"))
	b.alt = one(b.alt, "xmp:AltTextAccessibility", core("AltTextAccessibility"))
	b.alt = one(b.alt, "xmp:ExtDescrAccessibility", core("ExtDescrAccessibility"))
	b.credit = one(b.credit, "xmp:Credit", photoshop("Credit"))
	b.copyright = one(b.copyright, "xmp:rights", dc("Rights"))
	b.license = one(b.license, "xmp:license", t.text("XMP-cc", "License"))
	b.license = one(b.license, "xmp:WebStatement", t.text("XMP-xmpRights", "WebStatement"))
	b.creator = many(b.creator, "xmp:creator", t.list("XMP-dc", "Creator"))
	b.keywords = many(b.keywords, "xmp:subject", t.list("XMP-dc", "Subject"))
	b.keywords = many(b.keywords, "xmp:LastKeywordXMP", t.list("XMP-microsoft", "LastKeywordXMP"))
	b.addPaths("xmp:hierarchicalSubject", "XMP-lr:HierarchicalSubject", "|", t.list("XMP-lr", "HierarchicalSubject"))
	b.addPaths("xmp:TagsList", "XMP-digiKam:TagsList", "/", t.list("XMP-digiKam", "TagsList"))
	b.people = t.people()
	b.place = levels{
		sublocation: cleanLine(core("Location")), code: cleanLine(core("CountryCode")),
		city: cleanLine(photoshop("City")), state: cleanLine(photoshop("State")), country: cleanLine(photoshop("Country")),
	}
	b.shown = t.location("LocationShown")
	b.taken = t.location("LocationCreated")
	if t.grouped("XMP-photoshop", "DateCreated") || !t.dayOfIPTC() {
		b.date = xmpDate(b.date, "xmp:DateCreated", xmp.ParseDate(photoshop("DateCreated")))
	}
	if t.grouped("XMP-exif", "DateTimeOriginal") {
		b.date = xmpDate(b.date, "xmp:DateTimeOriginal", xmp.ParseDate(t.text("XMP-exif", "DateTimeOriginal")))
	}
	if at, ok := t.position("XMP-exif"); ok && t.grouped("XMP-exif", "GPSLatitude") {
		at.origin = "xmp:GPSLatitude"
		b.position = append(b.position, at)
	}
	b.rating = stars(b.rating, "xmp:Rating", t.text("XMP-xmp", "Rating"))
	for _, name := range [...]string{"Headline", "CaptionWriter", "Source", "TransmissionReference"} {
		b.setExtra("XMP-photoshop:"+name, photoshop(name))
	}
	b.setExtra("XMP-xmpRights:UsageTerms", t.text("XMP-xmpRights", "UsageTerms"))
	return b
}

// dayOfIPTC tells whether a DateCreated without a group is IPTC's: a day, next
// to a TimeCreated.
func (t *tagSet) dayOfIPTC() bool {
	return t.text("IPTC", "TimeCreated") != "" && len(t.text("IPTC", "DateCreated")) <= len("2013:02:25")
}

// people takes the names of persons; regions of other types are none.
func (t *tagSet) people() []string {
	names := t.list("XMP-iptcExt", "PersonInImage")
	kinds := t.list("XMP-mwg-rs", "RegionType")
	regions := t.list("XMP-mwg-rs", "RegionName")
	for i, name := range regions {
		if len(kinds) == len(regions) && kinds[i] != "" && !strings.EqualFold(kinds[i], "Face") {
			continue
		}
		names = append(names[:len(names):len(names)], name)
	}
	return append(names[:len(names):len(names)], t.list("XMP-MP", "RegionPersonDisplayName")...)
}

// location takes the first entry of LocationShown or LocationCreated. ExifTool
// leaves open which entry a value belongs to, so of several only the first is sure.
func (t *tagSet) location(stem string) []xmp.Location {
	field := func(name string) string { return t.text("XMP-iptcExt", stem+name) }
	at := xmp.Location{
		Name: field("LocationName"), Sublocation: field("Sublocation"), City: field("City"),
		State: field("ProvinceState"), Country: field("CountryName"), CountryCode: field("CountryCode"),
	}
	if at == (xmp.Location{}) {
		return nil
	}
	return []xmp.Location{at}
}
