package catalog_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Suggestions are counted as a plain scan counts them, whatever waits for the
// index, and each shows an item that has the term.
func TestSuggestAgreesWithScan(t *testing.T) {
	m := newModel(t, 7)
	for range 3 {
		m.fill(250)
		m.disturb(40)
		for _, field := range []string{"tag", "place", "creator", "mention", "source", "name"} {
			for _, prefix := range []string{"", "p", "n", "mansu", "ada", "zz"} {
				m.suggests(field, prefix)
			}
		}
	}
}

func (m *model) suggests(field, prefix string) {
	m.t.Helper()
	keys := func(it *item.Item) []string {
		if field == "place" {
			return query.PlaceKeys(it.Place)
		}
		return query.NameKeys(it, field)
	}
	counts := map[string]int{}
	for _, it := range m.live {
		for _, k := range keys(it) {
			if strings.HasPrefix(k, prefix) {
				counts[k]++
			}
		}
	}
	var want []catalog.TermCount
	for k, n := range counts {
		want = append(want, catalog.TermCount{Term: k, Count: n})
	}
	slices.SortFunc(want, func(x, y catalog.TermCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Term, y.Term))
	})
	want = want[:min(5, len(want))]
	var got []catalog.TermCount
	err := m.c.View(context.Background(), func(r *catalog.Reader) error {
		found, err := r.Suggest(context.Background(), field, prefix, 5)
		for _, s := range found {
			got = append(got, catalog.TermCount{Term: s.Term, Count: s.Count})
			if s.Item == nil || !slices.Contains(keys(s.Item), s.Term) {
				m.t.Errorf("%s %q: the example of %q doesn't have it", field, prefix, s.Term)
			}
		}
		return err
	})
	if err != nil || !slices.Equal(got, want) {
		m.t.Fatalf("%s %q: suggested %v, %v; want %v", field, prefix, got, err, want)
	}
}

// Ids are found by any number of digits, in their order.
func TestBeginning(t *testing.T) {
	m := newModel(t, 8)
	m.fill(200)
	m.disturb(60)
	for _, digits := range []string{"", "0", "7", "a", "A3", "f0", "12", "ffffff"} {
		for _, hiddenToo := range []bool{false, true} {
			var want, got []string
			for _, list := range []map[string]*item.Item{m.live, m.hidden} {
				for id := range list {
					if strings.HasPrefix(id, strings.ToLower(digits)) && (hiddenToo || m.live[id] != nil) {
						want = append(want, id)
					}
				}
			}
			slices.Sort(want)
			want = want[:min(20, len(want))]
			err := m.c.View(context.Background(), func(r *catalog.Reader) error {
				found, err := r.Beginning(digits, 20, hiddenToo)
				for _, rec := range found {
					it, err := rec.Item()
					if err != nil {
						return err
					}
					got = append(got, it.ID)
				}
				return err
			})
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%q, hidden too %v: %v, %v; want %v", digits, hiddenToo, got, err, want)
			}
		}
	}
}
