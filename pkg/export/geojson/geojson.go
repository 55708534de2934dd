// Package geojson writes items as a FeatureCollection (RFC 7946): a Point where
// the position is known, else a null geometry, with the item's fields as
// properties.
//
// It writes WGS 84 as it stands in the items and knows no other way of saying
// where something is.
package geojson

import (
	"bufio"
	"context"
	"io"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Writer writes one document.
type Writer struct {
	out  *bufio.Writer
	some bool
	line []byte
}

// New begins a document.
func New(w io.Writer) *Writer { return &Writer{out: bufio.NewWriterSize(w, 64<<10)} }

const head = `{"type":"FeatureCollection","features":[`

// Write writes a feature, in a line.
func (w *Writer) Write(_ context.Context, e *export.Entry) error {
	w.line = append(w.line[:0], ",\n"...)
	if !w.some {
		w.line = append(w.line[:0], head+"\n"...)
		w.some = true
	}
	w.line = appendFeature(w.line, e.Item)
	_, err := w.out.Write(w.line)
	return err
}

// Close ends the document.
func (w *Writer) Close() error {
	end := "\n]}\n"
	if !w.some {
		end = head + "]}\n"
	}
	if _, err := w.out.WriteString(end); err != nil {
		return err
	}
	return w.out.Flush()
}

func appendFeature(dst []byte, it *item.Item) []byte {
	dst = item.AppendJSONString(append(dst, `{"type":"Feature","id":`...), it.ID)
	dst = append(dst, `,"geometry":`...)
	// Longitude comes first. The height is above sea level here and above the
	// ellipsoid there (RFC 7946 §4): it stands in the properties.
	if lat, lon, ok := query.Position(it); ok {
		dst = item.AppendJSONFloat(append(dst, `{"type":"Point","coordinates":[`...), lon)
		dst = item.AppendJSONFloat(append(dst, ','), lat)
		dst = append(dst, "]}"...)
	} else {
		dst = append(dst, "null"...)
	}
	dst = append(dst, `,"properties":{`...)
	first := true
	for _, f := range export.Flat(it) {
		if f.Name == "lat" || f.Name == "lon" || len(f.Texts) == 0 {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = item.AppendJSONString(dst, f.Name)
		dst = f.AppendJSON(append(dst, ':'))
	}
	return append(dst, "}}"...)
}
