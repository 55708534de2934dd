package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/source"
)

// offer is a draft whose files were read: an item ready to be taken in, and
// the bytes that go with it.
type offer struct {
	item        *item.Item
	picture     *picture.Staged
	ext         string
	attachments []attachment
	warnings    []string
}

// attachment is a sidecar on its way in. Of one that goes with many drafts
// nothing is staged before the first of them is saved.
type attachment struct {
	staged *picture.Staged
	shared *source.File
	name   string
	sha    string
	size   int64
}

// sharedFiles are the files that go with many drafts of one run, read once
// each.
type sharedFiles struct {
	mu    sync.Mutex
	known map[string]attachment
}

func (s *sharedFiles) get(store *picture.Store, file source.File) (attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, ok := s.known[file.Shared]; ok {
		return at, nil
	}
	_, staged, err := stageSidecar(store, file)
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

// refusal is why an input is not taken in.
type refusal struct {
	code, reason string
	// passOver: nobody said that this is a picture, so nothing is said of it.
	passOver bool
}

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, reason: fmt.Sprintf(format, args...)}
}

func (o *offer) discard() error {
	err := o.picture.Discard()
	for _, at := range o.attachments {
		if at.staged != nil {
			err = errors.Join(err, at.staged.Discard())
		}
	}
	return err
}

// prepare writes the files beside their places; shared ones wait for save.
func (o *offer) prepare(store *picture.Store) error {
	err := store.Prepare(picture.Pictures, o.picture, o.ext)
	for _, at := range o.attachments {
		if at.shared == nil {
			err = errors.Join(err, store.Prepare(picture.Attachments, at.staged, picture.Extension(at.name)))
		}
	}
	return err
}

// save hands the files over to a batch. saved are the shared files of this run
// that were handed over before.
func (o *offer) save(store *picture.Store, in *picture.Intake, saved map[string]bool) error {
	in.Save(o.picture)
	for _, at := range o.attachments {
		if at.shared != nil {
			if saved[at.sha] {
				continue
			}
			saved[at.sha] = true
			var err error
			if _, at.staged, err = stageSidecar(store, *at.shared); err != nil {
				return err
			}
			if at.staged.SHA256 != at.sha {
				return errors.Join(at.staged.Discard(), fmt.Errorf("%s: changed while it was read", at.name))
			}
			if err := store.Prepare(picture.Attachments, at.staged, picture.Extension(at.name)); err != nil {
				return err
			}
		}
		in.Save(at.staged)
	}
	return nil
}

// read reads a draft's picture and sidecars and composes the item. An error
// is of the archive's own files, and ends the work.
func (a *Archive) read(d source.Draft, opts AddOptions, shared *sharedFiles) (*offer, *refusal, error) {
	staged, r := a.stage(d)
	if r != nil {
		return nil, r, nil
	}
	o := &offer{picture: staged}
	if r := o.compose(a.pictures, d, opts, shared); r != nil {
		return nil, r, o.discard()
	}
	if opts.DryRun {
		return o, nil, o.discard()
	}
	if err := o.prepare(a.pictures); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("pictures: %w", err), o.discard())
	}
	return o, nil, nil
}

const headLength = 4096

// stage reads the picture's bytes. What is no picture is not read on.
func (a *Archive) stage(d source.Draft) (*picture.Staged, *refusal) {
	if d.Picture.Size == 0 {
		return nil, refuse("empty", "the file is empty")
	}
	if d.Picture.Size > PictureLimit {
		return nil, refuse("too-large", "%v", &picture.TooLargeError{Limit: PictureLimit})
	}
	f, err := d.Picture.Open()
	if err != nil {
		return nil, refuse("unreadable", "%s", shortError(err))
	}
	defer f.Close() //nolint:errcheck // it was only read
	head := make([]byte, headLength)
	n, err := io.ReadFull(f, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil, refuse("empty", "the file is empty")
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, refuse("unreadable", "%s", shortError(err))
	}
	if _, ok := container.Sniff(head[:n]); !ok {
		r := refuse("no-picture", "not a picture that is known here%s", looksLike(head[:n]))
		r.passOver = !d.Named && !container.KnownName(d.Picture.Name)
		return nil, r
	}
	staged, err := a.pictures.Stage(picture.Pictures, io.MultiReader(bytes.NewReader(head[:n]), f), PictureLimit)
	if err != nil {
		var large *picture.TooLargeError
		if errors.As(err, &large) {
			return nil, refuse("too-large", "%v", err)
		}
		return nil, refuse("unreadable", "%s", shortError(err))
	}
	return staged, nil
}

