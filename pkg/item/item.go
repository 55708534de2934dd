// Package item holds the vocabulary of the project: what an item is, and how
// it is written as JSON.
//
// An item is one picture with one caption and what is known of it. The room
// knows nothing of files, stores or queries: everything above it speaks in
// these types.
package item

import "time"

// Item is one picture with one caption. Its JSON form is the documented,
// stable schema: field order is as declared here, empty fields are left out.
type Item struct {
	// ID is the first 32 hex digits of a SHA-256 over picture and caption; see NewID.
	ID string `json:"id"`
	// Caption is the text as published, in NFC, line breaks kept.
	Caption string `json:"caption,omitempty"`
	Title   string `json:"title,omitempty"`
	// Alt is the text alternative of the picture (IPTC AltTextAccessibility).
	Alt string `json:"alt,omitempty"`
	// Tags are display forms without the sign, in order of appearance, one a folded key.
	Tags []string `json:"tags,omitempty"`
	// Mentions are account names without the @.
	Mentions []string `json:"mentions,omitempty"`
	People   []string `json:"people,omitempty"`
	// Date is an EDTF string: when the picture was taken, else when it was published.
	Date      string   `json:"date,omitempty"`
	Place     *Place   `json:"place,omitempty"`
	Creator   []string `json:"creator,omitempty"`
	Credit    string   `json:"credit,omitempty"`
	Copyright string   `json:"copyright,omitempty"`
	License   string   `json:"license,omitempty"`
	Picture   Picture  `json:"picture"`
	// Attachments are the sidecars, kept byte for byte.
	Attachments []Attachment `json:"attachments,omitempty"`
	Sources     []Source     `json:"sources,omitempty"`
	// Published is an EDTF string: when the item was posted.
	Published string   `json:"published,omitempty"`
	Albums    []string `json:"albums,omitempty"`
	// Rating is -1 (rejected) to 5, as in XMP; nil is unknown.
	Rating *int `json:"rating,omitempty"`
	// Likes is nil where unknown; 0 is a value.
	Likes    *int64    `json:"likes,omitempty"`
	Added    time.Time `json:"added,omitzero"`
	Modified time.Time `json:"modified,omitzero"`
	// Extra holds what was read and has no field of its own, by ExifTool's names.
	Extra map[string]string `json:"extra,omitempty"`
	// Origins tells for each field which source its value was taken from.
	Origins map[string]string `json:"origins,omitempty"`
	// Alternatives are the values that lost: nothing read is thrown away.
	Alternatives []Alternative `json:"alternatives,omitempty"`
}

// Place is where a picture was taken or what place it shows. Lat and Lon are
// degrees (WGS 84), both set or both nil; Altitude is metres above sea level.
type Place struct {
	// Name is the place as written or as made of its levels, for people.
	Name        string   `json:"name,omitempty"`
	Sublocation string   `json:"sublocation,omitempty"`
	City        string   `json:"city,omitempty"`
	State       string   `json:"state,omitempty"`
	Country     string   `json:"country,omitempty"`
	CountryCode string   `json:"country_code,omitempty"`
	Lat         *float64 `json:"lat,omitempty"`
	Lon         *float64 `json:"lon,omitempty"`
	Altitude    *float64 `json:"altitude,omitempty"`
}

// Picture is the image file, byte for byte as it came. Width and Height are
// pixels as stored, before Orientation (EXIF 1 to 8; 0 is unknown) is applied.
type Picture struct {
	SHA256      string `json:"sha256"`
	Size        int64  `json:"size"`
	Type        string `json:"type,omitempty"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Orientation int    `json:"orientation,omitempty"`
	// Name is the file name the picture came with, without folders.
	Name string `json:"name,omitempty"`
}

// Attachment is a sidecar file, kept byte for byte under its SHA-256.
type Attachment struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Source tells where an item came from.
type Source struct {
	// Kind is the form it came in: file, instagram, instaloader, webpage …
	Kind string `json:"kind"`
	// Platform is the service it was on.
	Platform string `json:"platform,omitempty"`
	Account  string `json:"account,omitempty"`
	URL      string `json:"url,omitempty"`
	// Ref is the place inside the export: posts_1.json#4/1, or the file's name.
	Ref string `json:"ref,omitempty"`
	// Post, Index and Count hold the members of a carousel together. Index is 1-based.
	Post  string `json:"post,omitempty"`
	Index int    `json:"index,omitempty"`
	Count int    `json:"count,omitempty"`
	// Title and Author are the article's.
	Title     string    `json:"title,omitempty"`
	Author    string    `json:"author,omitempty"`
	Retrieved time.Time `json:"retrieved,omitzero"`
}

// Alternative is a value that lost against the one in Field.
type Alternative struct {
	Field  string `json:"field"`
	Origin string `json:"origin"`
	Value  string `json:"value"`
}
