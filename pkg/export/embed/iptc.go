package embed

import (
	"strings"

	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/iptc"
)

// mergeIPTC lays the item's fields over the datasets that the picture has, and
// makes all of its texts UTF-8. Values are cut at a character where IIM limits
// them; the XMP has them whole.
func mergeIPTC(block []byte, it *item.Item) []byte {
	own := ownDatasets(it)
	list := []iptc.Dataset{{Record: iptc.Application, Number: 0, Data: []byte{0, 4}}} // IIM version 4
	if len(block) > 0 {
		// Of a damaged block, what could be read is kept.
		if have, _ := iptc.Parse(block); have != nil {
			for _, ds := range have.InUTF8() {
				if ds.Record == iptc.Application && (ds.Number == 0 || ownNumber(ds.Number, own, it)) {
					continue
				}
				list = append(list, ds)
			}
		}
	}
	return iptc.Write(append(list, own...))
}

// ownDatasets are the item's fields (IPTC Photo Metadata Standard 2021.1, the
// IIM column).
func ownDatasets(it *item.Item) []iptc.Dataset {
	var list []iptc.Dataset
	add := func(number uint8, texts ...string) {
		for _, s := range texts {
			if s = strings.ReplaceAll(s, "\x00", ""); s != "" {
				if limit := iptc.Limit(number); limit > 0 {
					s = iptc.Cut(s, limit)
				}
				list = append(list, iptc.Dataset{Record: iptc.Application, Number: number, Data: []byte(s)})
			}
		}
	}
	add(iptc.ObjectName, it.Title)
	add(iptc.Keywords, it.Tags...)
	if day, clock := iptcDate(it.Date); day != "" {
		add(iptc.DateCreated, day)
		add(iptc.TimeCreated, clock)
	}
	add(iptc.ByLine, it.Creator...)
	if p := it.Place; p != nil {
		add(iptc.City, p.City)
		add(iptc.Sublocation, sidecar.Sublocation(p))
		add(iptc.ProvinceState, p.State)
		// IIM takes codes of three letters only (§6.59).
		if len(p.CountryCode) == 3 {
			add(iptc.CountryCode, p.CountryCode)
		}
		add(iptc.CountryName, p.Country)
	}
	add(iptc.Credit, it.Credit)
	add(iptc.CopyrightNotice, it.Copyright)
	add(iptc.Caption, it.Caption)
	return list
}

// ownNumber tells whether a dataset is one of those that the item's fields
// replace, also with nothing.
func ownNumber(number uint8, own []iptc.Dataset, it *item.Item) bool {
	switch number {
	case iptc.ObjectName, iptc.Keywords, iptc.ByLine, iptc.City, iptc.Sublocation, iptc.ProvinceState,
		iptc.CountryCode, iptc.CountryName, iptc.Credit, iptc.CopyrightNotice, iptc.Caption:
		return true
	case iptc.DateCreated, iptc.TimeCreated:
		return it.Date != ""
	}
	for _, ds := range own {
		if ds.Number == number {
			return true
		}
	}
	return false
}

// iptcDate writes a date as IIM does: CCYYMMDD with zeros for an unknown month
// or day (§6.14), and HHMMSS±HHMM (§6.17). A time of day without a zone can't
// be written.
func iptcDate(edtf string) (day, clock string) {
	date, ok := sidecar.Date(edtf)
	if !ok {
		return "", ""
	}
	date, clock, _ = strings.Cut(date, "T")
	day = strings.ReplaceAll(date, "-", "")
	day += "00000000"[len(day):]
	i := strings.IndexAny(clock, "+-Z")
	if i < 0 {
		return day, ""
	}
	clock, zone := clock[:i], clock[i:]
	clock, _, _ = strings.Cut(clock, ".")
	if zone == "Z" {
		zone = "+0000"
	}
	clock = strings.ReplaceAll(clock, ":", "")
	clock += "000000"[len(clock):]
	return day, clock + strings.ReplaceAll(zone, ":", "")
}

// mergeResources puts the IPTC block and its digest among Photoshop's
// resources, and takes older copies of EXIF and XMP out. inside says that the
// block stands among them, as in JPEG; TIFF has an entry of its own for it.
func mergeResources(have []container.Resource, block []byte, inside bool) []byte {
	list := make([]container.Resource, 0, len(have)+2)
	if inside {
		list = append(list, container.Resource{Signature: "8BIM", ID: container.ResourceIPTC, Data: block})
	}
	digest := iptc.Digest(block)
	list = append(list, container.Resource{Signature: "8BIM", ID: container.ResourceDigest, Data: digest[:]})
	for _, r := range have {
		switch r.ID {
		case container.ResourceIPTC, container.ResourceDigest, container.ResourceEXIF, container.ResourceXMP:
			continue
		}
		list = append(list, r)
	}
	return container.WriteResources(list)
}
