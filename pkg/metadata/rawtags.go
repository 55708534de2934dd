package metadata

import (
	"strings"

	"photoarchive/pkg/metadata/exif"
	"photoarchive/pkg/metadata/tag"
)

// RawTags lists every tag read, named and valued as `exiftool -n -G1` does,
// with one group EXIF for EXIF and GPS tags: File, EXIF, IPTC, XMP-dc and the
// like, PNG, and Composite for the signed position that EXIF gives. Nothing is
// weighed, cleaned or left out. Sidecars have none.
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
	if m.exif != nil {
		if at, ok := m.exif.Position(); ok {
			tags = append(tags, compositePosition(at)...)
		}
	}
	return tags
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

// compositePosition is the position as ExifTool makes it of its parts.
func compositePosition(at exif.Position) []tag.Tag {
	return []tag.Tag{
		{Group: "Composite", Name: "GPSLatitude", Value: at.Lat},
		{Group: "Composite", Name: "GPSLongitude", Value: at.Lon},
	}
}
