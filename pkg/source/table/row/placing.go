package row

import (
	"strings"

	"photoarchive/pkg/place"
)

// placed reads a place: its name, coordinates, or an object of its levels.
func (f *filling) placed(v Value) {
	if len(v.Keys) > 0 {
		for i, key := range v.Keys {
			switch c := guess(fold(key)); {
			case v.List[i].Empty():
			case key == "name":
				f.level(Place, v.List[i])
			case c.field >= Sublocation && c.field <= Altitude:
				f.set(cell{c, key, v.List[i]})
			}
		}
		return
	}
	if _, _, err := place.ParsePoint(v.Text); err == nil {
		f.position(v)
		return
	}
	f.level(Place, v)
}

func (f *filling) level(field Field, v Value) {
	at := &f.place.Name
	switch field {
	case Sublocation:
		at = &f.place.Sublocation
	case City:
		at = &f.place.City
	case State:
		at = &f.place.State
	case Country:
		at = &f.place.Country
	case CountryCode:
		at = &f.place.CountryCode
	}
	switch s := line(v.Text); {
	case *at == "":
		*at = s
	case *at != s && field == Place:
		f.alternative("place", s)
	}
}

func (f *filling) position(v Value) {
	text := v.Text
	if len(v.List) == 2 && len(v.Keys) == 0 {
		text = v.List[0].Text + "," + v.List[1].Text
	}
	lat, lon, err := place.ParsePoint(text)
	switch {
	case err != nil:
		f.alternative("position", Clean(text))
	case f.place.Lat == nil:
		f.place.Lat, f.place.Lon = &lat, &lon
	}
}

// coordinates reads two columns; half of a position is none.
func (f *filling) coordinates() {
	lat, lon := number(f.lat), number(f.lon)
	la, lo, err := place.ParsePoint(lat + "," + lon)
	if err != nil || lat == "" || lon == "" {
		la, lo, err = place.ParsePoint(lat + " " + lon)
	}
	switch {
	case err != nil || lat == "" || lon == "":
		f.alternative("position", f.lat+","+f.lon)
	case f.place.Lat == nil:
		f.place.Lat, f.place.Lon = &la, &lo
	}
}

// number writes a number with a point where it has a comma.
func number(s string) string {
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	return strings.ReplaceAll(s, "\u2212", "-")
}
