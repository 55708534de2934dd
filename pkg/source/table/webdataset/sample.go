package webdataset

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/row"
)

// maxText is the largest member that is read as a text, in bytes.
const maxText = 16 << 20

// sample yields the pictures of a sample, and counts them. Samples without one
// are nothing here, but for videos.
func (r *reading) sample(c source.Container, shard, key string, members []string) (int, error) {
	var pictures, masks, texts []string
	for _, name := range members {
		switch _, ext := split(name); {
		case source.IsPictureName(name) && !strings.Contains(ext, "."):
			pictures = append(pictures, name)
		case source.IsPictureName(name):
			masks = append(masks, name)
		case source.IsVideoName(name):
			if err := r.to.Skip(source.Skip{Path: c.Path(name), Code: source.CodeVideo, Reason: "a video"}); err != nil {
				return 0, err
			}
		case isText(ext):
			texts = append(texts, name)
		}
	}
	if len(pictures) == 0 { // my.photo.jpg, with the key `my`
		pictures, masks = masks, nil
	}
	for _, name := range masks { // seg.png
		err := r.to.Skip(source.Skip{Path: c.Path(name), Code: "second-picture", Reason: "goes with the picture of its sample"})
		if err != nil {
			return 0, err
		}
	}
	if len(pictures) == 0 {
		return 0, nil
	}
	d := source.Draft{Named: true, Item: item.Item{Sources: []item.Source{{Kind: Kind, Ref: strings.ToValidUTF8(shard+"#"+key, "\uFFFD")}}}}
	if err := r.describe(c, &d, texts); err != nil {
		return 0, err
	}
	if row.Older(r.opts, &d.Item) {
		return len(pictures), r.to.Skip(source.Skip{Path: c.Path(key), Code: source.CodeOlder, Reason: "published before the date that was given"})
	}
	for i, name := range pictures {
		one := d
		one.Path = c.Path(name)
		var err error
		if one.Picture, err = source.FileOf(c.FS, name); err != nil {
			if err := r.to.Skip(source.Damage(one.Path, err)); err != nil {
				return i, err
			}
			continue
		}
		if len(pictures) > 1 && one.Item.ID == "" {
			s := one.Item.Sources[0]
			s.Post, s.Index, s.Count = s.Ref, i+1, len(pictures)
			s.Ref += "/" + strconv.Itoa(i+1)
			one.Item.Sources = []item.Source{s}
		}
		if err := r.to.Draft(one); err != nil {
			return i, err
		}
	}
	return len(pictures), nil
}

func isText(ext string) bool {
	switch ext {
	case "txt", "caption", "text", "json", "cls", "xmp":
		return true
	}
	return false
}

// describe reads the members that say something of the picture, the caption in
// a text before the one in the JSON. They stay with the picture as sidecars,
// except where the JSON is a whole item, as this program exports it.
func (r *reading) describe(c source.Container, d *source.Draft, texts []string) error {
	var said [][]byte
	class := ""
	for _, name := range texts {
		f, err := source.FileOf(c.FS, name)
		var b []byte
		if err == nil {
			b, err = all(f)
		}
		if err != nil {
			if err := r.to.Skip(source.Damage(c.Path(name), err)); err != nil {
				return err
			}
			continue
		}
		switch _, ext := split(name); ext {
		case "json":
			if whole := new(item.Item); item.DecodeStrict(b, whole) == nil && len(whole.ID) == item.IDLength && len(whole.Picture.SHA256) == 64 {
				d.Item, d.Sidecars = *whole, nil
				return nil
			}
			said = append(said, b)
		case "cls":
			class = string(b)
		case "txt", "caption", "text":
			text, err := metadata.DecodeText(b)
			if ext == "txt" && r.opts.TxtAs == source.TxtTags {
				d.Item.Tags = append(d.Item.Tags, source.ListedTags(text)...)
				break
			}
			if text = strings.TrimSpace(text); err == nil && d.Item.Caption == "" {
				d.Item.Caption = text
			}
		}
		d.Sidecars = append(d.Sidecars, f)
	}
	for _, b := range said {
		r.json(&d.Item, b)
	}
	classify(&d.Item, class)
	source.Originate(&d.Item, Kind)
	return nil
}

func all(f source.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(source.AtMost(in, maxText))
	return b, errors.Join(err, in.Close())
}

// json reads what a sample's JSON says. What has no field stays in the sidecar.
func (r *reading) json(it *item.Item, b []byte) {
	v, err := row.FromJSON(strings.TrimSpace(string(b)))
	if err != nil || len(v.Keys) == 0 {
		return // it stays with the picture as it is
	}
	had := *it
	said := item.Item{Sources: it.Sources}
	r.headings.Fill(&said, v.Keys, v.List, Kind)
	said.Extra = had.Extra
	if had.Caption != "" {
		if said.Caption != "" && said.Caption != had.Caption {
			said.Alternatives = append(said.Alternatives, item.Alternative{Field: "caption", Origin: Kind, Value: said.Caption})
		}
		said.Caption = had.Caption
	}
	*it = said
}

// classify keeps the class of a sample: a name is a tag.
func classify(it *item.Item, text string) {
	text = row.Clean(text)
	switch {
	case text == "" || len(text) > 256 || strings.Contains(text, "\n"):
	case strings.Trim(text, "-0123456789") == "":
		it.Extra = map[string]string{Kind + ":cls": text}
	default:
		it.Tags = append(it.Tags, text)
	}
}
