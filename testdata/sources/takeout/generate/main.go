// Command generate makes the exports of Google Photos in testdata/sources/takeout:
// the layout is Google's, what is in it is made up. It always makes the same
// files. From the folder with go.mod:
//
//	go run ./testdata/sources/takeout/generate
//
// 2024 has the names since October 2024, 2019 those of before with folders of
// days, parts is one export in two zips, here unpacked. NAME.want beside each is
// what the room is to yield; it is written by hand.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "testdata/sources/takeout", "folder to write to")
	flag.Parse()
	m := &maker{}
	for name, fill := range map[string]func(*maker){"2024": year2024, "2019": year2019, "parts": parts} {
		m.root = filepath.Join(*out, name)
		if err := os.RemoveAll(m.root); err != nil && m.err == nil {
			m.err = err
		}
		fill(m)
	}
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

// maker writes files below a folder, up to the first error.
type maker struct {
	root string
	err  error
}

func (m *maker) file(name string, data []byte) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, filepath.FromSlash(name))
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

// picture writes a tiny JPEG of one colour, the same for the same number.
func (m *maker) picture(name string, number int) {
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(number*37 + i%4*29)
	}
	img.Set(number%16, number%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
}

func (m *maker) json(name string, v any) {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b)
}

type object = map[string]any

