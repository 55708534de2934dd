package likeness

import "math"

const (
	// waves is the side of the copy that is transformed, in pixels.
	waves = 32
	// low is how many frequencies of each direction are looked at.
	low = 8
	// still is below which part of all contrast a frequency counts as not there.
	// What is there by chance, as in plain gradients, must not set bits.
	still = 0.02
)

// hashOf is a perceptual hash over the discrete cosine transform (DCT-II): a bit
// for each of the 8 × 8 lowest frequencies but for the mean, which is no
// structure; in its place stands the next one along the rows. A bit is set where
// the frequency's coefficient is more than next to nothing: brightness and
// contrast don't change that, scaling and compression little.
func hashOf(grey []float64) uint64 {
	const wide = low + 1
	var basis [wide][waves]float64
	for u := range basis {
		for x := range basis[u] {
			basis[u][x] = math.Cos(math.Pi * float64(u) * (float64(x) + 0.5) / waves)
		}
	}
	var rows [waves][wide]float64
	for y := range rows {
		for u := range wide {
			for x, c := range basis[u] {
				rows[y][u] += grey[y*waves+x] * c
			}
		}
	}
	var list [low * low]float64
	energy := 0.0
	for i := range list {
		u, v := i%low, i/low
		if i == 0 {
			u = low
		}
		for y, c := range basis[v] {
			list[i] += rows[y][u] * c
		}
		energy += list[i] * list[i]
	}
	least := still * math.Sqrt(energy)
	var hash uint64
	for i, c := range list {
		if c > least {
			hash |= 1 << i
		}
	}
	return hash
}

// edgesOf is a hash of where a row becomes brighter (a difference hash): a bit
// for each two neighbours of 9 × 8 areas. Next to nothing is not brighter.
func edgesOf(grey *[side * side]byte) (hash uint64) {
	const rows, columns = 8, 9
	for row := range rows {
		before := 0.0
		for column := range columns {
			sum := 0.0
			from, to := float64(column*side)/columns, float64((column+1)*side)/columns
			for x := int(from); float64(x) < to; x++ {
				part := min(to, float64(x+1)) - max(from, float64(x))
				for y := row * side / rows; y < (row+1)*side/rows; y++ {
					sum += part * float64(grey[y*side+x])
				}
			}
			mean := sum / (side / rows * float64(side) / columns)
			if column > 0 && mean > before+0.5 {
				hash |= 1 << (row*(columns-1) + column - 1)
			}
			before = mean
		}
	}
	return hash
}
