package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/likeness"
	"photoarchive/pkg/query"
	"photoarchive/pkg/thumbnail"
)

func shaOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// groupsOf names items by their titles, in groups as they come out.
func groupsOf(t *testing.T, items []*item.Item, group func([]*copied) []alikes) [][]string {
	t.Helper()
	var all []*copied
	titles := map[string]string{}
	for i, it := range items {
		it.ID = item.NewID(it.Picture.SHA256, it.Caption)
		if titles[it.ID] != "" { // as after an edit
			it.ID = item.NewID(it.Picture.SHA256, it.Title)
		}
		titles[it.ID] = it.Title
		c, err := copiedOf(it)
		if err != nil {
			t.Fatal(err)
		}
		c.place = i
		all = append(all, c)
	}
	slices.SortFunc(all, (*copied).compare)
	var out [][]string
	for _, g := range group(all) {
		var names []string
		for _, c := range g.items {
			names = append(names, titles[c.hexID()])
		}
		out = append(out, names)
	}
	slices.SortFunc(out, func(a, b []string) int { return slices.Compare(a, b) })
	return out
}

// picture makes an item; a larger number is a better picture.
func one(title, picture, caption string, better int, posts ...item.Source) *item.Item {
	return &item.Item{
		Title: title, Caption: caption, Sources: posts,
		Picture: item.Picture{SHA256: shaOf(picture), Size: int64(better), Width: 10, Height: 10},
	}
}

