package files

import (
	"strconv"
	"strings"

	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/item"
)

// tableHeader names the columns of metadata.csv as ExifTool does, so that
// `exiftool -csv=metadata.csv -sep '; '` writes them into the pictures, and so
// that `archive add` reads them again.
func tableHeader() []string {
	return []string{
		"SourceFile", "XMP-dc:Description", "XMP-dc:Title", "XMP-dc:Subject", "XMP-dc:Creator", "XMP-dc:Rights", "XMP-dc:Source",
		"XMP-photoshop:Credit", "XMP-photoshop:DateCreated", "XMP-iptcExt:PersonInImage", "XMP-iptcCore:AltTextAccessibility",
		"XMP-iptcCore:Location", "XMP-photoshop:City", "XMP-photoshop:State", "XMP-photoshop:Country", "XMP-iptcCore:CountryCode",
		"XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude", "XMP-xmp:Rating",
	}
}

// tableRow is an item's line. Lists are joined by a semicolon and a space.
func tableRow(name string, it *item.Item) []string {
	date, ok := sidecar.Date(it.Date)
	if !ok {
		date = "" // XMP can't say it
	}
	rating := ""
	if it.Rating != nil {
		rating = strconv.Itoa(*it.Rating)
	}
	p := it.Place
	if p == nil {
		p = new(item.Place)
	}
	return []string{
		name, it.Caption, it.Title, strings.Join(it.Tags, "; "), strings.Join(it.Creator, "; "), it.Copyright, sidecar.SourceURL(it),
		it.Credit, date, strings.Join(it.People, "; "), it.Alt,
		p.Sublocation, p.City, p.State, p.Country, p.CountryCode, number(p.Lat), number(p.Lon), rating,
	}
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
