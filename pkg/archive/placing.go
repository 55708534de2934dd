package archive

import (
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/place"
	"photoarchive/pkg/text"
)

// Origins of places that were looked up.
const (
	originGazetteer = "gazetteer"
	originHashtag   = "hashtag"
)

// placing names the places of items with the gazetteer.
type placing struct {
	// aliases are the archive's own names: folded key → the name it stands for.
	aliases map[string]string
	// infer lets hashtags name the place of an item that has none.
	infer bool
}

// apply names the item's place. Names that are there always win, and no
// coordinates are made up of names.
func (p placing) apply(it *item.Item) {
	if it.Place == nil || *it.Place == (item.Place{}) {
		it.Place = nil
		p.fromTags(it)
		return
	}
	if placeText(it.Place) != "" {
		shortCode(it)
		p.complete(it)
	}
	if it.Place.Lat != nil && it.Place.Lon != nil {
		p.fromPosition(it)
	}
}

// fromTags gives an item without a place the one its hashtags name.
func (p placing) fromTags(it *item.Item) {
	if !p.infer {
		return
	}
	if loc, ok := place.FromTags(it.Tags); ok {
		it.Place = &item.Place{Name: loc.String()}
		fillLevels(it.Place, loc)
		setOrigin(it, "place", originHashtag)
	}
}

// complete adds the levels that follow from the names: Wonsan lies in North
// Korea. A place given as one text keeps it as its name.
func (p placing) complete(it *item.Item) {
	at := it.Place
	if at.Country != "" && at.CountryCode != "" && (at.City != "" || at.Sublocation != "" || at.State != "") {
		return // the picture says it all
	}
	loc, ok := place.Resolve(p.standsFor(at.Sublocation), p.standsFor(at.City), at.State, countryOf(at))
	if !hasLevels(at) {
		loc, ok = place.Resolve(p.standsFor(at.Name))
	}
	if !ok {
		return
	}
	before := *at
	fillLevels(at, loc)
	if *at != before {
		setOrigin(it, "place.levels", originGazetteer)
	}
}

// shortCode writes a country's code of three letters, as IPTC has it, in two.
func shortCode(it *item.Item) {
	written := it.Place.CountryCode
	code, known := place.CountryCode(written)
	if len(written) == 3 && known {
		it.Place.CountryCode = code
		addAlternative(it, "place.country_code", it.Origins["place"], written)
	}
}

func hasLevels(at *item.Place) bool {
	return at.Sublocation != "" || at.City != "" || at.State != "" || at.Country != "" || at.CountryCode != ""
}

func countryOf(at *item.Place) string {
	if at.Country != "" {
		return at.Country
	}
	return at.CountryCode
}

// standsFor replaces a name, or the first level of one, by what the archive's
// own names say it stands for.
func (p placing) standsFor(name string) string {
	if to := p.aliases[text.FoldPlace(name)]; to != "" {
		return to
	}
	first, rest, more := strings.Cut(name, ",")
	if to := p.aliases[text.FoldPlace(first)]; more && to != "" {
		return to + "," + rest
	}
	return name
}

// fromPosition names the coordinates. Where the item has names of its own and
// the gazetteer says otherwise, what it says is kept as an alternative.
func (p placing) fromPosition(it *item.Item) {
	at := it.Place
	loc, ok := place.Reverse(*at.Lat, *at.Lon)
	switch {
	case !ok:
	case placeText(at) == "":
		fillLevels(at, loc)
		at.Name = loc.String()
		setOrigin(it, "place", originGazetteer)
	case agrees(at, loc):
		if before := *at; hasLevels(at) {
			fillLevels(at, loc)
			if *at != before {
				setOrigin(it, "place.levels", originGazetteer)
			}
		}
	default:
		addAlternative(it, "place", originGazetteer, loc.String())
	}
}

// agrees tells whether the names of a place may be those of the location: the
// country is one of its countries, and the city one of the names of its city.
func agrees(at *item.Place, loc place.Location) bool {
	if c := countryOf(at); c != "" {
		code, known := place.CountryCode(c)
		if known && !slices.Contains(loc.Codes, code) && code != loc.CountryCode {
			return false
		}
	}
	if at.City == "" || loc.City == "" {
		return true
	}
	return slices.Contains(place.OtherNames(loc.City), text.FoldPlace(at.City))
}

// fillLevels sets the levels that are empty. A level is only set where all
// levels above it agree or are empty.
func fillLevels(at *item.Place, loc place.Location) {
	if at.CountryCode == "" {
		at.CountryCode = loc.CountryCode
	}
	if at.Country == "" {
		at.Country = loc.Country
	}
	if at.State == "" {
		at.State = loc.State
	}
	if at.City == "" {
		at.City = loc.City
	}
	if at.Sublocation == "" && loc.Site != "" && (loc.City == "" || at.City == loc.City) {
		at.Sublocation = loc.Site
	}
}

func setOrigin(it *item.Item, field, origin string) {
	if it.Origins == nil {
		it.Origins = map[string]string{}
	}
	it.Origins[field] = origin
}
