package likeness

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// crowd makes hashes of which many are near to each other.
func crowd(r *rand.Rand, n int) []uint64 {
	hashes := make([]uint64, n)
	for i := range hashes {
		hashes[i] = r.Uint64()
		if i > 0 && r.IntN(2) == 0 {
			hashes[i] = hashes[r.IntN(i)]
			for range r.IntN(14) {
				hashes[i] ^= 1 << r.IntN(64)
			}
		}
	}
	return hashes
}

func TestIndexAgainstAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	hashes := crowd(r, 6000)
	type hit struct{ i, distance int }
	tables := false
	for most := range DistanceMost + 1 {
		x := NewIndex(hashes, most)
		tables = tables || !x.whole
		for q := 0; q < len(hashes); q += 97 {
			var got, want []hit
			x.Near(hashes[q], func(i, d int) { got = append(got, hit{i, d}) })
			for i, h := range hashes {
				if d := Distance(hashes[q], h); d <= most {
					want = append(want, hit{i, d})
				}
			}
			slices.SortFunc(got, func(a, b hit) int { return a.i - b.i })
			if !slices.Equal(got, want) {
				t.Fatalf("distance %d, hash %x: got %v, want %v", most, hashes[q], got, want)
			}
		}
	}
	if !tables {
		t.Fatal("no index used its tables")
	}
}

func TestIndexOfFew(t *testing.T) {
	NewIndex(nil, 5).Near(1, func(i, _ int) { t.Errorf("found %d of none", i) })
	var got []int
	NewIndex([]uint64{7, 7, 8}, -3).Near(7, func(i, _ int) { got = append(got, i) })
	if !slices.Equal(got, []int{0, 1}) {
		t.Errorf("equal hashes: %v", got)
	}
}

func BenchmarkIndex100000(b *testing.B) {
	hashes := crowd(rand.New(rand.NewPCG(3, 4)), 100_000)
	for b.Loop() {
		x, n := NewIndex(hashes, DistanceDefault), 0
		for _, h := range hashes {
			x.Near(h, func(int, int) { n++ })
		}
		b.ReportMetric(float64(n), "pairs")
	}
}
