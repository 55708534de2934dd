// Command generate makes the exports of X, formerly Twitter, in testdata/sources/twitter: the layout is
// the service's, what is in it is made up. It always makes the same files. From
// the folder with go.mod:
//
//	go run ./testdata/sources/twitter/generate
//
// 2024 is an archive of today, 2019 one of the first with a folder `data`.
// NAME.want beside each is what the room is to yield; a person has read it.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "testdata/sources/twitter", "folder to write to")
	flag.Parse()
	m := &maker{}
	for _, export := range []struct {
		name string
		fill func(*maker)
	}{{"2024", year2024}, {"2019", year2019}, {"2013", year2013}} {
		m.root = filepath.Join(*out, export.name)
		if err := os.RemoveAll(m.root); err != nil && m.err == nil {
			m.err = err
		}
		export.fill(m)
	}
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

// maker writes files below a folder, up to the first error.
type maker struct {
	root string
	err  error
}

func (m *maker) file(name string, data []byte) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, filepath.FromSlash(name))
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

// picture writes a tiny JPEG of one colour, the same for the same number.
func (m *maker) picture(name string, number int) {
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(number*37 + i%4*43)
	}
	img.Set(number%16, number%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
}

func (m *maker) marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && m.err == nil {
		m.err = err
	}
	return b.Bytes()
}

type (
	object = map[string]any
	list   = []any
)

