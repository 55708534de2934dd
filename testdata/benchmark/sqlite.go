package main

import (
	"fmt"
	"os"
	"strings"

	"photoarchive/pkg/item"
)

// loadSQL fills a new database from the tables of a data set: one transaction,
// indexes after the data, a large cache, sorting in memory by two threads, and
// SQLite's own way of making it durable. Tried and slower: WAL, an R*Tree fed
// in order of number, tables without rowid, FTS5 with positions (detail=full
// takes twice the time; counting two words is no quicker by it).
func loadSQL() string {
	return `PRAGMA cache_size=-262144;
PRAGMA temp_store=MEMORY;
PRAGMA threads=2;
BEGIN;
CREATE TABLE items(num INTEGER PRIMARY KEY, id TEXT, caption TEXT, tags TEXT, date TEXT, local INTEGER, place INTEGER,
  lat REAL, lon REAL, creator TEXT, sha256 TEXT, size INTEGER, type TEXT, width INTEGER, height INTEGER, name TEXT,
  likes INTEGER, added TEXT);
CREATE TABLE tags(tag INTEGER PRIMARY KEY, key TEXT, name TEXT);
CREATE TABLE uses(tag INTEGER, local INTEGER, num INTEGER, place INTEGER);
CREATE TABLE places(place INTEGER PRIMARY KEY, name TEXT, sublocation TEXT, city TEXT, state TEXT, country TEXT, code TEXT);
CREATE TABLE names(key TEXT, place INTEGER);
CREATE TABLE pictures(sha256 TEXT PRIMARY KEY, data BLOB);
CREATE VIRTUAL TABLE words USING fts5(caption, content='items', content_rowid='num', detail=none, columnsize=0);
CREATE VIRTUAL TABLE positions USING rtree(num, south, north, west, east, +lat REAL, +lon REAL);
.import --ascii ` + fileRows + ` items
.import --ascii ` + fileTags + ` tags
.import --ascii ` + fileUses + ` uses
.import --ascii ` + filePlaces + ` places
.import --ascii ` + fileNames + ` names
CREATE UNIQUE INDEX items_id ON items(id);
CREATE INDEX items_local ON items(local DESC, num);
CREATE INDEX items_place ON items(place, local DESC, num);
CREATE INDEX items_picture ON items(sha256);
CREATE INDEX items_creator ON items(creator, local DESC, num);
CREATE INDEX items_likes ON items(likes DESC, num);
CREATE INDEX items_added ON items(added DESC, num);
CREATE UNIQUE INDEX tags_key ON tags(key);
CREATE UNIQUE INDEX uses_all ON uses(tag, local DESC, num, place);
CREATE UNIQUE INDEX names_all ON names(key, place);
INSERT INTO words(rowid, caption) SELECT num, caption FROM items;
INSERT INTO positions SELECT num, lat, lat, lon, lon, lat, lon FROM items ORDER BY place;
COMMIT;
ANALYZE;
`
}

// settleSQL is run once after the load and not timed: FTS5 at its quickest.
const settleSQL = `INSERT INTO words(words) VALUES('optimize'); ANALYZE;`

// Numbers are given in order of id, so a tie by number is a tie by id.

func tagSQL(tag string) string {
	return "u.tag=(SELECT tag FROM tags WHERE key='" + strings.ToLower(tag) + "')"
}

func idsOfTagSQL(tag, more string) string {
	return "SELECT i.id FROM uses u JOIN items i USING(num) WHERE " + tagSQL(tag) + more
}

func tagPlaceYearSQL(tag, place string, year int) string {
	return idsOfTagSQL(tag, fmt.Sprintf(
		" AND u.local>=unixepoch('%d-01-01') AND u.local<unixepoch('%d-01-01')"+
			" AND u.place IN (SELECT place FROM names WHERE key='%s') ORDER BY u.local DESC, u.num",
		year, year+1, strings.ToLower(place)))
}

// nearSQL asks the R*Tree for a box around the circle and then measures.
func nearSQL(lat, lon float64, metres int) string {
	const earth = 6371008.8
	return fmt.Sprintf("SELECT i.id FROM positions p JOIN items i USING(num)"+
		" WHERE p.south>=(%[1]v)-0.1 AND p.north<=(%[1]v)+0.1 AND p.west>=(%[2]v)-0.2 AND p.east<=(%[2]v)+0.2"+
		" AND 2*%[4]v*asin(sqrt(pow(sin(radians(p.lat-(%[1]v))/2),2)+"+
		"cos(radians(p.lat))*cos(radians(%[1]v))*pow(sin(radians(p.lon-(%[2]v))/2),2)))<=%[3]d"+
		" ORDER BY i.local DESC, i.num", lat, lon, metres, earth)
}

// jsonOfTagSQL gives the same lines as the archive, byte for byte.
func jsonOfTagSQL(tag string) string {
	return "SELECT json_object('id',i.id,'caption',i.caption,'tags',json(i.tags),'date',i.date," +
		"'place',json_object('name',p.name,'sublocation',p.sublocation,'city',p.city,'state',p.state," +
		"'country',p.country,'country_code',p.code,'lat',i.lat,'lon',i.lon)," +
		"'creator',json_array(i.creator)," +
		"'picture',json_object('sha256',i.sha256,'size',i.size,'type',i.type,'width',i.width,'height',i.height,'name',i.name)," +
		"'likes',i.likes,'added',i.added)" +
		" FROM uses u JOIN items i USING(num) JOIN places p ON p.place=i.place WHERE " + tagSQL(tag) +
		" ORDER BY u.local DESC, u.num"
}

// insertSQL adds one item with its picture.
func insertSQL(p *single) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	var b strings.Builder
	b.WriteString("BEGIN;")
	fmt.Fprintf(&b, "INSERT INTO pictures VALUES(%s,readfile(%s));", quote(p.sha), quote(p.path))
	fmt.Fprintf(&b, "INSERT INTO items(num,id,caption,tags,date,local,sha256,size,type,width,height,name,added)"+
		" SELECT max(num)+1,%s,%s,%s,%s,unixepoch(%[4]s),%s,%d,'image/jpeg',%d,%d,%s,strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ','now') FROM items;",
		quote(item.NewID(p.sha, p.caption)), quote(p.caption), quote(`["`+strings.Join(p.tags, `","`)+`"]`), quote(p.date),
		quote(p.sha), p.size, pictureWidth, pictureHeight, quote(p.path))
	for _, tag := range p.tags {
		key := quote(strings.ToLower(tag))
		fmt.Fprintf(&b, "INSERT INTO tags(key,name) SELECT %s,%s WHERE NOT EXISTS(SELECT 1 FROM tags WHERE key=%[1]s);", key, quote(tag))
		fmt.Fprintf(&b, "INSERT INTO uses SELECT t.tag,i.local,i.num,i.place FROM tags t, items i WHERE t.key=%s AND i.num=(SELECT max(num) FROM items);", key)
	}
	b.WriteString("INSERT INTO words(rowid,caption) SELECT num,caption FROM items WHERE num=(SELECT max(num) FROM items);COMMIT;")
	return b.String()
}

func writeFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o644) }
