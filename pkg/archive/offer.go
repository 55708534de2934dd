package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"photoarchive/pkg/catalog"
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
	mark        catalog.Mark // of the picture's file, if it is to be remembered
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
			if _, at.staged, err = stageSidecar(store, *at.shared, false); err != nil {
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
func (a *Archive) read(d source.Draft, before known, opts AddOptions, shared *sharedFiles) (o *offer, r *refusal, err error) {
	// A reader that gives up on one file must not take the others with it.
	defer func() {
		if p := recover(); p != nil {
			o, r, err = nil, refuse("damaged", "reading it failed: %v", p), nil
		}
	}()
	store := a.pictures
	if opts.DryRun {
		store = picture.Scratch()
	}
	now := a.opts.Now()
	staged, was := before.kept(a.pictures, d.Picture.Size)
	if !was {
		var f io.ReadCloser
		var head []byte
		if f, head, r = open(d); r != nil {
			return nil, r, nil
		}
		defer f.Close() //nolint:errcheck // it was only read
		if staged, err = stage(store, f, head, opts.DryRun); err != nil {
			r, err = unreadable(err, "")
			return nil, r, err
		}
	}
	o = &offer{picture: staged}
	if !was {
		o.remember(d.Picture.Stamp, now)
	}
	r, err = o.compose(store, d, opts, shared)
	if r != nil || err != nil {
		return nil, r, errors.Join(err, o.discard())
	}
	if opts.DryRun {
		return o, nil, o.discard()
	}
	if err := o.prepare(store); err != nil {
		return nil, nil, errors.Join(err, o.discard())
	}
	return o, nil, nil
}

// unreadable tells apart what can't be read, which is refused, from what can't
// be written here, which ends the work.
func unreadable(err error, what string) (*refusal, error) {
	var wrote *picture.WriteError
	var large *picture.TooLargeError
	switch {
	case errors.As(err, &wrote):
		return nil, err
	case errors.As(err, &large):
		return refuse("too-large", "%s%v", what, large), nil
	case what != "":
		return refuse("sidecar", "%s%s", what, shortError(err)), nil
	}
	return refuse("unreadable", "%s", shortError(err)), nil
}

const headLength = 4096

// open opens the picture and gives its beginning. What is no picture is not
// read on.
func open(d source.Draft) (f io.ReadCloser, head []byte, r *refusal) {
	if d.Picture.Size == 0 {
		return nil, nil, refuse("empty", "the file is empty")
	}
	if d.Picture.Size > PictureLimit {
		return nil, nil, refuse("too-large", "%v", &picture.TooLargeError{Limit: PictureLimit})
	}
	f, err := d.Picture.Open()
	if err != nil {
		return nil, nil, refuse("unreadable", "%s", shortError(err))
	}
	head = make([]byte, headLength)
	n, err := io.ReadFull(f, head)
	head = head[:n]
	switch _, known := container.Sniff(head); {
	case errors.Is(err, io.EOF):
		r = refuse("empty", "the file is empty")
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		r = refuse("unreadable", "%s", shortError(err))
	case !known:
		r = refuse("no-picture", "not a picture that is known here%s", looksLike(head))
		r.passOver = !d.Named && !container.KnownName(d.Picture.Name)
	default:
		return f, head, nil
	}
	_ = f.Close() // it was only read
	return nil, nil, r
}

// stage reads the whole picture.
func stage(store *picture.Store, f io.Reader, head []byte, dry bool) (*picture.Staged, error) {
	r := io.MultiReader(bytes.NewReader(head), f)
	if at, ok := f.(io.ReaderAt); ok && dry {
		return picture.Look(r, at, PictureLimit)
	}
	return store.Stage(picture.Pictures, r, PictureLimit)
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
func (o *offer) compose(store *picture.Store, d source.Draft, opts AddOptions, shared *sharedFiles) (*refusal, error) {
	md, err := metadata.Read(o.picture.ReaderAt(), o.picture.Size, d.Picture.Name)
	if err != nil {
		return refuse("damaged", "%v", err), nil
	}
	if md.Truncated {
		return refuse("truncated", "the picture is cut off: %s", md.TruncatedWhy), nil
	}
	o.ext = "." + md.Kind.Ext
	if d.Item.ID != "" && d.Item.Picture.SHA256 == o.picture.SHA256 {
		return o.asItIs(store, d, opts.DryRun, shared)
	}
	d.Item.ID, d.Item.Picture = "", item.Picture{}
	side, r, err := o.readSidecars(store, d, opts.DryRun, shared)
	if r != nil || err != nil {
		return r, err
	}
	if d.Described != nil {
		md = metadata.Overlay(md, d.Described)
	}
	for _, m := range side.metadata {
		md = metadata.Overlay(md, m)
	}
	o.warnings = append(side.warnings, md.Warnings...)
	d.Item.Tags = append(slices.Clip(d.Item.Tags), side.tags...)
	o.item = compose(d.Item, opts.Given, side.captions, md)
	opts.places.apply(o.item)
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
	return nil, nil
}

// asItIs offers a whole item of an export of ours: nothing is looked up or
// added. Of the attachments those are left out whose very bytes are neither in
// the export nor in the store.
func (o *offer) asItIs(store *picture.Store, d source.Draft, dry bool, shared *sharedFiles) (*refusal, error) {
	o.item = clone(&d.Item)
	if _, r, err := o.readSidecars(store, d, dry, shared); r != nil || err != nil {
		return r, err
	}
	of := o.item.Attachments
	o.attachments = slices.DeleteFunc(o.attachments, func(at attachment) bool {
		return !slices.ContainsFunc(of, func(a item.Attachment) bool { return a.SHA256 == at.sha })
	})
	o.item.Attachments = slices.DeleteFunc(of, func(at item.Attachment) bool {
		if slices.ContainsFunc(o.attachments, func(a attachment) bool { return a.sha == at.SHA256 }) {
			return false
		}
		_, err := store.Find(picture.Attachments, at.SHA256, picture.Extension(at.Name))
		if err != nil {
			o.warnings = append(o.warnings, fmt.Sprintf("its attachment %s is not in the export", at.Name))
		}
		return err != nil
	})
	return nil, nil
}
