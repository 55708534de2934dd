package place

// At lists what the gazetteer knows of coordinates (degrees, WGS 84), from the
// narrowest to the widest: the site, the city, the division and the country,
// each with its distance. At sea and for what is no coordinate there is nothing.
func At(lat, lon float64) []Place {
	lat, lon, ok := normal(lat, lon)
	if !ok {
		return nil
	}
	at, ok := spotAt(lat, lon)
	if !ok {
		return nil
	}
	var things []thing
	if at.site >= 0 {
		things = append(things, thingOf(Site, at.site))
	}
	if at.city >= 0 {
		things = append(things, thingOf(City, at.city))
		if division := thingOf(State, townAt(at.city).division); division.name() != "" {
			things = append(things, division)
		}
	}
	var places []Place
	for _, t := range append(things, thingOf(Country, at.country)) {
		p := t.place()
		distance := kilometres(lat, lon, p.Lat, p.Lon)
		p.DistanceKM = &distance
		places = append(places, p)
	}
	return places
}
