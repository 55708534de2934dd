package item

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// AppendJSON appends the item's canonical JSON to dst, without a line end, and
// returns the longer slice. The bytes are those of encoding/json with
// SetEscapeHTML(false): fields in the order of the type, map keys sorted, times
// as RFC 3339. Only bytes that are no UTF-8 become the character U+FFFD itself,
// where encoding/json writes an escape: so to read an item and to write it again
// always gives the same line. A number that is not finite or a time outside the
// years 0 to 9999 is an error; dst is then returned as it came.
func (it *Item) AppendJSON(dst []byte) ([]byte, error) {
	if err := it.checkJSON(); err != nil {
		return dst, err
	}
	dst = append(dst, `{"id":`...)
	dst = AppendJSONString(dst, it.ID)
	dst = appendText(dst, `,"caption":`, it.Caption)
	dst = appendText(dst, `,"title":`, it.Title)
	dst = appendText(dst, `,"alt":`, it.Alt)
	dst = appendTexts(dst, `,"tags":`, it.Tags)
	dst = appendTexts(dst, `,"mentions":`, it.Mentions)
	dst = appendTexts(dst, `,"people":`, it.People)
	dst = appendText(dst, `,"date":`, it.Date)
	if it.Place != nil {
		dst = it.Place.appendJSON(append(dst, `,"place":`...))
	}
	dst = appendTexts(dst, `,"creator":`, it.Creator)
	dst = appendText(dst, `,"credit":`, it.Credit)
	dst = appendText(dst, `,"copyright":`, it.Copyright)
	dst = appendText(dst, `,"license":`, it.License)
	dst = it.Picture.appendJSON(append(dst, `,"picture":`...))
	for i := range it.Attachments {
		dst = appendListStart(dst, i, `,"attachments":[`)
		dst = it.Attachments[i].appendJSON(dst)
	}
	dst = appendListEnd(dst, len(it.Attachments))
	for i := range it.Sources {
		dst = appendListStart(dst, i, `,"sources":[`)
		dst = it.Sources[i].appendJSON(dst)
	}
	dst = appendListEnd(dst, len(it.Sources))
	dst = appendText(dst, `,"published":`, it.Published)
	dst = appendTexts(dst, `,"albums":`, it.Albums)
	if it.Rating != nil {
		dst = strconv.AppendInt(append(dst, `,"rating":`...), int64(*it.Rating), 10)
	}
	if it.Likes != nil {
		dst = strconv.AppendInt(append(dst, `,"likes":`...), *it.Likes, 10)
	}
	dst = appendTime(dst, `,"added":`, it.Added)
	dst = appendTime(dst, `,"modified":`, it.Modified)
	dst = appendMap(dst, `,"extra":`, it.Extra)
	dst = appendMap(dst, `,"origins":`, it.Origins)
	for i := range it.Alternatives {
		dst = appendListStart(dst, i, `,"alternatives":[`)
		dst = it.Alternatives[i].appendJSON(dst)
	}
	dst = appendListEnd(dst, len(it.Alternatives))
	return append(dst, '}'), nil
}

// checkJSON finds what JSON can't hold, so that the writing itself never fails.
func (it *Item) checkJSON() error {
	if p := it.Place; p != nil {
		if !finite(p.Lat) || !finite(p.Lon) || !finite(p.Altitude) {
			return errors.New("place: lat, lon or altitude is not a finite number")
		}
	}
	if err := checkTime("added", it.Added); err != nil {
		return err
	}
	if err := checkTime("modified", it.Modified); err != nil {
		return err
	}
	for i := range it.Sources {
		if err := checkTime("sources.retrieved", it.Sources[i].Retrieved); err != nil {
			return err
		}
	}
	return nil
}

func finite(f *float64) bool {
	return f == nil || !math.IsNaN(*f) && !math.IsInf(*f, 0)
}

// checkTime holds a time to RFC 3339: a year of four digits, an offset below a day.
func checkTime(field string, t time.Time) error {
	if _, offset := t.Zone(); offset <= -24*3600 || offset >= 24*3600 {
		return fmt.Errorf("%s: the zone offset is a day or more", field)
	}
	if y := t.Year(); y < 0 || y > 9999 {
		return fmt.Errorf("%s: the year %d is outside 0 to 9999", field, y)
	}
	return nil
}

func (p *Place) appendJSON(dst []byte) []byte {
	start := len(dst)
	dst = appendText(dst, `,"name":`, p.Name)
	dst = appendText(dst, `,"sublocation":`, p.Sublocation)
	dst = appendText(dst, `,"city":`, p.City)
	dst = appendText(dst, `,"state":`, p.State)
	dst = appendText(dst, `,"country":`, p.Country)
	dst = appendText(dst, `,"country_code":`, p.CountryCode)
	dst = appendFloat(dst, `,"lat":`, p.Lat)
	dst = appendFloat(dst, `,"lon":`, p.Lon)
	dst = appendFloat(dst, `,"altitude":`, p.Altitude)
	if len(dst) == start {
		return append(dst, `{}`...)
	}
	dst[start] = '{' // in place of the first field's comma
	return append(dst, '}')
}

