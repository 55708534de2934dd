package html

import (
	"regexp"
	"strconv"
	"testing"
)

// A border that crosses 180° must not be drawn round the world: no step of the
// outline is longer than the longest straight border, some 33° of the 49th
// parallel, and all lies on the map.
func TestOutlineStaysOnTheMap(t *testing.T) {
	js, err := assets.ReadFile("assets/world.js")
	if err != nil {
		t.Fatal(err)
	}
	rings := regexp.MustCompile(`M[^z]*z`).FindAllString(string(js), -1)
	if len(rings) < 100 {
		t.Fatalf("%d rings", len(rings))
	}
	for _, ring := range rings {
		x := 0
		for i, n := range regexp.MustCompile(`-?\d+`).FindAllString(ring, -1) {
			if i%2 == 1 {
				continue
			}
			d, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			if x += d; x < 0 || x > 7200 || i > 0 && (d > 40*20 || d < -40*20) {
				t.Errorf("%.30s…: a step of %d to %d twentieths of a degree", ring, d, x)
			}
		}
	}
}
