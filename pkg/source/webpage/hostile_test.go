package webpage

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/source"
)

// endless is a file that is made while it is read: a head, a body repeated, a tail.
type endless struct {
	head, body, tail string
	n                int
}

func (e endless) Open(name string) (fs.File, error) {
	if name != "p.html" && name != "p.mht" && name != "p.warc" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	readers := []io.Reader{strings.NewReader(e.head)}
	readers = append(readers, &repeat{text: e.body, left: e.n}, strings.NewReader(e.tail))
	return endlessFile{io.MultiReader(readers...)}, nil
}

type endlessFile struct{ io.Reader }

func (endlessFile) Close() error               { return nil }
func (endlessFile) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

type repeat struct {
	text string
	left int // bytes
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	p = p[:min(len(p), r.left)]
	n := 0
	for n < len(p) {
		k := copy(p[n:], r.text[r.at:])
		n += k
		r.at = (r.at + k) % len(r.text)
	}
	r.left -= n
	return n, nil
}

func TestHostile(t *testing.T) {
	figure := `<figure><img src="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(photo(300, 200))
	tests := []struct {
		name, page string
		file       endless
		want       []string
	}{
		{"nested divs", "p.html", endless{"", strings.Repeat("<div>", 4096), "", 26 << 20}, []string{"-unreadable p.html"}},
		{"a few nested divs", "p.html", endless{"", "<div>", "", 50 << 10}, []string{"-unreadable p.html"}},
		{"many elements", "p.html", endless{"", strings.Repeat("<p>x", 4096), "", 20 << 20}, []string{"-unreadable p.html"}},
		{"attributes", "p.html", endless{"<p ", strings.Repeat("a=b ", 4096), ">", 20 << 20}, []string{"-unreadable p.html"}},
		{"one attribute", "p.html", endless{"<p a='", strings.Repeat("x", 4096), "'>", 8 << 20}, []string{"-no-picture p.html"}},
		{"a picture of 200 MB", "p.html", endless{figure, strings.Repeat("AAAA", 4096), `"><figcaption>One</figcaption></figure>`, 40 << 20}, []string{"p.html#0: One"}},
		{"many pictures of one figure", "p.html", endless{"<figure>", `<img src="x.jpg">`, "<figcaption>One</figcaption></figure>", 40 << 10}, nil},
		{"MIME levels", "p.mht", endless{"MIME-Version: 1.0\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "", 1 << 20}, []string{"-unreadable p.mht"}},
		{"MIME parts", "p.mht", endless{"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", "", 1 << 20}, []string{"-unreadable p.mht"}},
		{"a MIME header", "p.mht", endless{"MIME-Version: 1.0\n", "X: y\n", "", 5 << 20}, []string{"-unreadable p.mht"}},
		{"WARC lengths", "p.warc", endless{"", "WARC/1.0\nContent-Length: 99999999999999999999\n\n", "", 2 << 20}, []string{"-unreadable p.warc", "-no-picture p.warc"}},
	}
	for _, tt := range tests {
		start := time.Now()
		var r result
		if err := (&site{containers: []source.Container{{FS: tt.file}}, pages: []string{tt.page}, opts: source.Options{}}).Each(context.Background(), &r); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := r.brief(); tt.want != nil && !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got[:min(len(got), 5)]), lines(tt.want))
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: took %v", tt.name, d)
		}
	}
}