// looksLike helps with what is often found in a picture's place.
func looksLike(head []byte) string {
	s := strings.ToLower(strings.TrimSpace(string(head)))
	switch {
	case strings.HasPrefix(s, "<!doctype html"), strings.HasPrefix(s, "<html"):
		return ": it is a web page"
	case len(bytes.Trim(head, "\x00")) == 0:
		return ": it holds only zeros"
	}
	return ""
}

// shortError leaves out the path, which stands in front of the reason anyway.
func shortError(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// compose reads the picture's metadata and the sidecars, and makes the item.
func (o *offer) compose(store *picture.Store, d source.Draft, opts AddOptions, shared *sharedFiles) *refusal {
	md, err := metadata.Read(o.picture.ReaderAt(), o.picture.Size, d.Picture.Name)
	if err != nil {
		return refuse("damaged", "%v", err)
	}
	if md.Truncated {
		return refuse("truncated", "the picture is cut off: %s", md.TruncatedWhy)
	}
	o.ext = "." + md.Kind.Ext
	side, r := o.readSidecars(store, d, shared)
	if r != nil {
		return r
	}
	if d.Described != nil {
		md = metadata.Overlay(md, d.Described)
	}
	for _, m := range side.metadata {
		md = metadata.Overlay(md, m)
	}
	o.warnings = append(side.warnings, md.Warnings...)
	o.item = compose(d.Item, opts.Given, side.caption, md)
	o.item.Picture = item.Picture{
		SHA256: o.picture.SHA256, Size: o.picture.Size, Type: md.Kind.MIME, Width: md.Width, Height: md.Height,
		Orientation: md.Orientation, Name: strings.ToValidUTF8(d.Picture.Name, "\uFFFD"),
	}
	for _, at := range o.attachments {
		o.item.Attachments = append(o.item.Attachments, item.Attachment{
			Name: strings.ToValidUTF8(at.name, "\uFFFD"), SHA256: at.sha, Size: at.size,
		})
	}
	o.item.ID = item.NewID(o.item.Picture.SHA256, o.item.Caption)
	return nil
}

// SidecarLimit is the largest sidecar taken in, in bytes.
const SidecarLimit = 64 << 20

// sidecars is what the files beside a picture say of it.
type sidecars struct {
	caption  string               // of the first text among them
	metadata []*metadata.Metadata // the strongest last
	warnings []string
}

// readSidecars keeps every sidecar as an attachment and reads it. One that
// can't be read is kept all the same.
func (o *offer) readSidecars(store *picture.Store, d source.Draft, shared *sharedFiles) (sidecars, *refusal) {
	var side sidecars
	for _, file := range slices.Backward(d.Sidecars) {
		if file.Shared != "" {
			at, err := shared.get(store, file)
			if err != nil {
				return side, refuse("sidecar", "its sidecar %s: %s", file.Name, shortError(err))
			}
			o.attachments = append(o.attachments, at)
			continue
		}
		data, staged, err := stageSidecar(store, file)
		if err != nil {
			return side, refuse("sidecar", "its sidecar %s: %s", file.Name, shortError(err))
		}
		o.attachments = append(o.attachments, attachment{staged: staged, name: file.Name, sha: staged.SHA256, size: staged.Size})
		var m *metadata.Metadata
		switch picture.Extension(file.Name) {
		case ".txt", ".caption":
			text, err := metadata.DecodeText(data)
			if err != nil {
				return side, refuse("caption", "its caption %s: %v", file.Name, err)
			}
			if text != "" {
				side.caption = text
			}
		case ".xmp":
			m, err = metadata.ReadXMPSidecar(data)
		case ".json":
			m, err = metadata.ReadJSONSidecar(data, d.Picture.Name)
			if errors.Is(err, metadata.ErrNoDescription) {
				err = nil
			}
		}
		if err != nil {
			side.warnings = append(side.warnings, fmt.Sprintf("its sidecar %s is kept, but can't be read: %v", file.Name, err))
		}
		if m != nil {
			side.metadata = append(side.metadata, m)
		}
	}
	slices.Reverse(o.attachments)
	return side, nil
}

func stageSidecar(store *picture.Store, file source.File) (data []byte, staged *picture.Staged, err error) {
	f, err := file.Open()
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	data, err = io.ReadAll(io.LimitReader(f, SidecarLimit+1))
	if err != nil {
		return nil, nil, err
	}
	staged, err = store.Stage(picture.Attachments, bytes.NewReader(data), SidecarLimit)
	return data, staged, err
}
