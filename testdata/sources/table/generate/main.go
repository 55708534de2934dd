// Command generate makes the small exports beside it: real layouts, made-up
// content. Run it as `go run ./testdata/sources/table/generate` from the root.
package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"log"
	"os"
	"path/filepath"
	"strings"
)

const root = "testdata/sources/table"

func main() {
	for _, make := range []func() error{csv, tabs, imageFolder, kohya, cocoCaptions, flickr, shard} {
		if err := make(); err != nil {
			log.Fatal(err)
		}
	}
}

// picture is a small JPEG of one colour, another for each n.
func picture(n int) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range 16 * 12 {
		m.Set(i%16, i/16, color.RGBA{uint8(40 * n), uint8(255 - 30*n), uint8(17 * n), 255})
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, nil)
	return b.Bytes(), err
}

func write(name string, b []byte) error {
	name = filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o644)
}

// set writes a text and some pictures.
func set(dir, name, text string, pictures ...string) error {
	for i, p := range pictures {
		b, err := picture(i + 1)
		if err == nil {
			err = write(filepath.Join(dir, p), b)
		}
		if err != nil {
			return err
		}
	}
	return write(filepath.Join(dir, name), []byte(text))
}

func csv() error {
	return set("csv", "photos.csv", "\uFEFF"+strings.Join([]string{
		"Filename;Caption;Keywords;Date;Location;Latitude;Longitude;Photographer;URL;Likes;People",
		`heron.jpg;"A heron, ""grey"", at dusk` + "\r\n" + `#Alster";bird; 2013/02/25;Hamburg;53,5653;10,0014;Ada Example;https://example.org/p/1;2,950;`,
		`pier.jpg;The pier in fog;"sea|fog";25.02.2013;;;;"Ada Example; Bo Example";;0;"Cy Example; Di Example"`,
		`gone.jpg;A picture that is missing;;;;;;;;;`,
		`../outside.jpg;Nothing outside is read;;;;;;;;;`,
		`uncaptioned.jpg;;;05/02/2013;;;;;;;`,
	}, "\r\n")+"\r\n", "heron.jpg", "pier.jpg", "uncaptioned.jpg", "unlisted.jpg")
}

func tabs() error {
	return set("open_clip", "train.tsv", "filepath\ttitle\nimages/1.jpg\tA \"quiet\" street\nimages/2.jpg\tTwo boats\n", "images/1.jpg", "images/2.jpg")
}

func imageFolder() error {
	if err := set("imagefolder/train", "metadata.jsonl", `{"file_name":"0001.jpg","text":"A heron, \"grey\", at dusk"}`+"\n"+`{"file_names":["0002.jpg","more/0003.jpg"],"text":"Two of the pier"}`+"\n", "0001.jpg", "0002.jpg", "more/0003.jpg"); err != nil {
		return err
	}
	return set("imagefolder/test", "metadata.csv", "file_name,text\n0004.jpg,A gull\n", "0004.jpg")
}

func kohya() error {
	return set("kohya", "meta_cap.json", `{"/home/someone/train/a.jpg":{"caption":"a lighthouse","tags":"lighthouse, sea","image_size":[16,12]},"/home/someone/train/b":{"caption":"a buoy"}}`, "a.jpg", "b.jpg")
}

func cocoCaptions() error {
	return set("coco", "annotations/captions_val2014.json", `{"info":{"year":2014},"images":[{"license":3,"file_name":"COCO_val2014_000000000009.jpg","coco_url":"http://example.org/9.jpg","height":12,"width":16,"id":9},{"license":3,"file_name":"COCO_val2014_000000000010.jpg","id":10}],`+
		`"licenses":[{"id":3,"name":"Attribution-NonCommercial-NoDerivs License"}],"annotations":[{"image_id":9,"id":1,"caption":"A heron stands in the reeds."},{"image_id":10,"id":2,"caption":"A pier."},{"image_id":9,"id":3,"caption":"A grey bird near water."}]}`,
		"val2014/COCO_val2014_000000000009.jpg", "val2014/COCO_val2014_000000000010.jpg")
}

func flickr() error {
	if err := set("flickr30k", "results.csv", "image_name| comment_number| comment\n1000.jpg| 0| Two men stand by a fence .\n1000.jpg| 1| Men outside .\n2000.jpg| 4   A dog runs across the grass .\n", "flickr30k_images/1000.jpg", "flickr30k_images/2000.jpg"); err != nil {
		return err
	}
	return set("flickr8k", "captions.txt", "image,caption\n1000.jpg,A child in a pink dress .\n1000.jpg,\"A girl , smiling .\"\n", "Images/1000.jpg")
}

func shard() error {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	add := func(name string, content []byte) error {
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o644}); err != nil {
			return err
		}
		_, err := w.Write(content)
		return err
	}
	for i := 1; i <= 3; i++ {
		key := fmt.Sprintf("%09d", i)
		caption := fmt.Sprintf("Picture number %d of a shard", i)
		js, err := json.Marshal(map[string]any{"caption": caption, "url": "https://example.org/" + key + ".jpg", "key": key, "status": "success", "width": 16, "height": 12})
		if err != nil {
			return err
		}
		p, err := picture(i)
		if err != nil {
			return err
		}
		for _, m := range []struct {
			ext  string
			data []byte
		}{{".jpg", p}, {".json", js}, {".txt", []byte(caption)}} {
			if err := add(key+m.ext, m.data); err != nil {
				return err
			}
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return write("webdataset/00000.tar", b.Bytes())
}
