package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// The model: 1,000 random edits, taggings, removals, purges and undos by two
// users. After each, every item is as the model says, every index agrees with
// the records, queries answer by their reference meaning, and an item at an
// earlier time is as it was then.
func TestCurationModel(t *testing.T) {
	archives, operations := 4, 250
	if os.Getenv("ARCHIVE_TEST_LONG") == "1" {
		archives, operations = 8, 1000
	}
	for seed := range archives {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m := newCurationModel(t, uint64(seed), 75) // more than wait for the index
			for i := range operations {
				m.now = m.now.Add(time.Second)
				m.what = fmt.Sprintf("operation %d", i)
				m.step()
				m.check()
			}
			m.dumpAndBack()
		})
	}
}

// card is what the model knows of an item.
type card struct {
	caption, title, date, place string
	tags, mentions, creator     []string
	rating                      int // 9 is none
	hidden                      bool
}

func (c card) clone() card {
	c.tags, c.mentions, c.creator = slices.Clone(c.tags), slices.Clone(c.mentions), slices.Clone(c.creator)
	return c
}

// field gives and sets a field by its number: for undo, which is told in fields.
func (c card) field(n int) string {
	return []string{
		c.caption, c.title, c.date, c.place, strings.Join(c.tags, "\x00"), strings.Join(c.mentions, "\x00"),
		strings.Join(c.creator, "\x00"), fmt.Sprint(c.rating), fmt.Sprint(c.hidden),
	}[n]
}

func (c *card) take(n int, from card) {
	switch n {
	case 0:
		c.caption = from.caption
	case 1:
		c.title = from.title
	case 2:
		c.date = from.date
	case 3:
		c.place = from.place
	case 4:
		c.tags = from.tags
	case 5:
		c.mentions = from.mentions
	case 6:
		c.creator = from.creator
	case 7:
		c.rating = from.rating
	case 8:
		c.hidden = from.hidden
	}
}

const cardFields = 9

// act is a command: what it did to each item.
type act struct {
	user          string
	before, after map[string]card
	order         []string
	purge         bool
}

type curationModel struct {
	t     *testing.T
	r     *rand.Rand
	a     *Archive
	now   time.Time
	ids   []string
	cards map[string]card
	acts  []act
	// past are states of all items, as JSON, at some moments.
	past []moment
	what string
}

type moment struct {
	at    time.Time
	items map[string]string
}

