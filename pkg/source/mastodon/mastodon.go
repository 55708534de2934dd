// Package mastodon reads the archives that Mastodon, and what speaks its
// language, gives people of their posts: outbox.json with the pictures beside
// it. Pixelfed's exports, which have no pictures in them, are a kind of their
// own, read in the same way.
//
// It knows the form of ActivityStreams notes and of Pixelfed's own statuses. It
// fetches nothing: a picture that is only on a server is told as missing, unless
// somebody put it beside the export.
package mastodon

import (
	"errors"
	"io/fs"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// The kinds of this room.
const (
	kindMastodon = "mastodon"
	kindPixelfed = "pixelfed"
)

// Room recognises and opens Mastodon's archives.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kindMastodon }

// Recognise claims the folder of outbox.json, and one that has only the
// pictures of an archive.
func (Room) Recognise(dir source.Dir) source.Extent {
	switch {
	case dir.Has(outbox) && peek(dir.FS, outbox) == kindMastodon,
		dir.Has(outbox) && dir.Has("actor.json") && peek(dir.FS, outbox) == "",
		isMediaOnly(dir):
		return source.Tree
	}
	return source.Nothing
}

// Open gives what the containers hold; those of one account are one archive.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &archive{kind: kindMastodon, documents: []string{outbox}, containers: containers, opts: opts}
}

// PixelfedRoom recognises and opens Pixelfed's exports.
type PixelfedRoom struct{}

// Kind is the word for `--from`.
func (PixelfedRoom) Kind() string { return kindPixelfed }

// Recognise claims the folder of an export.
func (PixelfedRoom) Recognise(dir source.Dir) source.Extent {
	for _, name := range pixelfedDocuments() {
		if dir.Has(name) && peek(dir.FS, name) == kindPixelfed {
			return source.Tree
		}
	}
	return source.Nothing
}

// Open gives what the containers hold; those of one account are one export.
func (PixelfedRoom) Open(containers []source.Container, opts source.Options) source.Source {
	return &archive{kind: kindPixelfed, documents: pixelfedDocuments(), containers: containers, opts: opts}
}

type archive struct {
	kind       string
	documents  []string
	containers []source.Container
	opts       source.Options
}

const outbox = "outbox.json"

// pixelfedDocuments are the files that Pixelfed's settings give, those that say
// more first.
func pixelfedDocuments() []string {
	return []string{"pixelfed-statuses.json", "statuses.json", outbox, "pixelfed-outbox.json"}
}

// isMediaOnly tells whether a folder has the pictures of an archive, whose
// outbox is elsewhere.
func isMediaOnly(dir source.Dir) bool {
	if !dir.Has("media_attachments") || dir.Has(outbox) {
		return false
	}
	info, err := fs.Stat(dir.FS, "media_attachments/files")
	return err == nil && info.IsDir()
}

const peekBytes = 4 << 20

// peek tells by the first post which kind a document is, "" for neither.
func peek(fsys fs.FS, name string) string {
	f, err := fsys.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it was only read
	kind := ""
	found := errors.New("found")
	// It ends at the first post, and with what is damaged or cut off.
	_ = elements(jsonstream.NewReader(source.AtMost(f, peekBytes)), func(_ int, v jsonstream.Value, err error) error {
		if kind = kindOf(v); err == nil && kind != "" {
			return found
		}
		return err
	})
	return kind
}

// kindOf tells what a post is from, "" for what is no post.
func kindOf(v jsonstream.Value) string {
	switch v.Get("type").Text() {
	case "Create", "Announce", "Update", "Add", "Like":
		if o := v.Get("object"); o.Kind() == jsonstream.Object && isPixelfedNote(o) {
			return kindPixelfed
		}
		return kindMastodon
	case "Note", "Question":
		if strings.Contains(idOf(v.Get("url")), "/@") && !isPixelfedNote(v) {
			return kindMastodon
		}
		return kindPixelfed
	}
	if v.Get("media_attachments").Kind() == jsonstream.Array && v.Get("created_at").Is() {
		return kindPixelfed
	}
	return ""
}

// isPixelfedNote tells by the address, https://HOST/p/NAME/ID, and by the place,
// which Mastodon's notes don't have.
func isPixelfedNote(note jsonstream.Value) bool {
	if note.Get("location").Get("type").Text() == "Place" {
		return true
	}
	_, path, _ := strings.Cut(note.Get("url").Text(), "://")
	parts := strings.Split(path, "/")
	return len(parts) == 4 && parts[1] == "p"
}

// elements gives the elements of a document's list, whatever it is called. An
// element that is too large or too deep comes as an error. What comes after
// damage can't be read: the error is a *jsonstream.SyntaxError or the file's.
func elements(r *jsonstream.Reader, visit func(i int, v jsonstream.Value, err error) error) error {
	kind, err := r.Kind()
	if err != nil {
		return err
	}
	list := func() error {
		return r.Array(func(i int) error {
			v, err := r.Value()
			if err != nil && !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
				return err
			}
			return visit(i, v, err)
		})
	}
	switch kind {
	case jsonstream.Array:
		return list()
	case jsonstream.Object:
		return r.Object(func(key string) error {
			if k, err := r.Kind(); err != nil || k != jsonstream.Array || key == "@context" {
				return errors.Join(err, r.Skip())
			}
			return list()
		})
	}
	return r.Skip()
}
