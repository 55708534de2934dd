package exif

import (
	"math"
	"testing"

	"photoarchive/pkg/metadata/ifd"
)

func metres(v float64) *float64 { return &v }

func samePosition(a, b Position) bool {
	if (a.Altitude == nil) != (b.Altitude == nil) || a.Altitude != nil && *a.Altitude != *b.Altitude {
		return false
	}
	return math.Abs(a.Lat-b.Lat) < 1e-9 && math.Abs(a.Lon-b.Lon) < 1e-9
}

func TestPositionsOfSamples(t *testing.T) {
	blocks := sampleBlocks(t)
	for name, want := range map[string]Position{
		"gps-ne":         {39.0319, 125.7532, metres(30.5)},
		"gps-nw":         {39.0319, -125.7532, metres(30.5)},
		"gps-se":         {-39.0319, 125.7532, metres(30.5)},
		"gps-sw":         {-39.0319, -125.7532, metres(30.5)},
		"gps-lower-case": {-39.0319, -125.7532, metres(30.5)},
		"gps-below-sea":  {31.5, 35.5, metres(-430)},
		"gps-no-refs":    {39.0319, 125.7532, nil},
	} {
		got, ok := decode(t, name, blocks["exif/"+name+".jpg"]).Position()
		if !ok || !samePosition(got, want) {
			t.Errorf("%s: %v %v, want %v", name, got, ok, want)
		}
	}
	if p, ok := decode(t, "null", blocks["exif/gps-null.jpg"]).Position(); ok {
		t.Errorf("0,0 is a position: %v", p)
	}
	got, ok := decode(t, "destination", blocks["exif/gps-sw.jpg"]).Destination()
	if want := (Position{-12.5, -45.25, nil}); !ok || !samePosition(got, want) {
		t.Errorf("destination %v %v, want %v", got, ok, want)
	}
}

// at makes the entries of a position.
func at(latType ifd.Type, lat string, latRef string, lon string, lonRef string) []ifd.Entry {
	out := []ifd.Entry{entryOf(2, latType, lat), entryOf(4, latType, lon)}
	if latRef != "" {
		out = append(out, entryOf(1, ifd.ASCII, latRef))
	}
	if lonRef != "" {
		out = append(out, entryOf(3, ifd.ASCII, lonRef))
	}
	return out
}

func TestPosition(t *testing.T) {
	minus := func(v int32) uint32 { return uint32(v) }
	tests := []struct {
		name    string
		entries []ifd.Entry
		want    Position
		ok      bool
	}{
		{"degrees, minutes, seconds", at(ifd.Rational, ratios(39, 1, 1, 1, 5484, 100), "N\x00", ratios(125, 1, 45, 1, 1152, 100), "E\x00"), Position{39.0319, 125.7532, nil}, true},
		{"degrees only", at(ifd.Rational, ratios(390319, 10000), "N\x00", ratios(1257532, 10000), "E\x00"), Position{39.0319, 125.7532, nil}, true},
		{"degrees and decimal minutes", at(ifd.Rational, ratios(39, 1, 19140, 10000, 0, 1), "N\x00", ratios(125, 1, 451920, 10000, 0, 1), "E\x00"), Position{39.0319, 125.7532, nil}, true},
		{"signed", at(ifd.SRational, ratios(minus(-39), 1, 30, 1, 0, 1), "", ratios(minus(-125), 1, 30, 1, 0, 1), ""), Position{-39.5, -125.5, nil}, true},
		{"signed and a hemisphere", at(ifd.SRational, ratios(minus(-39), 1, 30, 1, 0, 1), "S\x00", ratios(minus(-125), 1, 30, 1, 0, 1), "W\x00"), Position{-39.5, -125.5, nil}, true},
		{"blank hemispheres", at(ifd.Rational, ratios(39, 1), " \x00", ratios(125, 1), "\x00\x00"), Position{39, 125, nil}, true},
		{"words for hemispheres", at(ifd.Rational, ratios(39, 1), "South\x00", ratios(125, 1), "west\x00"), Position{-39, -125, nil}, true},
		{"text", at(ifd.ASCII, "39, 1, 54.84\x00", "N\x00", "125 deg 45' 11.52\"\x00", "E\x00"), Position{39.0319, 125.7532, nil}, true},
		{"double", at(ifd.Double, "\x00\x00\x00\x00\x00\x80\x43\x40", "N\x00", "\x00\x00\x00\x00\x00\x70\x5f\x40", "W\x00"), Position{39, -125.75, nil}, true},
		{"equator", at(ifd.Rational, ratios(0, 1, 0, 1, 0, 1), "N\x00", ratios(9, 1, 0, 1, 0, 1), "E\x00"), Position{0, 9, nil}, true},
		{"poles and date line", at(ifd.Rational, ratios(90, 1), "S\x00", ratios(180, 1), "W\x00"), Position{-90, -180, nil}, true},
		{"0,0", at(ifd.Rational, ratios(0, 1, 0, 1, 0, 1), "N\x00", ratios(0, 1, 0, 1, 0, 1), "E\x00"), Position{}, false},
		{"0/0", at(ifd.Rational, ratios(0, 0, 0, 0, 0, 0), "N\x00", ratios(0, 0, 0, 0, 0, 0), "E\x00"), Position{}, false},
		{"1/0", at(ifd.Rational, ratios(39, 1, 1, 0, 0, 1), "N\x00", ratios(125, 1, 0, 1, 0, 1), "E\x00"), Position{}, false},
		{"latitude out of range", at(ifd.Rational, ratios(91, 1), "N\x00", ratios(125, 1), "E\x00"), Position{}, false},
		{"longitude out of range", at(ifd.Rational, ratios(39, 1), "N\x00", ratios(181, 1), "E\x00"), Position{}, false},
		{"2^32-1 degrees", at(ifd.Rational, ratios(1<<32-1, 1), "N\x00", ratios(1<<32-1, 1), "E\x00"), Position{}, false},
		{"no longitude", at(ifd.Rational, ratios(39, 1), "N\x00", ratios(125, 1), "E\x00")[:1], Position{}, false},
		{"a word", at(ifd.ASCII, "unknown\x00", "N\x00", "unknown\x00", "E\x00"), Position{}, false},
	}
	for _, tt := range tests {
		got, ok := of(t, nil, nil, tt.entries).Position()
		if ok != tt.ok || ok && !samePosition(got, tt.want) {
			t.Errorf("%s: %v %v, want %v %v", tt.name, got, ok, tt.want, tt.ok)
		}
	}
}

