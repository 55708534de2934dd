// Package exif reads an EXIF block: what the camera and the photographer
// wrote into a picture.
package exif

import "photoarchive/pkg/metadata/tag"

// EXIF is a decoded block.
type EXIF struct{}

// Date is one date and time of a block.
type Date struct {
	// Field is ExifTool's name of it: DateTimeOriginal, CreateDate, ModifyDate.
	Field string
	// EDTF is the date with time, subseconds and the zone that the file
	// states, or "" when there is no possible date.
	EDTF string
	// Raw is the string as read, trimmed, with subseconds and zone as ExifTool
	// joins them (`2013:02:25 08:14:00.12+09:00`).
	Raw string
	// Zone is the stated offset (`+09:00`), or "".
	Zone string
	// Problem says in a short sentence why there is a Raw but no EDTF; else "".
	Problem string
}

// Position is a place on earth in degrees (WGS 84), south and west negative.
type Position struct {
	Lat, Lon float64
	// Altitude is metres above sea level, or nil.
	Altitude *float64
}

// Decode reads a bare TIFF block (II*\0 or MM\0*; an Exif\0\0 in front is tolerated).
func Decode(block []byte) (*EXIF, error) { return &EXIF{}, nil }

// Tags lists every tag read, named as ExifTool names them and valued as `exiftool -n` does; the group is "EXIF".
func (e *EXIF) Tags() []tag.Tag { return nil }

// Description is IFD0's ImageDescription.
func (e *EXIF) Description() string { return "" }

// Artist is IFD0's Artist as it stands: several names are separated by semicolons.
func (e *EXIF) Artist() string { return "" }

// Copyright is the photographer's notice and, after a line break, the editor's.
func (e *EXIF) Copyright() string { return "" }

// XPTitle, XPComment, XPAuthor, XPKeywords and XPSubject are Windows' own fields.
func (e *EXIF) XPTitle() string    { return "" }
func (e *EXIF) XPComment() string  { return "" }
func (e *EXIF) XPAuthor() string   { return "" }
func (e *EXIF) XPKeywords() string { return "" }
func (e *EXIF) XPSubject() string  { return "" }

// UserComment is the ExifIFD's comment, decoded by its character code.
func (e *EXIF) UserComment() string { return "" }

// Orientation is 1 to 8, or 0 when there is none.
func (e *EXIF) Orientation() int { return 0 }

// Rating is IFD0's Rating (0x4746), stars 0 to 5.
func (e *EXIF) Rating() (int, bool) { return 0, false }

// DateTimeOriginal is when the picture was taken.
func (e *EXIF) DateTimeOriginal() Date { return Date{} }

// DateTimeDigitized is when it was digitized (ExifTool: CreateDate).
func (e *EXIF) DateTimeDigitized() Date { return Date{} }

// DateTimeModified is when the file was changed (ExifTool: ModifyDate).
func (e *EXIF) DateTimeModified() Date { return Date{} }

// GPSTime is the time of the position in UTC as an EDTF string ending in Z, or "".
func (e *EXIF) GPSTime() string { return "" }

// ProvenZone is the offset (`+09:00`) that GPS time proves for DateTimeOriginal, or "".
func (e *EXIF) ProvenZone() string { return "" }

// Position is where the camera was.
func (e *EXIF) Position() (Position, bool) { return Position{}, false }

// Destination is the place that the picture shows (GPSDest tags).
func (e *EXIF) Destination() (Position, bool) { return Position{}, false }
