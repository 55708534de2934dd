package webpage

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/andybalholm/brotli"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

func TestInline(t *testing.T) {
	picture := photo(300, 200)
	text := base64.StdEncoding.EncodeToString(picture)
	for name, uri := range map[string]string{
		"quoted":      `src="data:image/jpeg;base64,` + text + `"`,
		"single":      `src='data:image/jpeg;base64,` + text + `'`,
		"bare":        `src=data:image/jpeg;base64,` + text + ` `,
		"unpadded":    `src="data:image/jpeg;base64,` + strings.TrimRight(text, "=") + `"`,
		"in per cent": `src="data:image/jpeg;base64,` + strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D").Replace(text) + `"`,
		"broken":      `src="DATA:image/jpeg;charset=utf-8;base64,` + text[:76] + "\n" + text[76:] + `"`,
	} {
		fsys := fstest.MapFS{"p.html": markup(`<title>T</title><figure><img ` + uri + `><figcaption>One</figcaption></figure>`)}
		got := read(t, fsys, source.Options{}, "p.html")
		if len(got.drafts) != 1 || got.drafts[0].Item.Caption != "One" {
			t.Errorf("%s: %v", name, got.brief())
			continue
		}
		d := got.drafts[0]
		if want := (item.Source{Kind: "webpage", Title: "T", Ref: "p.html#0"}); d.Item.Sources[0] != want || d.Picture.Name != "p-0.jpg" {
			t.Errorf("%s: %+v %s", name, d.Item.Sources, d.Picture.Name)
		}
		if !bytes.Equal(bytesOf(t, d), picture) {
			t.Errorf("%s: not the picture's bytes", name)
		}
	}
}

func mhtmlOf(html string, picture []byte) string {
	return "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/trip/\r\nSubject: =?utf-8?Q?Caf=C3=A9=20trip?=\r\n" +
		"Date: Mon, 17 Dec 2018 11:28:18 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n" +
		"------MultipartBoundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.org/trip/\r\n\r\n" +
		strings.ReplaceAll(html, "=", "=3D") +
		"\r\n------MultipartBoundary--x----\r\nContent-Type: text/html; charset=windows-1252\r\nContent-ID: <frame-2@mhtml.blink>\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		"<figure><img src='http://example.org/img/c.jpg'><figcaption>Caf\xe9</figcaption></figure>" +
		"\r\n------MultipartBoundary--x----\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://example.org/img/a.jpg\r\n\r\n" +
		base64.StdEncoding.EncodeToString(picture) + "\r\n" +
		"\r\n------MultipartBoundary--x----\r\nContent-Type: image/jpeg\r\nContent-ID: <b@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString(photo(301, 200)) + "\r\n" +
		"\r\n------MultipartBoundary--x----\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://example.org/img/c.jpg\r\n\r\n" +
		base64.StdEncoding.EncodeToString(photo(302, 200)) + "\r\n" +
		"\r\n------MultipartBoundary--x------\r\n"
}

func TestMHTML(t *testing.T) {
	picture := photo(300, 200)
	html := `<html><body><figure><img src="../img/a.jpg"><figcaption>One =E2=80=93 two</figcaption></figure>` + "=\r\n" +
		`<figure><img src="cid:b@x"><figcaption>B</figcaption></figure><iframe src="cid:frame-2@mhtml.blink"></iframe></body></html>`
	html = strings.NewReplacer("=E2", "\x01E2", "=80", "\x0180", "=93", "\x0193", "=\r\n", "\x01\r\n").Replace(html)
	doc := strings.ReplaceAll(mhtmlOf(html, picture), "\x01", "=")
	got := read(t, fstest.MapFS{"p.mhtml": markup(doc)}, source.Options{}, "p.mhtml")
	want := []string{"p.mhtml#http://example.org/img/a.jpg: One – two", "p.mhtml#b@x: B", "p.mhtml#http://example.org/img/c.jpg: Café"}
	if !same(got.brief(), want) {
		t.Fatalf("%s\nwant%s", lines(got.brief()), lines(want))
	}
	saved := time.Date(2018, 12, 17, 11, 28, 18, 0, time.UTC)
	if want := (item.Source{Kind: "webpage", URL: "http://example.org/trip/", Ref: "../img/a.jpg", Title: "Café trip", Retrieved: saved}); got.drafts[0].Item.Sources[0] != want {
		t.Errorf("%+v", got.drafts[0].Item.Sources)
	}
	if got.drafts[0].Item.Published != "" || got.drafts[0].Item.Date != "" {
		t.Error("the time of saving is no date of the picture")
	}
	if !bytes.Equal(bytesOf(t, got.drafts[0]), picture) || got.drafts[0].Picture.Name != "a.jpg" || got.drafts[1].Picture.Name != "picture.jpg" {
		t.Errorf("%q %q", got.drafts[0].Picture.Name, got.drafts[1].Picture.Name)
	}
}

func TestMIMEForms(t *testing.T) {
	p := base64.StdEncoding.EncodeToString(photo(300, 200))
	tests := []struct {
		name, doc string
		want      []string
	}{
		{
			"start names the root, relative locations", "MIME-Version: 1.0\nContent-Location: http://e.org/d/page.htm\nContent-Type: multipart/related; boundary=b; start=\"<root@x>\"\n\n--b\nContent-Type: text/html\nContent-ID: <other@x>\n\n<p>frame</p>\n--b\nContent-Type: text/html\nContent-ID: <root@x>\nContent-Transfer-Encoding: 7bit\n\n<figure><img src=\"a.jpg\"><figcaption>One</figcaption></figure>\n--b\nContent-Type: image/jpeg\nContent-Location: a.jpg\nContent-Transfer-Encoding: base64\n\n" + p + "\n--b--\n",
			[]string{"p.mht#http://e.org/d/a.jpg: One"},
		},
		{
			"alternative within related, cut off", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\nContent-Type: text/plain\n\ntext\n--bb\nContent-Type: text/html\nContent-Location: file://C:\\x\\p.htm\n\n<figure><img src=\"file:///C:/x/a.jpg\"><figcaption>One</figcaption></figure>\n--bb--\n--b\nContent-Type: image/jpeg\nContent-Location: file:///C:/x/a.jpg\nContent-Transfer-Encoding: base64\n\n" + p,
			[]string{"p.mht#file:///C:/x/a.jpg: One"},
		},
		{"one part", "MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: http://e.org/\n\n<figure><img src=\"a.jpg\"><figcaption>One</figcaption></figure>", []string{"-missing p.mht#a.jpg"}},
		{"no page", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b--", []string{"-unreadable p.mht"}},
		{"no MIME", "hello", []string{"-unreadable p.mht"}},
		{"empty", "", []string{"-unreadable p.mht"}},
	}
	for _, tt := range tests {
		if got := read(t, fstest.MapFS{"p.mht": markup(tt.doc)}, source.Options{}, "p.mht").brief(); !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got), lines(tt.want))
		}
	}
}

func warcRecord(kind, uri, contentType string, block []byte) []byte {
	return append(fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, uri, contentType, len(block)), append(block, "\r\n\r\n"...)...)
}

func response(uri, headers string, body []byte) []byte {
	return warcRecord("response", uri, "application/http; msgtype=response", append([]byte("HTTP/1.1 200 OK\r\n"+headers+"\r\n"), body...))
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(b)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

func zl(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, err := w.Write(b)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

func inChunks(b []byte) []byte {
	var out []byte
	for len(b) > 0 {
		n := min(len(b), 100)
		out = append(fmt.Appendf(out, "%x;x=y\r\n", n), b[:n]...)
		out = append(out, "\r\n"...)
		b = b[n:]
	}
	return append(out, "0\r\n\r\n"...)
}

func crawlRecords() [][]byte {
	html := []byte(`<title>T</title><figure><img src="/img/a.jpg"><figcaption>One</figcaption></figure>
<figure><img src="//cdn.example.org/b.jpg?w=300"><figcaption>Two</figcaption></figure>
<figure><img src="moved.jpg"><figcaption>Three</figcaption></figure>
<figure><img src="br.jpg"><figcaption>Four</figcaption></figure>
<figure><img src="revisit.jpg"><figcaption>Five</figcaption></figure>
<figure><img src="gone.jpg"><figcaption>Six</figcaption></figure>`)
	return [][]byte{
		warcRecord("warcinfo", "", "application/warc-fields", []byte("software: x\r\n")),
		warcRecord("request", "https://example.org/trip/", "application/http; msgtype=request", []byte("GET / HTTP/1.1\r\n\r\n")),
		response("https://example.org/trip/", "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", inChunks(gz(html))),
		response("http://example.org/img/a.jpg", "Content-Type: image/jpeg\r\n", photo(300, 200)),
		warcRecord("resource", "https://cdn.example.org/b.jpg?w=300", "image/jpeg", photo(301, 200)),
		warcRecord("response", "https://example.org/trip/moved.jpg", "application/http;msgtype=response", []byte("HTTP/1.1 301 Moved\r\nLocation: /img/c.jpg\r\n\r\n")),
		response("https://example.org/img/c.jpg", "Content-Type: image/jpeg\r\nContent-Encoding: deflate\r\n", zl(photo(302, 200))),
		response("https://example.org/trip/br.jpg", "Content-Type: image/jpeg\r\nContent-Encoding: zstd\r\n", []byte("xxxx")),
		warcRecord("revisit", "https://example.org/trip/revisit.jpg", "application/http; msgtype=response", []byte("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n")),
		warcRecord("response", "https://example.org/trip/gone.jpg", "application/http; msgtype=response", []byte("HTTP/1.1 404 Not Found\r\nContent-Type: image/jpeg\r\n\r\nx")),
		response("https://example.org/other.jpg", "Content-Type: image/jpeg\r\n", photo(305, 200)),
	}
}

func TestWARC(t *testing.T) {
	records := crawlRecords()
	plain := bytes.Join(records, nil)
	var members []byte
	for _, r := range records {
		members = append(members, gz(r)...)
	}
	want := func(name string) []string {
		return []string{
			name + "#http://example.org/img/a.jpg: One", name + "#https://cdn.example.org/b.jpg?w=300: Two", name + "#https://example.org/img/c.jpg: Three",
			"-method " + name + "#https://example.org/trip/br.jpg", "-missing " + name + "#https://example.org/trip/#revisit.jpg", "-missing " + name + "#https://example.org/trip/#gone.jpg",
			"-unused " + name + "#https://example.org/other.jpg",
		}
	}
	for name, data := range map[string][]byte{"p.warc": plain, "p.warc.gz": members, "one.warc.gz": gz(plain)} {
		got := read(t, fstest.MapFS{name: file(data)}, source.Options{}, name)
		if !same(got.brief(), want(name)) {
			t.Errorf("%s:%s\nwant%s", name, lines(got.brief()), lines(want(name)))
			continue
		}
		for i, w := range []int{300, 301, 302} {
			if !bytes.Equal(bytesOf(t, got.drafts[i]), photo(w, 200)) {
				t.Errorf("%s: %d: not the picture's bytes", name, i)
			}
		}
		src := item.Source{Kind: "webpage", URL: "https://example.org/trip/", Ref: "/img/a.jpg", Title: "T", Retrieved: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)}
		if got.drafts[0].Item.Sources[0] != src || got.drafts[0].Picture.Name != "a.jpg" {
			t.Errorf("%s: %+v", name, got.drafts[0])
		}
	}
}

// Brotli is unpacked, unless it was already.
func TestBrotli(t *testing.T) {
	br := func(b []byte) []byte {
		var out bytes.Buffer
		w := brotli.NewWriter(&out)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	const headers = "Content-Encoding: br\r\nContent-Type: "
	page := []byte(`<title>T</title><figure><img src="/a.jpg"><figcaption>One</figcaption></figure><figure><img src="/b.jpg"><figcaption>Two</figcaption></figure>`)
	for name, content := range map[string][]byte{"packed": br(page), "unpacked": page} {
		data := bytes.Join([][]byte{
			response("http://example.org/", headers+"text/html\r\n", content),
			response("http://example.org/a.jpg", headers+"image/jpeg\r\n", br(photo(300, 200))),
			response("http://example.org/b.jpg", headers+"image/jpeg\r\n", photo(301, 200)),
		}, nil)
		got := read(t, fstest.MapFS{"p.warc": file(data)}, source.Options{}, "p.warc")
		want := []string{"p.warc#http://example.org/a.jpg: One", "p.warc#http://example.org/b.jpg: Two"}
		if !same(got.brief(), want) {
			t.Errorf("%s:%s\nwant%s", name, lines(got.brief()), lines(want))
			continue
		}
		for i, w := range []int{300, 301} {
			if !bytes.Equal(bytesOf(t, got.drafts[i]), photo(w, 200)) {
				t.Errorf("%s: %d: not the picture's bytes", name, i)
			}
		}
	}
}

func TestDamagedWARC(t *testing.T) {
	records := crawlRecords()
	picture := records[3]
	page := response("http://example.org/", "Content-Type: text/html\r\n", []byte(`<figure><img src="/img/a.jpg"><figcaption>One</figcaption></figure>`))
	long := bytes.Replace(records[4], []byte("Content-Length: "), []byte("Content-Length: 9999"), 1)
	short := bytes.Replace(records[4], []byte("Content-Length: "), []byte("Content-Length: 0"), 1)
	short = bytes.Replace(short, []byte("Content-Length: 0"), []byte("Content-Length: 1\r\nX: "), 1)
	one := "p.warc#http://example.org/img/a.jpg: One"
	bomb := gz(append([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 200000000\r\n\r\n"), make([]byte, 66<<20)...))
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"too long a length", bytes.Join([][]byte{long, page, picture}, nil), []string{one, "-truncated p.warc"}},
		{"too short a length", bytes.Join([][]byte{page, short, picture}, nil), []string{one, "-unreadable p.warc", "-unused p.warc#https://cdn.example.org/b.jpg?w=300"}},
		{"cut off", bytes.Join([][]byte{page, picture, records[4][:400]}, nil), []string{one, "-truncated p.warc"}},
		{"cut off, packed", bytes.Join([][]byte{gz(page), gz(picture), gz(records[4])[:300]}, nil), []string{one, "-truncated p.warc"}},
		{"bomb", bytes.Join([][]byte{gz(page), gz(picture), bomb}, nil), []string{one, "-bomb p.warc"}},
		{"bytes behind", bytes.Join([][]byte{gz(page), gz(picture), []byte("junk that is no gzip")}, nil), []string{one, "-unreadable p.warc"}},
		{"empty", nil, []string{"-no-picture p.warc"}},
	}
	for _, tt := range tests {
		if got := read(t, fstest.MapFS{"p.warc": file(tt.data)}, source.Options{}, "p.warc").brief(); !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got), lines(tt.want))
		}
	}
}

func dirOf(t *testing.T, fsys fs.FS, name string) source.Dir {
	t.Helper()
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	return source.Dir{FS: fsys, Entries: entries, Name: name}
}

func TestRecognise(t *testing.T) {
	captioned := func(src string) *fstest.MapFile {
		return markup(`<figure><img src="` + src + `"><figcaption>One</figcaption></figure>`)
	}
	p := file(photo(300, 200))
	tests := []struct {
		name  string
		fsys  fstest.MapFS
		want  source.Extent
		parts []string
	}{
		{"page and folder", fstest.MapFS{"A.html": captioned("A_files/a.jpg"), "A_files/a.jpg": p}, source.Tree, []string{"A_files", "A.html"}},
		{"German", fstest.MapFS{"A.htm": captioned("A-Dateien/a.jpg"), "A-Dateien/a.jpg": p}, source.Tree, []string{"A-Dateien", "A.htm"}},
		{"with other pictures", fstest.MapFS{"A.html": captioned("A_files/a.jpg"), "A_files/a.jpg": p, "mine.jpg": p}, source.Folder, []string{"A_files", "A.html"}},
		{"gallery", fstest.MapFS{"index.html": captioned("img/a.jpg"), "img/a.jpg": p}, source.Tree, []string{"img/a.jpg", "index.html"}},
		{"gallery of some", fstest.MapFS{"index.html": captioned("img/a.jpg"), "img/a.jpg": p, "img/b.jpg": p}, source.Folder, []string{"img/a.jpg", "index.html"}},
		{"a page that has nothing to do with the pictures", fstest.MapFS{"readme.html": markup("<p>x"), "a.jpg": p}, source.Nothing, nil},
		{"documents", fstest.MapFS{"readme.html": markup("<p>x"), "b.html": markup("<p>y")}, source.Nothing, nil},
		{"one page alone", fstest.MapFS{"a.html": markup("<p>x")}, source.Tree, []string{"a.html"}},
		{"pictures", fstest.MapFS{"a.jpg": p}, source.Nothing, nil},
		{"MHTML", fstest.MapFS{"a.mht": markup("From: x\nMIME-Version: 1.0\n\n")}, source.Tree, []string{"a.mht"}},
		{"not MHTML", fstest.MapFS{"a.mht": markup("hello")}, source.Nothing, nil},
		{"WARC", fstest.MapFS{"a.warc": markup("WARC/1.0\r\n"), "b.warc.gz": markup("\x1f\x8b")}, source.Tree, []string{"a.warc", "b.warc.gz"}},
		{"beside an export", fstest.MapFS{"a.warc": markup("WARC/1.0\r\n"), "sub/posts.json": markup("[]")}, source.Folder, []string{"a.warc"}},
	}
	for _, tt := range tests {
		dir := dirOf(t, tt.fsys, "x")
		if got := (Room{}).Recognise(dir); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if got, _ := survey(dir); !same(got, tt.parts) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.parts)
		}
	}
}

// What no page has a caption for is yielded as a plain file; a page's own folder
// is not read twice.
func TestMixedFolder(t *testing.T) {
	fsys := fstest.MapFS{
		"A.html":            markup(`<figure><img src="A_files/a.jpg"><figcaption>One</figcaption></figure><img src="loose.jpg"><img src="icon.jpg">`),
		"A_files/a.jpg":     file(photo(300, 200)),
		"A_files/style.css": markup(""),
		"loose.jpg":         file(photo(301, 200)), "loose.txt": markup("Mine"), "other.jpg": file(photo(302, 200)), "icon.jpg": file(photo(50, 50)),
	}
	claims, skips, err := source.Survey(t.Context(), []source.Container{{Name: "d", Folder: "d", FS: fsys}}, []source.Room{Room{}}, nil)
	if err != nil || len(claims) != 1 || len(skips) > 0 || len(claims[0].Containers) != 2 {
		t.Fatal(claims, skips, err)
	}
	var r result
	if err := (Room{}).Open(claims[0].Containers, source.Options{}).Each(t.Context(), &r); err != nil {
		t.Fatal(err)
	}
	want := []string{"d/A_files/a.jpg: One", "d/loose.jpg: ", "d/other.jpg: ", "-icon d/icon.jpg"}
	if got := r.brief(); !same(got, want) {
		t.Errorf("%s\nwant%s", lines(got), lines(want))
	}
	if d := r.drafts[1]; d.Item.Sources[0] != (item.Source{Kind: "file", Ref: "d/loose.jpg"}) || len(d.Sidecars) != 1 {
		t.Errorf("%+v", d)
	}
	r = result{}
	if err := (Room{}).Open(claims[0].Containers[1:], source.Options{}).Each(t.Context(), &r); err != nil || !same(r.brief(), []string{"d/A_files/a.jpg: "}) {
		t.Errorf("a folder without its page: %v, %v", r.brief(), err)
	}
}
