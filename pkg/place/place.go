// Package place is an offline gazetteer: it turns coordinates into names,
// names into places, hashtags into a place, and knows under which other names
// a place goes.
//
// It reads tables that are built by the generate folder and embedded in the
// binary; nothing is read at start and nothing is kept, so every function is
// safe to call from several goroutines. It refuses to know what an item is,
// where its names or its coordinates came from and which of them win, what an
// archive holds, and how an answer is shown. It has no network.
package place

// Kind tells what a place is.
type Kind string

// The kinds of places, from the widest to the narrowest.
const (
	Country Kind = "country" // a country or territory with a code of ISO 3166-1
	State   Kind = "state"   // a first-level division: province, state, region
	City    Kind = "city"    // a populated place, or a part of one
	Site    Kind = "site"    // a hand-kept place: a square, a monument, a mountain, a border post
)

// Place is one thing the gazetteer knows. Lat and Lon are degrees (WGS 84).
type Place struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// City is the populated place that a site lies in; empty where it lies in none.
	City string `json:"city,omitempty"`
	// Country is the English name; for a place of kind country its own.
	Country     string `json:"country,omitempty"`
	CountryCode string `json:"country_code,omitempty"`
	// State is the first-level division; for a place of kind state its own name.
	State string  `json:"state,omitempty"`
	Lat   float64 `json:"lat"`
	Lon   float64 `json:"lon"`
	// Population is that of GeoNames; 0 is unknown. Only cities have one.
	Population int64 `json:"population,omitempty"`
	// DistanceKM is how far the place's point is from the coordinates asked for.
	DistanceKM *float64 `json:"distance_km,omitempty"`
	// Radius is how far, in metres, the place reaches from its point.
	Radius float64 `json:"-"`
	// Codes are the countries the place belongs to, CountryCode first: border
	// sites belong to two.
	Codes []string `json:"-"`
}

// Location is a place level by level. Levels that are not known are empty.
type Location struct {
	Site        string
	City        string
	State       string
	Country     string // in English
	CountryCode string // ISO 3166-1 alpha-2, XK for Kosovo
	// Codes are the countries it belongs to, CountryCode first.
	Codes []string
	// Lat and Lon are the point of the narrowest level that is known.
	Lat, Lon float64
	// Radius is how far, in metres, that level reaches from the point.
	Radius float64
	// Distance is how far the city's point is from the coordinates asked for,
	// in kilometres; of Reverse only.
	Distance float64
}
