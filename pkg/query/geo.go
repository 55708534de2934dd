package query

import (
	"math"
	"strconv"
	"strings"
)

const (
	// EarthRadius is the mean radius of the Earth in metres (IUGG: R1 of GRS 80).
	EarthRadius = 6_371_008.8
	// DefaultRadius is that of near where none is said, in metres.
	DefaultRadius = 10_000

	metresPerMile = 1609.344

	// rounding is added to a radius, in metres, so that a point exactly on the
	// edge isn't lost to floating-point rounding.
	rounding = 1e-6
)

// Distance is the length of the great circle between two points in degrees,
// in metres, on a sphere of EarthRadius. The formula is Vincenty's for the
// sphere: exact for near, antipodal and polar points alike.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	sin1, cos1 := math.Sincos(lat1 * (math.Pi / 180))
	sin2, cos2 := math.Sincos(lat2 * (math.Pi / 180))
	sinD, cosD := math.Sincos((lon2 - lon1) * (math.Pi / 180))
	y := math.Hypot(cos2*sinD, cos1*sin2-sin1*cos2*cosD)
	x := sin1*sin2 + cos1*cos2*cosD
	return EarthRadius * math.Atan2(y, x)
}

// Contains tells whether a point in degrees lies within the radius. It is
// false for a Near that isn't resolved.
func (e Near) Contains(lat, lon float64) bool {
	return e.Resolved && Distance(e.Lat, e.Lon, lat, lon) <= e.Radius+rounding
}

// Contains tells whether a point in degrees lies in the box. Longitudes -180
// and 180 are the same meridian.
func (e BBox) Contains(lat, lon float64) bool {
	if !(lat >= e.S && lat <= e.N) { // NaN is nowhere
		return false
	}
	return e.containsLon(lon) || (lon == 180 || lon == -180) && e.containsLon(-lon)
}

func (e BBox) containsLon(lon float64) bool {
	if e.W > e.E {
		return lon >= e.W || lon <= e.E
	}
	return lon >= e.W && lon <= e.E
}

// nearTerm reads LAT,LON or the name of a place, with or without ,RADIUS.
func nearTerm(s string) (Expr, *problem) {
	point, radius, given, pr := cutRadius(s)
	if pr != nil {
		return nil, pr
	}
	if !given {
		radius = DefaultRadius
	}
	return nearPoint(point, radius)
}

// nearPoint makes the condition of a point as written. What is neither a pair
// of numbers nor a geo: URI is a name to look up.
func nearPoint(point string, radius float64) (Expr, *problem) {
	e := Near{Value: strings.TrimSpace(point), Radius: radius}
	pair := e.Value
	if len(pair) >= len("geo:") && strings.EqualFold(pair[:len("geo:")], "geo:") {
		var pr *problem
		if pair, pr = geoURI(pair); pr != nil {
			return nil, pr
		}
	}
	first, second, comma := strings.Cut(pair, ",")
	first, second = strings.TrimSpace(first), strings.TrimSpace(second)
	if !isSigned(first) {
		if strings.Trim(e.Value, ",; ") == "" || pair != e.Value {
			return nil, expectedPoint(e.Value)
		}
		return e, nil
	}
	if !comma || !isSigned(second) {
		return nil, expectedPoint(e.Value)
	}
	var pr *problem
	if e.Lat, pr = degrees(first, "latitude", 90); pr != nil {
		return nil, pr
	}
	if e.Lon, pr = degrees(second, "longitude", 180); pr != nil {
		return nil, pr
	}
	e.Resolved = true
	return e, nil
}

// geoURI gives latitude and longitude of a geo: URI (RFC 5870 §3.3), without
// the altitude and the parameters, or the ?query some phones add.
func geoURI(uri string) (pair string, pr *problem) {
	path, _, _ := strings.Cut(uri[len("geo:"):], "?")
	path, parameters, _ := strings.Cut(path, ";")
	for p := range strings.SplitSeq(parameters, ";") {
		if crs, ok := strings.CutPrefix(strings.ToLower(p), "crs="); ok && crs != "wgs84" {
			return "", problemf("the coordinates of %s are in another system, expected WGS 84", shown(uri))
		}
	}
	axes := strings.Split(path, ",")
	if len(axes) > 3 || len(axes) < 2 {
		return "", expectedPoint(uri)
	}
	return axes[0] + "," + axes[1], nil
}

