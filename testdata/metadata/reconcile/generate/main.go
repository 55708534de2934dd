// Command generate makes the pictures and sidecars of testdata/metadata/reconcile.
// It draws tiny pictures and lets ExifTool write metadata into them, so that
// the readers are tested against another program's writing; and it keeps
// ExifTool's own reading of them, with the values that its MWG module
// reconciles, as the expectation.
//
// It needs ExifTool (Debian: libimage-exiftool-perl):
//
//	go run ./testdata/metadata/reconcile/generate testdata/metadata/reconcile
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: generate FOLDER")
	}
	folder := os.Args[1]
	for _, p := range pictures() {
		if err := p.make(folder); err != nil {
			log.Fatalf("%s: %v", p.name, err)
		}
	}
	if err := sidecars(folder); err != nil {
		log.Fatal(err)
	}
}

// picture is a file to make. Each of steps is a run of ExifTool.
type picture struct {
	name  string
	steps [][]string
}

func (p picture) make(folder string) error {
	path := filepath.Join(folder, p.name)
	if err := draw(path); err != nil {
		return err
	}
	for _, args := range p.steps {
		// The zone of this machine must not get into the files.
		if _, err := exiftool(append(args, "-q", "-overwrite_original", path)...); err != nil {
			return err
		}
	}
	all, err := exiftool("-json", "-n", "-G1", "-EXIF:all", "-IPTC:all", "-XMP:all", "-Photoshop:IPTCDigest", "-CurrentIPTCDigest", path)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".exiftool.json", relative(all, folder), 0o644); err != nil {
		return err
	}
	mwg, err := exiftool("-json", "-n", "-use", "MWG", "-MWG:all", path)
	if err != nil {
		return err
	}
	return os.WriteFile(path+".mwg.json", relative(mwg, folder), 0o644)
}

// relative takes the folder out of ExifTool's SourceFile.
func relative(b []byte, folder string) []byte {
	return bytes.ReplaceAll(b, []byte(filepath.ToSlash(folder)+"/"), nil)
}

func exiftool(args ...string) ([]byte, error) {
	cmd := exec.Command("exiftool", args...)
	cmd.Env = append(os.Environ(), "TZ=UTC")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("exiftool %s: %w: %s", strings.Join(args, " "), err, errs.String())
	}
	return out.Bytes(), nil
}

// draw makes a picture of 8 x 6 pixels.
func draw(path string) error {
	img := image.NewGray(image.Rect(0, 0, 8, 6))
	for x := range 8 {
		for y := range 6 {
			img.SetGray(x, y, color.Gray{Y: uint8(30*x + 3*y)})
		}
	}
	var b bytes.Buffer
	var err error
	if filepath.Ext(path) == ".png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 50})
	}
	if err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// sidecars writes what ExifTool says of press.jpg in all its forms.
func sidecars(folder string) error {
	press := filepath.Join(folder, "press.jpg")
	xmp := filepath.Join(folder, "press.xmp")
	if err := os.RemoveAll(xmp); err != nil {
		return err
	}
	if _, err := exiftool("-q", "-tagsfromfile", press, "-XMP:all", xmp); err != nil {
		return err
	}
	// structures.xmp is written by hand.
	structures, err := exiftool("-json", "-n", "-G1", "-XMP:all", filepath.Join(folder, "structures.xmp"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "structures.xmp.exiftool.json"), relative(structures, folder), 0o644); err != nil {
		return err
	}
	groups := []string{"-EXIF:all", "-IPTC:all", "-XMP:all", "-Composite:GPS*", "-Composite:SubSec*"}
	for name, args := range map[string][]string{
		"press.plain.json":    {"-json"},
		"press.n.json":        {"-json", "-n"},
		"press.g.json":        {"-json", "-G"},
		"press.g1.json":       {"-json", "-G1", "-n"},
		"press.g01.json":      {"-json", "-G0:1"},
		"press.grouped.json":  {"-json", "-g"},
		"press.grouped1.json": {"-json", "-g1"},
		"press.struct.json":   {"-json", "-struct", "-G1"},
		"press.csv":           {"-csv", "-G1"},
		"press.plain.csv":     {"-csv"},
	} {
		out, err := exiftool(append(append(args, groups...), press)...)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), relative(out, folder), 0o644); err != nil {
			return err
		}
	}
	return nil
}