func newCurationModel(t *testing.T, seed uint64, n int) *curationModel {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "archive-test-*")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	m := &curationModel{t: t, r: rand.New(rand.NewPCG(seed, 2013)), now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), cards: map[string]card{}}
	m.a = at(Options{Dir: dir, Wait: time.Minute, Now: func() time.Time { return m.now }})
	if err := m.a.catalog.Create(); err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	for range n {
		c := card{caption: m.words(), rating: 9}
		c.tags = uniqueTags(append(hashtag.Extract(c.caption), pick(m.r, "key", "Metro", "snack bar")))
		c.mentions = hashtag.Mentions(c.caption)
		sum := sha256.Sum256(fmt.Append(nil, m.r.Uint64()))
		it := &item.Item{Caption: c.caption, Tags: c.tags, Mentions: c.mentions, Picture: item.Picture{SHA256: hex.EncodeToString(sum[:]), Size: 1}}
		it.Origins = map[string]string{"caption": "given"}
		it.ID = item.NewID(it.Picture.SHA256, it.Caption)
		b, err := it.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
		m.ids = append(m.ids, it.ID)
		m.cards[it.ID] = c
	}
	if _, err := m.a.Restore(context.Background(), &lines, func(l *BadLine) { t.Fatal(l) }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(m.ids)
	return m
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func (m *curationModel) words() string {
	var b strings.Builder
	for range m.r.IntN(6) {
		b.WriteString(pick(m.r, "street", "#Pyongyang", "#NKorea", "tower <b> & co", "@ada", "@bob.c", "#metro", "popcorn\nvendor", "평양", "#가을", "\"x\\y"))
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

// some gives a few items that are there.
func (m *curationModel) some(live bool) []string {
	var out []string
	n := pick(m.r, 1, 1, 1, 1, 2, 5, 1, 1, 1, 3, 1, 100)
	for range n {
		id := pick(m.r, m.ids...)
		if c, ok := m.cards[id]; ok && (!live || !c.hidden) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (m *curationModel) step() {
	m.a.opts.User = pick(m.r, "ada", "ada", "ada", "bob")
	switch m.r.IntN(10) {
	case 0, 1, 2:
		m.edit()
	case 3, 4, 5:
		m.tag()
	case 6:
		m.remove()
	case 7, 8:
		m.undo()
	default:
		if m.r.IntN(10) == 0 {
			m.purge()
		} else {
			m.undoItem()
		}
	}
}

// did notes a command and what it changed.
func (m *curationModel) did(ids []string, change func(*card)) int {
	a := act{user: m.a.opts.User, before: map[string]card{}, after: map[string]card{}}
	for _, id := range ids {
		before := m.cards[id].clone()
		after := before.clone()
		change(&after)
		if !sameCard(before, after) {
			a.before[id], a.after[id], a.order = before, after, append(a.order, id)
			m.cards[id] = after
		}
	}
	if len(a.order) > 0 {
		m.acts = append(m.acts, a)
	}
	return len(a.order)
}

func sameCard(a, b card) bool {
	for n := range cardFields {
		if a.field(n) != b.field(n) {
			return false
		}
	}
	return true
}

func (m *curationModel) edit() {
	ids := m.some(true)
	var set []Assign
	var model []func(*card)
	assign := func(field string, f func(*card), values ...string) {
		if slices.ContainsFunc(set, func(s Assign) bool { return s.Field == field }) {
			return
		}
		s, err := CheckAssign(Assign{field, values})
		if err != nil {
			m.t.Fatal(err)
		}
		set, model = append(set, s), append(model, f)
	}
	for range 1 + m.r.IntN(2) {
		switch m.r.IntN(6) {
		case 0:
			caption := m.words()
			assign("caption", func(c *card) {
				if caption == c.caption {
					return
				}
				old := hashtag.Extract(c.caption)
				tags := hashtag.Extract(caption)
				for _, t := range c.tags {
					if !slices.ContainsFunc(old, func(o string) bool { return hashtag.Key(o) == hashtag.Key(t) }) {
						tags = append(tags, t)
					}
				}
				c.caption, c.tags, c.mentions = caption, uniqueTags(tags), hashtag.Mentions(caption)
			}, caption)
		case 1:
			title := pick(m.r, "", "A title", "Another <title>")
			assign("title", func(c *card) { c.title = title }, title)
		case 2:
			date := pick(m.r, "", "2013", "2013-02-25", "195X", "2013-02-25T08:14:00+09:00")
			assign("date", func(c *card) { c.date = date }, date)
		case 3:
			place := pick(m.r, "", "Wonsan", "behind the shed", "Mansu Hill, Pyongyang")
			assign("place", func(c *card) { c.place = place }, place)
		case 4:
			creator := pick(m.r, []string{}, []string{"Ada Example"}, []string{"Ben", "Ada Example"})
			assign("creator", func(c *card) { c.creator = creator }, creator...)
		default:
			rating := pick(m.r, 9, -1, 0, 5)
			values := []string{fmt.Sprint(rating)}
			if rating == 9 {
				values = nil
			}
			assign("rating", func(c *card) { c.rating = rating }, values...)
		}
	}
	n, err := m.a.ApplyEdits(context.Background(), ids, func(string) *Edits { return &Edits{Set: set} }, Curation{})
	want := m.did(ids, func(c *card) {
		for _, f := range model {
			f(c)
		}
	})
	m.expect("edit", n, want, err)
}

func (m *curationModel) expect(what string, got, want int, err error) {
	m.t.Helper()
	m.what += " " + what
	if err != nil || got != want {
		m.t.Fatalf("%s: changed %d, want %d: %v", m.what, got, want, err)
	}
}

func (m *curationModel) tag() {
	ids := m.some(true)
	add, remove := pick(m.r, "", "Propaganda", "metro", "snack bar"), pick(m.r, "", "NKorea", "pyongyang", "key")
	tg := Tagging{IDs: ids}
	if m.r.IntN(4) == 0 { // those of a query
		e, err := query.Parse("tag:"+pick(m.r, "metro", "NKorea", "key"), m.now)
		if err != nil {
			m.t.Fatal(err)
		}
		found, err := m.a.Select(context.Background(), e)
		if err != nil {
			m.t.Fatal(err)
		}
		ids, tg = found, Tagging{Expr: e}
	}
	if add != "" {
		tg.Add = []string{add}
	}
	if remove != "" {
		tg.Remove = []string{remove}
	}
	n, err := m.a.Retag(context.Background(), []Tagging{tg}, Curation{})
	m.expect("tag", n, m.did(ids, func(c *card) {
		is := func(tag string) func(string) bool {
			return func(t string) bool { return hashtag.Key(t) == hashtag.Key(tag) }
		}
		c.tags = slices.DeleteFunc(c.tags, is(remove))
		if add != "" && !slices.ContainsFunc(c.tags, is(add)) {
			c.tags = append(c.tags, add)
		}
	}), err)
}

func (m *curationModel) remove() {
	ids := m.some(false)
	n, err := m.a.Remove(context.Background(), ids, Curation{})
	m.expect("remove", n, m.did(ids, func(c *card) { c.hidden = true }), err)
}

func (m *curationModel) purge() {
	ids := m.some(false)[:0]
	for id, c := range m.cards {
		if c.hidden && len(ids) < 2 {
			ids = append(ids, id)
		}
	}
	sum, err := m.a.Purge(context.Background(), ids, Curation{})
	m.expect("purge", sum.Items, len(ids), err)
	a := act{user: m.a.opts.User, purge: true, before: map[string]card{}, after: map[string]card{}, order: ids}
	for _, id := range ids {
		a.before[id] = m.cards[id]
		delete(m.cards, id)
	}
	if len(ids) > 0 {
		m.acts = append(m.acts, a)
	}
}

func (m *curationModel) undo() {
	n := pick(m.r, 1, 1, 1, 2, 3)
	var mine []act
	for _, a := range slices.Backward(m.acts) {
		if a.user == m.a.opts.User && len(mine) < n {
			mine = append(mine, a)
		}
	}
	_, err := m.a.Undo(context.Background(), n, false)
	m.undone("undo", mine, len(mine) == n, err)
}

func (m *curationModel) undoItem() {
	id := pick(m.r, m.ids...)
	if _, ok := m.cards[id]; !ok {
		return
	}
	var last []act
	for _, a := range slices.Backward(m.acts) {
		if _, ok := a.after[id]; ok {
			last = []act{{user: a.user, before: map[string]card{id: a.before[id]}, after: map[string]card{id: a.after[id]}, order: []string{id}}}
			break
		}
	}
	_, err := m.a.UndoItem(context.Background(), id, false)
	m.undone("undo of an item", last, len(last) == 1, err)
}

// undone takes commands back in the model, all or none.
func (m *curationModel) undone(what string, acts []act, possible bool, err error) {
	m.t.Helper()
	next := maps.Clone(m.cards)
	var order []string
	for _, a := range acts {
		possible = possible && !a.purge
		for _, id := range a.order {
			c, ok := next[id]
			if !ok {
				possible = false
				continue
			}
			c = c.clone()
			before, after := a.before[id], a.after[id]
			for f := range cardFields {
				if before.field(f) == after.field(f) {
					continue
				}
				if c.field(f) != after.field(f) {
					possible = false
				}
				c.take(f, before.clone())
			}
			next[id] = c
			if !slices.Contains(order, id) {
				order = append(order, id)
			}
		}
	}
	m.what += " " + what
	if (err == nil) != possible || err != nil && !errors.Is(err, ErrCannotUndo) && !errors.Is(err, ErrNothingToUndo) {
		m.t.Fatalf("%s: %v, possible: %v", m.what, err, possible)
	}
	if err != nil {
		return
	}
	// It is a command of its own, also where it came to nothing in an item.
	a := act{user: m.a.opts.User, before: map[string]card{}, after: map[string]card{}, order: order}
	for _, id := range order {
		a.before[id], a.after[id] = m.cards[id], next[id]
	}
	m.acts = append(m.acts, a)
	m.cards = next
}

// cardOf is what an item says.
func cardOf(it *item.Item, hidden bool) card {
	c := card{caption: it.Caption, title: it.Title, date: it.Date, tags: it.Tags, mentions: it.Mentions, creator: it.Creator, rating: 9, hidden: hidden}
	if it.Place != nil {
		c.place = it.Place.Name
	}
	if it.Rating != nil {
		c.rating = *it.Rating
	}
	return c
}

func (m *curationModel) check() {
	m.t.Helper()
	live := map[string]*item.Item{}
	snapshot := moment{at: m.now, items: map[string]string{}}
	err := m.a.view(context.Background(), func(r *catalog.Reader) error {
		n := 0
		err := r.Each(func(rec catalog.Record) error {
			n++
			it, err := rec.Item()
			if err != nil {
				return err
			}
			want, ok := m.cards[it.ID]
			if got := cardOf(it, rec.Hidden); !ok || !sameCard(got, want) {
				m.t.Errorf("%s: %s\n got %s\nwant %s", m.what, it.ID, fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
			}
			if !rec.Hidden {
				live[it.ID] = it
			}
			snapshot.items[it.ID] = fmt.Sprint(rec.Hidden) + string(rec.JSON)
			return nil
		})
		if n != len(m.cards) {
			m.t.Errorf("%s: %d items, want %d", m.what, n, len(m.cards))
		}
		return errors.Join(err, r.Check(false, func(p catalog.Problem) { m.t.Errorf("%s: %s %s", m.what, p.ID, p.What) }))
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.ask(live)
	m.past = append(m.past, snapshot)
	m.lookBack()
	if m.t.Failed() {
		m.t.FailNow()
	}
}

// ask holds a query against its reference meaning.
func (m *curationModel) ask(live map[string]*item.Item) {
	m.t.Helper()
	e, err := query.Parse(pick(m.r, "tag:metro", "tag:nkorea", "tag:propaganda", "tag:key -tag:metro", "mention:ada", "street", "caption:popcorn",
		"title:another", "date:2013", "date:1950..1960", "place:wonsan", `place:"North Korea"`, "creator:ben", "rating:>=0", "missing:tags", "has:title",
		"origin:edit", "평양"), m.now)
	if err == nil {
		e, err = query.Resolve(e, nil)
	}
	if err != nil {
		m.t.Fatal(err)
	}
	var want []string
	for id, it := range live {
		if query.Match(e, it) {
			want = append(want, id)
		}
	}
	got, err := m.a.Select(context.Background(), e)
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		m.t.Errorf("%s: %s: found %d, want %d: %v", m.what, e, len(got), len(want), err)
	}
}

// lookBack compares an item at an earlier moment with what it was then.
func (m *curationModel) lookBack() {
	m.t.Helper()
	then := pick(m.r, m.past...)
	id := pick(m.r, m.ids...)
	if _, ok := m.cards[id]; !ok {
		return // it was purged
	}
	it, hidden, err := m.a.At(context.Background(), id, then.at)
	if err != nil {
		m.t.Fatalf("%s: %v", m.what, err)
	}
	b, err := it.AppendJSON(nil)
	if got := fmt.Sprint(hidden) + string(b); err != nil || got != then.items[id] {
		m.t.Errorf("%s: at %s\n got %s\nwant %s", m.what, then.at, got, then.items[id])
	}
}

// dumpAndBack: another archive that is made of the dump gives the same dump,
// and the same answer to an undo.
func (m *curationModel) dumpAndBack() {
	m.t.Helper()
	var first, second bytes.Buffer
	if _, err := m.a.Dump(context.Background(), &first); err != nil {
		m.t.Fatal(err)
	}
	other := at(Options{Dir: m.t.TempDir(), Wait: time.Minute, User: "ada", Now: m.a.opts.Now})
	if err := other.catalog.Create(); err != nil {
		m.t.Fatal(err)
	}
	for range 2 { // the second time all is known
		_, err := other.Restore(context.Background(), bytes.NewReader(first.Bytes()), func(l *BadLine) { m.t.Fatal(l) })
		if err != nil {
			m.t.Fatal(err)
		}
		second.Reset()
		if _, err := other.Dump(context.Background(), &second); err != nil {
			m.t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			m.t.Fatal("a second dump is another")
		}
	}
	m.a = other
	m.now = m.now.Add(time.Second)
	m.undo()
	m.check()
}
