package xmp

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/tag"
)

// Tags lists every property, flattened and named as `exiftool -G1` does
// (XMP-dc:Description, XMP-iptcExt:LocationShownCity) and valued as
// `exiftool -n` does: dates `2013:02:25 08:14:00+09:00`, ratios and
// coordinates as float64, lists as []any, other languages than x-default as
// tags of their own (XMP-dc:Title-fr). Of a repeated property the last counts.
func (d *Document) Tags() []tag.Tag {
	all := collector{at: map[string]int{}}
	if d.Toolkit != "" {
		all.put(tag.Tag{Group: "XMP-x", Name: "XMPToolkit", Value: d.Toolkit})
	}
	if d.About != "" {
		all.put(tag.Tag{Group: "XMP-rdf", Name: "About", Value: d.About})
	}
	for i := range d.Props {
		f := flattener{at: map[string]int{}}
		f.property(&d.Props[i])
		for _, t := range f.tags {
			all.put(t)
		}
	}
	return all.tags
}

// collector keeps the last tag of each name.
type collector struct {
	tags []tag.Tag
	at   map[string]int
}

func (c *collector) put(t tag.Tag) {
	key := t.Group + ":" + t.Name
	if i, ok := c.at[key]; ok {
		c.tags[i] = t
		return
	}
	c.at[key] = len(c.tags)
	c.tags = append(c.tags, t)
}

// flattener makes tags of one property.
type flattener struct {
	group string
	// known says that ExifTool knows the namespace: then fields of listed
	// structures make lists.
	known bool
	tags  []tag.Tag
	at    map[string]int
}

// place is where in the property a node stands.
type place struct {
	id, name string
	listed   bool
	// fields says that a structure is around, within a list.
	fields bool
	form   byte
}

func (f *flattener) property(n *Node) {
	f.group, f.known = groupOf(n.Space, n.Prefix)
	at := place{id: n.Name}
	at.name, at.form = f.nameOf(n.Name, capital(n.Name))
	if len(at.name) == 1 {
		// ExifTool has no names of one letter.
		single := at
		single.name = "Tag" + at.name
		f.value(n, single, at.name)
		return
	}
	f.value(n, at, at.name)
}

// nameOf names the tag of an id; otherwise stands for unlisted ones.
func (f *flattener) nameOf(id, otherwise string) (string, byte) {
	if n, ok := lookup(f.group, id); ok {
		return n.name, n.form
	}
	if f.known {
		return otherwise, 0
	}
	return otherwise, '?'
}

// value adds the tags of a node. stem is what the names of its fields begin with.
func (f *flattener) value(n *Node, at place, stem string) {
	switch n.Kind {
	case Text:
		f.add(n, at)
	case Struct:
		if n.Text != "" {
			f.add(n, at)
		}
		for i := range n.Nodes {
			field := &n.Nodes[i]
			inner := place{id: at.id + capital(field.Name), listed: at.listed, fields: at.listed}
			inner.name, inner.form = f.nameOf(inner.id, stem+capital(field.Name))
			f.value(field, inner, inner.name)
		}
	default:
		if len(n.Nodes) == 0 {
			return
		}
		at.listed = true
		for i := range n.Nodes {
			f.value(&n.Nodes[i], at, stem)
		}
	}
}

// add adds one text as a tag, or to the list of its name.
func (f *flattener) add(n *Node, at place) {
	name := at.name
	if name == "" {
		return
	}
	if n.Lang != "" && !strings.EqualFold(n.Lang, "x-default") {
		name += "-" + langCase(n.Lang)
	}
	value := convert(n.Text, at.form, f.known, name)
	i, seen := f.at[name]
	switch {
	case !seen:
		f.at[name] = len(f.tags)
		f.tags = append(f.tags, tag.Tag{Group: "XMP-" + f.group, Name: name, Value: value})
	case at.fields && !f.known:
		// Fields of unknown structures are no list to ExifTool: the first is shown.
	case at.listed:
		if list, ok := f.tags[i].Value.([]any); ok {
			f.tags[i].Value = append(list, value)
		} else {
			f.tags[i].Value = []any{f.tags[i].Value, value}
		}
	default:
		f.tags[i].Value = value
	}
}

// langCase writes a language as RFC 5646 §2.1.1 does: de-DE, zh-Hans.
func langCase(lang string) string {
	parts := strings.Split(strings.ToLower(lang), "-")
	for i := 1; i < len(parts); i++ {
		switch len(parts[i]) {
		case 2:
			parts[i] = strings.ToUpper(parts[i])
		case 4:
			parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
		}
	}
	return strings.Join(parts, "-")
}

// convert values a text as `exiftool -n` does.
func convert(s string, form byte, known bool, name string) any {
	if known {
		switch {
		case strings.HasSuffix(name, "GPSLatitude"), strings.HasSuffix(name, "GPSLongitude"),
			strings.HasSuffix(name, "GPSDestLatitude"), strings.HasSuffix(name, "GPSDestLongitude"):
			if degrees, ok := ParseCoordinate(s); ok {
				return degrees
			}
			return s
		case name == "ThumbnailImage", name == "PageImage":
			return fmt.Sprintf("(Binary data %d bytes, use -b option to extract)", base64Size(s))
		}
	}
	switch form {
	case 'd':
		return colonDate(s)
	case 'r':
		return ratio(s)
	case '?':
		if len(s) > len("2013-02-25T08") && (s[10] == 'T' || s[10] == ' ') {
			return colonDate(s)
		}
		return ratio(s)
	}
	return s
}

// colonDate writes the day of a date with colons and a space for the T.
func colonDate(s string) string {
	if len(s) < 4 || !digits(s[:4]) {
		return s
	}
	end := min(len(s), len("2013-02-25"))
	day, rest := strings.ReplaceAll(s[:end], "-", ":"), s[end:]
	if rest != "" && (rest[0] == 'T' || rest[0] == ' ') {
		rest = " " + strings.TrimSpace(rest[1:])
	}
	return day + rest
}

// ratio makes a number of a ratio of integers; other texts stay.
func ratio(s string) any {
	over, under, ok := strings.Cut(s, "/")
	if !ok {
		return s
	}
	a, errA := strconv.ParseInt(over, 10, 64)
	b, errB := strconv.ParseInt(under, 10, 64)
	switch {
	case errA != nil || errB != nil:
		return s
	case b != 0:
		return float64(a) / float64(b)
	case a != 0:
		return "inf"
	}
	return "undef"
}

// base64Size is the number of bytes that a base64 text stands for.
func base64Size(s string) int {
	chars := 0
	for i := range len(s) {
		if c := s[i]; c > ' ' && c != '=' {
			chars++
		}
	}
	return base64.RawStdEncoding.DecodedLen(chars)
}