// about is a picture's JSON; more is laid over it.
func about(title, caption string, taken int64, more object) object {
	geo := object{"latitude": 0.0, "longitude": 0.0, "altitude": 0.0, "latitudeSpan": 0.0, "longitudeSpan": 0.0}
	o := object{
		"title": title, "description": caption, "imageViews": "3",
		"creationTime":   object{"timestamp": fmt.Sprint(taken + 86400), "formatted": "for people"},
		"photoTakenTime": object{"timestamp": fmt.Sprint(taken), "formatted": "for people"},
		"geoData":        geo, "geoDataExif": geo,
		"url": fmt.Sprintf("https://photos.google.com/photo/AF1Qip%d", taken),
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func at(lat, lon, alt float64) object {
	return object{"latitude": lat, "longitude": lon, "altitude": alt, "latitudeSpan": 0.0, "longitudeSpan": 0.0}
}

func year2024(m *maker) {
	const root = "Takeout/Google Photos/"
	const y = root + "Photos from 2023/"
	m.file("Takeout/archive_browser.html", []byte("<!DOCTYPE html><title>Archive</title>"))
	m.json(root+"print-subscriptions.json", object{})
	m.json(root+"user-generated-memory-titles.json", object{"title": []string{"Summer"}})

	ferry := about("IMG_0001.jpg", "The ferry to #Suomenlinna, late", 1696573800, object{
		"geoData": at(60.1454, 24.9881, 4), "people": []object{{"name": "Ada Example"}}, "favorited": true,
	})
	m.picture(y+"IMG_0001.jpg", 1)
	m.json(y+"IMG_0001.jpg.supplemental-metadata.json", ferry)
	m.picture(y+"IMG_0001-edited.jpg", 2)
	m.picture(root+"Helsinki/IMG_0001.jpg", 1)
	m.json(root+"Helsinki/IMG_0001.jpg.supplemental-metadata.json", ferry)
	m.json(root+"Helsinki/metadata.json", object{"title": "Helsinki", "description": "", "access": "protected", "date": object{"timestamp": "1696573800", "formatted": "for people"}})

	// Two files of one name; the album has the second, and counts from none.
	m.picture(y+"IMG_0002.jpg", 3)
	m.json(y+"IMG_0002.jpg.supplemental-metadata.json", about("IMG_0002.jpg", "", 1696577400, nil))
	second := about("IMG_0002.jpg", "Second of that name, south of the line", 1696581000, object{"geoDataExif": at(-33.8568, 151.2153, 0)})
	m.picture(y+"IMG_0002(1).jpg", 4)
	m.json(y+"IMG_0002.jpg.supplemental-metadata(1).json", second)
	m.picture(root+"Far away/IMG_0002.jpg", 4)
	m.json(root+"Far away/IMG_0002.jpg.supplemental-metadata.json", second)
	m.json(root+"Far away/metadata.json", object{"title": "Far away: 2023?"})
	// An album of which only the JSON came.
	m.json(root+"Only JSON/IMG_0002.jpg.supplemental-metadata.json", second)
	m.json(root+"Only JSON/metadata.json", object{"title": "Only JSON"})

	m.picture(y+"Screenshot_2023-10-07-08-09-10-123_com.android.jpg", 5)
	m.json(y+"Screenshot_2023-10-07-08-09-10-123_com.android.json", about("Screenshot_2023-10-07-08-09-10-123_com.android.jpg", "", 1696666150, nil))
	m.picture(y+"PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGINA.jpg", 6)
	m.json(y+"PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGIN.json", about("PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGINAL.jpg", "Stars", 1691613289, nil))
	m.picture(y+"Peanut Butter Balls.jpg", 7)
	m.json(y+"Peanut Butter Balls.supplemental-metadata.json", about("Peanut Butter Balls", "Recipe", 1691700000, nil))
	m.picture(y+"IMG_0003.jpg", 8)
	m.json(y+"IMG_0003.jpg.supplemental-me.json", about("IMG_0003.jpg", "In the bin", 1691700100, object{"trashed": true}))
	m.picture(y+"IMG_0004.jpg", 9)
	m.json(y+"IMG_0004.jpg.supplemental-metadata.json", about("IMG_0004.jpg", "Archived", 1691700200, object{"archived": true}))
	m.file(y+"IMG_0005.MP4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))
	m.picture(y+"IMG_0005.HEIC.jpg", 10)
	m.json(y+"IMG_0005.HEIC.jpg.supplemental-metadata.json", about("IMG_0005.HEIC.jpg", "Moves", 1691700300, nil))
	m.json(y+"IMG_0006.jpg.supplemental-metadata.json", about("IMG_0006.jpg", "Lost", 1691700400, nil))
}

func year2019(m *maker) {
	const root = "Takeout/Google Fotos/"
	m.picture(root+"2019-05-06/DSC_0100.JPG", 11)
	m.json(root+"2019-05-06/DSC_0100.JPG.json", about("DSC_0100.JPG", "Vor 1970 gescannt", -86400, nil))
	m.picture(root+"2019-05-06/DSC_0100(1).JPG", 12)
	m.json(root+"2019-05-06/DSC_0100.JPG(1).json", about("DSC_0100.JPG", "", 0, nil))
	m.json(root+"2019-05-06/Metadaten.json", object{"albumData": object{"title": "2019-05-06"}})
	m.picture(root+"2019-05-06/DSC_0100-bearbeitet.JPG", 13)
	m.picture(root+"Wandern/DSC_0100.JPG", 11)
	m.json(root+"Wandern/DSC_0100.JPG.json", about("DSC_0100.JPG", "Vor 1970 gescannt", -86400, nil))
	m.json(root+"Wandern/Metadaten.json", object{"albumData": object{"title": "Wandern/Berge", "description": "", "access": "private"}})
}

func parts(m *maker) {
	const y = "Takeout/Google Photos/Photos from 2022/"
	m.json("takeout-001/"+y+"IMG_1.jpg.json", about("IMG_1.jpg", "Its JSON came in the first part", 1656633600, nil))
	m.picture("takeout-002/"+y+"IMG_1.jpg", 21)
	m.picture("takeout-001/"+y+"IMG_2.jpg", 22)
	m.json("takeout-002/"+y+"IMG_2.jpg.json", about("IMG_2.jpg", "Its JSON came in the second part", 1656637200, nil))
	m.picture("takeout-002/Takeout/Google Photos/Album/IMG_2.jpg", 22)
	m.json("takeout-001/Takeout/Google Photos/Album/metadata.json", object{"title": "Album of both parts"})
}
