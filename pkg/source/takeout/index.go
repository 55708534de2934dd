package takeout

import (
	"cmp"
	"context"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// maxDepth is how deep folders are looked into. A Takeout has two levels.
const maxDepth = 32

// index lists the files of a library by name. It is all that is in memory of a
// library, besides the one picture at hand.
type index struct {
	containers []source.Container
	dirs       []dir
	folders    []folder
	media      []media
	sidecars   []sidecar
	// twins are the media in order of twinKey.
	twins []twin
	loose looseAssets

	byName map[string]int32 // of folders
	skips  []source.Skip
}

// dir is a folder of one container; folder is the one that it is a part of,
// which may be spread over containers.
type dir struct {
	container, folder int32
	path              string // "." is the root
}

// folder is a year's, or an album.
type folder struct {
	name     string
	media    []int32
	sidecars []int32
	year     bool
	// within: it is a folder in the product's, and not one that stands alone.
	within bool
	album  string // its title, "" where it is no album
	about  string // what else an album's JSON says
	// bin and archive are folders of what was deleted or archived.
	bin, archive bool
}

type media struct {
	name    string
	size    int64
	dir     int32
	sidecar int32 // -1: none
	video   bool
	done    bool
}

type sidecar struct {
	name    string
	dir     int32
	claimed bool
}

func newIndex(ctx context.Context, containers []source.Container) (*index, error) {
	x := &index{containers: containers, byName: map[string]int32{}}
	for i, c := range containers {
		entries, err := fs.ReadDir(c.FS, ".")
		if err != nil {
			x.skips = append(x.skips, source.Damage(c.Path(""), err))
			continue
		}
		own := Room{}.Recognise(source.Dir{FS: c.FS, Entries: entries, Name: c.Folder}) == source.Folder
		if err := x.read(ctx, int32(i), ".", c.Folder, entries, own, 0); err != nil {
			return nil, err
		}
	}
	x.byName = nil
	if err := x.arrange(ctx); err != nil {
		return nil, err
	}
	return x, nil
}

// read lists a folder, and what is below it unless only its own files count.
func (x *index) read(ctx context.Context, in int32, at, folderName string, entries []fs.DirEntry, own bool, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	here := int32(-1)
	for _, e := range entries {
		name := e.Name()
		switch {
		case source.IsSystem(name):
		case e.IsDir():
			if own || depth >= maxDepth {
				continue
			}
			inner := join(at, name)
			below, err := fs.ReadDir(x.containers[in].FS, inner)
			if err != nil {
				x.skips = append(x.skips, source.Damage(x.containers[in].Path(inner), err))
				continue
			}
			if err := x.read(ctx, in, inner, name, below, own, depth+1); err != nil {
				return err
			}
		default:
			if here < 0 {
				here = x.dir(in, at, folderName)
				f := &x.folders[x.dirs[here].folder]
				f.within = f.within || depth > 0
			}
			x.file(here, e)
		}
	}
	return nil
}

// dir notes a folder of a container.
func (x *index) dir(in int32, at, name string) int32 {
	of, ok := x.byName[fold(name)]
	if !ok {
		of = int32(len(x.folders))
		x.byName[fold(name)] = of
		x.folders = append(x.folders, folder{name: name, year: isYearFolder(name)})
	}
	x.dirs = append(x.dirs, dir{in, of, at})
	return int32(len(x.dirs) - 1)
}

func (x *index) file(in int32, e fs.DirEntry) {
	name := e.Name()
	f := &x.folders[x.dirs[in].folder]
	if isJSON(name) {
		f.sidecars = append(f.sidecars, int32(len(x.sidecars)))
		x.sidecars = append(x.sidecars, sidecar{name: name, dir: in})
		return
	}
	m := media{name: name, dir: in, sidecar: -1, video: videoName(name)}
	if !m.video && !container.KnownName(name) && !x.isPicture(in, name) {
		return
	}
	info, err := e.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(x.fsys(in), x.path(in, name))
	}
	if err != nil {
		x.skips = append(x.skips, source.Damage(x.full(in, name), err))
		return
	}
	m.size = info.Size()
	f.media = append(f.media, int32(len(x.media)))
	x.media = append(x.media, m)
}

// isPicture looks into a file whose name has no extension that is known.
func (x *index) isPicture(in int32, name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".csv", ".txt", ".xml", ".zip", ".pdf":
		return false
	}
	_, ok := container.Sniff(source.Head(x.fsys(in), x.path(in, name), 64))
	return ok
}

func (x *index) fsys(in int32) fs.FS { return x.containers[x.dirs[in].container].FS }

func (x *index) path(in int32, name string) string { return join(x.dirs[in].path, name) }

// full is a file's path for a person.
func (x *index) full(in int32, name string) string {
	return x.containers[x.dirs[in].container].Path(x.path(in, name))
}

// ref is a file's place in the library, whatever container it came in.
func (x *index) ref(in int32, name string) string {
	return strings.ToValidUTF8(join(x.folders[x.dirs[in].folder].name, name), "\uFFFD")
}

