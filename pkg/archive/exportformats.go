package archive

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"photoarchive/pkg/export"
	"photoarchive/pkg/export/bagit"
	"photoarchive/pkg/export/files"
	"photoarchive/pkg/export/geojson"
	"photoarchive/pkg/export/html"
	"photoarchive/pkg/export/imagefolder"
	"photoarchive/pkg/export/jsonl"
	"photoarchive/pkg/export/kml"
	"photoarchive/pkg/export/naming"
	"photoarchive/pkg/export/webdataset"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

// ExportFormat is a form in which items are exported.
type ExportFormat struct {
	Name string
	// pictures: what stands in a folder has pictures; attachments: and the files
	// that came with them.
	pictures, attachments bool
	// alone: a folder holds nothing but the export.
	alone bool
	// inFolder begins an export into a folder, a zip or a tar.
	inFolder func(export.Target, *exporting) (export.Format, error)
	// stream begins one into a stream, nil where the format is none.
	// streamPictures: what it writes there has pictures too.
	stream         func(io.Writer, *exporting) (export.Format, error)
	streamPictures bool
	// asStored: a stream is of records as they are stored, which needn't be read.
	asStored bool
	// ext is how a file is called that a stream is written to.
	ext string
	// template names pictures where none is given; reserved are names that they
	// don't get. dotless: no dots but that of the extension.
	template string
	reserved []string
	dotless  bool
}

// Streams tells whether the format can be written to a stream.
func (f *ExportFormat) Streams() bool { return f.stream != nil }

// Pictures tells whether the format, as it is written to a stream or to a
// folder, has pictures.
func (f *ExportFormat) Pictures(stream bool) bool {
	return f.pictures && (!stream || f.streamPictures)
}

// isFile tells whether a destination names the one file of a stream, as in
// map.kml, and not a folder.
func (f *ExportFormat) isFile(dest string) bool {
	if f.stream == nil || f.ext == "" || !strings.EqualFold(filepath.Ext(dest), f.ext) {
		return false
	}
	info, err := os.Stat(dest)
	return err != nil || !info.IsDir()
}

// ExportFormats are all formats, in the order in which help names them.
func ExportFormats() []*ExportFormat {
	return []*ExportFormat{
		{
			Name: "files", pictures: true, attachments: true, alone: true, template: naming.Default,
			reserved: []string{files.ItemsName, files.TableName, export.AttachmentFolder},
			inFolder: func(t export.Target, _ *exporting) (export.Format, error) { return files.New(t) },
		},
		{
			Name: "html", pictures: true, alone: true, template: naming.Default,
			inFolder: func(t export.Target, x *exporting) (export.Format, error) {
				x.thumbs = x.a.Thumbnails(x.ctx)
				return html.New(t, html.Options{Title: x.opts.Title, Cache: x.thumbs}), nil
			},
		},
		{
			Name: "bagit", pictures: true, attachments: true, alone: true, template: naming.Default,
			inFolder: func(t export.Target, x *exporting) (export.Format, error) { return bagit.New(t, x.bag()), nil },
		},
		{
			Name: "jsonl", pictures: true, attachments: true, template: naming.Default, ext: ".jsonl",
			inFolder: func(t export.Target, _ *exporting) (export.Format, error) { return jsonl.New(t), nil },
			stream:   rendered("jsonl"), asStored: true,
		},
		single("csv", ".csv", rendered("csv")),
		single("geojson", ".geojson", func(w io.Writer, _ *exporting) (export.Format, error) { return geojson.New(w), nil }),
		single("kml", ".kml", func(w io.Writer, _ *exporting) (export.Format, error) { return kml.New(w), nil }),
		{
			Name: "imagefolder", pictures: true, alone: true, template: naming.Default, reserved: []string{imagefolder.MetadataName},
			inFolder: func(t export.Target, _ *exporting) (export.Format, error) { return imagefolder.New(t), nil },
		},
		{
			Name: "webdataset", pictures: true, alone: true, template: "{id}", dotless: true,
			inFolder: func(t export.Target, x *exporting) (export.Format, error) {
				return webdataset.New(t, webdataset.Options{Size: x.opts.ShardSize, Time: x.a.opts.Now()}), nil
			},
			stream: func(w io.Writer, x *exporting) (export.Format, error) {
				return webdataset.NewStream(w, x.a.opts.Now()), nil
			},
			streamPictures: true,
		},
	}
}

// bag is what a bag says of itself. In a zip or a tar it has a folder of its
// own (RFC 8493 §4). The whole dump goes with it only where all items do.
func (x *exporting) bag() bagit.Options {
	o := bagit.Options{Now: x.a.opts.Now(), Software: x.opts.Software, Title: x.opts.Title}
	if x.packed != nil {
		o.Base = x.base
	}
	if x.all && !x.opts.strips() {
		o.Dump = func(w io.Writer) error {
			_, err := x.a.Dump(x.ctx, w)
			return err
		}
	}
	return o
}

// single is a format of one file without pictures.
func single(name, ext string, stream func(io.Writer, *exporting) (export.Format, error)) *ExportFormat {
	return &ExportFormat{
		Name: name, ext: ext, template: naming.Default, stream: stream,
		inFolder: func(t export.Target, x *exporting) (export.Format, error) {
			return export.Single(t, "items"+ext, func(w io.Writer) (export.Format, error) { return stream(w, x) })
		},
	}
}

// LookupExportFormat gives the format of a name.
func LookupExportFormat(name string) (*ExportFormat, bool) {
	for _, f := range ExportFormats() {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

func exportFormat(name string) (*ExportFormat, error) {
	f, ok := LookupExportFormat(name)
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, ErrUnknownName)
	}
	return f, nil
}

// rendered is a format that find prints too. Paths in this machine are nobody's
// business where something is stripped.
func rendered(name string) func(io.Writer, *exporting) (export.Format, error) {
	return func(w io.Writer, x *exporting) (export.Format, error) {
		path := x.a.PicturePath
		if x.opts.strips() {
			path = func(*item.Item) string { return "" }
		}
		r, err := render.New(context.Background(), w, render.Options{Format: name, Excel: x.opts.Excel && name == "csv", PicturePath: path})
		return renderFormat{r}, err
	}
}

type renderFormat struct{ render.Writer }

func (r renderFormat) Write(_ context.Context, e *export.Entry) error {
	return r.Writer.Write(render.Record{Item: e.Item, JSON: e.JSON, Distance: e.Distance})
}
