package query

import (
	"fmt"
	"math"
	"testing"
)

// Facts of the sphere: a degree of a great circle is 1/360 of 2πR.
func TestDistance(t *testing.T) {
	degree := 2 * math.Pi * EarthRadius / 360
	tests := []struct {
		name                   string
		lat1, lon1, lat2, lon2 float64
		want                   float64
	}{
		{"the same point", 39.03, 125.75, 39.03, 125.75, 0},
		{"a degree of the equator", 0, 0, 0, 1, degree},
		{"a degree of a meridian", 39, 125, 40, 125, degree},
		{"a thousandth of a degree", 0, 0, 0.001, 0, degree / 1000},
		{"across 180°", 0, 179.5, 0, -179.5, degree},
		{"180° and -180° are one", 10, 180, 10, -180, 0},
		{"the pole from anywhere", 89, 12, 90, -77, degree},
		{"the pole has every longitude", 90, 12, 90, -77, 0},
		{"over the pole", 89, 0, 89, 180, 2 * degree},
		{"pole to pole", 90, 0, -90, 55, 180 * degree},
		{"antipodes", 10, 20, -10, -160, 180 * degree},
		{"a quarter", 0, 0, 0, 90, 90 * degree},
		{"45° and 90° (Napier)", 45, 0, 45, 90, 60 * degree},
	}
	for _, tt := range tests {
		got := Distance(tt.lat1, tt.lon1, tt.lat2, tt.lon2)
		if math.Abs(got-tt.want) > 1e-6 {
			t.Errorf("%s: %.9f m, want %.9f m", tt.name, got, tt.want)
		}
		if back := Distance(tt.lat2, tt.lon2, tt.lat1, tt.lon1); math.Abs(back-got) > 1e-8 {
			t.Errorf("%s: %v m one way, %v m the other", tt.name, got, back)
		}
	}
}

// The edge is included, however the distance is rounded.
func TestNearEdge(t *testing.T) {
	for lat := -90.0; lat <= 90; lat += 7.5 {
		for d := 0.0; d < 20; d += 1.37 {
			other, lon := max(-90, lat-d), 125.75+d
			radius := Distance(lat, 125.75, other, lon)
			e := Near{Lat: lat, Lon: 125.75, Radius: radius, Resolved: true}
			if !e.Contains(other, lon) {
				t.Errorf("%v,%v isn't within %v m of %v,125.75", other, lon, radius, lat)
			}
			e.Radius = math.Nextafter(radius, 0) - 1e-3
			if e.Radius > 0 && e.Contains(other, lon) {
				t.Errorf("%v,%v is within %v m of %v,125.75", other, lon, e.Radius, lat)
			}
		}
	}
}

func TestNearText(t *testing.T) {
	degree := 2 * math.Pi * EarthRadius / 360
	tests := []struct {
		query    string
		lat, lon float64
		want     bool
	}{
		{fmt.Sprintf("near:0,0,%.6fm", degree), 0, 1, true},
		{fmt.Sprintf("near:0,0,%.6fm", degree-0.001), 0, 1, false},
		{"near:0,179.99", 0, -179.99, true},
		{"near:90,0,1m", 90, 133, true},
		{"near:-90,0,200km", -89, 133, true},
		{"near:0,0,0m", 0, 0, true},
		{"near:0,0,50000km", 0, 180, true},
		{"near:0,0", math.NaN(), 0, false},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		if got := e.(Near).Contains(tt.lat, tt.lon); got != tt.want {
			t.Errorf("%s contains %v,%v: %v, want %v", tt.query, tt.lat, tt.lon, got, tt.want)
		}
	}
}

func TestBBox(t *testing.T) {
	tests := []struct {
		box      BBox
		lat, lon float64
		want     bool
	}{
		{BBox{1, 2, 3, 4}, 1, 2, true},
		{BBox{1, 2, 3, 4}, 3, 4, true},
		{BBox{1, 2, 3, 4}, 0.999, 3, false},
		{BBox{1, 2, 3, 4}, 2, 4.001, false},
		{BBox{-10, 170, 10, -170}, 0, 175, true},
		{BBox{-10, 170, 10, -170}, 0, -175, true},
		{BBox{-10, 170, 10, -170}, 0, 170, true},
		{BBox{-10, 170, 10, -170}, 0, -170, true},
		{BBox{-10, 170, 10, -170}, 0, 180, true},
		{BBox{-10, 170, 10, -170}, 0, 0, false},
		{BBox{-10, 170, 10, 180}, 0, -180, true},
		{BBox{-10, -180, 10, -170}, 0, 180, true},
		{BBox{-10, -170, 10, 170}, 0, 180, false},
		{BBox{-90, -180, 90, 180}, 90, -12, true},
		{BBox{0, 0, 0, 0}, 0, 0, true},
		{BBox{0, 0, 1, 1}, math.NaN(), 0, false},
	}
	for _, tt := range tests {
		if got := tt.box.Contains(tt.lat, tt.lon); got != tt.want {
			t.Errorf("%v contains %v,%v: %v, want %v", tt.box, tt.lat, tt.lon, got, tt.want)
		}
	}
}