func TestCharset(t *testing.T) {
	caption := "Ча́йка – 평양 é"
	utf8 := `<title>T</title><figure><img src="a.jpg"><figcaption>` + caption + `</figcaption></figure>`
	utf16 := []byte("\xff\xfe")
	for _, r := range "<figure><img src=a.jpg><figcaption>é평</figcaption></figure>" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	far := strings.Repeat("<!-- nothing -->", 200)
	tests := []struct{ name, page, want string }{
		{"declared", `<meta charset="utf-8">` + utf8, caption},
		{"declared in the old way", `<meta http-equiv="Content-Type" content="text/html; charset=utf-8">` + utf8, caption},
		{"not declared", utf8, caption},
		{"byte order mark", "\ufeff" + utf8, caption},
		{"not declared, late", far + utf8, caption},
		{"Latin", `<meta charset="iso-8859-1"><figure><img src="a.jpg"><figcaption>Caf` + "\xe9 \x96" + `</figcaption></figure>`, "Café –"},
		{"Latin, not declared", `<figure><img src="a.jpg"><figcaption>Caf` + "\xe9" + `</figcaption></figure>`, "Café"},
		{"declared far down", far + `<meta charset="koi8-r"><figure><img src="a.jpg"><figcaption>` + "\xf3\xd4\xc1\xcc\xc9\xce" + `</figcaption></figure>`, "Сталин"},
		{"Shift_JIS", `<meta charset=shift_jis><figure><img src="a.jpg"><figcaption>` + "\x95\xbd\x8f\xeb" + `</figcaption></figure>`, "平壌"},
		{"EUC-KR", `<meta charset=euc-kr><figure><img src="a.jpg"><figcaption>` + "\xc6\xf2\xbe\xe7" + `</figcaption></figure>`, "평양"},
		{"UTF-16", string(utf16), "é평"},
		{"UTF-16 without a mark", string(utf16[2:]), "é평"},
		{"damaged", `<meta charset="utf-8"><figure><img src="a.jpg"><figcaption>a` + "\xff" + `b</figcaption></figure>`, "a\uFFFDb"},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{"p.html": markup(tt.page), "a.jpg": file(photo(300, 200))}
		got := read(t, fsys, source.Options{}, "p.html")
		if len(got.drafts) != 1 || got.drafts[0].Item.Caption != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got.brief(), tt.want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		`<figure><img src="a.jpg" srcset="a.jpg 1x, ,b 2x"><figcaption>One</figcaption></figure>`, `[caption width="3"]<img src=a.jpg>x[/caption]`,
		`<table><tr><td><img src=a.jpg><td>x</table>`, `<img src="data:image/png;base64,AAAA`, `<dl class=gallery-item><dt><img src=a.jpg><dd>x`, `<noscript><img></noscript><template><img>`,
		`<script type="application/ld+json">{"@type":["Article"],"author":[{"name":1}]}</script><time datetime="2013-02-25">`, `<svg><image xlink:href=a.jpg>`, "<base href='//x'><iframe src=p.html>",
	} {
		f.Add([]byte(s))
	}
	a := file(photo(300, 200))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := read(t, fstest.MapFS{"p.html": file(b), "a.jpg": a}, source.Options{Include: source.All}, "p.html")
		for _, d := range r.drafts {
			if len(d.Item.Sources) != 1 || d.Item.Sources[0].Kind != "webpage" || d.Path == "" || d.Picture.Open == nil {
				t.Errorf("%+v", d)
			}
		}
	})
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(mhtmlOf("<img src=cid:b@x alt='A b'>", photo(120, 120))))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n--b\nContent-Type: multipart/x; boundary=c\n\n--c--\n--b--"))
	f.Add([]byte("Content-Type: text/html\n\n<p>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		from := stream(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil })
		_, parts, err := readMIME(from)
		for _, p := range parts {
			if p.at < 0 || p.n < 0 || p.at+p.n > int64(len(b)) {
				t.Errorf("a part at %d of %d bytes, in %d (%v)", p.at, p.n, len(b), err)
			}
		}
		read(t, fstest.MapFS{"p.mht": file(b)}, source.Options{}, "p.mht")
	})
}

func FuzzWARC(f *testing.F) {
	for _, r := range crawlRecords() {
		f.Add(r)
		f.Add(gz(r))
	}
	f.Add(bytes.Join(crawlRecords(), nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := read(t, fstest.MapFS{"p.warc": file(b)}, source.Options{}, "p.warc")
		if len(r.drafts)+len(r.skips) == 0 {
			t.Error("neither taken nor left out")
		}
	})
}
