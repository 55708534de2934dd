package takeout

import (
	"iter"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"photoarchive/pkg/source"
	"photoarchive/pkg/text"
)

const (
	// suffix stands in the names of JSON files since October 2024.
	suffix = ".supplemental-metadata"
	// stemUnits is how long a JSON file's name may be without `.json` and
	// without its number, in UTF-16 code units.
	stemUnits = 46
	// nameUnits is how long a picture's name may be without its number, in
	// UTF-16 code units: 47 and an extension of four.
	nameUnits = 51
)

// name is a picture's name taken apart: base + number + ext.
type name struct{ base, number, ext string }

func split(s string) name {
	n := name{base: s}
	if ext := path.Ext(s); isExtension(ext) && len(ext) < len(s) {
		n.base, n.ext = s[:len(s)-len(ext)], ext
	}
	n.base, n.number = cutNumber(n.base)
	return n
}

func (n name) String() string { return n.base + n.number + n.ext }

// isExtension tells extensions from what else may follow a full stop.
func isExtension(ext string) bool {
	return len(ext) >= 2 && len(ext) <= 6 && strings.Trim(strings.ToLower(ext[1:]), "abcdefghijklmnopqrstuvwxyz0123456789~") == ""
}

// cutNumber cuts the number (n) off the end: that of a second file of a name.
func cutNumber(s string) (base, number string) {
	i := strings.LastIndexByte(s, '(')
	if i < 1 || !strings.HasSuffix(s, ")") || i+2 >= len(s) || strings.Trim(s[i+1:len(s)-1], "0123456789") != "" {
		return s, ""
	}
	return s[:i], s[i:]
}

// stems gives the names that the JSON file of a picture may have, without
// `.json`, the most likely first. whole is the picture's name without its
// number, which is never clipped and stands at the end.
//
// Before October 2024 the name is the picture's, since then with suffix behind
// it; either is clipped to stemUnits. Any shorter part of the suffix is met too,
// and names that are not clipped at all.
func stems(whole, number string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(clip(whole+suffix, stemUnits)+number) || !yield(whole+number) || !yield(clip(whole, stemUnits)+number) {
			return
		}
		for k := len(suffix); k > 0; k-- {
			if !yield(whole + suffix[:k] + number) {
				return
			}
		}
	}
}

// clip gives the first so many UTF-16 code units of a text. Half a character at
// the end is dropped.
func clip(s string, units int) string {
	if len(s) <= units {
		return s
	}
	for i, r := range s {
		n := max(utf16.RuneLen(r), 1)
		if units < n {
			return s[:i]
		}
		units -= n
	}
	return s
}

// length is that of a text in UTF-16 code units.
func length(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// original gives the name of the picture that an edited one was made from. The
// word for it stands at the end of the base, in the account's language; where
// the name was clipped, only its beginning.
func (n name) original() (name, bool) {
	base := text.NFC(n.base)
	low := strings.ToLower(base)
	if len(low) != len(base) {
		low = base // letters whose lower case is longer: only exact words count
	}
	clipped := length(base)+length(n.ext) >= nameUnits
	for _, word := range editedWords() {
		for k := len(word); k > len("-"); k-- {
			if !utf8.ValidString(word[:k]) {
				continue
			}
			if strings.HasSuffix(low, word[:k]) && len(low) > k {
				o := name{base: base[:len(base)-k], number: n.number, ext: n.ext}
				if o.number == "" {
					o.base, o.number = cutNumber(o.base)
				}
				return o, true
			}
			if !clipped {
				break
			}
		}
	}
	return n, false
}

// editedWords are what Google puts behind the name of a picture that was edited
// or made out of another, in lower case and NFC.
func editedWords() []string {
	return []string{
		"-edited", "-effects", "-smile", "-mix", "-motion", "-animation", "-collage", "-edytowane", "-bearbeitet", "-bewerkt",
		"-編集済み", "-编辑", "-已编辑", "-已編輯", "-modificato", "-modifié", "-ha editado", "-editado", "-editada", "-editat",
		"-отредактировано", "-편집됨", "-수정됨", "-düzenlendi", "-redigerad", "-redigeret", "-redigert", "-muokattu",
		"-upraveno", "-szerkesztve", "-editată", "-đã chỉnh sửa", "-diedit", "-แก้ไขแล้ว", "-संपादित", "-تم التعديل",
	}
}

// fold makes names comparable: letter case and normal forms don't tell them
// apart.
func fold(s string) string { return text.Fold(s) }

// plain folds a name for comparing it with the title inside a JSON file, whose
// characters that a file's name may not have became low lines.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '&', '%', '=', '?', '*', ':', '|', '"', '<', '>', '/', '\\', '\'', '#', ';', '+', '~', '@', '!', '$', '^', '`', ',':
			return '_'
		}
		return r
	}, fold(s))
}

// videoName tells whether a file's name says that it is a video. The moving part
// of a Pixel's picture is called .MP, .MV or, edited, .MP~2.
func videoName(s string) bool {
	ext, _, _ := strings.Cut(strings.ToLower(path.Ext(s)), "~")
	return ext == ".mv" || source.IsVideoName("x"+ext)
}