func video() []byte { return []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom") }

// wrap writes a list as the archive does: assigned to a variable.
func (m *maker) wrap(name, variable string, elements ...any) {
	m.file(name, append([]byte("window.YTD."+variable+" = "), m.marshal(elements)...))
}

func media(id, name, sort, short string) object {
	return object{
		"expanded_url": "https://twitter.com/ada_example/status/" + id + "/photo/1", "indices": list{"40", "63"}, "url": short, "media_url": "http://pbs.twimg.com/media/" + name,
		"media_url_https": "https://pbs.twimg.com/media/" + name, "id_str": "9" + id, "type": sort, "display_url": "pic.twitter.com/x",
	}
}

// tweet is a post; more is laid over what all have.
func tweet(id, created, text string, urls list, pictures []any, more object) object {
	entities := object{"hashtags": list{}, "symbols": list{}, "user_mentions": list{}, "urls": urls}
	o := object{
		"retweeted": false, "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Web</a>", "entities": entities, "display_text_range": list{"0", fmt.Sprint(len(text))},
		"favorite_count": "4", "retweet_count": "1", "id_str": id, "id": id, "truncated": false, "created_at": created, "favorited": false, "full_text": text, "lang": "en",
	}
	if len(pictures) > 0 {
		entities["media"] = pictures[:1]
		o["extended_entities"] = object{"media": pictures}
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func account(m *maker, dir string) {
	m.wrap(dir+"account.js", "account.part0", object{"account": object{"email": "ada@example.org", "createdVia": "web", "username": "ada_example", "accountId": "42", "createdAt": "2010-01-01T00:00:00.000Z", "accountDisplayName": "Ada Example"}})
}

func year2024(m *maker) {
	account(m, "data/")
	m.file("Your archive.html", []byte("<!DOCTYPE html><title>Your archive</title>"))
	m.picture("assets/images/groupAvatar.jpg", 1)
	m.picture("data/profile_media/42-face.jpg", 2)
	m.picture("data/tweets_media/1050118621198921728-DpCp1aaUcAAaaaa.jpg", 3)
	m.picture("data/tweets_media/1050118621198921728-DpCp1bbUcAAbbbb.jpg", 4)
	m.file("data/tweets_media/1050118621198921729-v.mp4", video())
	m.picture("data/tweets_media/1627087654321000001-FpLongUcAAcccc.jpg", 5)
	bay := []any{media("1050118621198921728", "DpCp1aaUcAAaaaa.jpg", "photo", "https://t.co/pIcTuRe001"), media("1050118621198921728", "DpCp1bbUcAAbbbb.jpg", "photo", "https://t.co/pIcTuRe001")}
	m.wrap("data/tweets.js", "tweets.part0",
		object{"tweet": tweet("1050118621198921728", "Wed Oct 10 20:19:24 +0000 2018", "Fish &amp; chips by the #bay, see https://t.co/lInK000001 https://t.co/pIcTuRe001",
			list{object{"url": "https://t.co/lInK000001", "expanded_url": "https://example.org/menu?a=1&b=2", "display_url": "example.org/menu?a=1&…", "indices": list{"30", "53"}}}, bay,
			object{"coordinates": object{"type": "Point", "coordinates": list{"151.2153", "-33.8568"}}, "geo": object{"type": "Point", "coordinates": list{"-33.8568", "151.2153"}}})},
		object{"tweet": tweet("1050118621198921729", "Wed Oct 10 20:20:24 +0000 2018", "Moves https://t.co/pIcTuRe002", list{}, []any{media("1050118621198921729", "v.jpg", "video", "https://t.co/pIcTuRe002")}, nil)},
		object{"tweet": tweet("1050118621198921730", "Wed Oct 10 20:21:24 +0000 2018", "Only words", list{}, nil, nil)},
	)
	m.wrap("data/tweets-part1.js", "tweets.part1",
		object{"tweet": tweet("1627087654321000001", "Sat Feb 18 23:38:05 +0000 2023", "A long story begins here and goes on for so long that it has to be… https://t.co/lOnG000001 https://t.co/pIcTuRe003",
			list{}, []any{media("1627087654321000001", "FpLongUcAAcccc.jpg", "photo", "https://t.co/pIcTuRe003")}, object{"favorite_count": "0"})},
		object{"tweet": tweet("1627087654321000002", "Sat Feb 18 23:39:05 +0000 2023", "Lost https://t.co/pIcTuRe004", list{}, []any{media("1627087654321000002", "FpLostUcAAdddd.jpg", "photo", "https://t.co/pIcTuRe004")}, nil)},
	)
	m.wrap("data/note-tweet.js", "note_tweet.part0", object{"noteTweet": object{
		"noteTweetId": "1627087650000000000", "updatedAt": "2023-02-18T23:38:04.000Z", "createdAt": "2023-02-18T23:38:04.000Z", "lifecycle": object{"value": "Hydrated"},
		"core": object{"styletags": list{}, "urls": list{}, "text": "A long story begins here and goes on for so long that it has to be cut in the other file. #TheEnd", "mentions": list{}, "cashtags": list{}, "hashtags": list{"TheEnd"}},
	}})
}

func year2019(m *maker) {
	account(m, "data/")
	m.picture("data/tweet_media/280000000000000001-A1b2C3d4.jpg", 6)
	m.wrap("data/tweet.js", "tweet.part0", object{"tweet": tweet("280000000000000001", "Sat Dec 15 12:00:00 +0000 2012", "Ice on the river https://t.co/pIcTuRe005", list{}, []any{media("280000000000000001", "A1b2C3d4.jpg", "photo", "https://t.co/pIcTuRe005")}, nil)})
}

// year2013 has a file a month and no pictures; somebody put one there that was
// found elsewhere.
func year2013(m *maker) {
	m.file("index.html", []byte("<!DOCTYPE html><title>Your archive</title>"))
	m.file("data/js/user_details.js", []byte(`var user_details =  {"screen_name":"ada_example","full_name":"Ada Example","id":"42"}`))
	m.file("data/js/tweet_index.js", []byte(`var tweet_index =  [ {"file_name" : "data\\/js\\/tweets\\/2013_01.js","year" : 2013,"var_name" : "tweets_2013_01","tweet_count" : 1,"month" : 1} ]`))
	month := func(name string, posts ...any) {
		m.file("data/js/tweets/"+name+".js", append([]byte("Grailbird.data.tweets_"+name+" = \n "), m.marshal(posts)...))
	}
	post := func(id, created, text, picture string) object {
		return object{
			"source": "web", "entities": object{"user_mentions": list{}, "media": list{media(id, picture, "", "http://t.co/pIcTuRe1")}, "hashtags": list{object{"text": "ice", "indices": list{0, 4}}}, "urls": list{}},
			"geo": object{}, "id_str": id, "id": 1, "text": text, "created_at": created, "user": object{"name": "Ada Example", "screen_name": "ada_example", "protected": false, "id_str": "42"},
		}
	}
	month("2012_12", post("280000000000000001", "2012-12-15 12:00:00 +0000", "On the #ice &amp; snow http://t.co/pIcTuRe1", "A1b2C3d4.jpg"))
	month("2013_01", post("290000000000000001", "2013-01-12 12:00:00 +0000", "Lost http://t.co/pIcTuRe1", "Lost.jpg"))
	m.picture("data/tweets_media/280000000000000001-A1b2C3d4.jpg", 7)
}
