package archive

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"photoarchive/pkg/metadata"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/source"
)

const (
	// SidecarLimit is the largest sidecar taken in, in bytes.
	SidecarLimit = 64_000_000
	// CaptionLimit is the longest caption taken in, in bytes.
	CaptionLimit = 16_000_000
)

// sharedFiles are the files that go with many drafts of one run, read once
// each.
type sharedFiles struct {
	mu    sync.Mutex
	known map[string]attachment
}

func (s *sharedFiles) get(store *picture.Store, file source.File, dry bool) (attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, ok := s.known[file.Shared]; ok {
		return at, nil
	}
	_, staged, err := stageSidecar(store, file, dry)
	if err != nil {
		return attachment{}, err
	}
	at := attachment{shared: &file, name: file.Name, sha: staged.SHA256, size: staged.Size}
	if s.known == nil {
		s.known = map[string]attachment{}
	}
	s.known[file.Shared] = at
	return at, staged.Discard()
}

// sidecars is what the files beside a picture say of it.
type sidecars struct {
	captions []string             // of the texts among them, the strongest first
	tags     []string             // of the texts that list them
	metadata []*metadata.Metadata // the strongest last
	warnings []string
}

// readSidecars keeps every sidecar as an attachment and reads it. One that is
// damaged is kept all the same; only a text that can't be the caption is
// refused, since nobody would look for it in an attachment.
func (o *offer) readSidecars(store *picture.Store, d source.Draft, dry bool, shared *sharedFiles) (side sidecars, r *refusal, err error) {
	for _, file := range slices.Backward(d.Sidecars) {
		what := fmt.Sprintf("its sidecar %s: ", file.Name)
		if file.Shared != "" {
			at, err := shared.get(store, file, dry)
			if err != nil {
				r, err = unreadable(err, what)
				return side, r, err
			}
			o.attachments = append(o.attachments, at)
			continue
		}
		data, staged, err := stageSidecar(store, file, dry)
		if err != nil {
			r, err = unreadable(err, what)
			return side, r, err
		}
		o.attachments = append(o.attachments, attachment{staged: staged, name: file.Name, sha: staged.SHA256, size: staged.Size})
		if file.Kept {
			continue
		}
		if r := side.read(file, d.Picture.Name, data, staged.Size); r != nil {
			return side, r, nil
		}
	}
	slices.Reverse(o.attachments)
	slices.Reverse(side.captions)
	return side, nil, nil
}

// read takes what one sidecar says. data is empty where it is above CaptionLimit.
func (s *sidecars) read(file source.File, of string, data []byte, size int64) *refusal {
	name := file.Name
	var m *metadata.Metadata
	var err error
	switch picture.Extension(name) {
	case ".txt", ".caption":
		if size > CaptionLimit {
			return refuse("too-large", "its text %s: longer than the limit of %d MB", name, CaptionLimit/1_000_000)
		}
		text, err := metadata.DecodeText(data)
		if err != nil {
			return refuse("caption", "its caption %s: %v", name, err)
		}
		switch {
		case file.Tags:
			s.tags = append(s.tags, source.ListedTags(text)...)
		case text != "":
			s.captions = append(s.captions, text)
		}
		return nil
	case ".xmp":
		m, err = metadata.ReadXMPSidecar(data)
	case ".json":
		m, err = metadata.ReadJSONSidecar(data, of)
		if errors.Is(err, metadata.ErrNoDescription) {
			err = nil
		}
	default:
		return nil
	}
	if size > CaptionLimit {
		m, err = nil, metadata.ErrSidecarSize
	}
	if err != nil {
		s.warnings = append(s.warnings, fmt.Sprintf("its sidecar %s is kept, but can't be read: %v", name, err))
	}
	if m != nil {
		s.metadata = append(s.metadata, m)
	}
	return nil
}

// stageSidecar reads a sidecar, and gives its bytes too where they are few
// enough to be looked into.
func stageSidecar(store *picture.Store, file source.File, dry bool) (data []byte, staged *picture.Staged, err error) {
	limit := int64(SidecarLimit)
	if file.Kept {
		limit = PictureLimit // one file may describe many pictures
	}
	f, err := file.Open()
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if at, ok := f.(io.ReaderAt); ok && dry {
		staged, err = picture.Look(f, at, limit)
	} else {
		staged, err = store.Stage(picture.Attachments, f, limit)
	}
	if err != nil || staged.Size > CaptionLimit || file.Kept {
		return nil, staged, err
	}
	data = make([]byte, staged.Size)
	if _, err := io.ReadFull(io.NewSectionReader(staged.ReaderAt(), 0, staged.Size), data); err != nil {
		return nil, nil, errors.Join(err, staged.Discard())
	}
	return data, staged, nil
}
