package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/place"
	"photoarchive/pkg/text"
)

// givenOptions are the flags of add by which a person says something of every
// picture.
type givenOptions struct {
	caption, captionFile, title, alt, place, date, url string
	tags, people, creator                              []string
}

func (o *givenOptions) addFlags(f *pflag.FlagSet) {
	f.StringVarP(&o.caption, "caption", "c", "", "the caption")
	f.StringVar(&o.captionFile, "caption-file", "", "read the caption from FILE (- is stdin)")
	f.VarP((*texts)(&o.tags), "tag", "t", "a tag (commas separate several; may be repeated)")
	f.StringVarP(&o.place, "place", "p", "", "the place, from the smallest level up: \"Mansu Hill, Pyongyang\"")
	f.StringVarP(&o.date, "date", "d", "", "when it was taken: 2013-02-25, 2013-02, 195X, 1953~ … (EDTF)")
	f.Var((*texts)(&o.creator), "creator", "the photographer (may be repeated)")
	f.Var((*texts)(&o.people), "people", "a person in the picture (may be repeated)")
	f.StringVar(&o.title, "title", "", "the title")
	f.StringVar(&o.alt, "alt", "", "the text alternative for people who can't see the picture")
	f.StringVar(&o.url, "url", "", "where it was published")
}

func (o *givenOptions) read(env *Env, stdinTaken bool) (archive.Given, error) {
	g := archive.Given{Title: o.title, Alt: o.alt, URL: o.url, People: o.people, Creator: o.creator}
	for flag, values := range map[string][]string{
		"caption": {o.caption}, "title": {o.title}, "alt": {o.alt}, "url": {o.url}, "place": {o.place},
		"people": o.people, "creator": o.creator, "tag": o.tags,
	} {
		for _, v := range values {
			if err := checkText(flag, v); err != nil {
				return g, err
			}
		}
	}
	var err error
	if g.Caption, err = o.readCaption(env, stdinTaken); err != nil {
		return g, err
	}
	for _, list := range o.tags {
		for t := range strings.SplitSeq(list, ",") {
			if strings.TrimSpace(t) == "" {
				continue
			}
			display, ok := hashtag.Clean(t)
			if !ok {
				return g, usagef("--tag: %q is not a tag", t)
			}
			g.Tags = append(g.Tags, display)
		}
	}
	if o.date != "" {
		d, err := edtf.Parse(o.date)
		if err != nil {
			return g, &usageError{message: "--date: " + err.Error(), hint: "examples: 2013-02-25, 2013-02, 2013, 195X, 1953~, 2013-02-25T08:14:00+09:00"}
		}
		g.Date = d.String()
	}
	if p := text.NFC(strings.TrimSpace(o.place)); p != "" {
		switch lat, lon, err := place.ParsePoint(p); {
		case err == nil:
			g.Place = &item.Place{Lat: &lat, Lon: &lon}
		case errors.Is(err, place.ErrNotPoint):
			g.Place = &item.Place{Name: p}
		default:
			return g, usagef("--place: %v", err)
		}
	}
	return g, nil
}

func checkText(flag, v string) error {
	switch {
	case !utf8.ValidString(v):
		return usagef("--%s: not UTF-8", flag)
	case strings.ContainsRune(v, 0):
		return usagef("--%s: holds a NUL byte", flag)
	case len(v) > archive.CaptionLimit:
		return usagef("--%s: longer than the limit of %d MB", flag, archive.CaptionLimit/1_000_000)
	}
	return nil
}

func (o *givenOptions) readCaption(env *Env, stdinTaken bool) (string, error) {
	if o.captionFile == "" {
		return text.NFC(o.caption), nil
	}
	if o.caption != "" {
		return "", usagef("--caption and --caption-file don't go together")
	}
	if o.captionFile == "-" && stdinTaken {
		return "", usagef("--caption-file and --files-from can't both read stdin")
	}
	b, err := readInput(env, o.captionFile, archive.CaptionLimit)
	if err != nil {
		return "", err
	}
	s, err := metadata.DecodeText(b)
	if err != nil {
		return "", &refusedInput{path: o.captionFile, code: "caption", reason: err.Error()}
	}
	return s, nil
}

// refusedInput is an input that all others depend on, and that can't be used.
type refusedInput struct{ path, code, reason string }

func (e *refusedInput) Error() string { return e.path + ": " + e.reason }

// fileError names the file in front of what is wrong with it.
type fileError struct {
	name string
	err  error
}

func (e *fileError) Error() string { return e.name + ": " + shortReason(e.err) }
func (e *fileError) Unwrap() error { return e.err }

// readInput reads a file, or stdin for -, up to a limit in bytes.
func readInput(env *Env, name string, limit int64) (b []byte, err error) {
	in := env.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, &refusedInput{name, "unreadable", shortReason(err)}
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	b, err = io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, &refusedInput{name, "unreadable", shortReason(err)}
	}
	if int64(len(b)) > limit {
		return nil, &refusedInput{name, "too-large", fmt.Sprintf("longer than the limit of %d MB", limit/1_000_000)}
	}
	return b, nil
}

// marshal is JSON without the escapes that are meant for web pages.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// shellWord quotes a word so that it can be pasted into a shell.
func shellWord(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./~-+:,@%=") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
