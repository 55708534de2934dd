// Package tag holds the shared word of the metadata rooms: one value read
// from a picture file.
//
// It knows how ExifTool writes such a value in JSON, since that is the form
// the program promises. It knows no container, no standard and no meaning:
// which tags there are, and what they say, is told by the rooms that read them.
package tag

// Tag is one value read from a file.
type Tag struct {
	// Group is where it stood, in ExifTool's words: "EXIF" (EXIF and GPS),
	// "IPTC", "XMP-dc", "File", "PNG", "Composite" …
	Group string
	// Name is ExifTool's name of it: DateTimeOriginal, Caption-Abstract …
	Name string
	// Value is what `exiftool -n` prints: a string, int64, float64, or []any of these.
	Value any
}
