package metadata

import (
	"math"
	"strings"

	"photoarchive/pkg/metadata/tag"
)

// RawTags lists every tag read, named and valued as `exiftool -n -G1` does,
// with one group EXIF for EXIF and GPS tags: File, EXIF, IPTC, XMP-dc and the
// like, PNG, and Composite for the signed position that EXIF gives. Nothing is
// weighed, cleaned or left out. Of sidecars only XMP has tags.
func (m *Metadata) RawTags() []tag.Tag {
	var tags []tag.Tag
	if m.file != nil {
		tags = m.fileTags()
	}
	if m.exif != nil {
		tags = append(tags, m.exif.Tags()...)
	}
	if m.iptc != nil {
		tags = append(tags, m.iptc.Tags()...)
	}
	if m.xmp != nil {
		tags = append(tags, m.xmp.Tags()...)
	}
	if m.file != nil {
		tags = append(tags, m.textTags()...)
	}
	return append(tags, compositePosition(tags)...)
}

// fileTags are about the file itself.
func (m *Metadata) fileTags() []tag.Tag {
	tags := []tag.Tag{{Group: "File", Name: "MIMEType", Value: m.file.MIME}}
	if m.file.Width > 0 && m.file.Height > 0 {
		tags = append(tags,
			tag.Tag{Group: "File", Name: "ImageWidth", Value: int64(m.file.Width)},
			tag.Tag{Group: "File", Name: "ImageHeight", Value: int64(m.file.Height)})
	}
	switch len(m.file.Comments) {
	case 0:
	case 1:
		tags = append(tags, tag.Tag{Group: "File", Name: "Comment", Value: m.file.Comments[0]})
	default:
		list := make([]any, len(m.file.Comments))
		for i, comment := range m.file.Comments {
			list[i] = comment
		}
		tags = append(tags, tag.Tag{Group: "File", Name: "Comment", Value: list})
	}
	return tags
}

// textTags are PNG's text chunks: the keyword with each word capitalised and
// without the signs that a tag's name can't have. The last of a name counts.
func (m *Metadata) textTags() []tag.Tag {
	var tags []tag.Tag
	at := map[string]int{}
	for _, chunk := range m.file.Text {
		name := chunkName(chunk.Keyword)
		if name == "" {
			continue
		}
		t := tag.Tag{Group: "PNG", Name: name, Value: chunk.Value}
		if name == "CreationTime" {
			if d := textDate(nil, "", chunk.Value); len(d) > 0 && d[0].edtf != "" {
				t.Value = strings.Replace(strings.ReplaceAll(d[0].edtf[:min(10, len(d[0].edtf))], "-", ":")+
					d[0].edtf[min(10, len(d[0].edtf)):], "T", " ", 1)
			}
		}
		if i, ok := at[name]; ok {
			tags[i] = t
			continue
		}
		at[name] = len(tags)
		tags = append(tags, t)
	}
	return tags
}

func chunkName(keyword string) string {
	var name strings.Builder
	for word := range strings.FieldsSeq(keyword) {
		for i, r := range word {
			letter := 'a' <= r|0x20 && r|0x20 <= 'z'
			switch {
			case i == 0 && letter:
				name.WriteRune(r &^ 0x20)
			case letter, '0' <= r && r <= '9', r == '-', r == '_':
				name.WriteRune(r)
			}
		}
	}
	return name.String()
}

// compositePosition signs the position of EXIF's GPS tags, as ExifTool does;
// whether it can be believed is not asked here.
func compositePosition(tags []tag.Tag) []tag.Tag {
	var found []tag.Tag
	for _, name := range [...]string{"GPSLatitude", "GPSLongitude"} {
		degrees, okDegrees := valueOf(tags, name).(float64)
		if whole, ok := valueOf(tags, name).(int64); ok {
			degrees, okDegrees = float64(whole), true
		}
		ref, okRef := valueOf(tags, name+"Ref").(string)
		if !okDegrees || !okRef || ref == "" {
			return nil
		}
		if c := ref[0] | 0x20; c == 's' || c == 'w' {
			degrees = -math.Abs(degrees)
		}
		found = append(found, tag.Tag{Group: "Composite", Name: name, Value: degrees})
	}
	return found
}

// valueOf finds the value of an EXIF tag.
func valueOf(tags []tag.Tag, name string) any {
	for _, t := range tags {
		if t.Group == "EXIF" && t.Name == name {
			return t.Value
		}
	}
	return nil
}
