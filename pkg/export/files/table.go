package files

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
)

// tableHeader names the columns of metadata.csv as ExifTool does, so that
// `exiftool -csv=metadata.csv` writes them into the pictures, and so that
// `archive add` reads them again.
func tableHeader() []string {
	return []string{
		"SourceFile", "XMP-dc:Description", "XMP-dc:Title", "XMP-dc:Subject", "XMP-dc:Creator", "XMP-dc:Rights",
		"XMP-photoshop:Credit", "XMP-iptcExt:PersonInImage", "XMP-iptcCore:AltTextAccessibility",
		"XMP-iptcCore:Location", "XMP-photoshop:City", "XMP-photoshop:State", "XMP-photoshop:Country", "XMP-iptcCore:CountryCode",
		"XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude",
	}
}

// tableRow is an item's line. Lists are joined by semicolons.
func tableRow(name string, it *item.Item) []string {
	row := []string{
		name, it.Caption, it.Title, strings.Join(it.Tags, "; "), strings.Join(it.Creator, "; "), it.Copyright,
		it.Credit, strings.Join(it.People, "; "), it.Alt,
	}
	p := it.Place
	if p == nil {
		p = new(item.Place)
	}
	return append(row, p.Sublocation, p.City, p.State, p.Country, p.CountryCode, number(p.Lat), number(p.Lon))
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// writeRow writes one line (RFC 4180).
func writeRow(w io.Writer, row []string) error {
	c := csv.NewWriter(w)
	if err := c.Write(row); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}
