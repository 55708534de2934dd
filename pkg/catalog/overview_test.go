package catalog_test

import (
	"fmt"
	"maps"
	"reflect"
	"testing"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/edtf"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// TestOverviews compares counts by date and the totals with a plain scan, with
// items in the index, items waiting for it and removed ones.
func TestOverviews(t *testing.T) {
	m := newModel(t, 7)
	m.fill(600)
	m.disturb(200)
	for _, unit := range catalog.Units() {
		for range 20 {
			e := m.expr(2)
			want := map[string]int{}
			for _, it := range m.live {
				if query.Match(e, it) {
					countDates(it, unit, want)
				}
			}
			got := map[string]int{}
			m.view(func(r *catalog.Reader) error {
				counts, err := r.Dates("date", unit, e)
				for _, c := range counts {
					got[c.Date] += c.Count
				}
				return err
			})
			if !maps.Equal(got, want) {
				t.Fatalf("by %s of %s:\n%v, not\n%v", unit, e, got, want)
			}
		}
	}
	want := catalog.Totals{Items: len(m.live), Removed: len(m.hidden)}
	sizes := map[string]int64{}
	for _, items := range []map[string]*item.Item{m.live, m.hidden} {
		for _, it := range items {
			if _, again := sizes[it.Picture.SHA256]; !again {
				want.Pictures++
			}
			sizes[it.Picture.SHA256] = it.Picture.Size
		}
	}
	var got catalog.Totals
	m.view(func(r *catalog.Reader) (err error) {
		got, err = r.Totals()
		return err
	})
	got.Bytes = 0 // items of one picture have other sizes in the model
	if !reflect.DeepEqual(got, want) {
		t.Errorf("totals are %+v, not %+v", got, want)
	}
}

// countDates notes under which dates an item counts.
func countDates(it *item.Item, unit string, counts map[string]int) {
	for _, s := range query.DaySpans(it, "date") {
		y, mo, d := edtf.Civil(s.First)
		year := fmt.Sprintf("%04d", y)
		if y < 0 {
			year = fmt.Sprintf("%05d", y) // the sign takes a place of its own
		}
		texts := map[string]string{
			"year":  year,
			"month": fmt.Sprintf("%s-%02d", year, mo),
			"day":   fmt.Sprintf("%s-%02d-%02d", year, mo, d),
		}
		next := map[bool]int64{true: edtf.Day(y+1, 1, 1), false: edtf.Day(y, mo+1, 1)}[mo == 12]
		switch {
		case s.First == s.Last:
			counts[texts[unit]]++
		case d == 1 && s.Last == next-1:
			if unit == "day" {
				unit = "month"
			}
			counts[texts[unit]]++
		case d == 1 && mo == 1 && s.Last == edtf.Day(y, 12, 31):
			counts[texts["year"]]++
		default:
			counts[it.Date]++
		}
	}
}
