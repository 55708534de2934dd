package place

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

func TestParsePoint(t *testing.T) {
	const pyongyangLat, pyongyangLon = 39.039167, 125.7625 // 39°02'21" 125°45'45"
	for _, c := range []struct {
		in       string
		lat, lon float64
	}{
		{"39.0392,125.7625", 39.0392, 125.7625},
		{"39.0392, 125.7625", 39.0392, 125.7625},
		{"39.0392 125.7625", 39.0392, 125.7625},
		{"39.0392;125.7625", 39.0392, 125.7625},
		{"(39.0392, 125.7625)", 39.0392, 125.7625},
		{"-33.87,151.21", -33.87, 151.21},
		{"-33.87 151.21", -33.87, 151.21},
		{"−33.87, 151.21", -33.87, 151.21},
		{"+33.5, -7.6", 33.5, -7.6},
		{"0,0", 0, 0},
		{"90,180", 90, 180},
		{"-90,-180", -90, -180},
		{"39,0392 125,7625", 39.0392, 125.7625},
		{"39,0392; 125,7625", 39.0392, 125.7625},
		{"39,0392;125,7625", 39.0392, 125.7625},
		{"N39.03 E125.7", 39.03, 125.7},
		{"-33,87, 151,21", -33.87, 151.21},
		{"39.0392N 125.7625E", 39.0392, 125.7625},
		{"39.0392° N, 125.7625° E", 39.0392, 125.7625},
		{"N39.0392 E125.7625", 39.0392, 125.7625},
		{"33.87S, 151.21E", -33.87, 151.21},
		{"125.7625E 39.0392N", 39.0392, 125.7625},
		{"39.0392n 125.7625e", 39.0392, 125.7625},
		{"lat 39.0392 lon 125.7625", 39.0392, 125.7625},
		{"Latitude: 39.0392, Longitude: 125.7625", 39.0392, 125.7625},
		{`39°02'21"N 125°45'45"E`, pyongyangLat, pyongyangLon},
		{`39°02′21″N 125°45′45″E`, pyongyangLat, pyongyangLon},
		{`39° 2' 21" N, 125° 45' 45" E`, pyongyangLat, pyongyangLon},
		{`39º02’21”N 125º45’45”E`, pyongyangLat, pyongyangLon},
		{`39°02'21''N 125°45'45''E`, pyongyangLat, pyongyangLon},
		{`39°02'21"N/125°45'45"E`, pyongyangLat, pyongyangLon},
		{`39°02'21" 125°45'45"`, pyongyangLat, pyongyangLon},
		{`-33°52'12" 151°12'36"`, -33.87, 151.21},
		{`N 39°02'21" E 125°45'45"`, pyongyangLat, pyongyangLon},
		{`125°45'45"E, 39°02'21"N`, pyongyangLat, pyongyangLon},
		{`39°02.35'N 125°45.75'E`, 39.0391667, 125.7625},
		{`N 39° 02.350 E 125° 45.750`, 39.0391667, 125.7625},
		{"39 02 21 N 125 45 45 E", pyongyangLat, pyongyangLon},
		{"39 02 21 125 45 45", pyongyangLat, pyongyangLon},
		{"39d02m21sN 125d45m45sE", pyongyangLat, pyongyangLon},
		{"33d52m12sS 151d12m36sE", -33.87, 151.21},
		{"33.87s 151.21e", -33.87, 151.21},
		{"39°N 125°E", 39, 125},
		{"+39.0392+125.7625/", 39.0392, 125.7625},
		{"-33.87+151.21/", -33.87, 151.21},
		{"+390221+1254545/", pyongyangLat, pyongyangLon},
		{"+3902.35+12545.75", 39.0391667, 125.7625},
		{"+27.5916+086.5640+8850/", 27.5916, 86.564},
		{"geo:39.0392,125.7625", 39.0392, 125.7625},
		{"GEO:-33.87,151.21,30", -33.87, 151.21},
		{"geo:39.0392,125.7625;crs=wgs84;u=35", 39.0392, 125.7625},
		{"geo:0,0?q=39.0392,125.7625(Pyongyang)", 39.0392, 125.7625},
		{"geo:39.0392,125.7625?z=11", 39.0392, 125.7625},
		{"https://www.google.com/maps/@39.0392,125.7625,15z", 39.0392, 125.7625},
		{"https://www.google.com/maps/place/Juche+Tower/@39.0,125.7,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d39.0176!4d125.7634!16s%2Fm", 39.0176, 125.7634},
		{"https://maps.google.com/?q=39.0392,125.7625", 39.0392, 125.7625},
		{"https://maps.google.com/maps?ll=39.0392,125.7625&z=12", 39.0392, 125.7625},
		{"https://www.google.com/maps/search/?api=1&query=39.0392%2C125.7625", 39.0392, 125.7625},
		{"https://www.google.co.kr/maps/search/39.0392,+125.7625", 39.0392, 125.7625},
		{"https://www.google.com/maps/place/39%C2%B002'21.0%22N+125%C2%B045'45.0%22E/", pyongyangLat, pyongyangLon},
		{"https://www.google.com/maps/dir/?api=1&destination=-33.87,151.21", -33.87, 151.21},
		{"https://www.openstreetmap.org/#map=15/39.0392/125.7625", 39.0392, 125.7625},
		{"https://www.openstreetmap.org/?mlat=39.0392&mlon=125.7625#map=12/38.0/125.0", 39.0392, 125.7625},
		{"https://www.openstreetmap.org/#map=15/-33.87/151.21&layers=N", -33.87, 151.21},
		{"https://maps.apple.com/?ll=39.0392,125.7625&q=Pyongyang", 39.0392, 125.7625},
		{"https://maps.apple.com/?q=39.0392,125.7625", 39.0392, 125.7625},
		{"https://maps.apple.com/place?coordinate=39.0392,125.7625&name=Pyongyang", 39.0392, 125.7625},
		{"http://maps.apple.com/?daddr=-33.87,151.21", -33.87, 151.21},
		{"https://www.google.com/maps?q=loc:39,125", 39, 125},
		{"maps.apple.com/?ll=39.0392,125.7625", 39.0392, 125.7625},
		{"www.openstreetmap.org/#map=15/39.0392/125.7625", 39.0392, 125.7625},
		{"Google.com/maps/@39.0392,125.7625,15z", 39.0392, 125.7625},
	} {
		lat, lon, err := ParsePoint(c.in)
		if err != nil || math.Abs(lat-c.lat) > 1e-5 || math.Abs(lon-c.lon) > 1e-5 {
			t.Errorf("%s is %v, %v, %v, not %v, %v", c.in, lat, lon, err, c.lat, c.lon)
		}
	}
}

