package archive

import (
	"maps"
	"slices"
	"strings"

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
