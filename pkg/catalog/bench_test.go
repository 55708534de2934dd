package catalog_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// BenchmarkCatalog asks a catalogue of 100,000 items (1,000,000 with
// ARCHIVE_TEST_LONG=1) that is made once. Every operation opens the file, as a
// command does.
func BenchmarkCatalog(b *testing.B) {
	n := 100_000
	if os.Getenv("ARCHIVE_TEST_LONG") == "1" {
		n = 1_000_000
	}
	var c *catalog.Catalog
	made := sync.OnceFunc(func() { c = benchmarkCatalog(b, n) })
	count := func(text string, least, most int) func(*testing.B) {
		return func(b *testing.B) {
			made()
			e := parsed(b, text)
			for b.Loop() {
				view(b, c, func(r *catalog.Reader) error {
					got, err := r.Count(e)
					if got < least || got > most {
						b.Fatalf("%s: %d hits, want %d to %d", text, got, least, most)
					}
					return err
				})
			}
		}
	}
	find := func(s catalog.Search, text string, least, most int) func(*testing.B) {
		return func(b *testing.B) {
			made()
			s.Expr = parsed(b, text)
			s.From = query.Point(s.Expr)
			for b.Loop() {
				got := 0
				view(b, c, func(r *catalog.Reader) error {
					return r.Find(b.Context(), s, func(catalog.Record) error { got++; return nil })
				})
				if got < least || got > most {
					b.Fatalf("%s: %d hits, want %d to %d", text, got, least, most)
				}
			}
		}
	}
	b.Run("CountCommonTag", count("tag:Common", n/10, n/10))
	b.Run("CountTwoWords", count("street people", n*28/100, n*28/100))
	b.Run("CountYear", count("date:2013", n/15-10, n/15+10))
	b.Run("FindRareTag", find(catalog.Search{}, "tag:Rare", 10, 10))
	b.Run("FindNewestOfCommonTag", find(catalog.Search{Limit: 50}, "tag:Common", 50, 50))
	b.Run("FindOldestOfCommonTag", find(catalog.Search{Limit: 50, Reverse: true}, "tag:Common", 50, 50))
	b.Run("FindAllOfCommonTag", find(catalog.Search{}, "tag:Common", n/10, n/10))
	b.Run("FindMostLiked", find(catalog.Search{Sort: "likes", Limit: 50}, "tag:Common", 50, 50))
	b.Run("FindTagPlaceYear", find(catalog.Search{}, "tag:Common place:Country3 date:2013", 1, n/100))
	b.Run("FindNear", find(catalog.Search{}, "near:10.5,20.5,5km", 1, n/100))
	b.Run("FindNearByDistance", find(catalog.Search{Sort: "distance", Limit: 10}, "near:10.5,20.5,50km", 10, 10))
	b.Run("AddOne", func(b *testing.B) {
		made()
		m := newBenchmarkItems(1_000_000_000)
		for i := 0; b.Loop(); i++ {
			update(b, c, func(batch *catalog.Batch) error { return batch.Put(m.item(i, "Late")) })
		}
	})
}

// BenchmarkPut puts batches of the size that a take-in and a restore have into
// a new catalogue.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{256, 16384} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			c := emptyCatalog(b)
			m := newBenchmarkItems(0)
			for i := 0; b.Loop(); i += size {
				update(b, c, func(batch *catalog.Batch) error { return m.put(batch, i, size) })
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/item")
		})
	}
}

func emptyCatalog(b *testing.B) *catalog.Catalog {
	b.Helper()
	c := catalog.New(b.TempDir()+"/archive.db", catalog.Options{Wait: time.Minute})
	if err := c.Create(); err != nil {
		b.Fatal(err)
	}
	return c
}

func benchmarkCatalog(b *testing.B, n int) *catalog.Catalog {
	b.Helper()
	c := emptyCatalog(b)
	m := newBenchmarkItems(n)
	const batch = 50_000
	for i := 0; i < n; i += batch {
		update(b, c, func(put *catalog.Batch) error { return m.put(put, i, min(batch, n-i)) })
	}
	return c
}

