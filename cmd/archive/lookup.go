package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/place"
)

func newPlacesLookupCommand(env *Env) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "lookup NAME | LAT,LON",
		Short: "What the gazetteer knows of a name or of coordinates",
		Long: `What the gazetteer knows of a name or of coordinates, the best first. It needs
no archive and no network. Coordinates may be decimal, in degrees, minutes and
seconds, a geo: URI or a link to a map.`,
		Example: `  archive places lookup DPRK
  archive places lookup "Paris, Texas"
  archive places lookup -33.87,151.21 --json`,
		Args: between(1, -1, "a NAME or LAT,LON"),
		RunE: func(_ *cobra.Command, args []string) error {
			return runLookup(env, asJSON, strings.Join(args, " "))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

// lookedUp is the answer as JSON.
type lookedUp struct {
	Query     string        `json:"query"`
	Ambiguous bool          `json:"ambiguous"`
	Places    []place.Place `json:"places"`
}

func runLookup(env *Env, asJSON bool, what string) error {
	answer := lookedUp{Query: what, Places: []place.Place{}}
	lat, lon, err := place.ParsePoint(what)
	switch {
	case err == nil:
		answer.Places = append(answer.Places, place.At(lat, lon)...)
	case errors.Is(err, place.ErrNotPoint):
		found := place.Lookup(what, place.Options{})
		answer.Ambiguous = found.Ambiguous
		answer.Places = append(answer.Places, found.Places...)
	default:
		return usagef("%s: %v", what, err)
	}
	if asJSON {
		return printRow(env, true, answer)
	}
	if answer.Ambiguous {
		env.note("%s: may be several places", what)
	}
	if len(answer.Places) == 0 && env.ErrTerminal {
		env.note("%s: nothing is known of it", what)
		env.next("archive places alias add NAME PLACE gives a place a name of your own")
	}
	for _, p := range answer.Places {
		extra := ""
		if p.Population > 0 {
			extra = fmt.Sprintf("%d people", p.Population)
		}
		if p.DistanceKM != nil {
			extra = joinNonEmpty(", ", extra, fmt.Sprintf("%.1f km away", *p.DistanceKM))
		}
		state, country := p.State, p.Country
		if p.Kind == place.State {
			state = ""
		}
		if p.Kind == place.Country {
			country = p.CountryCode
		}
		where := joinNonEmpty(", ", p.City, state, country)
		if err := printRow(env, false, nil, p.Name, string(p.Kind), where, fmt.Sprintf("%.4f,%.4f", p.Lat, p.Lon), extra); err != nil {
			return err
		}
	}
	return nil
}

// keepNumbers lets coordinates that begin with a minus be arguments of lookup,
// not flags: they go to the end, behind a --.
func keepNumbers(args []string) []string {
	at := -1
	for i, a := range args {
		if a == "--" {
			return args
		}
		if a == "lookup" && i > 0 && args[i-1] == "places" {
			at = i
		}
	}
	if at < 0 {
		return args
	}
	number := regexp.MustCompile(`^-[0-9.]`)
	var kept, moved []string
	for i, a := range args {
		if i > at && (number.MatchString(a) || len(moved) > 0 && !strings.HasPrefix(a, "-")) {
			moved = append(moved, a)
		} else {
			kept = append(kept, a)
		}
	}
	if len(moved) == 0 {
		return args
	}
	return append(append(kept, "--"), moved...)
}
