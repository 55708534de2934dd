package webpage

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// Bounds of what is looked at to recognise pages.
const (
	maxSurveyPages = 200
	maxSurveyFiles = 10_000
)

// form is what a page is saved as.
type form uint8

const (
	formNone form = iota
	formHTML
	formMHTML
	formWARC
)

// formOf tells a page by its name.
func formOf(name string) form {
	low := strings.ToLower(path.Base(name))
	switch {
	case source.IsSystem(low):
		return formNone
	case strings.HasSuffix(low, ".warc.gz"):
		return formWARC
	}
	switch path.Ext(low) {
	case ".html", ".htm", ".xhtml", ".xht":
		return formHTML
	case ".mht", ".mhtml":
		return formMHTML
	case ".warc":
		return formWARC
	}
	return formNone
}

func pageNames(entries []fs.DirEntry) []string {
	var out []string
	for _, e := range entries {
		if !e.IsDir() && formOf(e.Name()) != formNone {
			out = append(out, e.Name())
		}
	}
	return out
}

func pictureNames(entries []fs.DirEntry) []string {
	var out []string
	for _, e := range entries {
		if !e.IsDir() && !source.IsSystem(e.Name()) && container.KnownName(e.Name()) {
			out = append(out, e.Name())
		}
	}
	return out
}

// isFilesFolder tells by its name and by what lies in it that a folder holds the
// files of a page: style sheets and scripts beside pictures.
func isFilesFolder(dir source.Dir) bool {
	named := false
	for _, ending := range companionEndings() {
		named = named || strings.HasSuffix(fold(dir.Name), ending)
	}
	if !named {
		return false
	}
	for _, e := range dir.Entries {
		switch path.Ext(strings.ToLower(e.Name())) {
		case ".css", ".js", ".download", ".woff", ".woff2", ".axd":
			return true
		}
		if strings.HasPrefix(e.Name(), "saved_resource") {
			return true
		}
	}
	return false
}

// companionEndings are what browsers put behind the name of a page to name the
// folder of its files, by language (Windows' list of connected files; Chrome
// and Firefox write _files nearly everywhere).
func companionEndings() []string {
	return []string{
		"_files", ".files", "-dateien", "_dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_bestanden", "_file", "-filer", "_filer",
		"_tiedostot", "_pliki", "_soubory", "_elemei", "_dosyalar", "_datoteke", "_fitxers", "_failid", "_fails", "_bylos", "_fajlovi",
		"_fitxategiak", "_fisiere", "_subory", "_bestanden", "_файлы", "_файли", "_arxiu",
	}
}

// isCompanion tells whether a folder belongs to a page by its name.
func isCompanion(folder, page string) bool {
	folder, page = fold(folder), fold(page)
	base := strings.TrimSuffix(page, path.Ext(page))
	rest, ok := strings.CutPrefix(folder, base)
	if !ok {
		return false
	}
	for _, ending := range companionEndings() {
		if rest == ending {
			return true
		}
	}
	return false
}

func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// survey lists what belongs to the pages of a folder, and tells whether that is
// all there is but for files that are no pictures.
func survey(dir source.Dir) (parts []string, all bool) {
	var html []string
	all = true
	owned := map[string]bool{}
	for _, e := range dir.Entries {
		name := e.Name()
		switch {
		case e.IsDir() || source.IsSystem(name):
		case formOf(name) == formHTML:
			html = append(html, name)
		case formOf(name) == formMHTML && isMHTML(source.Head(dir.FS, name, 8<<10)),
			formOf(name) == formWARC && isWARC(source.Head(dir.FS, name, 64)):
			parts = append(parts, name)
			owned[name] = true
		}
	}
	if len(html) == 0 && len(parts) == 0 {
		return nil, false
	}
	for _, e := range dir.Entries {
		if !e.IsDir() {
			continue
		}
		for _, page := range html {
			if isCompanion(e.Name(), page) {
				parts = append(parts, e.Name())
				owned[e.Name()] = true
				if !owned[page] {
					parts = append(parts, page)
					owned[page] = true
				}
			}
		}
	}
	if len(dir.Entries) == 1 && len(html) == 1 {
		return html, true // somebody named this page
	}
	loose := loosePictures(dir, owned)
	if loose.others || len(loose.names) > 0 || len(html) > 0 {
		// Pictures stand elsewhere, or inside the pages: the pages tell.
		parts = append(parts, named(dir, html, owned, loose.names)...)
	}
	for name := range loose.names {
		all = all && owned[name]
	}
	return parts, all && !loose.others
}

type looseFiles struct {
	names  map[string]bool // pictures by path
	others bool            // pages, or more than is looked at
}

// loosePictures finds the pictures in a folder and below it that stand in no
// page's own folder.
func loosePictures(dir source.Dir, owned map[string]bool) looseFiles {
	out := looseFiles{names: map[string]bool{}}
	count := 0
	err := fs.WalkDir(dir.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			out.others = true
			return nil //nolint:nilerr // what can't be listed is for others to tell
		}
		if count++; count > maxSurveyFiles {
			out.others = true
			return fs.SkipAll
		}
		base := e.Name()
		switch {
		case name == ".":
		case source.IsSystem(base) || owned[name]:
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
		case container.KnownName(base):
			out.names[name] = true
		case formOf(base) != formNone && strings.Contains(name, "/"), isData(base):
			// Pages further down, and what other kinds of sources are made of.
			out.others = true
		}
		return nil
	})
	if err != nil {
		out.others = true
	}
	return out
}

// isData tells whether a file may be a part of some other kind of source.
func isData(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonl", ".csv", ".tsv", ".zip", ".tar", ".tgz", ".gz", ".xz":
		return true
	}
	return false
}

// named reads the pages and lists those that have captioned pictures, with the
// loose pictures among these. It adds them to what is owned.
func named(dir source.Dir, pages []string, owned, loose map[string]bool) []string {
	var parts []string
	if len(pages) > maxSurveyPages {
		pages = pages[:maxSurveyPages]
	}
	for _, page := range pages {
		var taken []string
		r := &reading{
			ctx: context.Background(), to: nobody{}, container: source.Container{FS: dir.FS},
			claim: func(name string) { taken = append(taken, name) },
		}
		if err := r.saved(page); err != nil || len(taken) == 0 && !owned[page] {
			continue
		}
		for _, name := range append(taken, page) {
			if !owned[name] && (name == page || loose[name]) {
				owned[name] = true
				parts = append(parts, name)
			}
		}
	}
	return parts
}

// nobody is a sink for a look at what a page has.
type nobody struct{}

func (nobody) Draft(source.Draft) error { return nil }
func (nobody) Skip(source.Skip) error   { return nil }

func isMHTML(head []byte) bool {
	low := bytes.ToLower(head)
	return bytes.Contains(low, []byte("mime-version:")) || bytes.Contains(low, []byte("content-type: multipart/")) ||
		bytes.Contains(low, []byte("snapshot-content-location:")) || bytes.Contains(low, []byte("content-type:multipart/"))
}

func isWARC(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("\x1f\x8b"))
}
