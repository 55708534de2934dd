package instagram

import (
	"path"
	"strconv"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// oldMedia reads media.json, which downloads had before December 2020: lists of
// photos, videos, stories, profile pictures and direct messages. The members of
// a carousel stand there one after the other, with the same caption and time.
func (r *reading) oldMedia(d document) error {
	f, err := r.export.containers[d.in].FS.Open(d.path)
	if err != nil {
		return r.sayDamage(d, "", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	w := walker{r: r, d: d, json: jsonstream.NewReader(f), damage: r.sayDamage}
	err = w.json.Object(func(key string) error {
		kind, err := w.json.Kind()
		if err != nil {
			return err
		}
		if kind != jsonstream.Array {
			return w.json.Skip()
		}
		return w.oldList(key)
	})
	return w.end(err)
}

// oldList reads one of the lists.
func (w *walker) oldList(key string) error {
	l := oldList{w: w, key: key, what: posts}
	switch key {
	case "stories":
		l.what = stories
	case "profile":
		l.what = profile
	case "photos", "videos":
	default: // direct
		l.direct = true
	}
	err := w.json.Array(func(i int) error {
		v, err := w.json.Value()
		if err != nil {
			return w.tooMuch(err, "#"+key+"/"+strconv.Itoa(i))
		}
		return l.take(v)
	})
	if err != nil {
		if ferr := l.flush(); ferr != nil {
			return ferr
		}
		return err
	}
	return l.flush()
}

// oldList gathers the members of a post.
type oldList struct {
	w      *walker
	key    string
	what   what
	direct bool
	n      int
	open   *post
	taken  string
}

func (l *oldList) take(v jsonstream.Value) error {
	m := medium{uri: repair(v.Get("path").Text())}
	if m.uri == "" {
		return nil
	}
	if err := l.w.r.ctx.Err(); err != nil {
		return stop{err}
	}
	if l.direct {
		err := l.w.r.skip(source.Skip{Path: l.w.r.export.containers[l.w.d.in].Path(m.uri), Code: "direct", Reason: "of a direct message"})
		if err != nil {
			return stop{err}
		}
		return nil
	}
	caption, taken := repair(v.Get("caption").Text()), v.Get("taken_at").Text()
	if p := l.open; p != nil && taken != "" && taken == l.taken && caption == p.caption && l.what == posts {
		p.addMedium(m)
		return nil
	}
	if err := l.flush(); err != nil {
		return err
	}
	p := &post{doc: path.Base(l.w.d.path), number: strconv.Itoa(l.n), in: l.w.d.in, caption: caption, titled: true, media: []medium{m}}
	if l.key != "photos" {
		p.number = l.key + "." + p.number
	}
	p.published, p.at = takenAt(taken)
	if name := repair(v.Get("location").Text()); name != "" {
		p.place = &item.Place{Name: name}
	}
	l.open, l.taken = p, taken
	l.n++
	return nil
}

func (l *oldList) flush() error {
	if l.open == nil {
		return nil
	}
	p := *l.open
	l.open = nil
	if err := l.w.r.emit(p, l.what); err != nil {
		return stop{err}
	}
	return nil
}

// takenAt reads a time with a zone, which becomes UTC, or without one, which
// stays without.
func takenAt(s string) (string, time.Time) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.UTC().Truncate(time.Second).Format(time.RFC3339), t
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t.Truncate(time.Second).Format("2006-01-02T15:04:05"), t
		}
	}
	return "", time.Time{}
}