// arrange puts everything in its order, finds the JSON of each picture, and
// learns from the others which folders are albums.
func (x *index) arrange(ctx context.Context) error {
	for i := range x.folders {
		f := &x.folders[i]
		slices.SortStableFunc(f.media, func(a, b int32) int { return x.order(x.media[a].name, x.media[a].dir, x.media[b].name, x.media[b].dir) })
		slices.SortStableFunc(f.sidecars, func(a, b int32) int {
			return x.order(x.sidecars[a].name, x.sidecars[a].dir, x.sidecars[b].name, x.sidecars[b].dir)
		})
		x.pair(f)
	}
	x.loose.byTitle = map[string][]int{}
	for i := range x.folders {
		if err := x.readUnclaimed(ctx, int32(i)); err != nil {
			return err
		}
	}
	x.nameFolders()
	x.findTwins()
	return nil
}

func (x *index) order(a string, inA int32, b string, inB int32) int {
	return cmp.Or(strings.Compare(a, b), cmp.Compare(inA, inB))
}

// nameFolders tells albums from folders that Google made. Of years in a language
// that isn't known there are several of one pattern, and none has an album's
// JSON. An album without its JSON has the folder's name.
func (x *index) nameFolders() {
	patterns := map[string]int{}
	known := slices.ContainsFunc(x.folders, func(f folder) bool { return f.year })
	for _, f := range x.folders {
		if p, ok := yearPattern(f.name); ok && f.album == "" && !known {
			patterns[p]++
		}
	}
	for i := range x.folders {
		f := &x.folders[i]
		if p, ok := yearPattern(f.name); ok && f.album == "" && patterns[p] > 1 {
			f.year = true
		}
		switch {
		case f.year || isDayFolder(f.name) || isProductName(f.name):
			f.album = ""
		case f.album != "":
		case isBin(f.name):
			f.bin = true
		case isArchive(f.name):
			f.archive = true
		case f.within:
			f.album = f.name
		}
		f.album = strings.ToValidUTF8(f.album, "\uFFFD")
	}
}

// inOrder gives the folders in the order in which they are read: the years,
// then the albums, by name.
func (x *index) inOrder() []int32 {
	out := make([]int32, len(x.folders))
	for i := range out {
		out[i] = int32(i)
	}
	slices.SortStableFunc(out, func(a, b int32) int {
		if ya, yb := x.folders[a].year, x.folders[b].year; ya != yb {
			if ya {
				return -1
			}
			return 1
		}
		return strings.Compare(x.folders[a].name, x.folders[b].name)
	})
	return out
}

// twin is a file in a list that is ordered by what copies of it have in common.
type twin struct {
	key uint64
	at  int32
}

// twinKey is the same for copies of a file. Their numbers differ, since each
// folder counts for itself.
func (m *media) twinKey() uint64 {
	n := split(m.name)
	h := fnv.New64a()
	_, _ = h.Write([]byte(fold(n.base + n.ext))) // it never fails
	return h.Sum64() ^ uint64(m.size)*0x9E3779B97F4A7C15
}

func (x *index) findTwins() {
	x.twins = make([]twin, len(x.media))
	for i := range x.media {
		x.twins[i] = twin{x.media[i].twinKey(), int32(i)}
	}
	slices.SortFunc(x.twins, func(a, b twin) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
}

// twinsOf gives the files in other folders that may be copies of a file.
func (x *index) twinsOf(at int32) []int32 {
	m := &x.media[at]
	key := m.twinKey()
	i, _ := slices.BinarySearchFunc(x.twins, key, func(t twin, key uint64) int { return cmp.Compare(t.key, key) })
	var out []int32
	for ; i < len(x.twins) && x.twins[i].key == key; i++ {
		other := &x.media[x.twins[i].at]
		if other == m || other.done || other.size != m.size || other.dir == m.dir {
			continue
		}
		a, b := x.dirs[m.dir].folder, x.dirs[other.dir].folder
		if a != b && x.folders[a].year && x.folders[b].year {
			continue // two years' pictures are two, even if they look alike
		}
		out = append(out, x.twins[i].at)
	}
	return out
}

func isBin(name string) bool {
	switch fold(name) {
	case "trash", "bin", "papierkorb", "corbeille", "papelera", "cestino", "prullenbak", "kosz", "lixeira", "lixo", "корзина", "кошик",
		"koš", "papperskorgen", "papirkurv", "roskakori", "çöp kutusu", "ゴミ箱", "휴지통", "回收站", "垃圾桶":
		return true
	}
	return false
}

func isArchive(name string) bool {
	switch fold(name) {
	case "archive", "archiv", "archives", "archivo", "archivio", "archief", "archiwum", "arquivo", "архив", "архів", "arkiv", "arkisto",
		"arşiv", "アーカイブ", "보관", "보관함", "归档", "封存":
		return true
	}
	return false
}
