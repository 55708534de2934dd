package likeness

import (
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestCopies measures how many copies of different kinds are found, and that no
// two different pictures are.
func TestCopies(t *testing.T) {
	// The least that must be found of each kind, in percent. What is not named
	// must all be found.
	least := map[string]int{
		"scaled 0.25":        95, // these have 45 × 30 pixels
		"cropped 3 % a side": 80, "marked": 90, "small, grey and poor": 90,
	}
	const step = 11 // not a multiple of the kinds of scenes
	set := make([]Signature, setSize)
	originals := map[int]image.Image{}
	for i := range set {
		m := scene(i)
		set[i] = Of(m)
		if i%step == 0 {
			originals[i] = m
		}
	}
	all, hits := 0, 0
	for _, v := range variants() {
		n, found := 0, 0
		for i := 0; i < len(set); i += step {
			copied := Of(v.make(t, originals[i]))
			n++
			if d := Distance(set[i].Hash, copied.Hash); d <= DistanceDefault && Alike(&set[i], &copied) {
				found++
			}
		}
		t.Logf("%-22s %d of %d", v.name, found, n)
		want := 100
		if w, ok := least[v.name]; ok {
			want = w
		}
		if 100*found < want*n {
			t.Errorf("%s: found %d of %d copies, want %d %%", v.name, found, n, want)
		}
		all, hits = all+n, hits+found
	}
	wrong, near, pairs := 0, 0, 0
	for i := range set {
		for j := range i {
			pairs++
			if Distance(set[i].Hash, set[j].Hash) > DistanceDefault {
				continue
			}
			near++
			if Alike(&set[i], &set[j]) {
				wrong++
				t.Errorf("scenes %d and %d are different and alike", i, j)
			}
		}
	}
	t.Logf("recall %d of %d; of %d pairs of different pictures the hash says %d, both checks %d", hits, all, pairs, near, wrong)
}

func TestFlatIsLikeNothing(t *testing.T) {
	for _, level := range []uint8{0, 128, 255} {
		m := image.NewGray(image.Rect(0, 0, 60, 40))
		for i := range m.Pix {
			m.Pix[i] = level
		}
		a, b := Of(m), Of(compressed(t, m, 20))
		if !a.Flat || Alike(&a, &a) || Alike(&a, &b) {
			t.Errorf("a plane of level %d: flat %v, like itself %v, like its copy %v", level, a.Flat, Alike(&a, &a), Alike(&a, &b))
		}
	}
	empty := Of(image.NewGray(image.Rect(0, 0, 0, 0)))
	if !empty.Flat {
		t.Error("a picture without pixels is not flat")
	}
	for _, size := range []image.Point{{1, 1}, {1, 200}, {200, 1}, {3, 2}} {
		Of(image.NewRGBA(image.Rectangle{Max: size})) // must not panic
	}
}

// TestPyongyang: the thirteen pictures are all different, however similar their
// drawing; each is like its own smaller copy.
func TestPyongyang(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "pyongyang", "*.jpg"))
	if err != nil || len(files) < 13 {
		t.Fatal(files, err)
	}
	var all []Signature
	for _, name := range files[:13] {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		small := scaled(m, 0.3)
		a, b := Of(m), Of(compressed(t, small, 40))
		if d := Distance(a.Hash, b.Hash); d > DistanceDefault || !Alike(&a, &b) {
			t.Errorf("%s: not like its own copy (distance %d)", name, d)
		}
		for i := range all {
			if Alike(&all[i], &a) {
				t.Errorf("%s: like %s", name, files[i])
			}
		}
		all = append(all, a)
	}
}

// TestColours: the same drawing in other colours is another picture.
func TestColours(t *testing.T) {
	m := scene(9)
	swapped := mapped(m, func(r, g, b float64) rgb { return rgb{b, g, r} })
	a, b := Of(m), Of(swapped)
	if Alike(&a, &b) {
		t.Error("red and blue were swapped, and nothing was noticed")
	}
}

func TestTransparentIsWhite(t *testing.T) {
	m := scene(2)
	over, clear := image.NewNRGBA(m.Bounds()), image.NewRGBA(m.Bounds())
	for y := range setHeight {
		for x := range setWidth {
			c := m.At(x, y).(color.RGBA)
			if x < setWidth/3 {
				over.Set(x, y, color.NRGBA{})
				clear.Set(x, y, color.White)
				continue
			}
			over.Set(x, y, c)
			clear.Set(x, y, c)
		}
	}
	if a, b := Of(over), Of(clear); !reflect.DeepEqual(a, b) {
		t.Error("transparent pixels don't count as white ones")
	}
}

func TestAppendParse(t *testing.T) {
	for i := range 5 {
		s := Of(scene(i))
		b := s.Append([]byte("x"))
		got, err := Parse(b[1:])
		if err != nil || got != s {
			t.Errorf("scene %d: read %v, %v", i, got, err)
		}
		if _, err := Parse(b[2:]); err == nil {
			t.Errorf("scene %d: read what was cut", i)
		}
	}
}

func FuzzParse(f *testing.F) {
	s := Of(scene(1))
	f.Add(s.Append(nil))
	f.Add(make([]byte, size))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Parse(b)
		if err != nil {
			return
		}
		again, err := Parse(got.Append(nil))
		if err != nil || again != got {
			t.Fatalf("read %v, then %v, %v", got, again, err)
		}
		Alike(&got, &s) // must not panic
		Alike(&s, &got)
	})
}

func TestGroups(t *testing.T) {
	a, b := scene(0), scene(4)
	list := []Signature{
		Of(a), Of(b), {Flat: true}, Of(compressed(t, a, 50)), Of(scaled(b, 0.5)), Of(scene(6)), Of(scaled(a, 0.5)),
	}
	var got [][]int
	err := Groups(t.Context(), list, DistanceDefault, func(members []int, _ int) { got = append(got, members) })
	if want := [][]int{{0, 3, 6}, {1, 4}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func BenchmarkOf(b *testing.B) {
	m := compressed(b, scene(0), 85)
	for b.Loop() {
		Of(m)
	}
}

func BenchmarkGroups100000(b *testing.B) {
	var made []Signature
	for i := range 200 {
		m := scene(i)
		made = append(made, Of(m), Of(scaled(m, 0.5)))
	}
	r := rand.New(rand.NewPCG(5, 6))
	list := make([]Signature, 100_000)
	for i := range list {
		list[i] = made[r.IntN(len(made))]
		list[i].Hash = r.Uint64()
		if i%3 == 1 { // a copy of the one before
			list[i] = list[i-1]
			list[i].Hash ^= 1 << r.IntN(64)
		}
	}
	for b.Loop() {
		groups := 0
		if err := Groups(b.Context(), list, DistanceDefault, func([]int, int) { groups++ }); err != nil || groups < 30_000 {
			b.Fatal(groups, err)
		}
	}
}

func BenchmarkAlike(b *testing.B) {
	m := scene(0)
	x, y := Of(m), Of(cropped(m, 0.02, 0, 0.01, 0.02))
	for b.Loop() {
		if !Alike(&x, &y) {
			b.Fatal("not alike")
		}
	}
}
