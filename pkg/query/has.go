package query

import (
	"strings"

	"photoarchive/pkg/item"
)

// HasFields lists the fields the item has set, by the names a Has carries:
// those of the item's JSON, position for coordinates, and extra.KEY with the
// key folded. place is a name on any level: coordinates alone are none.
func HasFields(it *item.Item) []string {
	names := make([]string, 0, 40+len(it.Extra))
	eachField(it, func(name string, set bool) {
		if set {
			names = append(names, name)
		}
	})
	var extra keySet
	for key := range it.Extra {
		extra.add(extraField(key))
	}
	return append(names, extra...)
}

// hasField tells whether name is among HasFields.
func hasField(it *item.Item, name string) bool {
	if strings.HasPrefix(name, "extra.") {
		for key := range it.Extra {
			if extraField(key) == name {
				return true
			}
		}
		return false
	}
	found := false
	eachField(it, func(field string, set bool) { found = found || set && field == name })
	return found
}

// eachField tells for every field but extra.KEY whether the item has it set.
func eachField(it *item.Item, tell func(name string, set bool)) {
	tell("id", it.ID != "")
	tell("caption", it.Caption != "")
	tell("title", it.Title != "")
	tell("alt", it.Alt != "")
	tell("tags", len(it.Tags) > 0)
	tell("mentions", len(it.Mentions) > 0)
	tell("people", len(it.People) > 0)
	tell("date", it.Date != "")
	eachPlaceField(it.Place, tell)
	tell("creator", len(it.Creator) > 0)
	tell("credit", it.Credit != "")
	tell("copyright", it.Copyright != "")
	tell("license", it.License != "")
	eachPictureField(&it.Picture, tell)
	tell("attachments", len(it.Attachments) > 0)
	eachSourceField(it.Sources, tell)
	tell("published", it.Published != "")
	tell("albums", len(it.Albums) > 0)
	tell("rating", it.Rating != nil)
	tell("likes", it.Likes != nil)
	tell("added", !it.Added.IsZero())
	tell("modified", !it.Modified.IsZero())
	tell("extra", len(it.Extra) > 0)
	tell("origins", len(it.Origins) > 0)
	tell("alternatives", len(it.Alternatives) > 0)
}

func eachPlaceField(p *item.Place, tell func(name string, set bool)) {
	if p == nil {
		return
	}
	tell("place", p.Name != "" || p.Sublocation != "" || p.City != "" || p.State != "" || p.Country != "" || p.CountryCode != "")
	tell("place.name", p.Name != "")
	tell("place.sublocation", p.Sublocation != "")
	tell("place.city", p.City != "")
	tell("place.state", p.State != "")
	tell("place.country", p.Country != "")
	tell("place.country_code", p.CountryCode != "")
	tell("position", p.Lat != nil && p.Lon != nil)
	tell("place.altitude", p.Altitude != nil)
}

func eachPictureField(p *item.Picture, tell func(name string, set bool)) {
	tell("picture", p.SHA256 != "")
	tell("picture.size", p.Size != 0)
	tell("picture.type", p.Type != "")
	tell("picture.width", p.Width != 0)
	tell("picture.height", p.Height != 0)
	tell("picture.orientation", p.Orientation != 0)
	tell("picture.name", p.Name != "")
}

func eachSourceField(sources []item.Source, tell func(name string, set bool)) {
	var kind, platform, account, url, ref, post, index, count, title, author, retrieved bool
	for i := range sources {
		s := &sources[i]
		kind = kind || s.Kind != ""
		platform = platform || s.Platform != ""
		account = account || s.Account != ""
		url = url || s.URL != ""
		ref = ref || s.Ref != ""
		post = post || s.Post != ""
		index = index || s.Index != 0
		count = count || s.Count != 0
		title = title || s.Title != ""
		author = author || s.Author != ""
		retrieved = retrieved || !s.Retrieved.IsZero()
	}
	tell("sources", len(sources) > 0)
	tell("sources.kind", kind)
	tell("sources.platform", platform)
	tell("sources.account", account)
	tell("sources.url", url)
	tell("sources.ref", ref)
	tell("sources.post", post)
	tell("sources.index", index)
	tell("sources.count", count)
	tell("sources.title", title)
	tell("sources.author", author)
	tell("sources.retrieved", retrieved)
}