func (p *Picture) appendJSON(dst []byte) []byte {
	dst = AppendJSONString(append(dst, `{"sha256":`...), p.SHA256)
	dst = strconv.AppendInt(append(dst, `,"size":`...), p.Size, 10)
	dst = appendText(dst, `,"type":`, p.Type)
	dst = appendInt(dst, `,"width":`, p.Width)
	dst = appendInt(dst, `,"height":`, p.Height)
	dst = appendInt(dst, `,"orientation":`, p.Orientation)
	dst = appendText(dst, `,"name":`, p.Name)
	return append(dst, '}')
}

func (a *Attachment) appendJSON(dst []byte) []byte {
	dst = AppendJSONString(append(dst, `{"name":`...), a.Name)
	dst = AppendJSONString(append(dst, `,"sha256":`...), a.SHA256)
	dst = strconv.AppendInt(append(dst, `,"size":`...), a.Size, 10)
	return append(dst, '}')
}

func (s *Source) appendJSON(dst []byte) []byte {
	dst = AppendJSONString(append(dst, `{"kind":`...), s.Kind)
	dst = appendText(dst, `,"platform":`, s.Platform)
	dst = appendText(dst, `,"account":`, s.Account)
	dst = appendText(dst, `,"url":`, s.URL)
	dst = appendText(dst, `,"ref":`, s.Ref)
	dst = appendText(dst, `,"post":`, s.Post)
	dst = appendInt(dst, `,"index":`, s.Index)
	dst = appendInt(dst, `,"count":`, s.Count)
	dst = appendText(dst, `,"title":`, s.Title)
	dst = appendText(dst, `,"author":`, s.Author)
	dst = appendTime(dst, `,"retrieved":`, s.Retrieved)
	return append(dst, '}')
}

func (a *Alternative) appendJSON(dst []byte) []byte {
	dst = AppendJSONString(append(dst, `{"field":`...), a.Field)
	dst = AppendJSONString(append(dst, `,"origin":`...), a.Origin)
	dst = AppendJSONString(append(dst, `,"value":`...), a.Value)
	return append(dst, '}')
}

func appendText(dst []byte, key, s string) []byte {
	if s == "" {
		return dst
	}
	return AppendJSONString(append(dst, key...), s)
}

func appendTexts(dst []byte, key string, list []string) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, key...)
	for i, s := range list {
		if i == 0 {
			dst = append(dst, '[')
		} else {
			dst = append(dst, ',')
		}
		dst = AppendJSONString(dst, s)
	}
	return append(dst, ']')
}

// appendListStart writes the key before the first member of a list, and a
// comma before each other one.
func appendListStart(dst []byte, i int, key string) []byte {
	if i == 0 {
		return append(dst, key...)
	}
	return append(dst, ',')
}

func appendListEnd(dst []byte, n int) []byte {
	if n == 0 {
		return dst
	}
	return append(dst, ']')
}

func appendMap(dst []byte, key string, m map[string]string) []byte {
	if len(m) == 0 {
		return dst
	}
	var few [16]string
	keys := sortedKeys(few[:0], m)
	for _, k := range keys {
		if !utf8.ValidString(k) {
			m = withValidKeys(m, keys)
			keys = sortedKeys(keys[:0], m)
			break
		}
	}
	dst = append(dst, key...)
	for i, k := range keys {
		if i == 0 {
			dst = append(dst, '{')
		} else {
			dst = append(dst, ',')
		}
		dst = append(AppendJSONString(dst, k), ':')
		dst = AppendJSONString(dst, m[k])
	}
	return append(dst, '}')
}

func sortedKeys(keys []string, m map[string]string) []string {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// withValidKeys is m with its keys as JSON carries them; of two that become
// one, the value of the greater stays.
func withValidKeys(m map[string]string, sorted []string) map[string]string {
	out := make(map[string]string, len(m))
	for _, k := range sorted {
		out[replaceInvalid(k)] = m[k]
	}
	return out
}

func appendInt(dst []byte, key string, n int) []byte {
	if n == 0 {
		return dst
	}
	return strconv.AppendInt(append(dst, key...), int64(n), 10)
}

// appendTime leaves out the zero time. The caller has checked the time.
func appendTime(dst []byte, key string, t time.Time) []byte {
	if t.IsZero() {
		return dst
	}
	dst = append(append(dst, key...), '"')
	return append(t.AppendFormat(dst, time.RFC3339Nano), '"')
}

func appendFloat(dst []byte, key string, f *float64) []byte {
	if f == nil {
		return dst
	}
	return AppendJSONFloat(append(dst, key...), *f)
}
