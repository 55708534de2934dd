package render

import (
	"math"
	"strings"

	"photoarchive/pkg/item"
)

// picker finds the values of some fields in the JSON of one record after the
// other, without decoding the rest.
type picker struct {
	options Options
	fields  []pickedField
	tops    []string // the distinct first steps of the fields
	raw     []string // their values in the current record, or ""
	buf     []byte
}

type pickedField struct {
	path []string
	top  int
}

func newPicker(o Options, paths [][]string) *picker {
	p := &picker{options: o}
	for _, path := range paths {
		top := 0
		for top < len(p.tops) && p.tops[top] != path[0] {
			top++
		}
		if top == len(p.tops) {
			p.tops = append(p.tops, path[0])
		}
		p.fields = append(p.fields, pickedField{path, top})
	}
	p.raw = make([]string, len(p.tops))
	return p
}

// read takes in the next record.
func (p *picker) read(r Record) error {
	var err error
	if p.buf, err = r.appendJSON(p.buf[:0]); err != nil {
		return err
	}
	clear(p.raw)
	return item.Members(string(p.buf), func(key, value string) error {
		for i, top := range p.tops {
			if key == top {
				p.raw[i] = value
			}
		}
		return nil
	})
}

// cell is what one field holds, as text.
type cell struct {
	text   string
	list   []string // the values of a field that may hold several
	number bool     // the text is a JSON number
}

// join is the cell as one text: each value as value gives it, sep between them.
func (c cell) join(sep string, value func(string) string) string {
	if c.list == nil {
		return c.text
	}
	all := make([]string, len(c.list))
	for i, v := range c.list {
		all[i] = value(v)
	}
	return strings.Join(all, sep)
}

// cell gives field i of the record that was read.
func (p *picker) cell(r Record, i int) (cell, error) {
	f := p.fields[i]
	switch {
	case isComputed(f.path) && f.path[0] == "distance":
		return cell{text: string(appendMetres(nil, r.Distance)), number: true}, nil
	case isComputed(f.path) && f.path[0] == "approximate":
		return cell{text: r.approximate()}, nil
	case isComputed(f.path):
		path, err := p.options.path(r)
		return cell{text: path}, err
	}
	return cellOf(p.raw[f.top], f.path[0], f.path[1:])
}

// approximate is the value of the field of this name.
func (r Record) approximate() string {
	if r.Approximate {
		return "true"
	}
	return ""
}

// path is the path of the record's picture.
func (o Options) path(r Record) (string, error) {
	if o.PicturePath == nil {
		return "", nil
	}
	it, err := r.item()
	if err != nil {
		return "", err
	}
	return o.PicturePath(it), nil
}

// appendMetres writes a distance that is known, to the decimetre.
func appendMetres(dst []byte, metres *float64) []byte {
	if metres == nil || math.IsNaN(*metres) || math.IsInf(*metres, 0) {
		return dst
	}
	return item.AppendJSONFloat(dst, math.Round(*metres*10)/10)
}

// cellOf gives the text of a JSON value, or of what the steps lead to in it.
func cellOf(raw, name string, steps []string) (cell, error) {
	if raw == "" || raw == "null" {
		return cell{}, nil
	}
	switch raw[0] {
	case '"':
		s, err := item.Unquote(raw)
		return cell{text: s}, err
	case '[':
		return listCell(raw, steps)
	case '{':
		if len(steps) == 0 && name == "place" {
			return placeCell(raw)
		}
		if len(steps) == 0 {
			return cell{text: raw}, nil
		}
		value, err := member(raw, steps[0])
		if err != nil {
			return cell{}, err
		}
		return cellOf(value, "", steps[1:])
	}
	return cell{text: raw, number: raw[0] != 't' && raw[0] != 'f'}, nil
}

// listCell gives the values of a list; a list of objects without a further step is its JSON.
func listCell(raw string, steps []string) (cell, error) {
	c := cell{list: []string{}}
	err := item.Elements(raw, func(value string) error {
		one, err := cellOf(value, "", steps)
		if one.text != "" {
			c.list = append(c.list, one.text)
		}
		return err
	})
	if len(steps) == 0 && strings.HasPrefix(raw, "[{") {
		return cell{text: raw}, err
	}
	return c, err
}

// member is the value of one key of an object, or "".
func member(object, key string) (string, error) {
	var found string
	err := item.Members(object, func(k, value string) error {
		if k == key {
			found = value
		}
		return nil
	})
	return found, err
}

// placeCell says a place in one text: its name, else its levels from the
// smallest up, else its coordinates.
func placeCell(raw string) (cell, error) {
	var name, lat, lon string
	var levels [4]string
	err := item.Members(raw, func(key, value string) error {
		target := &name
		switch key {
		case "name":
		case "sublocation":
			target = &levels[0]
		case "city":
			target = &levels[1]
		case "state":
			target = &levels[2]
		case "country":
			target = &levels[3]
		case "lat":
			lat = value
			return nil
		case "lon":
			lon = value
			return nil
		default:
			return nil
		}
		text, err := cellOf(value, "", nil)
		*target = text.text
		return err
	})
	if name != "" || err != nil {
		return cell{text: name}, err
	}
	var known []string
	for _, level := range levels {
		if level != "" {
			known = append(known, level)
		}
	}
	if len(known) > 0 {
		return cell{text: strings.Join(known, ", ")}, nil
	}
	if lat != "" && lon != "" {
		return cell{text: lat + "," + lon}, nil
	}
	return cell{}, nil
}