// TestParseShortLink: London's example of OpenStreetMap's wiki, Shortlink:
// 51.5110, 0.0550 at zoom 9 is 0EEQjE--.
func TestParseShortLink(t *testing.T) {
	lat, lon, err := ParsePoint("https://osm.org/go/0EEQjE--")
	if err != nil || math.Abs(lat-51.511) > 0.01 || math.Abs(lon-0.055) > 0.01 {
		t.Errorf("%v, %v, %v", lat, lon, err)
	}
}

func TestParsePointRefuses(t *testing.T) {
	for _, in := range []string{
		"", " ", ",", "Pyongyang", "39.0392", "39.0392,", ",125", "39,125,30,4", "1 2 3", "2013-02-25", "2013-02",
		"10 Downing Street", "N39 N40", "39E 125E", "-39S 125E", "39N 125", "39.5.1,125", "39°02'21\"", "39''2 3",
		"geo:", "geo:39", "geo:a,b", "https://example.org/39,125", "https://www.google.com/search?q=39,125",
		"+39", "+39+", "++,--", "39,125\x00", "\xff,1",
	} {
		if lat, lon, err := ParsePoint(in); !errors.Is(err, ErrNotPoint) {
			t.Errorf("%q is %v, %v, %v", in, lat, lon, err)
		}
	}
	for _, in := range []string{
		"91,0", "-90.1,0", "0,181", "0,-180.5", "95N 10E", "geo:91,0", "39°60'N 125°E", `39°02'61"N 125°E`,
		"https://maps.apple.com/?ll=95,10", "geo:39,125;crs=nad27", "https://www.openstreetmap.org/node/1", "https://osm.org/go/",
		"https://maps.app.goo.gl/abc", "https://goo.gl/maps/abc", "https://www.google.com/maps/place/Pyongyang", "maps.apple.com/?q=Pyongyang",
	} {
		if lat, lon, err := ParsePoint(in); err == nil || errors.Is(err, ErrNotPoint) {
			t.Errorf("%q is %v, %v", in, lat, lon)
		}
	}
}

func FuzzParsePoint(f *testing.F) {
	for _, s := range []string{
		"39.0392,125.7625", `39°02'21"N 125°45'45"E`, "geo:39,125;u=1", "+390221+1254545/",
		"https://www.google.com/maps/@39.0392,125.7625,15z", "https://osm.org/go/0EEQjE--", "39,0392 125,7625",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lat, lon, err := ParsePoint(s)
		if err != nil {
			return
		}
		if !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			t.Fatalf("%q is %v, %v", s, lat, lon)
		}
		again, other, err := ParsePoint(fmt.Sprintf("%.9f,%.9f", lat, lon))
		if err != nil || math.Abs(again-lat) > 1e-8 || math.Abs(other-lon) > 1e-8 {
			t.Fatalf("%q is %v, %v, and written again %v, %v, %v", s, lat, lon, again, other, err)
		}
	})
}