func view(b *testing.B, c *catalog.Catalog, f func(*catalog.Reader) error) {
	b.Helper()
	if err := c.View(context.Background(), f); err != nil {
		b.Fatal(err)
	}
}

func update(b *testing.B, c *catalog.Catalog, f func(*catalog.Batch) error) {
	b.Helper()
	if err := c.Update(context.Background(), f); err != nil {
		b.Fatal(err)
	}
}

func parsed(b *testing.B, text string) query.Expr {
	b.Helper()
	e, err := query.Parse(text, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	if err == nil {
		e, err = query.Resolve(e, plainNames{})
	}
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// plainNames knows no other names and nothing saved.
type plainNames struct{}

func (plainNames) Tags(key string) []string              { return []string{key} }
func (plainNames) Places(_, key string, _ bool) []string { return []string{key} }
func (plainNames) Point(name string) (lat, lon float64, err error) {
	return 0, 0, fmt.Errorf("%s: not known", name)
}

func (plainNames) Around(float64, float64, float64) []query.NearName { return nil }

func (plainNames) Saved(name string) (query.Expr, error) {
	return nil, fmt.Errorf("%s: not known", name)
}

// benchmarkItems makes items with captions of about 200 bytes and Zipf-distributed
// words and tags. Item i is the same in every run.
type benchmarkItems struct {
	n      int
	source *rand.PCG
	r      *rand.Rand
	words  *rand.Zipf
	tags   *rand.Zipf
}

func newBenchmarkItems(n int) *benchmarkItems {
	source := rand.NewPCG(1, 1)
	r := rand.New(source)
	return &benchmarkItems{n: n, source: source, r: r, words: rand.NewZipf(r, 1.1, 3, 60_000), tags: rand.NewZipf(r, 1.1, 10, 50_000)}
}

func (m *benchmarkItems) put(b *catalog.Batch, from, count int) error {
	for i := from; i < from+count; i++ {
		if err := b.Put(m.item(i)); err != nil {
			return err
		}
	}
	return nil
}

func (m *benchmarkItems) item(i int, tags ...string) *item.Item {
	m.source.Seed(uint64(m.n), uint64(i))
	if i%10 == 0 {
		tags = append(tags, "Common")
	}
	if m.n > 0 && i%(m.n/10) == 5 {
		tags = append(tags, "Rare")
	}
	for range 2 + m.r.IntN(3) {
		tags = append(tags, fmt.Sprintf("Tag%d", m.tags.Uint64()))
	}
	var caption strings.Builder
	if i%100 < 28 {
		caption.WriteString("People in a street")
	}
	for caption.Len() < 190 {
		fmt.Fprintf(&caption, " word%d", m.words.Uint64())
	}
	lat, lon := 10+m.r.Float64()*5, 20+m.r.Float64()*5
	likes := m.r.Int64N(100_000)
	sum := sha256.Sum256([]byte(strconv.Itoa(m.n + i)))
	sha := hex.EncodeToString(sum[:])
	country := fmt.Sprintf("Country%d", m.r.IntN(20))
	city := fmt.Sprintf("City%d", m.r.IntN(500))
	return &item.Item{
		ID: item.NewID(sha, caption.String()), Caption: caption.String(), Tags: tags,
		Date:    fmt.Sprintf("%d-%02d-%02dT%02d:%02d:00+09:00", 2010+i/10%15, 1+m.r.IntN(12), 1+m.r.IntN(28), m.r.IntN(24), m.r.IntN(60)),
		Place:   &item.Place{Name: city + ", " + country, City: city, Country: country, Lat: &lat, Lon: &lon},
		Creator: []string{fmt.Sprintf("Ada Example %d", m.r.IntN(1000))},
		Picture: item.Picture{SHA256: sha, Size: 100_000, Type: "image/jpeg", Width: 612, Height: 612, Name: fmt.Sprintf("IMG_%d.jpg", i)},
		Likes:   &likes, Added: time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC),
	}
}