func TestAltitude(t *testing.T) {
	base := at(ifd.Rational, ratios(39, 1), "N\x00", ratios(125, 1), "E\x00")
	for _, tt := range []struct {
		name    string
		entries []ifd.Entry
		want    *float64
	}{
		{"above", []ifd.Entry{entryOf(5, ifd.Byte, "\x00"), entryOf(6, ifd.Rational, ratios(305, 10))}, metres(30.5)},
		{"below", []ifd.Entry{entryOf(5, ifd.Byte, "\x01"), entryOf(6, ifd.Rational, ratios(430, 1))}, metres(-430)},
		{"below, as a digit", []ifd.Entry{entryOf(5, ifd.Byte, "1"), entryOf(6, ifd.Rational, ratios(430, 1))}, metres(-430)},
		{"no reference", []ifd.Entry{entryOf(6, ifd.Rational, ratios(30, 1))}, metres(30)},
		{"zero", []ifd.Entry{entryOf(6, ifd.Rational, ratios(0, 1))}, metres(0)},
		{"0/0", []ifd.Entry{entryOf(6, ifd.Rational, ratios(0, 0))}, nil},
		{"in orbit around the sun", []ifd.Entry{entryOf(6, ifd.Rational, ratios(1<<32-1, 1))}, nil},
		{"none", nil, nil},
	} {
		p, ok := of(t, nil, nil, append(base[:4:4], tt.entries...)).Position()
		if want := (Position{39, 125, tt.want}); !ok || !samePosition(p, want) {
			t.Errorf("%s: %v, want %v", tt.name, p, want)
		}
	}
}

func TestGPSTime(t *testing.T) {
	if got := decode(t, "camera", sampleBlocks(t)["exif/camera-le.jpg"]).GPSTime(); got != "2013-02-24T23:14:00.5Z" {
		t.Errorf("camera: %q", got)
	}
	for _, tt := range []struct{ name, date, time, want string }{
		{"plain", "2013:02:24\x00", ratios(23, 1, 14, 1, 0, 1), "2013-02-24T23:14:00Z"},
		{"thousandths", "2013:02:24\x00", ratios(23, 1, 14, 1, 12345, 1000), "2013-02-24T23:14:12.345Z"},
		{"other marks", "2013-02-24\x00", ratios(0, 1, 0, 1, 0, 1), "2013-02-24T00:00:00Z"},
		{"without date", "", ratios(23, 1, 14, 1, 0, 1), ""},
		{"empty date", "0000:00:00\x00", ratios(23, 1, 14, 1, 0, 1), ""},
		{"hour 24", "2013:02:24\x00", ratios(24, 1, 14, 1, 0, 1), ""},
		{"0/0", "2013:02:24\x00", ratios(0, 0, 0, 0, 0, 0), ""},
		{"two numbers", "2013:02:24\x00", ratios(23, 1, 14, 1), ""},
	} {
		entries := []ifd.Entry{entryOf(7, ifd.Rational, tt.time)}
		if tt.date != "" {
			entries = append(entries, entryOf(0x1d, ifd.ASCII, tt.date))
		}
		if got := of(t, nil, nil, entries).GPSTime(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestProvenZone(t *testing.T) {
	korea := at(ifd.Rational, ratios(39, 1), "N\x00", ratios(125, 1), "E\x00")
	for _, tt := range []struct {
		name, local string
		position    []ifd.Entry
		want        string
	}{
		{"Korea", "2013:02:25 08:14:00", korea, "+09:00"},
		{"a minute off", "2013:02:25 08:15:05", korea, "+09:00"},
		{"without a position", "2013:02:25 04:59:00", nil, "+05:45"},
		{"west", "2013:02:24 19:44:00", nil, "-03:30"},
		{"Greenwich", "2013:02:24 23:14:00", nil, "+00:00"},
		{"an old fix", "2013:02:25 08:20:00", korea, ""},
		{"an offset that nobody uses", "2013:02:25 08:29:00", nil, ""},
		{"GPS holds local time", "2013:02:24 23:14:00", korea, ""},
		{"a day off", "2013:02:26 23:14:00", nil, ""},
		{"no time", "2013:02:25", korea, ""},
		{"no date", "0000:00:00 00:00:00", korea, ""},
	} {
		gps := append(tt.position[:len(tt.position):len(tt.position)], entryOf(7, ifd.Rational, ratios(23, 1, 14, 1, 0, 1)), entryOf(0x1d, ifd.ASCII, "2013:02:24\x00"))
		e := of(t, nil, []ifd.Entry{entryOf(0x9003, ifd.ASCII, tt.local+"\x00")}, gps)
		if got := e.ProvenZone(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
