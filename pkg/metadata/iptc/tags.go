package iptc

import (
	"fmt"

	"photoarchive/pkg/metadata/tag"
)

// group is ExifTool's name for all that stands in the block.
const group = "IPTC"

// Tags lists every known dataset, named as ExifTool names it and valued as
// `exiftool -n` values it: dates `2013:02:25`, times `08:14:00+09:00`, numbers
// as int64, a repeated dataset as one []any where its standard allows that,
// else the last one. Datasets unknown to ExifTool are left out.
func (b *Block) Tags() []tag.Tag {
	var tags []tag.Tag
	at := map[[2]uint8]int{}
	for _, ds := range b.Datasets {
		e, ok := known(ds.Record, ds.Number)
		if !ok {
			continue
		}
		value := b.value(ds, e.form)
		i, seen := at[[2]uint8{ds.Record, ds.Number}]
		switch {
		case !seen:
			at[[2]uint8{ds.Record, ds.Number}] = len(tags)
			tags = append(tags, tag.Tag{Group: group, Name: e.name, Value: value})
		case !e.list:
			tags[i].Value = value
		default:
			tags[i].Value = withValue(tags[i].Value, value)
		}
	}
	return tags
}

// value shows one dataset.
func (b *Block) value(ds Dataset, f form) any {
	switch f {
	case asNumber:
		if len(ds.Data) > 8 {
			break
		}
		var n int64
		for _, c := range ds.Data {
			n = n<<8 | int64(c)
		}
		return n
	case asDate:
		return colonDate(b.decode(ds))
	case asTime:
		return colonTime(b.decode(ds))
	case asBinary:
		return fmt.Sprintf("(Binary data %d bytes, use -b option to extract)", len(ds.Data))
	}
	return b.decode(ds)
}

// colonDate writes CCYYMMDD and CCYY-MM-DD as ExifTool does, CCYY:MM:DD; other
// forms stay.
func colonDate(s string) string {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' && allDigits(s[:4]+s[5:7]+s[8:]) {
		return s[:4] + ":" + s[5:7] + ":" + s[8:]
	}
	if len(s) >= 8 && allDigits(s[:8]) {
		return s[:4] + ":" + s[4:6] + ":" + s[6:]
	}
	return s
}

// colonTime writes HHMMSS±HHMM as HH:MM:SS±HH:MM; other forms stay.
func colonTime(s string) string {
	if len(s) >= 6 && allDigits(s[:6]) {
		s = s[:2] + ":" + s[2:4] + ":" + s[4:]
	}
	if n := len(s) - 5; n >= 0 && (s[n] == '+' || s[n] == '-') && allDigits(s[n+1:]) {
		s = s[:n+3] + ":" + s[n+3:]
	}
	return s
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// withValue makes a list of a value and adds one to it.
func withValue(have, value any) any {
	list, ok := have.([]any)
	if !ok {
		list = []any{have}
	}
	return append(list, value)
}