// cutRadius takes the radius off the end of the value of near.
func cutRadius(s string) (point string, radius float64, given bool, pr *problem) {
	i := strings.LastIndexByte(s, ',')
	if i < 0 {
		return s, 0, false, nil
	}
	last := strings.TrimSpace(s[i+1:])
	if last == "" {
		return "", 0, false, problemf("nothing directly after the comma of near, expected a longitude or a radius").
			with("no blank after the comma, unless the whole value is in quotes")
	}
	number, unit := cutUnit(last)
	if !isNumber(number) {
		return s, 0, false, nil
	}
	if _, ok := metres(unit); ok {
		radius, pr = readRadius(last)
		return s[:i], radius, true, pr
	}
	if unit == "" && !isSigned(strings.TrimSpace(s[:i])) && !isGeo(s) {
		_, pr = readRadius(last)
		return "", 0, false, pr
	}
	return s, 0, false, nil
}

func isGeo(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 4 && strings.EqualFold(s[:4], "geo:")
}

// readRadius reads a distance in metres. The unit must be said: a bare number
// would be read as metres by some and as kilometres by others.
func readRadius(s string) (float64, *problem) {
	s = strings.TrimSpace(s)
	number, unit := cutUnit(s)
	if !isNumber(number) {
		return 0, problemf("%s is no radius, expected a number with m, km or mi, such as 500m or 2.5km", shown(s))
	}
	factor, ok := metres(unit)
	if !ok {
		return 0, problemf("%s has no unit, expected m, km or mi, such as 500m or 2.5km", shown(s))
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsInf(v*factor, 0) {
		return 0, problemf("%s is too large for a radius, expected less", shown(s))
	}
	return v * factor, nil
}

func cutUnit(s string) (number, unit string) {
	number = strings.TrimRightFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	return number, strings.TrimSpace(s[len(number):])
}

func metres(unit string) (factor float64, ok bool) {
	switch strings.ToLower(unit) {
	case "m":
		return 1, true
	case "km":
		return 1000, true
	case "mi":
		return metresPerMile, true
	}
	return 0, false
}

// bboxTerm reads S,W,N,E.
func bboxTerm(s string) (Expr, *problem) {
	edges := strings.Split(s, ",")
	if len(edges) != 4 {
		return nil, expectedBBox(s)
	}
	var v [4]float64
	for i, edge := range edges {
		edge = strings.TrimSpace(edge)
		if !isSigned(edge) {
			return nil, expectedBBox(s)
		}
		name, limit := "latitude", 90.0
		if i%2 == 1 {
			name, limit = "longitude", 180
		}
		var pr *problem
		if v[i], pr = degrees(edge, name, limit); pr != nil {
			return nil, pr
		}
	}
	if v[0] > v[2] {
		return nil, problemf("the south edge %s lies north of the north edge %s, expected S,W,N,E", edges[0], edges[2])
	}
	return BBox{S: v[0], W: v[1], N: v[2], E: v[3]}, nil
}

// isSigned tells whether s is a number with or without a sign.
func isSigned(s string) bool {
	return isNumber(strings.TrimLeft(s[:min(1, len(s))], "+-") + s[min(1, len(s)):])
}

func degrees(s, name string, limit float64) (float64, *problem) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(v) > limit {
		return 0, problemf("%s %s is out of range, expected -%v to %v", name, shown(s), limit, limit)
	}
	return v, nil
}

func expectedPoint(s string) *problem {
	return problemf("%s is no point, expected LAT,LON in degrees or the name of a place, then ,RADIUS if any", shown(s)).
		with("such as near:39.03,125.75 or near:39.03,125.75,2km or near:\"Mansu Hill\",2km")
}

func expectedBBox(s string) *problem {
	return problemf("%s is no box, expected S,W,N,E in degrees, such as 38.9,125.6,39.1,125.9", shown(s))
}
