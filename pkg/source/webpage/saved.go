package webpage

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// saved reads an HTML file with its pictures beside it or inside it.
func (r *reading) saved(name string) error {
	h := &savedPage{container: r.container, companions: companions(r.container.FS, name)}
	d, err := parse(openFile(r.container.FS, name), "")
	if err != nil {
		return r.damage(name, err)
	}
	d.path, d.name, d.file, d.within = r.container.Path(name), path.Base(name), name, h
	d.settle(savedFrom(d.root))
	used, err := r.take(d)
	if err != nil || used == nil {
		return err
	}
	return r.unused(h, used)
}

// savedPage is a page in a folder.
type savedPage struct {
	container  source.Container
	companions []string // the folders of its files
}

// companions are the folders that belong to a page by their names. A folder that
// isn't listed may be there: of what was given only the page need be.
func companions(fsys fs.FS, page string) []string {
	var out []string
	entries, err := fs.ReadDir(fsys, path.Dir(page))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() && isCompanion(e.Name(), path.Base(page)) {
			out = append(out, path.Join(path.Dir(page), e.Name()))
		}
	}
	if len(out) > 0 {
		return out
	}
	base := strings.TrimSuffix(page, path.Ext(page))
	for _, ending := range companionEndings() {
		for _, name := range []string{base + ending, base + strings.Replace(ending, "-dateien", "-Dateien", 1)} {
			if info, err := fs.Stat(fsys, name); err == nil && info.IsDir() {
				return []string{name}
			}
		}
	}
	return nil
}

// find follows a relative address down from the page's folder. Of any other
// address only the last part counts: a file of that name in the page's own folder
// is the file that was saved from there.
func (h *savedPage) find(d *document, address string) (blob, bool) {
	address, _, _ = strings.Cut(address, "#")
	if isRelative(address) {
		for _, name := range namesOf(address) {
			if b, ok := h.file(path.Join(path.Dir(d.file), name)); ok {
				return b, true
			}
		}
	}
	for _, name := range namesOf(lastPart(address)) {
		for _, folder := range h.companions {
			if b, ok := h.file(path.Join(folder, name)); ok && !strings.Contains(name, "/") {
				return b, true
			}
		}
	}
	return blob{}, false
}

// file gives a file of the container. What leads out of it is none.
func (h *savedPage) file(name string) (blob, bool) {
	if !fs.ValidPath(name) || name == "." {
		return blob{}, false
	}
	f, err := source.FileOf(h.container.FS, name)
	if err != nil {
		return blob{}, false
	}
	return blob{key: name, path: h.container.Path(name), name: f.Name, size: f.Size, open: f.Open}, true
}

func (h *savedPage) locate(d *document, b blob) { d.file = b.key }

// isRelative tells of an address without scheme, host, drive or root.
func isRelative(address string) bool {
	if strings.HasPrefix(address, "/") || strings.HasPrefix(address, `\`) {
		return false
	}
	if i := strings.IndexAny(address, ":/?"); i > 0 && address[i] == ':' {
		return false // a scheme or a drive
	}
	return address != ""
}

// namesOf gives the file names that a relative address may mean: decoded and as
// it stands, with what looks like a query and without, in both normal forms.
func namesOf(address string) []string {
	address = strings.TrimPrefix(strings.ReplaceAll(address, `\`, "/"), "./")
	bare, _, query := strings.Cut(address, "?")
	var out []string
	add := func(s string) {
		if s == "" {
			return
		}
		for _, form := range []string{s, norm.NFC.String(s), norm.NFD.String(s)} {
			known := false
			for _, have := range out {
				known = known || have == form
			}
			if !known {
				out = append(out, form)
			}
		}
	}
	decoded, ok := unescape(address)
	if ok {
		add(decoded)
	}
	add(address)
	if query {
		if decoded, ok = unescape(bare); ok {
			add(decoded)
		}
		add(bare)
	}
	return out
}

func unescape(s string) (string, bool) {
	decoded, err := url.PathUnescape(s)
	return decoded, err == nil && strings.IndexByte(decoded, 0) < 0
}

func lastPart(address string) string {
	bare, _, _ := strings.Cut(strings.ReplaceAll(address, `\`, "/"), "?")
	return bare[strings.LastIndexByte(bare, '/')+1:]
}

// unused tells of the pictures in the page's folder that don't stand in it.
func (r *reading) unused(h *savedPage, used map[string]bool) error {
	for _, folder := range h.companions {
		err := fs.WalkDir(h.container.FS, folder, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return r.damage(name, err)
			case r.ctx.Err() != nil:
				return r.ctx.Err()
			case e.IsDir() || used[name] || source.IsSystem(e.Name()) || !container.KnownName(e.Name()):
				return nil
			}
			return r.to.Skip(source.Skip{Path: h.container.Path(name), Code: codeUnused, Reason: "in the page's folder, but no picture of the page"})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
