package takeout

import (
	"io/fs"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/text"
)

// Bounds of looking around.
const (
	peekFolders = 4
	peekFiles   = 4
	peekBytes   = 1 << 20
)

// Recognise claims the folder of the product (`Google Photos`, in any language)
// as a whole, and alone a folder that has a picture's JSON in it.
func (Room) Recognise(dir source.Dir) source.Extent {
	switch {
	case isProduct(dir):
		return source.Tree
	case hasAsset(dir.FS, ".", dir.Entries):
		return source.Folder
	}
	return source.Nothing
}

// isProduct tells by the names of the folder and of those in it. A name of the
// product is believed without a JSON, which may be in another zip, unless there
// are files that a Takeout doesn't have.
func isProduct(dir source.Dir) bool {
	named := isProductName(dir.Name)
	var look []string
	for _, e := range dir.Entries {
		if e.IsDir() && !source.IsSystem(e.Name()) && len(look) < peekFolders && (named || isYearFolder(e.Name())) {
			look = append(look, e.Name())
		}
	}
	believed := named && len(look) > 0
	for _, name := range look {
		entries, err := fs.ReadDir(dir.FS, name)
		if err != nil {
			continue
		}
		if hasAsset(dir.FS, name, entries) {
			return true
		}
		for _, e := range entries {
			low := strings.ToLower(e.Name())
			if strings.HasSuffix(low, ".txt") || strings.HasSuffix(low, ".caption") || strings.HasSuffix(low, ".xmp") {
				believed = false
			}
		}
	}
	return believed
}

// hasAsset tells whether one of the first few JSON files of a folder describes
// a picture.
func hasAsset(fsys fs.FS, dir string, entries []fs.DirEntry) bool {
	looked := 0
	for _, e := range entries {
		if e.IsDir() || !isJSON(e.Name()) || source.IsSystem(e.Name()) {
			continue
		}
		if looked++; looked > peekFiles {
			return false
		}
		if peekAsset(fsys, join(dir, e.Name())) {
			return true
		}
	}
	return false
}

// peekAsset tells whether a JSON file describes a picture or video.
func peekAsset(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	r := jsonstream.NewReader(source.AtMost(f, peekBytes))
	if k, err := r.Kind(); err != nil || k != jsonstream.Object {
		return false
	}
	found := false
	// What is cut off or damaged has said enough, or says nothing.
	_ = r.Object(func(key string) error {
		if key != keyTaken {
			return r.Skip()
		}
		v, err := r.Value()
		found = v.Get("timestamp").Is()
		return err
	})
	return found
}

func isJSON(name string) bool {
	return len(name) > len(".json") && strings.EqualFold(name[len(name)-len(".json"):], ".json")
}

func join(dir, name string) string {
	if dir == "." || dir == "" {
		return name
	}
	return dir + "/" + name
}

// isProductName tells whether a folder is called Google Photos in one of the
// languages of Takeout.
func isProductName(name string) bool {
	name = text.FoldLoose(name)
	if !strings.Contains(name, "google") {
		return false
	}
	for _, word := range [...]string{
		"photo", "foto", "bilder", "billeder", "kuva", "kep", "zdjecia", "фото", "фота", "תמונות", "צילומים", "صور", "عکس",
		"フォト", "相簿", "相册", "照片", "포토", "사진", "รูปภาพ", "anh", "φωτο", "फ़ोटो", "फोटो",
	} {
		if strings.Contains(name, text.FoldLoose(word)) {
			return true
		}
	}
	return false
}

// isYearFolder tells whether a folder holds a year's pictures: `Photos from
// 2023` in the languages of Takeout.
func isYearFolder(name string) bool {
	pattern, ok := yearPattern(name)
	if !ok {
		return false
	}
	for _, known := range [...]string{
		"photos from #", "photos of #", "fotos von #", "fotos aus #", "photos de #", "fotos de #", "fotos del #", "foto dal #",
		"foto del #", "foto da #", "foto's uit #", "foto's van #", "fotos uit #", "zdjęcia z #", "zdjęcia z # r.", "fotky z #",
		"fotky z roku #", "foton från #", "bilder från #", "bilder fra #", "billeder fra #", "fotos fra #", "kuvat vuodelta #",
		"valokuvat #", "fényképek - #", "fotók - #", "# fényképei", "fotografii din #", "poze din #", "fotoğraflar #",
		"# fotoğrafları", "# yılından fotoğraflar", "фото за #", "фото за # год", "фото за # рік", "фотографии за #",
		"фотографии за # г.", "фотографии за # год", "снимки от #", "foto dari #", "foto daripada #", "ảnh từ #", "ảnh từ năm #",
		"ảnh năm #", "φωτογραφίες από το #", "# 年の写真", "#年の写真", "#年のフォト", "#년의 사진", "# 년의 사진", "#년 사진", "#年的照片",
		"# 年的照片", "#年的相片", "# 年的相片", "รูปภาพจากปี #", "รูปภาพจาก #", "รูปภาพปี #", "صور من #", "صور من عام #", "תמונות מ-#",
		"תמונות משנת #", "# की फ़ोटो", "slike iz #", "fotografije iz #", "fotografie z roku #",
	} {
		if pattern == text.FoldLoose(known) {
			return true
		}
	}
	return false
}

// yearPattern replaces the year of a name by #, and folds it. It says false for
// names without a year, and for those with other digits.
func yearPattern(name string) (string, bool) {
	name = text.FoldLoose(name)
	i := strings.IndexAny(name, "0123456789")
	if i < 0 || len(name) < i+4 || !isYear(name[i:i+4]) || strings.ContainsAny(name[i+4:], "0123456789") {
		return "", false
	}
	pattern := name[:i] + "#" + name[i+4:]
	return strings.ReplaceAll(pattern, "’", "'"), len(pattern) > 1
}

func isYear(s string) bool {
	return strings.Trim(s, "0123456789") == "" && s >= "1800" && s < "2100"
}

// isDayFolder tells whether a folder is one of a day or of some days, as
// Takeouts before 2020 had them: 2019-05-06, 2019-05-06 #2,
// 2019-05-06 - 2019-05-08.
func isDayFolder(name string) bool {
	return len(name) >= 10 && isYear(name[:4]) && name[4] == '-' && name[7] == '-' && strings.Trim(name[4:], "0123456789-# ") == ""
}
