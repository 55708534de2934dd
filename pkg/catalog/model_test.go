package catalog_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// The model: random items and operations in batches of random size. After
// each round the catalogue must answer random queries as a plain scan with
// query.Match does, in the same order, and its own check must be clean.
func TestModel(t *testing.T) {
	items, rounds, queries := 1200, 6, 150
	if os.Getenv("ARCHIVE_TEST_LONG") == "1" {
		items, rounds, queries = 20000, 10, 1000
	}
	seed := uint64(20130225)
	m := newModel(t, seed)
	for round := range rounds {
		m.fill(items / rounds)
		m.disturb(items / rounds / 5)
		m.check()
		for i := range queries {
			m.ask(fmt.Sprintf("round %d query %d", round, i))
		}
	}
}

type model struct {
	t      *testing.T
	r      *rand.Rand
	c      *catalog.Catalog
	live   map[string]*item.Item
	hidden map[string]*item.Item
	now    time.Time
}

func newCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	c := catalog.New(filepath.Join(t.TempDir(), "archive.db"), catalog.Options{Wait: time.Minute})
	if err := c.Create(); err != nil {
		t.Fatal(err)
	}
	return c
}

func newModel(t *testing.T, seed uint64) *model {
	return &model{
		t: t, r: rand.New(rand.NewPCG(seed, 1)), c: newCatalog(t),
		live: map[string]*item.Item{}, hidden: map[string]*item.Item{},
		now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func (m *model) words(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pick(m.r, "street", "tower", "Shadow", "popcorn", "vendor", "café", "boys", "with", "a", "camera",
			"평양에서", "平壌の夜", "snack-bar", "don't", "#Pyongyang", "#NKorea,", "2013", "ΠΎΡΓΟΣ", "straße"))
		b.WriteString(pick(m.r, " ", " ", " ", ", ", "\n"))
	}
	return strings.TrimSpace(b.String())
}

func (m *model) item() *item.Item {
	r := m.r
	it := &item.Item{Caption: m.words(r.IntN(9))}
	if r.IntN(4) == 0 {
		it.Title = m.words(2)
	}
	if r.IntN(5) == 0 {
		it.Alt = m.words(3)
	}
	it.Tags = hashtag.Extract(it.Caption)
	if r.IntN(3) == 0 {
		it.Tags = append(it.Tags, pick(r, "Propaganda", "snack bar", "ＦＵＬＬ", "İstanbul", "Metro"))
	}
	if r.IntN(2) == 0 {
		it.Place = &item.Place{Country: pick(r, "North Korea", "Côte d'Ivoire"), City: pick(r, "Pyongyang", "Wonsan", "")}
	}
	if r.IntN(2) == 0 {
		lat, lon := math.Round((r.Float64()*180-90)*100)/100, math.Round((r.Float64()*360-180)*100)/100
		if r.IntN(2) == 0 {
			lat, lon = 39+math.Round(r.Float64()*100)/1000, pick(r, 125.75, 180, -180, 179.99, -179.98)
		}
		if it.Place == nil {
			it.Place = &item.Place{}
		}
		it.Place.Lat, it.Place.Lon = &lat, &lon
	}
	switch r.IntN(8) {
	case 0:
	case 1:
		it.Date = pick(r, "2013", "2013-02", "201X", "1953~", "2012-12/2013-02", "..", "[1953,2013-02-25]", "2013-23", "-0044-03-15")
		if it.Date == ".." {
			it.Date = ""
		}
	default:
		it.Date = fmt.Sprintf("20%02d-%02d-%02d", 10+r.IntN(5), 1+r.IntN(12), 1+r.IntN(28))
		if r.IntN(2) == 0 {
			it.Date += fmt.Sprintf("T%02d:00:00", r.IntN(24))
		}
	}
	if r.IntN(3) == 0 {
		it.Published = fmt.Sprintf("2013-%02d-28T23:30:00%s", 1+r.IntN(12), pick(r, "Z", "+09:00", "-05:00"))
	}
	if r.IntN(2) == 0 {
		n := int64(r.IntN(5) * 50)
		it.Likes = &n
	}
	if r.IntN(4) == 0 {
		n := r.IntN(7) - 1
		it.Rating = &n
	}
	if r.IntN(3) == 0 {
		it.Creator = []string{pick(r, "Ada Example", "Ben Sample", "AFP")}
	}
	it.Sources = []item.Source{{Kind: pick(r, "file", "instagram"), Account: pick(r, "", "Someone"), Ref: "x"}}
	if r.IntN(6) == 0 {
		it.Origins = map[string]string{"place": pick(r, "hashtag", "exif:GPSPosition")}
	}
	sum := sha256.Sum256(fmt.Append(nil, r.Uint64()))
	it.Picture = item.Picture{
		SHA256: hex.EncodeToString(sum[:]), Size: int64(r.IntN(9)) * 100_000, Type: pick(r, "image/jpeg", "image/png"),
		Width: pick(r, 0, 612, 4000), Height: 612, Name: fmt.Sprintf("IMG_%04d.jpg", r.IntN(300)),
	}
	it.Added = m.now.Add(-time.Duration(r.IntN(100)) * time.Hour)
	it.ID = item.NewID(it.Picture.SHA256, it.Caption)
	return it
}

