package metadata

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"photoarchive/pkg/metadata/xmp"
)

// maxSidecar is how much of one picture's description is read, in bytes.
const maxSidecar = 16 << 20

// Errors of sidecars.
var (
	// ErrSidecarSize is returned when the description of one picture is over 16 MB.
	ErrSidecarSize = errors.New("sidecar over 16 MB")
	// ErrNoDescription is returned when a sidecar is well formed and says nothing of a picture.
	ErrNoDescription = errors.New("nothing in the sidecar describes a picture")
)

// Described is what a sidecar says of one picture.
type Described struct {
	// SourceFile is the picture as the sidecar names it, "" where it names none.
	SourceFile string
	*Metadata
}

// ReadXMPSidecar reads a sidecar of XMP, beside the picture it describes.
// Damage that leaves something to read is told by Metadata.Warnings.
func ReadXMPSidecar(b []byte) (*Metadata, error) {
	doc, err := xmp.Parse(b)
	if doc == nil {
		return nil, err
	}
	m := &Metadata{xmp: doc}
	m.warn(err)
	m.reconcile(&evidence{xmp: xmpBlock(doc), xmpFresh: true})
	return m, nil
}

// ReadJSONSidecar reads a sidecar of JSON that describes the picture of this
// name: ExifTool's (`exiftool -json`, with groups or without), of which the
// entry of that name counts, or the only one; else any object with a caption
// in one of the strings caption, text, description, title or prompt, in this
// order, letter case aside. A title beside another caption is the title.
// It returns ErrNoDescription where there is none of these.
func ReadJSONSidecar(b []byte, picture string) (*Metadata, error) {
	if len(b) > maxSidecar {
		return nil, ErrSidecarSize
	}
	b = trimBOM(b)
	if isExifToolJSON(b) {
		return exifToolEntry(b, picture)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(b, &object); err != nil {
		if json.Valid(b) {
			return nil, ErrNoDescription
		}
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	texts := map[string]string{}
	for key, raw := range object {
		var text string
		if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &text) != nil {
			continue
		}
		// The exact spelling goes before CAPTION and the like.
		lower := strings.ToLower(key)
		if _, taken := texts[lower]; !taken || key == lower {
			texts[lower] = clean(text)
		}
	}
	m := &Metadata{Origins: map[string]string{}}
	for _, key := range [...]string{"caption", "text", "description", "title", "prompt"} {
		switch text := texts[key]; {
		case text == "":
		case m.Caption == "":
			m.Caption = text
			m.Origins["caption"] = "json:" + key
		case key == "title":
			m.Title = cleanLine(text)
			m.Origins["title"] = "json:title"
		case !sameText(text, m.Caption):
			m.alternative("caption", "json:"+key, text)
		}
	}
	if m.Caption == "" {
		return nil, ErrNoDescription
	}
	return m, nil
}

// isExifToolJSON tells whether objects here name a SourceFile.
func isExifToolJSON(b []byte) bool {
	var probe struct{ SourceFile *string }
	if json.Unmarshal(b, &probe) == nil {
		return probe.SourceFile != nil
	}
	var list []struct{ SourceFile *string }
	return json.Unmarshal(b, &list) == nil && len(list) > 0 && list[0].SourceFile != nil
}

// exifToolEntry finds the entry of a picture.
func exifToolEntry(b []byte, picture string) (*Metadata, error) {
	var only *Metadata
	count := 0
	for d, err := range ReadExifToolJSON(strings.NewReader(string(b))) {
		if err != nil {
			return nil, err
		}
		if fold(baseName(d.SourceFile)) == fold(baseName(picture)) {
			return d.Metadata, nil
		}
		only = d.Metadata
		count++
	}
	if count == 1 {
		return only, nil
	}
	return nil, ErrNoDescription
}

func trimBOM(b []byte) []byte {
	if len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf {
		return b[3:]
	}
	return b
}
