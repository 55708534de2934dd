package catalog_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

func apply(t *testing.T, c *catalog.Catalog, f func(*catalog.Batch) error) {
	t.Helper()
	if err := c.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func picture(n int) item.Picture {
	return item.Picture{SHA256: strings.Repeat(fmt.Sprintf("%02x", n), 32), Size: 1}
}

// told gives the operations of an item's history, and checks the catalogue.
func told(t *testing.T, c *catalog.Catalog, id string) []string {
	t.Helper()
	ops := []string{}
	err := c.View(context.Background(), func(r *catalog.Reader) error {
		if err := r.Check(false, func(p catalog.Problem) { t.Errorf("check: %s %s", p.ID, p.What) }); err != nil {
			return err
		}
		seqs, err := r.EntriesOf(id)
		for _, seq := range seqs {
			e, ok, entryErr := r.Entry(seq)
			if entryErr != nil || !ok {
				t.Errorf("entry %d: %v %v", seq, ok, entryErr)
			}
			ops = append(ops, e.Op)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ops
}

// The history follows an item to its new id, and stays with the id that it was
// told of when the item is purged.
func TestHistoryOfAnItem(t *testing.T) {
	c := newCatalog(t)
	former, now := item.NewID(picture(1).SHA256, ""), item.NewID(picture(1).SHA256, "caption")
	log := func(op, id string) func(*catalog.Batch) error {
		return func(b *catalog.Batch) error {
			return b.Log(&catalog.Entry{Time: time.Unix(1, 0).UTC(), Op: op, ID: id})
		}
	}
	apply(t, c, func(b *catalog.Batch) error { return b.Put(&item.Item{ID: former, Picture: picture(1)}) })
	apply(t, c, log("one", former))
	apply(t, c, log("of the whole archive", ""))
	apply(t, c, func(b *catalog.Batch) error {
		e := catalog.Entry{Time: time.Unix(1, 0).UTC(), Op: "caption", ID: now, Changes: []catalog.Change{
			{Field: "id", Old: []byte(`"` + former + `"`), New: []byte(`"` + now + `"`)}, {Field: "caption", New: []byte(`"caption"`)},
		}}
		if err := b.Log(&e); err != nil {
			return err
		}
		return b.PutAs(former, &item.Item{ID: now, Caption: "caption", Picture: picture(1)})
	})
	apply(t, c, log("two", now))
	apply(t, c, log("three", former))
	for _, id := range []string{former, now} {
		if got, want := told(t, c, id), []string{"one", "caption", "two", "three"}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	apply(t, c, func(b *catalog.Batch) error { return b.Rebuild() })
	if got, want := told(t, c, former), []string{"one", "caption", "two", "three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("rebuilt: %q, want %q", got, want)
	}
	apply(t, c, func(b *catalog.Batch) error { return b.Purge(now) })
	if got, want := told(t, c, now), []string{"caption", "two"}; !reflect.DeepEqual(got, want) {
		t.Errorf("purged: %q, want %q", got, want)
	}
	if got, want := told(t, c, former), []string{"one", "three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("purged, the former id: %q, want %q", got, want)
	}
	if got := told(t, c, "no id"); len(got) != 0 {
		t.Errorf("no id: %q", got)
	}
}

// What two archives tell is joined: nothing twice, nothing lost, and commands
// stay apart though they had one number.
func TestRetelling(t *testing.T) {
	entry := func(seq, act uint64, user, op string) catalog.Entry {
		return catalog.Entry{Seq: seq, Act: act, Time: time.Unix(1, 0).UTC(), User: user, Op: op, ID: item.NewID(picture(1).SHA256, "")}
	}
	ours := []catalog.Entry{entry(1, 0, "ada", "edit"), entry(2, 1, "ada", "tag"), entry(3, 0, "ada", "edit")}
	theirs := []catalog.Entry{
		entry(1, 0, "ada", "edit"), // known
		entry(2, 0, "ben", "hide"), // its number is taken
		entry(3, 2, "ben", "undo"), // of the same command
		entry(4, 0, "ada", "edit"), // the second that says this: known
		entry(5, 0, "ada", "edit"), // the third: new
		entry(9, 0, "ben", "edit"), // its number is free
	}
	want := append(append([]catalog.Entry{}, ours...),
		entry(4, 0, "ben", "hide"), entry(5, 4, "ben", "undo"), entry(6, 0, "ada", "edit"), entry(9, 0, "ben", "edit"))
	c := newCatalog(t)
	for _, round := range [][]catalog.Entry{ours, theirs, ours, theirs} {
		told := new(catalog.Retelling)
		for _, e := range round { // each in a batch of its own
			apply(t, c, func(b *catalog.Batch) error {
				_, err := told.Restore(b, &e)
				return err
			})
		}
	}
	var got []catalog.Entry
	err := c.View(context.Background(), func(r *catalog.Reader) error {
		return r.History(func(e catalog.Entry) error { got = append(got, e); return nil })
	})
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
	}
}
