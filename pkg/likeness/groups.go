package likeness

import (
	"context"
	"slices"
)

// DistanceDefault is how near hashes are looked for where nobody said so.
const DistanceDefault = 11

// Groups finds which pictures are copies of one. They come in order, the best
// first: each that is in no group yet gathers those behind it that look like it,
// with hashes at most distance apart. So all of a group look like its first, and
// none is in two. found gets the numbers of the members in order, and the
// largest distance from the first.
func Groups(ctx context.Context, pictures []Signature, distance int, found func(members []int, distance int)) error {
	var hashes []uint64
	var of []int // the picture of each hash
	for i := range pictures {
		if !pictures[i].Flat {
			hashes, of = append(hashes, pictures[i].Hash), append(of, i)
		}
	}
	type near struct{ at, distance int }
	index := NewIndex(hashes, distance)
	taken := make([]bool, len(hashes))
	for first, h := range hashes {
		if taken[first] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var candidates []near
		index.Near(h, func(at, d int) {
			if at > first && !taken[at] {
				candidates = append(candidates, near{at, d})
			}
		})
		slices.SortFunc(candidates, func(x, y near) int { return x.at - y.at })
		members, most := []int{of[first]}, 0
		for _, c := range candidates {
			if Alike(&pictures[of[first]], &pictures[of[c.at]]) {
				taken[c.at] = true
				members, most = append(members, of[c.at]), max(most, c.distance)
			}
		}
		if len(members) > 1 {
			found(members, most)
		}
	}
	return nil
}
