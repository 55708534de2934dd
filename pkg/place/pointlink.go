package place

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// parseGeo reads what follows "geo:" (RFC 5870): latitude, longitude, perhaps a
// height, and parameters. Android's ?q= is the place that is meant.
func parseGeo(s string) (lat, lon float64, err error) {
	s, query, _ := strings.Cut(s, "?")
	coordinates, parameters, _ := strings.Cut(s, ";")
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(name, "crs") && !strings.EqualFold(value, "wgs84") {
			return 0, 0, fmt.Errorf("geo: URI in the system %q, not WGS 84", value)
		}
	}
	if values, err := url.ParseQuery(query); err == nil {
		if lat, lon, ok := leading(values.Get("q")); ok {
			return checked(lat, lon)
		}
	}
	parts := strings.Split(coordinates, ",")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, 0, ErrNotPoint
	}
	return parsePair(strings.Join(parts[:2], ","))
}

// leading reads a point at the start of a text, before a label or a height:
// 39.03,125.75(Pyongyang), 39.03,125.75,15z, loc:39.03,125.75.
func leading(s string) (lat, lon float64, ok bool) {
	s = strings.TrimPrefix(s, "loc:")
	s, _, _ = strings.Cut(s, "(")
	if parts := strings.Split(s, ","); len(parts) > 2 {
		s = parts[0] + "," + parts[1]
	}
	lat, lon, err := parsePair(strings.TrimSpace(s))
	return lat, lon, err == nil
}

// parseLink reads the point of a link to a map.
func parseLink(s string) (lat, lon float64, err error) {
	link, err := url.Parse(s)
	if err != nil {
		return 0, 0, ErrNotPoint
	}
	host := strings.TrimPrefix(strings.ToLower(link.Hostname()), "www.")
	var ok bool
	switch {
	case host == "maps.app.goo.gl" || host == "maps.apple" || host == "goo.gl" && strings.HasPrefix(link.Path, "/maps"):
		return 0, 0, errors.New("a short link says no coordinates, expected the address that it leads to")
	case host == "openstreetmap.org" || host == "osm.org":
		lat, lon, ok = parseOSM(link)
	case host == "maps.apple.com":
		lat, lon, ok = inQuery(link, "coordinate", "ll", "q", "daddr", "center", "sll")
	case strings.HasPrefix(host, "maps.google.") || strings.HasPrefix(host, "google.") && strings.HasPrefix(link.Path, "/maps"):
		lat, lon, ok = parseGoogle(link)
	default:
		return 0, 0, ErrNotPoint
	}
	if !ok {
		return 0, 0, errors.New("the link says no coordinates")
	}
	return checked(lat, lon)
}

// isMapHost reports whether a text begins like a link to a map without its
// scheme: maps.apple.com/?ll=39.03,125.75.
func isMapHost(s string) bool {
	host, _, ok := strings.Cut(strings.ToLower(s), "/")
	host = strings.TrimPrefix(host, "www.")
	switch host {
	case "openstreetmap.org", "osm.org", "maps.apple.com", "maps.app.goo.gl", "goo.gl", "google.com", "maps.google.com":
		return ok
	}
	return false
}

// inQuery reads the first of some parameters that is a point.
func inQuery(link *url.URL, names ...string) (lat, lon float64, ok bool) {
	values := link.Query()
	for _, name := range names {
		if lat, lon, ok = leading(values.Get(name)); ok {
			return lat, lon, true
		}
	}
	return 0, 0, false
}

// parseGoogle reads the place of a link (!3d39.03!4d125.75), else what was asked
// for, else the middle of the map (@39.03,125.75,15z).
func parseGoogle(link *url.URL) (lat, lon float64, ok bool) {
	if i := strings.LastIndex(link.Path, "!3d"); i >= 0 {
		first, rest, found := strings.Cut(link.Path[i+len("!3d"):], "!4d")
		second, _, _ := strings.Cut(rest, "!")
		second, _, _ = strings.Cut(second, "/")
		if lat, lon, err := parsePair(first + "," + second); found && err == nil {
			return lat, lon, true
		}
	}
	if lat, lon, ok = inQuery(link, "query", "q", "destination", "daddr", "ll", "viewpoint", "center", "sll"); ok {
		return lat, lon, true
	}
	parts := strings.Split(strings.ReplaceAll(link.Path, "+", " "), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if !strings.HasPrefix(parts[i], "@") {
			if lat, lon, ok = leading(parts[i]); ok {
				return lat, lon, true
			}
		}
	}
	for _, part := range parts {
		if at, found := strings.CutPrefix(part, "@"); found {
			return leading(at)
		}
	}
	return 0, 0, false
}

// parseOSM reads the marker of a link (mlat, mlon), else the middle of the map
// (#map=15/39.03/125.75), else a short link (/go/5fykxJ--).
func parseOSM(link *url.URL) (lat, lon float64, ok bool) {
	values := link.Query()
	for _, names := range [][2]string{{"mlat", "mlon"}, {"lat", "lon"}} {
		if lat, lon, err := parsePair(values.Get(names[0]) + "," + values.Get(names[1])); err == nil {
			return lat, lon, true
		}
	}
	fragment, _, _ := strings.Cut(link.Fragment, "&")
	if at, found := strings.CutPrefix(fragment, "map="); found {
		if parts := strings.Split(at, "/"); len(parts) == 3 {
			lat, lon, err := parsePair(parts[1] + "," + parts[2])
			return lat, lon, err == nil
		}
	}
	if short, found := strings.CutPrefix(link.Path, "/go/"); found {
		return unshorten(short)
	}
	return 0, 0, false
}

// unshorten reads a short link of OpenStreetMap: each character is three bits of
// the longitude and three of the latitude, interleaved, the highest first.
func unshorten(s string) (lat, lon float64, ok bool) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@"
	var x, y uint64
	bits := 0
	for _, c := range strings.ReplaceAll(strings.TrimRight(s, "-="), "~", "@") {
		v := strings.IndexRune(digits, c)
		if v < 0 || bits >= 30 {
			return 0, 0, false
		}
		for shift := 4; shift >= 0; shift -= 2 {
			x = x<<1 | uint64(v>>(shift+1))&1
			y = y<<1 | uint64(v>>shift)&1
		}
		bits += 3
	}
	if bits < 9 {
		return 0, 0, false
	}
	size := float64(uint64(1) << bits)
	return (float64(y)+0.5)/size*180 - 90, (float64(x)+0.5)/size*360 - 180, true
}
