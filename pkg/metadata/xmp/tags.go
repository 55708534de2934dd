package xmp

import (
	"fmt"
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
	stem := capital(n.Name)
	at.name, at.form = f.nameOf(n.Name, stem)
	if at.name != stem {
		stem = at.name
	} else if !f.known {
		at.name = unlisted(n.Name)
	}
	f.value(n, at, stem)
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
			f.add(&Node{}, at)
			return
		}
		at.listed, at.fields = true, false
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
	value := convert(n.Text, f.group, at.name, at.form)
	i, seen := f.at[name]
	switch {
	case !seen:
		f.at[name] = len(f.tags)
		f.tags = append(f.tags, tag.Tag{Group: "XMP-" + f.group, Name: name, Value: value})
	case name == "LensInfo":
		f.tags[i].Value = fmt.Sprint(f.tags[i].Value, " ", value)
	case at.fields && !f.known:
		// Fields of unknown structures are no list to ExifTool: the first is shown.
	case at.fields && f.group == "crs":
		// Nor are those of Camera Raw's corrections: the last is shown.
		f.tags[i].Value = value
	case at.listed:
		f.tags[i].Value = withValue(f.tags[i].Value, value)
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

// withValue makes a list of a value and adds one to it.
func withValue(have, value any) any {
	list, ok := have.([]any)
	if !ok {
		list = []any{have}
	}
	return append(list, value)
}
