package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A data set is a folder with the items as JSON Lines for `archive restore`
// and as tables for sqlite3. It is made once.
const (
	fileItems  = "items.jsonl"
	fileRows   = "items.table"
	fileTags   = "tags.table"
	fileUses   = "uses.table"
	filePlaces = "places.table"
	fileNames  = "names.table"
	fileDone   = "done"
	// dataVersion is counted up when the data set changes.
	dataVersion = "1"
)

// generated reports whether the data set is there, whole and of this version.
func generated(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, fileDone))
	return err == nil && string(b) == dataVersion
}

// generate makes a data set of n items.
func generate(dir string, n int) error {
	if n < 1000 || n%10 != 0 {
		return fmt.Errorf("%d: a data set has a multiple of 10 items, 1,000 or more", n)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	type key struct {
		id string
		i  int
	}
	order := make([]key, n)
	m := newMaker(n)
	for i := range order {
		order[i] = key{m.make(i).ID, i}
	}
	slices.SortFunc(order, func(a, b key) int { return strings.Compare(a.id, b.id) })
	var t tables
	if err := t.create(dir); err != nil {
		return err
	}
	err := t.writeNames()
	for num := 0; num < n && err == nil; num++ {
		err = t.writeItem(num+1, m.make(order[num].i))
	}
	if err := errors.Join(err, t.close()); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, fileDone), []byte(dataVersion), 0o644)
}

// tables writes the files of a data set. The tables are in the form that
// sqlite3's .import reads quickest: cells parted by US, rows ended by RS.
type tables struct {
	files                                    []*os.File
	items, rows, tags, uses, places, aliases *bufio.Writer
	line                                     []byte
}

func (t *tables) create(dir string) error {
	for name, w := range map[string]**bufio.Writer{
		fileItems: &t.items, fileRows: &t.rows, fileTags: &t.tags,
		fileUses: &t.uses, filePlaces: &t.places, fileNames: &t.aliases,
	} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return errors.Join(err, t.close())
		}
		t.files = append(t.files, f)
		*w = bufio.NewWriterSize(f, 1<<20)
	}
	return nil
}

func (t *tables) close() error {
	var err error
	for _, w := range []*bufio.Writer{t.items, t.rows, t.tags, t.uses, t.places, t.aliases} {
		if w != nil {
			err = errors.Join(err, w.Flush())
		}
	}
	for _, f := range t.files {
		err = errors.Join(err, f.Close())
	}
	return err
}

func writeCells(w *bufio.Writer, cells ...string) error {
	_, err := w.WriteString(strings.Join(cells, "\x1f") + "\x1e")
	return err
}

// writeNames writes the tables of tags and places, and the names under which
// each place is found.
func (t *tables) writeNames() error {
	for no := range tagCount + 2 {
		if err := writeCells(t.tags, strconv.Itoa(no), strings.ToLower(tagOf(no)), tagOf(no)); err != nil {
			return err
		}
	}
	for no := range placeCount {
		p, id := placeAt(no), strconv.Itoa(no)
		if err := writeCells(t.places, id, p.Name, p.Sublocation, p.City, p.State, p.Country, p.CountryCode); err != nil {
			return err
		}
		for _, name := range []string{p.Name, p.Sublocation, p.City, p.State, p.Country, p.CountryCode} {
			if err := writeCells(t.aliases, strings.ToLower(name), id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tables) writeItem(num int, it *made) error {
	var err error
	if t.line, err = it.AppendJSON(t.line[:0]); err != nil {
		return err
	}
	if _, err := t.items.Write(append(t.line, '\n')); err != nil {
		return err
	}
	tags, err := json.Marshal(it.Tags)
	if err != nil {
		return err
	}
	number, local, place := strconv.Itoa(num), strconv.FormatInt(it.local, 10), strconv.Itoa(it.placeNo)
	err = writeCells(t.rows, number, it.ID, it.Caption, string(tags), it.Date, local, place,
		decimal(*it.Place.Lat), decimal(*it.Place.Lon), it.Creator[0],
		it.Picture.SHA256, strconv.FormatInt(it.Picture.Size, 10), it.Picture.Type,
		strconv.Itoa(it.Picture.Width), strconv.Itoa(it.Picture.Height), it.Picture.Name,
		strconv.FormatInt(*it.Likes, 10), it.Added.Format("2006-01-02T15:04:05Z"))
	if err != nil {
		return err
	}
	for _, no := range it.tagNos {
		if err := writeCells(t.uses, strconv.Itoa(no), local, number, place); err != nil {
			return err
		}
	}
	return nil
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
