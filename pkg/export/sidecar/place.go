package sidecar

import (
	"math"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/xmp"
)

// place writes the levels in the older properties and in IPTC Extension's
// structure (MWG 2.0 §5.10 asks for both), and the coordinates in EXIF's.
func (m *maker) place() {
	p := m.it.Place
	if p == nil {
		return
	}
	m.text("place", xmp.NSPhotoshop, "City", p.City)
	m.text("place", xmp.NSPhotoshop, "State", p.State)
	m.text("place", xmp.NSPhotoshop, "Country", p.Country)
	m.text("place", xmp.NSIPTCCore, "Location", Sublocation(p))
	m.text("place", xmp.NSIPTCCore, "CountryCode", p.CountryCode)
	m.shown()
	if p.Lat == nil || p.Lon == nil || math.Abs(*p.Lat) > 90 || math.Abs(*p.Lon) > 180 {
		return
	}
	m.text("place", xmp.NSEXIF, "GPSLatitude", coordinate(*p.Lat, 'N', 'S'))
	m.text("place", xmp.NSEXIF, "GPSLongitude", coordinate(*p.Lon, 'E', 'W'))
	if p.Altitude != nil {
		if ratio, ok := rational(math.Abs(*p.Altitude)); ok {
			ref := "0"
			if *p.Altitude < 0 {
				ref = "1"
			}
			m.text("place", xmp.NSEXIF, "GPSAltitudeRef", ref)
			m.text("place", xmp.NSEXIF, "GPSAltitude", ratio)
		}
	}
}

// Sublocation is the narrowest level of a place; of one that has no levels, it
// is its name.
func Sublocation(p *item.Place) string {
	if p.Sublocation+p.City+p.State+p.Country+p.CountryCode == "" {
		return p.Name
	}
	return p.Sublocation
}

// shown adds LocationShown, a bag with one place. Its name is written where it
// isn't only made of the levels.
func (m *maker) shown() {
	p := m.it.Place
	place := xmp.Node{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Kind: xmp.Struct}
	if name, _ := xmp.Clean(p.Name); name != "" && name != levels(p.Sublocation, p.City, p.State, p.Country) {
		place.Nodes = append(place.Nodes, langAlt(xmp.NSIPTCExt, "LocationName", name))
	}
	for _, level := range [...][2]string{
		{"Sublocation", p.Sublocation},
		{"City", p.City},
		{"ProvinceState", p.State},
		{"CountryName", p.Country},
		{"CountryCode", p.CountryCode},
	} {
		// What is left out was told of the older property already.
		if s, _ := xmp.Clean(level[1]); s != "" {
			place.Nodes = append(place.Nodes, node(xmp.NSIPTCExt, level[0], s))
		}
	}
	if len(place.Nodes) > 0 {
		bag := node(xmp.NSIPTCExt, "LocationShown", "")
		bag.Kind, bag.Nodes = xmp.Bag, []xmp.Node{place}
		m.props = append(m.props, bag)
	}
}

// levels makes the name that a place has of its levels.
func levels(names ...string) string {
	var parts []string
	for _, name := range names {
		if name != "" && (len(parts) == 0 || !strings.EqualFold(parts[len(parts)-1], name)) {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, ", ")
}

// coordinate writes degrees as XMP does (ISO 16684-2 §A.2.4.5,
// GPSCoordinate): DDD,MM.mmk, with as many digits as give the same number
// back.
func coordinate(degrees float64, positive, negative byte) string {
	ref, whole := positive, math.Abs(degrees)
	if degrees < 0 {
		ref = negative
	}
	d := math.Floor(whole)
	minutes := (whole - d) * 60
	best := ""
	for digits := 2; digits <= 20; digits++ {
		text := strconv.FormatFloat(minutes, 'f', digits, 64)
		deg := d
		if strings.HasPrefix(text, "60") {
			text, deg = "0."+strings.Repeat("0", digits), d+1
		}
		best = strconv.FormatFloat(deg, 'f', 0, 64) + "," + text + string(ref)
		if back, ok := xmp.ParseCoordinate(best); ok && math.Abs(back) == whole {
			return best
		}
	}
	return best
}

// rational writes a number that is not negative as a fraction of two whole
// numbers of 32 bits, as EXIF has them, exactly where that can be.
func rational(v float64) (string, bool) {
	if math.IsNaN(v) || v > math.MaxUint32 {
		return "", false
	}
	for scale := int64(1); scale <= 1_000_000_000; scale *= 10 {
		over := math.Round(v * float64(scale))
		if over > math.MaxUint32 {
			break
		}
		if over/float64(scale) == v {
			return strconv.FormatInt(int64(over), 10) + "/" + strconv.FormatInt(scale, 10), true
		}
	}
	scale := 1.0
	for v*scale*10 <= math.MaxUint32 && scale < 1e6 {
		scale *= 10
	}
	return strconv.FormatFloat(math.Round(v*scale), 'f', 0, 64) + "/" + strconv.FormatFloat(scale, 'f', 0, 64), true
}
