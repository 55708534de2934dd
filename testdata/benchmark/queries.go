package main

import (
	"fmt"
	"path/filepath"
	"strconv"
)

// bench is what all rows need to know.
type bench struct {
	work, archive, empty, appendTo string // folder and programs
	runs, loadRuns, heavyRuns      int
	peers                          bool
}

// set is one data set with the archive and the database made of it.
type set struct {
	n                    int
	dir, archive, sqlite string
}

func (b *bench) set(n int) set {
	dir := filepath.Join(b.work, strconv.Itoa(n))
	return set{n: n, dir: filepath.Join(dir, "data"), archive: filepath.Join(dir, "archive"), sqlite: filepath.Join(dir, "sqlite.db")}
}

func (b *bench) find(s set, args ...string) contender {
	return contender{name: byArchive, argv: always(append([]string{b.archive, "-A", s.archive, "find"}, args...)...)}
}

func (b *bench) sql(s set, sql string) contender {
	return contender{name: bySQLite, argv: always("sqlite3", s.sqlite, sql)}
}

func (b *bench) nothing() contender { return contender{name: byEmpty, argv: always(b.empty)} }

// query is a row that compares with sqlite3 and an empty program.
func (b *bench) query(s set, name, sql string, args []string, goals ...goal) row {
	return row{
		name: name, contenders: []contender{b.find(s, args...), b.sql(s, sql), b.nothing()},
		floor: byEmpty, goals: goals, same: true, runs: b.runs,
	}
}

// queries are the rows that ask.
func (b *bench) queries(s set) []row {
	place := placeAt(0).Country
	rare := b.query(s, "rare tag", idsOfTagSQL(rareTag, " ORDER BY u.local DESC, u.num"),
		[]string{"--tag", rareTag, "--format", "ids"}, goal{1.2, byEmpty})
	count := b.query(s, "count of a tag", "SELECT count(*) FROM uses u WHERE "+tagSQL(commonTag),
		[]string{"--tag", commonTag, "--count"}, goal{1.2, byEmpty}, goal{0.3, bySQLite})
	count.count = true
	newest := b.query(s, "50 newest of a common tag", idsOfTagSQL(commonTag, " ORDER BY u.local DESC, u.num LIMIT 50"),
		[]string{"--tag", commonTag, "--limit", "50", "--format", "ids"}, goal{1.5, byEmpty}, goal{0.6, bySQLite})
	newest.either = true
	three := b.query(s, "tag + place + year", tagPlaceYearSQL(commonTag, place, queryYear),
		[]string{"--tag", commonTag, "--place", place, "--date", strconv.Itoa(queryYear), "--format", "ids"}, goal{0.5, bySQLite})
	words := b.query(s, "two common words, counted", "SELECT count(*) FROM words WHERE words MATCH '"+commonWord+" "+secondWord+"'",
		[]string{"--text", commonWord + " " + secondWord, "--count"}, goal{0.15, bySQLite})
	words.count = true
	return []row{rare, count, newest, three, words, b.asJSON(s), b.near(s)}
}

// asJSON prints a tenth of all items; cat prints the same bytes again.
func (b *bench) asJSON(s set) row {
	r := b.query(s, "a common tag as JSON Lines", jsonOfTagSQL(commonTag), []string{"--tag", commonTag, "--json"},
		goal{4, byCat}, goal{0.2, bySQLite})
	same := filepath.Join(b.outputs(), byArchive+".out")
	r.contenders = append(r.contenders, contender{name: byCat, argv: always("cat", same)})
	r.floor = byCat
	return r
}

func (b *bench) near(s set) row {
	const metres = 5000
	// A place in the middle of the field: some 600 hits among a million.
	centre := placeAt(placeCount/2 - 1)
	lat, lon := *centre.Lat, *centre.Lon
	return b.query(s, "within 5 km", nearSQL(lat, lon, metres),
		[]string{"--near", fmt.Sprintf("%v,%v", lat, lon), "--radius", fmt.Sprintf("%dm", metres), "--format", "ids"},
		goal{1.2, byEmpty})
}

func (b *bench) outputs() string { return filepath.Join(b.work, "output") }
