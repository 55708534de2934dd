package archive

import (
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/text"
)

// compose makes one item of all that is said of a picture. What a person gave
// beats what the source says, that a sidecar, and that what the picture file
// itself says; a value that lost is kept as an alternative.
func compose(said item.Item, given Given, sidecarCaptions []string, md *metadata.Metadata) *item.Item {
	it := &item.Item{Sources: said.Sources}
	fill(it, given.item())
	if tellsMore(md.Date, said.Date) {
		addAlternative(&said, "date", said.Origins["date"], said.Date)
		said.Date = ""
	}
	fill(it, &said)
	for _, caption := range sidecarCaptions {
		fill(it, &item.Item{Caption: caption, Origins: map[string]string{"caption": "sidecar"}})
	}
	fill(it, embedded(md))
	if len(it.Sources) > 0 && given.URL != "" {
		it.Sources[0].URL = given.URL
	}
	it.Caption = text.NFC(it.Caption)
	if it.Date == "" && it.Published != "" {
		it.Date = it.Published
		copyOrigin(it, &item.Item{Origins: map[string]string{"date": it.Origins["published"]}}, "date")
	}
	it.Tags = uniqueTags(slices.Concat(hashtag.Extract(it.Caption), given.Tags, said.Tags, md.Keywords))
	it.Mentions = union(hashtag.Mentions(it.Caption), said.Mentions)
	it.People = union(union(given.People, said.People), md.People)
	return it
}

// tellsMore tells whether the date of the picture itself says the same moment
// as the source's, and more of it: the local time where the source only has
// UTC, or the zone where the source has none.
func tellsMore(own, said string) bool {
	o, errOwn := edtf.Parse(own)
	s, errSaid := edtf.Parse(said)
	if errOwn != nil || errSaid != nil || !o.HasTime() || !s.HasTime() {
		return false
	}
	ownClock, _ := o.Start()
	saidClock, _ := s.Start()
	_, ownZone := o.Time()
	at, saidZone := s.Time()
	if !saidZone {
		return ownZone && ownClock == saidClock
	}
	_, offset := at.Zone()
	// The zones of the Earth reach from -12 to +14 hours.
	ahead := ownClock - saidClock
	if ahead == 0 && !ownZone {
		return false // the same time, as in a file's name, without saying that it is UTC
	}
	return offset == 0 && ahead >= -12*60*60 && ahead <= 14*60*60
}

const originGiven = "given"

// item is what a person gave as an item, with its origins.
func (g Given) item() *item.Item {
	it := &item.Item{
		Caption: g.Caption, Title: g.Title, Alt: g.Alt, Date: g.Date,
		Tags: g.Tags, People: g.People, Creator: g.Creator, Place: g.Place, Origins: map[string]string{},
	}
	for _, f := range textFields() {
		if *f.at(it) != "" {
			it.Origins[f.name] = originGiven
		}
	}
	if len(g.Creator) > 0 {
		it.Origins["creator"] = originGiven
	}
	if g.Place != nil {
		if placeText(g.Place) != "" {
			it.Origins["place"] = originGiven
		}
		if g.Place.Lat != nil {
			it.Origins["position"] = originGiven
		}
	}
	return it
}

// embedded is what the picture file says of itself as an item.
func embedded(md *metadata.Metadata) *item.Item {
	return &item.Item{
		Caption: strings.TrimSpace(md.Caption), Title: md.Title, Alt: md.Alt, Tags: md.Keywords, People: md.People, Creator: md.Creator,
		Credit: md.Credit, Copyright: md.Copyright, License: md.License, Place: md.Place, Date: md.Date,
		Rating: md.Rating, Extra: maps.Clone(md.Extra), Origins: md.Origins, Alternatives: md.Alternatives,
	}
}
