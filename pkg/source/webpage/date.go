package webpage

import (
	"strings"
	"time"

	"photoarchive/pkg/edtf"
)

// parseDate reads a date as pages write it, and gives it in EDTF: ISO 8601 with
// its habitual slips, RFC 1123, and English words. A date of figures in another
// order is not read: nobody knows which is the day.
func parseDate(s string) (string, time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 64 {
		return "", time.Time{}, false
	}
	iso := strings.ReplaceAll(s, " ", "T")
	if i := strings.LastIndexAny(iso, "+-"); i > 15 {
		zone := strings.ReplaceAll(iso[i+1:], ":", "")
		if len(zone) == 4 {
			iso = strings.TrimSuffix(iso[:i], "T") + iso[i:i+1] + zone[:2] + ":" + zone[2:]
		}
	}
	iso = strings.TrimSuffix(strings.Replace(iso, "TZ", "Z", 1), "TUTC")
	if strings.HasSuffix(s, "UTC") && !strings.HasSuffix(iso, "Z") {
		iso += "Z"
	}
	if d, err := edtf.Parse(iso); err == nil && len(iso) >= 4 && iso[0] >= '0' && iso[0] <= '9' && !strings.Contains(iso, "/") {
		at, _ := d.Time()
		if at.IsZero() {
			if sec, _ := d.Start(); sec != 0 {
				at = time.Unix(sec, 0).UTC()
			}
		}
		if plausible(at) {
			return d.String(), at, true
		}
		return "", time.Time{}, false
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.Format(time.RFC3339), t, true
		}
	}
	for _, layout := range []string{"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "Monday, January 2, 2006", "Monday, 2 January 2006", "20060102", "2006/01/02"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.Format(time.DateOnly), t, true
		}
	}
	return "", time.Time{}, false
}

// plausible: pages are no older than the web, and 1970 is no date.
func plausible(t time.Time) bool { return t.Year() >= 1971 && t.Year() < 2200 }