func TestSameCaptions(t *testing.T) {
	post := func(account, post string, index int) item.Source {
		return item.Source{Kind: "instagram", Platform: "instagram", Account: account, Post: post, Index: index}
	}
	for _, c := range []struct {
		name  string
		items []*item.Item
		want  [][]string
	}{
		{"two pictures", []*item.Item{one("a", "1", "x", 1), one("b", "2", "x", 2), one("c", "3", "y", 1)}, [][]string{{"b", "a"}}},
		{"spaces and composition", []*item.Item{one("a", "1", "caf\u00e9  in\nSeoul", 2), one("b", "2", " cafe\u0301 in Seoul ", 1)}, [][]string{{"a", "b"}}},
		{"case counts", []*item.Item{one("a", "1", "x", 2), one("b", "2", "X", 1)}, nil},
		{"no caption", []*item.Item{one("a", "1", "", 2), one("b", "2", " ", 1)}, nil},
		{"one picture", []*item.Item{one("a", "1", "x", 2), one("b", "1", "x", 1)}, nil},
		{"a carousel", []*item.Item{
			one("a", "1", "x", 1, post("ada", "p#1", 1)), one("b", "2", "x", 1, post("ada", "p#1", 2)), one("c", "3", "x", 1, post("ada", "p#1", 3)),
		}, nil},
		{"a post's name in two accounts", []*item.Item{
			one("a", "1", "x", 2, post("ada", "p#1", 1)), one("b", "2", "x", 1, post("bob", "p#1", 1)),
		}, [][]string{{"a", "b"}}},
		{"a carousel twice", []*item.Item{
			one("a1", "1", "x", 6, post("ada", "p#1", 1)), one("a2", "2", "x", 5, post("ada", "p#1", 2)),
			one("b2", "4", "x", 3, post("ada", "q#7", 2)), one("b1", "3", "x", 4, post("ada", "q#7", 1)),
		}, [][]string{{"a1", "b1"}, {"a2", "b2"}}},
		{"a carousel and a file", []*item.Item{
			one("a1", "1", "x", 6, post("ada", "p#1", 1)), one("a2", "2", "x", 5, post("ada", "p#1", 2)), one("b", "3", "x", 1),
		}, [][]string{{"a1", "b"}}},
	} {
		if got := groupsOf(t, c.items, sameCaptions); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBestCopyFirst(t *testing.T) {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	with := func(it *item.Item, f func(*item.Item)) *item.Item {
		f(it)
		return it
	}
	items := []*item.Item{
		with(one("later", "p", "e", 5), func(it *item.Item) { it.Added = day.Add(time.Hour) }),
		with(one("earlier", "p", "d", 5), func(it *item.Item) { it.Added = day }),
		with(one("told", "p", "c", 5), func(it *item.Item) { it.Tags, it.Added = []string{"x"}, day.Add(time.Hour) }),
		one("heavy", "p", "b", 9),
		with(one("large", "p", "a", 1), func(it *item.Item) { it.Picture.Width = 20 }),
	}
	want := [][]string{{"large", "heavy", "told", "earlier", "later"}}
	if got := groupsOf(t, items, sameBytes); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFoldOne(t *testing.T) {
	five, likes, fewer := 5, int64(10), int64(3)
	lat, lon := 39.0, 125.0
	it := &item.Item{
		ID: "a", Caption: "x", Tags: []string{"Pyongyang"}, People: []string{"Ada"}, Creator: []string{"Ada"}, Likes: &likes,
		Picture: item.Picture{SHA256: "1", Width: 9}, Albums: []string{"one"}, Origins: map[string]string{"caption": "given"},
	}
	fold(it, &item.Item{
		ID: "b", Caption: "y", Alt: "alt", Tags: []string{"pyongyang", "metro"}, People: []string{"Bob", "ada"}, Creator: []string{"Bob"},
		Date: "2013", Place: &item.Place{Lat: &lat, Lon: &lon}, Rating: &five, Likes: &fewer,
		Picture: item.Picture{SHA256: "2", Width: 5, Orientation: 6, Name: "b.jpg"}, Albums: []string{"two"},
		Attachments: []item.Attachment{{Name: "b.txt", SHA256: "3"}}, Sources: []item.Source{{Kind: "file", Ref: "b.jpg"}},
		Origins: map[string]string{"caption": "iptc", "date": "exif", "creator": "iptc"},
	})
	want := &item.Item{
		ID: "a", Caption: "x", Alt: "alt", Tags: []string{"Pyongyang", "metro"}, People: []string{"Ada", "Bob"}, Creator: []string{"Ada"},
		Date: "2013", Place: &item.Place{Lat: &lat, Lon: &lon}, Rating: &five, Likes: &likes,
		Picture: item.Picture{SHA256: "1", Width: 9}, Albums: []string{"one", "two"},
		Attachments: []item.Attachment{{Name: "b.txt", SHA256: "3"}}, Sources: []item.Source{{Kind: "file", Ref: "b.jpg"}},
		Origins: map[string]string{"caption": "given", "date": "exif"},
		Alternatives: []item.Alternative{
			{Field: "creator", Origin: "iptc", Value: "Bob"}, {Field: "likes", Value: "3"}, {Field: "caption", Origin: "iptc", Value: "y"},
		},
	}
	if !reflect.DeepEqual(it, want) {
		got, _ := json.MarshalIndent(it, "", " ")
		t.Errorf("got %s", got)
	}
}

// Groups that overlap are folded as one command; one undo gives every item back
// as it was.
func TestFoldAndUndo(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(4) {
		m := newCurationModel(t, 100+seed, 40)
		before := stateOfAll(t, m.a)
		var groups [][]string
		for range 12 {
			var g []string
			for range 2 + m.r.IntN(4) {
				g = append(g, pick(m.r, m.ids...))
			}
			groups = append(groups, g)
		}
		wanted, err := m.a.Fold(ctx, groups, Curation{DryRun: true})
		if err != nil || !reflect.DeepEqual(before, stateOfAll(t, m.a)) {
			t.Fatal("a dry run changed something", err)
		}
		m.now = m.now.Add(time.Minute)
		var told []ItemChange
		sum, err := m.a.Fold(ctx, groups, Curation{Report: func(c ItemChange) error {
			told = append(told, c)
			return nil
		}})
		if err != nil || sum != wanted || sum.Hidden == 0 || len(told) != sum.Hidden+sum.Groups {
			t.Fatalf("folded %v, the dry run %v, told of %d: %v", sum, wanted, len(told), err)
		}
		after := stateOfAll(t, m.a)
		for _, g := range groups {
			shown := 0
			for _, id := range slices.Compact(slices.Sorted(slices.Values(g))) {
				if _, hidden := splitState(after[id]); !hidden {
					shown++
				}
			}
			if shown > 1 {
				t.Errorf("%d of a group are still there", shown)
			}
		}
		if n, err := m.a.Count(ctx, query.All{}); err != nil || n != len(before)-sum.Hidden {
			t.Errorf("%d items are left of %d, %d were hidden: %v", n, len(before), sum.Hidden, err)
		}
		m.now = m.now.Add(time.Minute)
		if _, err := m.a.Undo(ctx, 1, false); err != nil {
			t.Fatal(err)
		}
		if got := stateOfAll(t, m.a); !reflect.DeepEqual(got, before) {
			t.Error("one undo did not give all back")
		}
	}
}

// stateOfAll gives each item without its time of change, and whether it is hidden.
func stateOfAll(t *testing.T, a *Archive) map[string]string {
	t.Helper()
	out := map[string]string{}
	note := func(rec catalog.Record) error {
		it, err := rec.Item()
		if err != nil {
			return err
		}
		it.Modified = time.Time{}
		b, err := it.AppendJSON(nil)
		out[it.ID] = fmt.Sprint(rec.Hidden) + " " + string(b)
		return err
	}
	err := a.view(context.Background(), func(r *catalog.Reader) error {
		if err := r.Each(note); err != nil {
			return err
		}
		return r.EachHidden(note)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func splitState(s string) (record string, hidden bool) { return s, len(s) > 4 && s[:4] == "true" }

// What is kept of a picture is used the next time, is made again where it is of
// another version, and isn't missed where the catalogue can't be written.
func TestLikenessesAreKept(t *testing.T) {
	ctx := context.Background()
	m := newCurationModel(t, 200, 3)
	good := (&likeness.Signature{Hash: 7}).Append([]byte{likenessVersion, 0})
	var pictures []*copied
	var kept []catalog.Likeness
	for i, id := range m.ids {
		it, _, err := m.a.Get(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		c, err := copiedOf(it)
		if err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, c)
		data := [][]byte{good, {likenessVersion + 1, 0, 1}, append([]byte{likenessVersion, likenessRefused}, "no"...)}[i]
		kept = append(kept, catalog.Likeness{Of: c.sha, Data: data})
	}
	if err := m.a.catalog.KeepLikenesses(ctx, kept); err != nil {
		t.Fatal(err)
	}
	refused := map[string]string{}
	made, err := (&likenesses{a: m.a, maker: thumbnail.NewMaker(nil), opts: DuplicateOptions{Refused: func(id string, err error) { refused[id] = err.Error() }}}).all(ctx, pictures)
	if err != nil || made[0].Hash != 7 || !made[1].Flat || !made[2].Flat {
		t.Fatal(made[0].Hash, made[1].Flat, made[2].Flat, err)
	}
	if len(refused) != 2 || refused[m.ids[2]] != "no" || refused[m.ids[1]] == "" {
		t.Error("refused:", refused)
	}
}

// A picture that is none is named; one without structure is not.
func TestDuplicatesOfWhatIsNoPicture(t *testing.T) {
	ctx := context.Background()
	m := newCurationModel(t, 300, 2)
	for _, id := range m.ids {
		it, _, err := m.a.Get(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(m.a.Dir(), "pictures", it.Picture.SHA256[:2])
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, it.Picture.SHA256+pictureExt(&it.Picture)), []byte("no picture"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for round := range 2 { // the second is from what was kept
		var refused []string
		groups, err := m.a.Duplicates(ctx, query.All{}, DuplicateOptions{Kinds: DuplicateKinds(), Refused: func(id string, _ error) { refused = append(refused, id) }})
		slices.Sort(refused)
		if err != nil || len(groups) > 0 || !slices.Equal(refused, m.ids) {
			t.Errorf("round %d: groups %v, refused %v: %v", round, groups, refused, err)
		}
	}
}

func BenchmarkSameCaptions(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var all []*copied
	for i := range 100_000 {
		c, err := copiedOf(one("", fmt.Sprint(i), fmt.Sprint(r.IntN(50_000)), i))
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, c)
	}
	for b.Loop() {
		sameCaptions(all)
	}
}
