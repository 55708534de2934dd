package metadata

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"photoarchive/pkg/edtf"
)

// lastYear is the last year that a picture is believed to be of. Cameras with
// a broken clock write years to 2216.
const lastYear = 2100

// date takes the first possible date of EXIF, XMP and IPTC (IPTC before XMP
// where it was changed after it), the text chunks, the file's name, and
// last the date of the digital file, which of a scan is not the picture's. The
// zone is what the date itself says, else what GPS time proves, else what
// other dates of the file say.
func (m *Metadata) date(e *evidence) {
	candidates := join(e.exif.date, e.xmp.date, e.iptc.date, e.text.date)
	if !e.xmpFresh {
		candidates = join(e.exif.date, e.iptc.date, e.xmp.date, e.text.date)
	}
	if named, ok := DateFromName(e.name); ok {
		candidates = append(candidates, dated{origin: "filename", edtf: named, raw: named})
	}
	candidates = append(candidates, e.digitized()...)
	won := -1
	for i := range candidates {
		c := &candidates[i]
		if c.edtf != "" && tooLate(c.edtf) {
			c.edtf, c.problem = "", "impossible date"
		}
		if c.problem != "" {
			m.Warnings = append(m.Warnings, fmt.Sprintf("%s: %s %s", c.origin, c.problem, visible(c.raw)))
		}
		if won < 0 && c.edtf != "" {
			won = i
		}
	}
	if won >= 0 {
		won = finer(candidates, won)
	}
	value := ""
	if won >= 0 {
		proven := ""
		if strings.HasPrefix(candidates[won].origin, "exif:") {
			proven = e.provenZone
		}
		value = withZone(candidates[won].edtf, candidates, proven)
		m.Date = value
		m.Origins["date"] = candidates[won].origin
	}
	for i, c := range candidates {
		switch {
		case c.problem != "" && c.raw != "":
			m.alternative("date", c.origin, c.raw)
		case i != won && !agrees(c.edtf, value):
			m.alternative("date", c.origin, c.edtf)
		}
	}
}

// finer finds the date of another block that agrees with the one that won,
// where that has no time of day, and tells more of it.
func finer(candidates []dated, won int) int {
	for i, c := range candidates {
		have := candidates[won].edtf
		if len(have) <= len("2013-02-25") && len(c.edtf) > len(have) && c.origin != "filename" && !c.digital && agrees(have, c.edtf) {
			won = i
		}
	}
	return won
}

// digitized are the possible dates of the digital file: when a camera wrote
// it, but also when a print was scanned.
func (e *evidence) digitized() []dated {
	var list []dated
	for _, d := range join(e.exif.created, e.xmp.created) {
		if d.edtf != "" && !tooLate(d.edtf) {
			d.problem, d.digital = "", true
			list = append(list, d)
		}
	}
	return list
}

// withZone adds a zone to a time of day that has none of its own: the one that
// GPS time proves, else the one that the other dates in the file state of the
// same time of day. Proof comes before what is borrowed, because editors have
// written the zone of their own machine into XMP; where such statements
// contradict each other none counts. A zero offset in IPTC, where one must be written, is what programs put
// that know none, so it is not taken over.
func withZone(date string, others []dated, proven string) string {
	clock := wallClock(date)
	if len(clock) < len("2013-02-25T08:14") || zoneOf(date) != "" {
		return date
	}
	if proven != "" {
		return date + proven
	}
	stated := ""
	for _, o := range others {
		zone := zoneOf(o.edtf)
		if zone == "" || o.origin == "filename" || !sameClock(wallClock(o.edtf), clock) {
			continue
		}
		zero := zone == "Z" || zone[1:] == "00:00"
		if zero && strings.HasPrefix(o.origin, "iptc:") {
			continue
		}
		if zero {
			zone = "Z"
		}
		if stated != "" && stated != zone {
			return date
		}
		stated = zone
	}
	return date + stated
}

// wallClock is a date without its zone.
func wallClock(date string) string { return strings.TrimSuffix(date, zoneOf(date)) }

// zoneOf is the zone at the end of a date with a time of day, or "".
func zoneOf(date string) string {
	_, clock, ok := strings.Cut(date, "T")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		return clock[i:]
	}
	return ""
}

// sameClock compares times of day without the fraction, to the minute where
// one has no seconds.
func sameClock(a, b string) bool {
	a, _, _ = strings.Cut(a, ".")
	b, _, _ = strings.Cut(b, ".")
	return a == b || strings.HasPrefix(a, b+":") || strings.HasPrefix(b, a+":")
}

// agrees tells whether a date says nothing else than the one that won: the
// same, or less of it.
func agrees(date, won string) bool {
	if date == "" || date == won {
		return true
	}
	if zone := zoneOf(date); zone != "" && zone != zoneOf(won) {
		// Another zone may still be the same moment, as in the UTC names of some phones.
		a, errA := time.Parse(time.RFC3339Nano, date)
		b, errB := time.Parse(time.RFC3339Nano, won)
		return errA == nil && errB == nil && a.Truncate(time.Second).Equal(b.Truncate(time.Second))
	}
	a, b := wallClock(date), wallClock(won)
	return sameClock(a, b) || strings.HasPrefix(b, a+"-") || strings.HasPrefix(b, a+"T")
}

// tooLate tells whether a date lies wholly after lastYear.
func tooLate(date string) bool {
	d, err := edtf.Parse(date)
	return err != nil || d.Span().First > edtf.Day(lastYear, 12, 31)
}

// visible makes a raw value fit for a message: short, without control characters.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > 40 {
		s = string(runes[:40]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
