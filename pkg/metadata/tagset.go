package metadata

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/metadata/iptc"
	"photoarchive/pkg/metadata/xmp"
)

// tagSet holds tags of one picture as ExifTool names them.
type tagSet struct {
	source string
	// tags are by name without group.
	tags map[string][]groupedValue
}

// groupedValue is a tag's value with the groups in front of its name.
type groupedValue struct {
	group  string
	values []string
}

// maxTags bounds the tags of one picture.
const maxTags = 20_000

// tagsOf takes the tags of one object of ExifTool's JSON.
func tagsOf(object map[string]any) *tagSet {
	t := &tagSet{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		value := object[key]
		// -g puts the tags of a group into an object of its own.
		if inner, ok := value.(map[string]any); ok && !strings.Contains(key, ":") && !isStructure(key) {
			for _, name := range slices.Sorted(maps.Keys(inner)) {
				t.addJSON(key+":"+name, inner[name])
			}
			continue
		}
		t.addJSON(key, value)
	}
	return t
}

// isStructure tells whether an object is a structure of XMP (-struct) rather than a group.
func isStructure(key string) bool {
	return strings.HasPrefix(key, "Location") || strings.HasPrefix(key, "Region")
}

// addJSON adds a value of JSON. Structures are flattened as ExifTool does without -struct.
func (t *tagSet) addJSON(key string, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			t.addJSON(key, item)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			// RegionInfo's RegionList has fields named Region…, LocationShown's are named after it.
			group, stem, grouped := cutLast(key)
			if stem == "RegionInfo" || stem == "RegionInfoMP" || stem == "RegionList" || stem == "RegionInfoRegions" {
				stem = "Region"
			}
			if strings.HasPrefix(name, stem) {
				stem = ""
			}
			if grouped {
				stem = group + ":" + stem
			}
			t.addJSON(stem+name, v[name])
		}
	default:
		if text, ok := jsonText(v); ok {
			t.add(key, text, false)
		}
	}
}

func jsonText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		if v {
			return "True", true
		}
		return "False", true
	}
	return "", false
}

// cutLast parts the groups of a key from its name.
func cutLast(key string) (group, name string, found bool) {
	if i := strings.LastIndexByte(key, ':'); i >= 0 {
		return key[:i], key[i+1:], true
	}
	return "", key, false
}

// add adds one value; cell says that lists are joined in it.
func (t *tagSet) add(key, value string, cell bool) {
	group, name, _ := cutLast(key)
	if name == "SourceFile" {
		t.source = value
		return
	}
	values := []string{value}
	if cell {
		values = splitCell(name, value)
	}
	if t.tags == nil {
		t.tags = map[string][]groupedValue{}
	}
	list := t.tags[name]
	for i := range list {
		if list[i].group == group && len(list[i].values) < maxTags {
			list[i].values = append(list[i].values, values...)
			return
		}
	}
	if len(t.tags) < maxTags && len(list) < 100 {
		t.tags[name] = append(list, groupedValue{group, values})
	}
}

// splitCell cuts a joined list of a table.
func splitCell(name, value string) []string {
	separator := ""
	switch name {
	case "Keywords", "Subject", "HierarchicalSubject", "TagsList", "PersonInImage", "RegionName", "RegionType",
		"RegionPersonDisplayName", "LastKeywordXMP", "CatalogSets":
		separator = ","
	case "By-line", "Creator":
		// A comma may be in a name.
	default:
		return []string{value}
	}
	if strings.Contains(value, ";") {
		separator = ";"
	}
	if separator == "" {
		return []string{value}
	}
	return strings.Split(value, separator)
}

// list gives the values of a tag in one of the groups: "IPTC", "EXIF",
// "Composite" or "XMP-dc" and the like. A tag without a group is in any of
// them but Composite.
func (t *tagSet) list(group, name string) []string {
	for _, v := range t.tags[name] {
		if v.group == "" && group != "Composite" || inGroup(v.group, group) {
			return v.values
		}
	}
	return nil
}

func (t *tagSet) text(group, name string) string {
	if values := t.list(group, name); len(values) > 0 {
		return values[0]
	}
	return ""
}

// grouped tells whether a tag stands in a group by name.
func (t *tagSet) grouped(group, name string) bool {
	return slices.ContainsFunc(t.tags[name], func(v groupedValue) bool { return inGroup(v.group, group) })
}

// inGroup tells whether groups as written (`XMP-dc`, `XMP`, `XMP:XMP-dc`,
// `IFD0`) mean the one that is wanted.
func inGroup(written, wanted string) bool {
	broad := false
	for part := range strings.SplitSeq(written, ":") {
		switch {
		case part == wanted:
			return true
		case strings.HasPrefix(part, "XMP-") && wanted != "EXIF":
			return false
		case part == "XMP" && strings.HasPrefix(wanted, "XMP-"):
			broad = true
		case wanted == "EXIF" && (part == "ExifIFD" || part == "GPS" || strings.HasPrefix(part, "IFD") || strings.HasPrefix(part, "SubIFD")):
			return true
		}
	}
	return broad
}

// describe weighs the tags as if they were read from the picture itself.
func (t *tagSet) describe() Described {
	e := evidence{xmpFresh: true, exif: t.exif(), iptc: t.iptc(), xmp: t.xmp()}
	// A file name that the sidecar gives tells what repeats it, and no date:
	// that is for the picture itself.
	m := &Metadata{}
	m.reconcile(&e)
	return Described{SourceFile: t.source, Metadata: m}
}

// exifDate reads one of EXIF's dates: the composite that has its fraction and
// zone, or the tag and these next to it. part is what their names end in.
func (t *tagSet) exifDate(list []dated, name, part string) []dated {
	raw := strings.TrimSpace(t.text("EXIF", name))
	if whole := t.tags["SubSec"+name]; len(whole) > 0 {
		raw = strings.TrimSpace(whole[0].values[0])
	} else if len(raw) == len("2013:02:25 08:14:00") {
		if fraction := strings.TrimSpace(t.text("EXIF", "SubSecTime"+part)); fraction != "" {
			raw += "." + fraction
		}
		raw += strings.TrimSpace(t.text("EXIF", "OffsetTime"+part))
	}
	return xmpDate(list, "exif:"+name, xmp.ParseDate(raw))
}

// iptcDate joins IPTC's date and time.
func (t *tagSet) iptcDate() []dated {
	b := iptc.Block{Datasets: []iptc.Dataset{
		{Record: iptc.Application, Number: iptc.DateCreated, Data: []byte(t.text("IPTC", "DateCreated"))},
		{Record: iptc.Application, Number: iptc.TimeCreated, Data: []byte(t.text("IPTC", "TimeCreated"))},
	}}
	if d := b.Created(); d.Raw != "" {
		return []dated{{origin: "iptc:DateCreated", edtf: d.EDTF, raw: cleanLine(d.Raw), problem: d.Problem}}
	}
	return nil
}
