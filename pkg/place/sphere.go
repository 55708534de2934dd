package place

import "math"

// earthRadius is the mean radius of the Earth in kilometres (IUGG).
const earthRadius = 6371.0088

// kilometres is the great-circle distance of two points.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	s1, s2 := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := s1*s1 + math.Cos(lat1*rad)*math.Cos(lat2*rad)*s2*s2
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}

// kmPerDegree is the length of a degree of latitude.
const kmPerDegree = earthRadius * math.Pi / 180

// normal brings coordinates into -90 to 90 and -180 to 180 (180 itself becomes
// -180) and reports whether they were coordinates at all.
func normal(lat, lon float64) (float64, float64, bool) {
	if math.IsNaN(lat) || math.IsNaN(lon) || lat < -90 || lat > 90 || lon < -540 || lon > 540 {
		return 0, 0, false
	}
	for lon >= 180 {
		lon -= 360
	}
	for lon < -180 {
		lon += 360
	}
	return lat, lon, true
}
