package item

import "fmt"

// Decode replaces *it by the item that b holds: one JSON object, nothing after
// it but white space. Keys come in any order, of one that is there twice the
// last counts, null is as if the key weren't there, and keys that the schema
// doesn't know are passed over. Whole numbers may be written in any JSON form
// (1e3). As in encoding/json, invalid UTF-8 and broken surrogates become
// U+FFFD; unlike there, keys are told apart by letter case. What is no JSON,
// has a value of the wrong type, or nests deeper than 100 levels is an error
// that says at which byte; *it is then of no use.
//
// b is copied once and not kept; the strings of the item share that copy, so
// who keeps one string only should use strings.Clone.
func Decode(b []byte, it *Item) error {
	return decode(string(b), it, false)
}

// DecodeStrict is Decode, but a key that the schema doesn't know is an error
// that names it.
func DecodeStrict(b []byte, it *Item) error {
	return decode(string(b), it, true)
}

func decode(text string, it *Item, strict bool) error {
	d := decoder{scanner: scanner{src: text}, strict: strict}
	*it = Item{}
	d.space()
	if err := d.item(it); err != nil {
		return err
	}
	return d.end()
}

// decoder reads the schema of an item.
type decoder struct {
	scanner
	strict bool
}

// named puts the key in front of what is wrong with its value.
func named(key string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", key, err)
}

// other is the end of each schema: a key that it doesn't know.
func (d *decoder) other() error {
	if d.strict {
		return d.errorf("unknown field")
	}
	return d.skip()
}

func (d *decoder) item(it *Item) error {
	return d.object(func(key string) error {
		var err error
		switch key {
		case "id":
			err = d.text(&it.ID)
		case "caption":
			err = d.text(&it.Caption)
		case "title":
			err = d.text(&it.Title)
		case "alt":
			err = d.text(&it.Alt)
		case "tags":
			err = d.texts(&it.Tags)
		case "mentions":
			err = d.texts(&it.Mentions)
		case "people":
			err = d.texts(&it.People)
		case "date":
			err = d.text(&it.Date)
		case "place":
			err = d.place(&it.Place)
		case "creator":
			err = d.texts(&it.Creator)
		case "credit":
			err = d.text(&it.Credit)
		case "copyright":
			err = d.text(&it.Copyright)
		case "license":
			err = d.text(&it.License)
		case "picture":
			err = d.picture(&it.Picture)
		case "attachments":
			err = list(d, &it.Attachments, d.attachment)
		case "sources":
			err = list(d, &it.Sources, d.source)
		case "published":
			err = d.text(&it.Published)
		case "albums":
			err = d.texts(&it.Albums)
		case "rating":
			err = whole(d, &it.Rating)
		case "likes":
			err = whole(d, &it.Likes)
		case "added":
			err = d.time(&it.Added)
		case "modified":
			err = d.time(&it.Modified)
		case "extra":
			err = d.textMap(&it.Extra)
		case "origins":
			err = d.textMap(&it.Origins)
		case "alternatives":
			err = list(d, &it.Alternatives, d.alternative)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}

func (d *decoder) place(dst **Place) error {
	*dst = nil
	if d.null() {
		return nil
	}
	// One piece of memory holds the place and the numbers it points to.
	block := new(struct {
		Place
		lat, lon, altitude float64
	})
	p := &block.Place
	*dst = p
	return d.object(func(key string) error {
		var err error
		switch key {
		case "name":
			err = d.text(&p.Name)
		case "sublocation":
			err = d.text(&p.Sublocation)
		case "city":
			err = d.text(&p.City)
		case "state":
			err = d.text(&p.State)
		case "country":
			err = d.text(&p.Country)
		case "country_code":
			err = d.text(&p.CountryCode)
		case "lat":
			p.Lat, err = d.float(&block.lat)
		case "lon":
			p.Lon, err = d.float(&block.lon)
		case "altitude":
			p.Altitude, err = d.float(&block.altitude)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}

func (d *decoder) picture(p *Picture) error {
	*p = Picture{}
	if d.null() {
		return nil
	}
	return d.object(func(key string) error {
		var err error
		switch key {
		case "sha256":
			err = d.text(&p.SHA256)
		case "size":
			err = integer(d, &p.Size)
		case "type":
			err = d.text(&p.Type)
		case "width":
			err = integer(d, &p.Width)
		case "height":
			err = integer(d, &p.Height)
		case "orientation":
			err = integer(d, &p.Orientation)
		case "name":
			err = d.text(&p.Name)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}

func (d *decoder) attachment(a *Attachment) error {
	return d.object(func(key string) error {
		var err error
		switch key {
		case "name":
			err = d.text(&a.Name)
		case "sha256":
			err = d.text(&a.SHA256)
		case "size":
			err = integer(d, &a.Size)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}

func (d *decoder) source(s *Source) error {
	return d.object(func(key string) error {
		var err error
		switch key {
		case "kind":
			err = d.text(&s.Kind)
		case "platform":
			err = d.text(&s.Platform)
		case "account":
			err = d.text(&s.Account)
		case "url":
			err = d.text(&s.URL)
		case "ref":
			err = d.text(&s.Ref)
		case "post":
			err = d.text(&s.Post)
		case "index":
			err = integer(d, &s.Index)
		case "count":
			err = integer(d, &s.Count)
		case "title":
			err = d.text(&s.Title)
		case "author":
			err = d.text(&s.Author)
		case "retrieved":
			err = d.time(&s.Retrieved)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}

func (d *decoder) alternative(a *Alternative) error {
	return d.object(func(key string) error {
		var err error
		switch key {
		case "field":
			err = d.text(&a.Field)
		case "origin":
			err = d.text(&a.Origin)
		case "value":
			err = d.text(&a.Value)
		default:
			err = d.other()
		}
		return named(key, err)
	})
}
