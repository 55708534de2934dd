package archive

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// dumpLine is a line of a dump that is no plain item. Its `record` says what
// it is; only the fields of that kind are set.
type dumpLine struct {
	Record string `json:"record"`
	// Version is of the dump's form, in its first line.
	Version int `json:"version,omitempty"`
	// Item is one that is hidden.
	Item json.RawMessage `json:"item,omitempty"`
	// Former leads to ID.
	Former string `json:"former,omitempty"`
	ID     string `json:"id,omitempty"`
	// Name is of a saved query, or the key of an alias.
	Name  string `json:"name,omitempty"`
	Query string `json:"query,omitempty"`
	// Stands is what an alias stands for.
	Stands string         `json:"stands_for,omitempty"`
	Entry  *catalog.Entry `json:"entry,omitempty"`
}

// The kinds of lines in a dump.
const (
	recordDump       = "dump"
	recordHidden     = "hidden"
	recordAlias      = "alias"
	recordSaved      = "saved"
	recordTagAlias   = "tag-alias"
	recordPlaceAlias = "place-alias"
	recordHistory    = "history"

	dumpVersion = 1
)

// Dump writes the whole catalogue as JSON Lines: a first line that says what
// it is, each item as a plain line in order of id, then what else the
// catalogue knows. The same catalogue gives the same bytes.
func (a *Archive) Dump(ctx context.Context, w io.Writer) (items int, err error) {
	out := bufio.NewWriterSize(w, 1<<20)
	err = a.view(ctx, func(r *catalog.Reader) error {
		d := dumper{out: out}
		d.line(dumpLine{Record: recordDump, Version: dumpVersion})
		var hidden [][]byte
		err := r.Each(func(rec catalog.Record) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if rec.Hidden {
				hidden = append(hidden, slices.Clone(rec.JSON))
				return d.err
			}
			items++
			d.raw(rec.JSON)
			return d.err
		})
		if err != nil {
			return err
		}
		for _, h := range hidden {
			d.line(dumpLine{Record: recordHidden, Item: h})
		}
		d.rest(r)
		return d.err
	})
	if err == nil {
		err = out.Flush()
	}
	return items, err
}

// dumper writes lines until the first error.
type dumper struct {
	out *bufio.Writer
	err error
}

func (d *dumper) raw(line []byte) {
	if d.err == nil {
		_, d.err = d.out.Write(line)
	}
	if d.err == nil {
		d.err = d.out.WriteByte('\n')
	}
}

func (d *dumper) line(l dumpLine) {
	if d.err != nil {
		return
	}
	enc := json.NewEncoder(d.out)
	enc.SetEscapeHTML(false)
	d.err = enc.Encode(l)
}

func (d *dumper) rest(r *catalog.Reader) {
	err := r.Aliases(func(former, now string) error {
		d.line(dumpLine{Record: recordAlias, Former: former, ID: now})
		return d.err
	})
	saved := r.SavedQueries()
	for _, name := range slices.Sorted(maps.Keys(saved)) {
		d.line(dumpLine{Record: recordSaved, Name: name, Query: saved[name]})
	}
	aliases := r.TagAliases()
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		d.line(dumpLine{Record: recordTagAlias, Name: key, Stands: aliases[key]})
	}
	aliases = r.PlaceAliases()
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		d.line(dumpLine{Record: recordPlaceAlias, Name: key, Stands: aliases[key]})
	}
	if err == nil {
		err = r.History(func(e catalog.Entry) error {
			d.line(dumpLine{Record: recordHistory, Entry: &e})
			return d.err
		})
	}
	if d.err == nil {
		d.err = err
	}
}

// decodeLine reads a line of a dump: a plain item, or a line of another kind.
func decodeLine(line []byte) (*item.Item, *dumpLine, error) {
	if isRecordLine(line) {
		l := new(dumpLine)
		err := json.Unmarshal(line, l)
		return nil, l, err
	}
	it := new(item.Item)
	err := item.DecodeStrict(line, it)
	return it, nil, err
}

// isRecordLine tells whether a line is an object with a `record` key. Dumps
// write that key first; lines made elsewhere may have it anywhere.
func isRecordLine(line []byte) bool {
	const first = `{"record":`
	if len(line) > len(first) && string(line[:len(first)]) == first {
		return true
	}
	const id = `{"id":`
	if len(line) > len(id) && string(line[:len(id)]) == id {
		return false
	}
	var any struct {
		Record *string `json:"record"`
	}
	return json.Unmarshal(line, &any) == nil && any.Record != nil
}
