// Package kinds names all rooms of sources, in the order in which they are
// asked what they recognise, and reads what was given through them.
//
// It knows which rooms there are, and nothing of what they know.
package kinds

import (
	"context"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/gallerydl"
	"photoarchive/pkg/source/instagram"
	"photoarchive/pkg/source/instaloader"
)

// Rooms are all rooms, the most specific first. The last resort, plain files
// and folders, is not among them.
func Rooms() []source.Room {
	return []source.Room{
		instagram.Room{},
		instaloader.Room{},
		gallerydl.Room{},
	}
}

// Lookup gives the room of a kind, or nil.
func Lookup(kind string) source.Room {
	for _, room := range Rooms() {
		if room.Kind() == kind {
			return room
		}
	}
	return nil
}

// Source reads containers through the rooms that recognise what is in them.
type Source struct {
	Containers []source.Container
	// Only is the room of `--from`: it reads what it recognises, and a container
	// in which it recognises nothing from its root. nil: every room is asked.
	Only source.Room
	// Fallback reads what no room recognises; nil: nobody does.
	Fallback source.Room
	Options  source.Options
}

// Each surveys the containers and yields the drafts of each export in turn.
func (s *Source) Each(ctx context.Context, to source.Sink) error {
	claims, skips, err := s.survey(ctx)
	if err != nil {
		return err
	}
	for _, skip := range skips {
		if err := to.Skip(skip); err != nil {
			return err
		}
	}
	for _, claim := range claims {
		if err := claim.Room.Open(claim.Containers, s.Options).Each(ctx, to); err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) survey(ctx context.Context) ([]source.Claim, []source.Skip, error) {
	if s.Only == nil {
		return source.Survey(ctx, s.Containers, Rooms(), s.Fallback)
	}
	forced := source.Claim{Room: s.Only}
	var skips []source.Skip
	for _, c := range s.Containers {
		claims, more, err := source.Survey(ctx, []source.Container{c}, []source.Room{s.Only}, nil)
		if err != nil {
			return nil, nil, err
		}
		skips = append(skips, more...)
		if len(claims) == 0 {
			forced.Containers = append(forced.Containers, c)
			continue
		}
		forced.Containers = append(forced.Containers, claims[0].Containers...)
	}
	return []source.Claim{forced}, skips, nil
}
