package metadata

import (
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/item"
)

// Overlay lays a sidecar over what the picture itself says: a value of the
// sidecar wins, and the one it beats becomes an alternative. What is of the
// file, its kind and sizes, stays embedded's; either may be nil.
func Overlay(embedded, sidecar *Metadata) *Metadata {
	if sidecar == nil {
		return embedded
	}
	if embedded == nil {
		return sidecar
	}
	m := *embedded
	m.Origins = maps.Clone(embedded.Origins)
	if m.Origins == nil {
		m.Origins = map[string]string{}
	}
	m.Extra = maps.Clone(embedded.Extra)
	m.Warnings = slices.Concat(embedded.Warnings, sidecar.Warnings)
	m.Alternatives = slices.Clone(sidecar.Alternatives)
	for _, a := range embedded.Alternatives {
		m.alternative(a.Field, a.Origin, a.Value)
	}
	m.Caption = m.over("caption", embedded.Caption, sidecar.Caption, sidecar)
	m.Title = m.over("title", embedded.Title, sidecar.Title, sidecar)
	m.Alt = m.over("alt", embedded.Alt, sidecar.Alt, sidecar)
	m.Credit = m.over("credit", embedded.Credit, sidecar.Credit, sidecar)
	m.Copyright = m.over("copyright", embedded.Copyright, sidecar.Copyright, sidecar)
	m.License = m.over("license", embedded.License, sidecar.License, sidecar)
	m.Keywords = m.overList("tags", embedded.Keywords, sidecar.Keywords, sidecar)
	m.People = m.overList("people", embedded.People, sidecar.People, sidecar)
	m.Creator = m.overList("creator", embedded.Creator, sidecar.Creator, sidecar)
	// A sidecar that repeats the time of day without its zone or fraction takes
	// nothing from what the picture knows.
	if len(sidecar.Date) < len("2013-02-25T08:14") || !agrees(sidecar.Date, embedded.Date) {
		m.Date = m.over("date", embedded.Date, sidecar.Date, sidecar)
	}
	if sidecar.Rating != nil {
		if embedded.Rating != nil && *embedded.Rating != *sidecar.Rating {
			m.alternative("rating", embedded.Origins["rating"], itoa(*embedded.Rating))
		}
		m.Rating = sidecar.Rating
		m.Origins["rating"] = sidecar.Origins["rating"]
	}
	m.overPlace(embedded, sidecar)
	for name, text := range sidecar.Extra {
		if was := m.Extra[name]; was != "" && !sameText(was, text) {
			m.alternative("extra", name, was)
		}
		m.setExtra(name, text)
	}
	// A value that won here may have lost inside one of the two.
	m.Alternatives = slices.DeleteFunc(m.Alternatives, func(a item.Alternative) bool {
		return a.Value != "" && sameText(a.Value, m.field(a.Field))
	})
	if len(m.Alternatives) == 0 {
		m.Alternatives = nil
	}
	return &m
}

// over takes the sidecar's text where it has one.
func (m *Metadata) over(field, embedded, own string, sidecar *Metadata) string {
	if own == "" {
		return embedded
	}
	if embedded != "" && !sameText(own, embedded) {
		m.alternative(field, m.Origins[field], embedded)
	}
	m.Origins[field] = sidecar.Origins[field]
	return own
}

// overList takes the sidecar's list where it has one.
func (m *Metadata) overList(field string, embedded, own []string, sidecar *Metadata) []string {
	if len(own) == 0 {
		return embedded
	}
	if len(embedded) > 0 && !sameItems(own, embedded) {
		m.alternative(field, m.Origins[field], strings.Join(embedded, "; "))
	}
	m.Origins[field] = sidecar.Origins[field]
	return own
}

// overPlace takes the sidecar's names and position, each as a whole: levels of
// two places don't mix.
func (m *Metadata) overPlace(embedded, sidecar *Metadata) {
	if sidecar.Place == nil {
		return
	}
	place := *sidecar.Place
	if was := embedded.Place; was != nil {
		named := func(p *item.Place) bool {
			return p.Name != "" || p.Sublocation != "" || p.City != "" || p.State != "" || p.Country != "" || p.CountryCode != ""
		}
		switch {
		case !named(&place):
			place = *was
			place.Lat, place.Lon, place.Altitude = sidecar.Place.Lat, sidecar.Place.Lon, sidecar.Place.Altitude
		case named(was) && fold(or(was.Name, was.CountryCode)) != fold(or(place.Name, place.CountryCode)):
			m.alternative("place", m.Origins["place"], or(was.Name, was.CountryCode))
		}
		switch {
		case place.Lat == nil || place.Lon == nil:
			place.Lat, place.Lon, place.Altitude = was.Lat, was.Lon, was.Altitude
		case was.Lat != nil && was.Lon != nil && apart(*was.Lat, *was.Lon, *place.Lat, *place.Lon):
			m.alternative("position", m.Origins["position"], coordinates(*was.Lat, *was.Lon))
		}
	}
	for _, field := range [...]string{"place", "position"} {
		if origin := sidecar.Origins[field]; origin != "" {
			m.Origins[field] = origin
		}
	}
	m.Place = &place
}

// field is the value that won, as an alternative would write it.
func (m *Metadata) field(name string) string {
	switch name {
	case "caption":
		return m.Caption
	case "title":
		return m.Title
	case "alt":
		return m.Alt
	case "credit":
		return m.Credit
	case "copyright":
		return m.Copyright
	case "license":
		return m.License
	case "date":
		return m.Date
	case "tags":
		return strings.Join(m.Keywords, "; ")
	case "creator":
		return strings.Join(m.Creator, "; ")
	case "people":
		return strings.Join(m.People, "; ")
	case "place":
		if m.Place != nil {
			return m.Place.Name
		}
	}
	return ""
}
