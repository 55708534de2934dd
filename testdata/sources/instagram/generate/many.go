package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"strings"
)

// many is a download to measure with: one zip of many posts, each with a tiny
// picture of its own, of which the last may not be there.
type many struct {
	posts, pictures int
	caption         int // bytes that each caption is made longer by
}

// write makes the zip. The JSON stands first, as one document.
func (d many) write(path string) (err error) {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(out, 1<<20)
	w := zip.NewWriter(buffer)
	defer func() { err = errors.Join(err, w.Close(), buffer.Flush(), out.Close()) }()
	const root = "instagram-someone-2024-05-01-x/"
	f, err := w.Create(root + "your_instagram_activity/content/posts_1.json")
	if err != nil {
		return err
	}
	if err := d.document(f); err != nil {
		return err
	}
	scene, err := scene()
	if err != nil {
		return err
	}
	for i := range d.pictures {
		f, err := w.CreateHeader(&zip.FileHeader{Name: root + d.uri(i), Method: zip.Store})
		if err != nil {
			return err
		}
		// A comment (FF FE, its length, 4 bytes) makes each picture another one.
		comment := binary.BigEndian.AppendUint32([]byte{0xFF, 0xFE, 0, 6}, uint32(i))
		if _, err := f.Write(bytes.Join([][]byte{scene[:2], comment, scene[2:]}, nil)); err != nil {
			return err
		}
	}
	return nil
}

func scene() ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 16, 12)), nil)
	return b.Bytes(), err
}

func (d many) uri(i int) string {
	return fmt.Sprintf("media/posts/%d%02d/%d_n_1784140000%07d.jpg", 2012+i%12, 1+i%12, i*7919, i)
}

// document is posts_1.json, with its captions as the service spoils them.
func (d many) document(f io.Writer) error {
	w := bufio.NewWriter(f)
	more := strings.Repeat("late in the day, ", d.caption/17)
	for i := range d.posts {
		mark := ","
		if i == 0 {
			mark = "["
		}
		fmt.Fprintf(w, `%s{"media":[{"uri":%q,"creation_timestamp":%d,"media_metadata":{"photo_metadata":{"exif_data":[{"latitude":%f,"longitude":%f,"device_id":"android-%x","source_type":"4"}]},"camera_metadata":{"has_camera_metadata":true}},"title":"Number %d: a caf\u00c3\u00a9 by the harbour, %s\u00f0\u009f\u008c\u008a #harbour #day%d","cross_post_source":{"source_app":"FB"},"backup_uri":""}]}`, //nolint:errcheck // Flush tells
			mark, d.uri(i), 1400000000+i*97, float64(i%90)+0.123, float64(i%180)+0.456, i*31, i, more, i%365)
	}
	fmt.Fprint(w, "]") //nolint:errcheck // Flush tells
	return w.Flush()
}
