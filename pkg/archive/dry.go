package archive

import (
	"slices"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// dryShelf keeps decisions in memory, over a state that is only read.
type dryShelf struct {
	r       *catalog.Reader       // nil where there is no archive yet
	written map[string]*item.Item // by id
	of      map[string][]string   // ids by the SHA-256 of their picture, in order of accession
	gone    map[string]bool
}

func newDryShelf() *dryShelf {
	return &dryShelf{written: map[string]*item.Item{}, of: map[string][]string{}, gone: map[string]bool{}}
}

func (s *dryShelf) get(id string) (*item.Item, bool, error) {
	if it := s.written[id]; it != nil || s.gone[id] || s.r == nil {
		return it, false, nil
	}
	return batchShelf{b: &catalog.Batch{Reader: s.r}}.get(id)
}

func (s *dryShelf) ofPicture(sha string) ([]held, error) {
	var out []held
	if s.r != nil {
		stored, err := itemsOf(s.r, sha)
		if err != nil {
			return nil, err
		}
		for _, it := range stored {
			if s.written[it.ID] == nil && !s.gone[it.ID] {
				out = append(out, it)
			}
		}
	}
	for _, id := range s.of[sha] {
		if it := s.written[id]; it != nil {
			out = append(out, held{Item: it})
		}
	}
	return out, nil
}

func (s *dryShelf) put(it *item.Item) error {
	s.written[it.ID] = it
	if ids := s.of[it.Picture.SHA256]; !slices.Contains(ids, it.ID) {
		s.of[it.Picture.SHA256] = append(ids, it.ID)
	}
	return nil
}

func (s *dryShelf) putAs(former string, it *item.Item) error {
	delete(s.written, former)
	s.gone[former] = true
	return s.put(it)
}

func (s *dryShelf) log(string, *item.Item, *item.Item) error { return nil }
