package main

import (
	"encoding/json"
	"fmt"
	"slices"
)

// point is longitude and latitude in degrees.
type point [2]float64

// territory is a polygon of one country or territory; the first ring is the
// outer one, the others are holes.
type territory struct {
	code  string
	rings [][]point
}

// exceptional are codes of country-coder that are no officially assigned codes
// of ISO 3166-1, and the territory they belong to there.
func exceptional(code string) string {
	switch code {
	case "FX", "CP":
		return "FR"
	case "IC", "EA":
		return "ES"
	case "AC", "TA":
		return "SH"
	case "DG":
		return "IO"
	case "CQ":
		return "GG"
	}
	return code
}

// readTerritories reads the borders of country-coder. They are drawn by hand,
// close to the border where people live, and run through the sea.
//
// sovereign gives for each territory the state it belongs to.
//
// Where its makers follow who is in control, this follows ISO 3166: Crimea is
// Ukraine, Northern Cyprus and the British bases are Cyprus, and all of Western
// Sahara (south of 27°40′ N) is EH.
func readTerritories(file []byte) (all []territory, sovereign map[string]string, err error) {
	var borders struct {
		Features []struct {
			Properties struct {
				Code    string   `json:"iso1A2"`
				Name    string   `json:"nameEn"`
				Country string   `json:"country"`
				Groups  []string `json:"groups"`
			}
			Geometry *struct{ Coordinates [][][]point }
		}
	}
	if err := json.Unmarshal(file, &borders); err != nil {
		return nil, nil, fmt.Errorf("borders.json: %w", err)
	}
	assigned := map[string]bool{}
	sovereign = map[string]string{}
	for _, f := range borders.Features {
		p := f.Properties
		assigned[p.Code] = true
		if p.Code != "" && p.Code == exceptional(p.Code) && p.Country != "" {
			sovereign[p.Code] = p.Country
		}
	}
	for _, f := range borders.Features {
		p := f.Properties
		code := exceptional(p.Code)
		if code == "" {
			code = p.Country
			for _, group := range p.Groups {
				if g := exceptional(group); len(group) == 2 && assigned[g] && group != "EU" && group != "UN" {
					code = g
				}
			}
		}
		switch p.Name {
		case "Crimea":
			code = "UA"
		case "Northern Cyprus", "Akrotiri", "Dhekelia":
			code = "CY"
		}
		if f.Geometry == nil || code == "" {
			continue
		}
		for _, rings := range f.Geometry.Coordinates {
			all = append(all, territory{code, rings})
		}
	}
	return splitSahara(all), sovereign, nil
}

// saharaNorth is the northern border of Western Sahara, 27°40′ N.
const saharaNorth = 27 + 2.0/3

// splitSahara gives what lies in Morocco south of 27°40′ N to Western Sahara.
func splitSahara(all []territory) []territory {
	var out []territory
	for _, t := range all {
		if t.code != "MA" {
			out = append(out, t)
			continue
		}
		north, south := territory{code: "MA"}, territory{code: "EH"}
		for _, ring := range t.rings {
			if cut := clip(ring, func(lat float64) bool { return lat >= saharaNorth }); len(cut) > 0 {
				north.rings = append(north.rings, cut)
			}
			if cut := clip(ring, func(lat float64) bool { return lat < saharaNorth }); len(cut) > 0 {
				south.rings = append(south.rings, cut)
			}
		}
		for _, part := range []territory{north, south} {
			if len(part.rings) > 0 {
				out = append(out, part)
			}
		}
	}
	return out
}

// clip cuts a ring at saharaNorth and keeps one side (Sutherland and Hodgman).
func clip(ring []point, inside func(lat float64) bool) []point {
	var out []point
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		if inside(a[1]) != inside(b[1]) {
			f := (saharaNorth - a[1]) / (b[1] - a[1])
			out = append(out, point{a[0] + f*(b[0]-a[0]), saharaNorth})
		}
		if inside(b[1]) {
			out = append(out, b)
		}
	}
	return out
}

// contains reports whether a point is inside, by the parity of crossings.
func (t *territory) contains(p point) bool {
	in := false
	for _, ring := range t.rings {
		j := len(ring) - 1
		for i := range ring {
			a, b := ring[i], ring[j]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				in = !in
			}
			j = i
		}
	}
	return in
}

// box returns the west, south, east and north of a territory.
func (t *territory) box() (w, s, e, n float64) {
	w, s, e, n = 1e9, 1e9, -1e9, -1e9
	for _, ring := range t.rings {
		for _, p := range ring {
			w, e = min(w, p[0]), max(e, p[0])
			s, n = min(s, p[1]), max(n, p[1])
		}
	}
	return w, s, e, n
}

// territoryAt returns the code of the territory a point is in, or "".
func territoryAt(all []territory, p point) string {
	i := slices.IndexFunc(all, func(t territory) bool { return t.contains(p) })
	if i < 0 {
		return ""
	}
	return all[i].code
}
