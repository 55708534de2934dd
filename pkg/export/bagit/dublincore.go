package bagit

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"photoarchive/pkg/item"
)

// column is an element of Dublin Core with its values.
type column struct {
	element string
	values  []string
}

// columns is how many columns each element takes, in the order of dublinCore.
type columns []int

// widen makes room for the values of an item.
func (c *columns) widen(values []column) {
	if *c == nil {
		*c = make(columns, len(values))
	}
	for i, v := range values {
		(*c)[i] = min(max((*c)[i], len(v.values), 1), mostPerColumn)
	}
}

// dublinCore describes an item by the elements that Archivematica takes in
// metadata.csv (its manual, "Import metadata": filename first, then dc.*
// columns, one repeated for each further value).
func dublinCore(it *item.Item, mediaType string) []column {
	title := it.Title
	if title == "" {
		title = it.Picture.Name
	}
	subjects := append(append([]string{}, it.Tags...), it.People...)
	return []column{
		{"dc.title", given(title)},
		{"dc.creator", it.Creator},
		{"dc.subject", subjects},
		{"dc.description", given(it.Caption)},
		{"dc.publisher", given(it.Credit)},
		{"dc.date", given(it.Date)},
		{"dc.type", []string{"StillImage"}}, // of the DCMI Type Vocabulary
		{"dc.format", given(mediaType)},
		{"dc.identifier", given(it.ID)},
		{"dc.source", sourceURLs(it)},
		{"dc.relation", it.Albums},
		{"dc.coverage", coverage(it.Place)},
		{"dc.rights", given(it.Copyright, it.License)},
	}
}

// given leaves out what is empty.
func given(values ...string) []string {
	var s []string
	for _, v := range values {
		if v != "" {
			s = append(s, v)
		}
	}
	return s
}

func sourceURLs(it *item.Item) []string {
	var urls []string
	seen := map[string]bool{}
	for _, s := range it.Sources {
		if s.URL != "" && !seen[s.URL] {
			seen[s.URL] = true
			urls = append(urls, s.URL)
		}
	}
	return urls
}

func coverage(p *item.Place) []string {
	if p == nil {
		return nil
	}
	c := given(placeName(p))
	if p.Lat != nil && p.Lon != nil {
		c = append(c, fmt.Sprintf("%s, %s", number(*p.Lat), number(*p.Lon)))
	}
	return c
}

// placeName is the place as written, else made of its levels.
func placeName(p *item.Place) string {
	if p.Name != "" {
		return p.Name
	}
	country := p.Country
	if country == "" {
		country = p.CountryCode
	}
	return strings.Join(given(p.Sublocation, p.City, p.State, country), ", ")
}

// writeTable writes metadata.csv: the pictures that are in the bag, each once.
func (w *Writer) writeTable(out io.Writer) error {
	if w.columns == nil {
		w.columns.widen(dublinCore(&item.Item{}, ""))
	}
	table := csv.NewWriter(out)
	header := []string{"filename"}
	for i, c := range dublinCore(&item.Item{}, "") {
		for range w.columns[i] {
			header = append(header, c.element)
		}
	}
	if err := table.Write(header); err != nil {
		return err
	}
	err := w.items(func(l line, it *item.Item) error {
		if l.Object < 0 {
			return nil
		}
		row := []string{strings.TrimPrefix(w.payload[l.Object].name, payloadDir)}
		for i, c := range dublinCore(it, l.Type) {
			row = append(row, fitted(c.values, w.columns[i])...)
		}
		return table.Write(row)
	})
	if err != nil {
		return err
	}
	table.Flush()
	return table.Error()
}

// fitted spreads values over n columns. What is too much for them stands
// together in the last one.
func fitted(values []string, n int) []string {
	cells := make([]string, n)
	if len(values) > n {
		values = append(append([]string{}, values[:n-1]...), strings.Join(values[n-1:], "; "))
	}
	copy(cells, values)
	return cells
}