func (m *model) update(f func(*catalog.Batch) error) {
	m.t.Helper()
	if err := m.c.Update(context.Background(), f); err != nil {
		m.t.Fatal(err)
	}
}

// fill adds items in batches of one, of a few and of many.
func (m *model) fill(n int) {
	for n > 0 {
		size := min(n, pick(m.r, 1, 1, 3, 40, 200))
		n -= size
		m.update(func(b *catalog.Batch) error {
			for range size {
				it := m.item()
				m.live[it.ID] = it
				if err := b.Put(it); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func (m *model) anyLive() string {
	ids := make([]string, 0, len(m.live))
	for id := range m.live {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return pick(m.r, ids...)
}

// disturb edits, hides, brings back and purges.
func (m *model) disturb(n int) {
	for range n {
		id := m.anyLive()
		m.update(func(b *catalog.Batch) error {
			switch m.r.IntN(5) {
			case 0:
				m.hidden[id] = m.live[id]
				delete(m.live, id)
				return b.Hide(id)
			case 1:
				for back, it := range m.hidden {
					m.live[back] = it
					delete(m.hidden, back)
					return b.Unhide(back)
				}
				return nil
			case 2:
				delete(m.live, id)
				return b.Purge(id)
			case 3: // a caption for an item that takes the pair's id
				it := m.item()
				it.Picture = m.live[id].Picture
				it.ID = item.NewID(it.Picture.SHA256, it.Caption)
				if m.live[it.ID] != nil {
					return nil
				}
				delete(m.live, id)
				m.live[it.ID] = it
				return b.PutAs(id, it)
			default:
				it := m.item()
				it.ID, it.Picture.SHA256 = id, m.live[id].Picture.SHA256
				m.live[id] = it
				return b.Put(it)
			}
		})
	}
}

func (m *model) view(f func(*catalog.Reader) error) {
	m.t.Helper()
	if err := m.c.View(context.Background(), f); err != nil {
		m.t.Fatal(err)
	}
}

func (m *model) check() {
	m.t.Helper()
	m.view(func(r *catalog.Reader) error {
		return r.Check(true, func(p catalog.Problem) {
			if p.Kind != "log" { // items are changed here without a word in the history
				m.t.Errorf("check: %s %s", p.ID, p.What)
			}
		})
	})
	if m.t.Failed() {
		m.t.FailNow()
	}
}

func (m *model) expr(depth int) query.Expr {
	r := m.r
	if depth > 0 && r.IntN(2) == 0 {
		n := 2 + r.IntN(2)
		parts := make([]string, n)
		for i := range parts {
			e := m.expr(depth - 1)
			parts[i] = "(" + e.String() + ")"
			if e == (query.All{}) {
				parts[i] = "street"
			}
			if r.IntN(4) == 0 {
				parts[i] = "NOT " + parts[i]
			}
		}
		return m.parse(strings.Join(parts, pick(r, " ", " OR ")))
	}
	return m.parse(pick(r,
		"tag:pyongyang", "tag:NKORea", "tag:propaganda,metro", `tag:"snack bar"`, "tag:P*", "tag:istanbul", "tag:full",
		"place:pyongyang", "place:NorthKorea", `place:"cote d'ivoire"`, "place:won*", "creator:afp", "creator:ada*",
		"street", "TOWER", "popcorn vendor", `"popcorn vendor"`, `"with a camera"`, "cafe", "평양", "平", "夜", "壌の夜", "pop*", "snack bar",
		"caption:street", "title:tower", "alt:boys", `"a a"`, "strasse", "πυργος",
		"date:2013", "date:2013-02", "date:2013-02-25", "date:2012-06..2013-03-10", "date:..2011", "date:2014-11..",
		"date:1950..1960", "date:2013-02-2X", "date:-0100..0001", "added:2026-11-20..", "added:2026-11-19", "published:2013-03-01", "published:2013-02-28",
		"likes:>100", "likes:0", "likes:50..100", "rating:-1", "rating:>=3", "size:>300kB", "width:612..", "height:612",
		"has:caption", "missing:date", "has:position", "missing:place", "has:rating", "name:IMG_0012.jpg", "name:IMG_00*",
		"source:instagram", "account:someone", "type:png", "origin:hashtag",
		"near:39.05,125.75,6km", "near:39.05,180,20km", "near:90,0,2000km", "near:0,0,9000km",
		"bbox:38,125,40,126", "bbox:-90,179,90,-179", "bbox:-90,-180,90,180", "bbox:39,180,40,180",
		"sha256:0*", "-street", ""))
}

func (m *model) parse(s string) query.Expr {
	m.t.Helper()
	s = strings.TrimSuffix(strings.Replace(s, "sha256:0*", "sha256:"+m.someSHA(), 1), " ")
	e, err := query.Parse(s, m.now)
	if err != nil {
		m.t.Fatalf("%s: %v", s, err)
	}
	e, err = query.Resolve(e, nil)
	if err != nil {
		m.t.Fatalf("%s: %v", s, err)
	}
	return e
}

func (m *model) someSHA() string { return m.live[m.anyLive()].Picture.SHA256[:4] }

// scan is the reference: every item matched one by one, then sorted plainly.
func (m *model) scan(s catalog.Search) []string {
	var hits []*item.Item
	for _, it := range m.live {
		if query.Match(s.Expr, it) {
			hits = append(hits, it)
		}
	}
	has := func(it *item.Item) bool { return m.compare(s.Sort, it, it, true) == 0 }
	slices.SortFunc(hits, func(a, b *item.Item) int {
		switch {
		case has(a) && !has(b):
			return -1
		case !has(a) && has(b):
			return 1
		case !has(a):
			return cmp.Compare(a.ID, b.ID)
		}
		c := cmp.Or(m.compare(s.Sort, a, b, false), cmp.Compare(a.ID, b.ID))
		if s.Reverse {
			return -c
		}
		return c
	})
	out := []string{}
	for _, it := range hits {
		if s.Limit > 0 && len(out) == s.Limit {
			break
		}
		out = append(out, it.ID)
	}
	return out
}

// compare orders two items that have the value; asked for presence it returns
// 0 where a has it.
func (m *model) compare(sort string, a, b *item.Item, presence bool) int {
	missing := func(ok bool) int {
		if ok {
			return 0
		}
		return 1
	}
	switch sort {
	case "likes":
		if presence {
			return missing(a.Likes != nil)
		}
		return cmp.Compare(*b.Likes, *a.Likes)
	case "added":
		if presence {
			return 0
		}
		return b.Added.Compare(a.Added)
	case "creator":
		if presence {
			return missing(len(a.Creator) > 0)
		}
		return cmp.Compare(text.Fold(a.Creator[0]), text.Fold(b.Creator[0]))
	}
	if presence {
		return missing(a.Date != "")
	}
	start := func(it *item.Item) int64 {
		d, err := edtf.Parse(it.Date)
		if err != nil {
			m.t.Fatal(err)
		}
		sec, nsec := d.Start()
		return sec*1000 + int64(nsec)/1e6
	}
	return cmp.Compare(start(b), start(a))
}

func (m *model) ask(what string) {
	m.t.Helper()
	s := catalog.Search{
		Expr: m.expr(2), Sort: pick(m.r, "", "date", "date", "likes", "added", "creator"),
		Reverse: m.r.IntN(3) == 0, Limit: pick(m.r, 0, 0, 1, 10, 50),
	}
	want := m.scan(s)
	all := s
	all.Limit = 0
	wantCount := len(m.scan(all))
	m.view(func(r *catalog.Reader) error {
		got := []string{}
		err := r.Find(context.Background(), s, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil {
				got = append(got, it.ID)
			}
			return err
		})
		if err != nil {
			return err
		}
		if !slices.Equal(got, want) {
			m.t.Errorf("%s: %s\nsort %q reverse %v limit %d\n got %d %.6v\nwant %d %.6v", what, s.Expr, s.Sort, s.Reverse, s.Limit, len(got), got, len(want), want)
		}
		n, err := r.Count(s.Expr)
		if n != wantCount {
			m.t.Errorf("%s: %s: count %d, want %d", what, s.Expr, n, wantCount)
		}
		return err
	})
	if m.t.Failed() {
		m.t.FailNow()
	}
}
