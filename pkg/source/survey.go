package source

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"strings"
)

// Bounds of a survey: a tree that goes on for ever ends somewhere.
const (
	maxDepth   = 64
	maxFolders = 1 << 20
)

// Claim is one export: a room, and what it is to read.
type Claim struct {
	Room       Room
	Containers []Container
}

// Survey finds out what the containers hold. The rooms are asked in order, the
// most specific first, for each folder from the top down. What none of them
// claims is the fallback's, with Not saying what isn't; nil: nobody's.
//
// Claims stand in the order in which their first folders were met. All that a
// room claims is one claim; the fallback has one for each run of containers
// that follow each other. Folders that can't be read are skips.
func Survey(ctx context.Context, containers []Container, rooms []Room, fallback Room) ([]Claim, []Skip, error) {
	s := survey{ctx: ctx, rooms: rooms, at: make([]int, len(rooms)), alone: fallback == nil}
	for _, c := range containers {
		s.container, s.not = c, maps.Clone(c.Not)
		if err := s.folder(c.FS, "", c.Folder, 0); err != nil {
			return nil, nil, err
		}
		if fallback == nil || s.not["."] == Tree {
			continue
		}
		c.Not = s.not
		if n := len(s.claims); n > 0 && s.claims[n-1].Room == fallback {
			s.claims[n-1].Containers = append(s.claims[n-1].Containers, c)
			continue
		}
		s.claims = append(s.claims, Claim{fallback, []Container{c}})
	}
	return s.claims, s.skips, nil
}

type survey struct {
	ctx       context.Context
	rooms     []Room
	at        []int // of each room, its claim counted from 1
	claims    []Claim
	skips     []Skip
	container Container
	not       map[string]Extent
	folders   int
	alone     bool // there is no fallback
}

// folder asks the rooms about a folder, then about those in it. within is its
// path in the container, "" for the root.
func (s *survey) folder(fsys fs.FS, within, name string, depth int) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if s.folders++; depth > maxDepth || s.folders > maxFolders {
		s.skips = append(s.skips, Skip{Path: s.container.Path(within), Code: "too-deep", Reason: "too many folders, or too deep", Refused: true})
		return nil
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		// A fallback meets it too, and says so.
		if s.alone {
			s.skips = append(s.skips, Damage(s.container.Path(within), err))
		}
		return nil
	}
	if s.ask(Dir{FS: fsys, Entries: entries, Name: name}, within) == Tree {
		return nil
	}
	for _, e := range entries {
		inner := path.Join(within, e.Name())
		if !e.IsDir() || IsSystem(e.Name()) || s.not[inner] == Tree {
			continue
		}
		sub, err := fs.Sub(fsys, e.Name())
		if err != nil {
			continue
		}
		if err := s.folder(sub, inner, e.Name(), depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (s *survey) ask(dir Dir, within string) Extent {
	for i, room := range s.rooms {
		extent := room.Recognise(dir)
		if extent == Nothing {
			continue
		}
		if s.at[i] == 0 {
			s.claims = append(s.claims, Claim{Room: room})
			s.at[i] = len(s.claims)
		}
		claim := &s.claims[s.at[i]-1]
		claim.Containers = append(claim.Containers, Container{Name: s.container.Path(within), Folder: dir.Name, FS: dir.FS})
		if s.not == nil {
			s.not = map[string]Extent{}
		}
		s.not[path.Join(".", within)] = extent
		return extent
	}
	return Nothing
}

// IsSystem tells whether a name is of a hidden file or folder, or of one that a
// system leaves behind.
func IsSystem(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "system volume information":
		return true
	}
	return false
}
