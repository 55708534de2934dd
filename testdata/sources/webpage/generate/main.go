// Command generate makes saved pages as browsers and crawlers leave them: real
// layouts, made-up content. Run it in testdata/sources/webpage:
//
//	go run ./generate
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"log"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	write("chrome/Five days in the North.html", article("./Five%20days%20in%20the%20North_files/", "<!-- saved from url=(0034)https://blog.example.org/2013/north/ -->\n"))
	for name, b := range pictures() {
		write("chrome/Five days in the North_files/"+name, b)
	}
	write("chrome/Five days in the North_files/style.css", []byte("p { margin: 0 }\n"))
	write("chrome/Five days in the North_files/icon.jpg", picture(48, 48, 9))
	write("german/Reise.htm", []byte(strings.ReplaceAll(oldBlog, "PICTURES/", "Reise-Dateien/")))
	write("german/Reise-Dateien/tower.jpg", picture(320, 240, 4))
	write("german/Reise-Dateien/rink.jpg", picture(320, 240, 5))
	write("wordpress/index.html", []byte(wordpress))
	write("wordpress/wp-content/uploads/2013/02/market-300x200.jpg", picture(300, 200, 6))
	write("wordpress/wp-content/uploads/2013/02/market.jpg", picture(640, 427, 6))
	write("wordpress/wp-content/uploads/2013/02/metro.jpg", picture(320, 240, 7))
	write("wordpress/wp-content/uploads/2013/02/dusk.jpg", picture(320, 240, 8))
	single := string(article("", ""))
	for name, b := range pictures() {
		single = strings.ReplaceAll(single, `"`+name+`"`, `"data:image/jpeg;base64,`+base64.StdEncoding.EncodeToString(b)+`"`)
	}
	write("single/north.html", []byte("<!--\n Page saved with SingleFile \n url: https://blog.example.org/2013/north/ \n saved date: Mon Nov 16 2026 10:00:00 GMT+0100\n-->"+single))
	write("mhtml/north.mhtml", mhtml())
	var plain, packed []byte
	for _, r := range records() {
		plain, packed = append(plain, r...), append(packed, gz(r)...)
	}
	write("warc/north.warc", plain)
	write("warc-packed/north.warc.gz", packed)
}

func article(pictures, comment string) []byte {
	return []byte("<!DOCTYPE html>\n" + comment + `<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Five days in the North | Ada's blog</title>
<meta property="og:title" content="Five days in the North">
<meta name="author" content="Ada Example">
<link rel="canonical" href="https://blog.example.org/2013/north/">
<meta property="article:published_time" content="2013-02-25T08:14:00+09:00">
</head><body><header><img src="` + pictures + `icon.jpg" alt="Ada's blog"></header>
<article><h1>Five days in the North</h1><p>We came by train.</p>
<figure class="wp-block-image"><img src="` + pictures + `popcorn.jpg" alt="A vendor behind a counter"><figcaption>A popcorn vendor at a snack bar in #Pyongyang.<br>Photo: Ada Example</figcaption></figure>
<p>The streets were quiet.</p>
<figure class="wp-block-gallery"><figure><img src="` + pictures + `mural.jpg"><figcaption>A mural in #Kaesong</figcaption></figure><figure><img src="` + pictures + `street.jpg"></figure><figcaption>Two walks</figcaption></figure>
</article><footer><img src="` + pictures + `icon.jpg" alt="logo"></footer></body></html>
`)
}

const oldBlog = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Reise</title></head><body>
<center><img src="PICTURES/tower.jpg" width="320" height="240"></center>
<p align="center"><font size="1">Der Turm f` + "\xfc" + `r die Idee, #Pyongyang</font></p>
<p>Am Morgen ging es los.</p>
<table><tr><td><img src="PICTURES/rink.jpg"></td></tr><tr><td>Auf der Eisbahn</td></tr></table>
</body></html>
`

const wordpress = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Markets – A blog</title><meta property="article:published_time" content="2013-02-26"></head><body>
<div id="post-7" class="post"><h2>Markets</h2>
<div id="attachment_8" style="width: 310px" class="wp-caption aligncenter"><a href="wp-content/uploads/2013/02/market.jpg"><img class="size-medium wp-image-8" src="wp-content/uploads/2013/02/market-300x200.jpg" width="300" height="200" alt="stalls" srcset="wp-content/uploads/2013/02/market-300x200.jpg 300w, https://blog.example.org/big.jpg 2000w"></a><p class="wp-caption-text">The market at <a href="https://example.org">Rason</a></p></div>
<p>[caption id="attachment_9" align="alignnone" width="320"]<img src="wp-content/uploads/2013/02/metro.jpg" alt="" width="320" height="240" /> Down into the #metro[/caption]</p>
<div id="gallery-1" class="gallery"><dl class="gallery-item"><dt class="gallery-icon"><img src="wp-content/uploads/2013/02/dusk.jpg" aria-describedby="gallery-1-10"></dt><dd class="wp-caption-text gallery-caption" id="gallery-1-10">Dusk</dd></dl></div>
</div></body></html>
`

func pictures() map[string][]byte {
	return map[string][]byte{"popcorn.jpg": picture(320, 240, 1), "mural.jpg": picture(320, 240, 2), "street.jpg": picture(320, 240, 3)}
}

func mhtml() []byte {
	var b bytes.Buffer
	b.WriteString("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://blog.example.org/2013/north/\r\nSubject: =?utf-8?Q?Five=20days=20in=20the=20North?=\r\nDate: Mon, 16 Nov 2026 09:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--made----\"\r\n\r\n\r\n")
	part := func(header string) { b.WriteString("------MultipartBoundary--made----\r\n" + header + "\r\n\r\n") }
	part("Content-Type: text/html\r\nContent-ID: <frame-MADE@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://blog.example.org/2013/north/")
	q := quotedprintable.NewWriter(&b)
	_, err := q.Write(article("../up/", ""))
	check(err)
	check(q.Close())
	b.WriteString("\r\n")
	for _, name := range []string{"popcorn.jpg", "mural.jpg", "street.jpg"} {
		part("Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://blog.example.org/2013/up/" + name)
		text := base64.StdEncoding.EncodeToString(pictures()[name])
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text + "\r\n\r\n")
	}
	b.WriteString("------MultipartBoundary--made------\r\n")
	return b.Bytes()
}

func records() [][]byte {
	out := [][]byte{record("warcinfo", "", "application/warc-fields", []byte("software: made\r\n"))}
	page := gz(article("/2013/up/", ""))
	out = append(out, record("response", "https://blog.example.org/2013/north/", "application/http; msgtype=response",
		fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(page), page)))
	for _, name := range []string{"popcorn.jpg", "mural.jpg", "street.jpg"} {
		out = append(out, record("response", "https://blog.example.org/2013/up/"+name, "application/http; msgtype=response",
			append([]byte("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"), pictures()[name]...)))
	}
	return out
}

func record(kind, uri, contentType string, block []byte) []byte {
	head := "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nWARC-Date: 2026-11-16T09:00:00Z\r\n"
	if uri != "" {
		head += "WARC-Target-URI: " + uri + "\r\n"
	}
	return append(fmt.Appendf(nil, "%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n", head, contentType, len(block)), append(block, "\r\n\r\n"...)...)
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(b)
	check(err)
	check(w.Close())
	return out.Bytes()
}

// picture is a plain picture that no other has the shade of.
func picture(w, h, shade int) []byte {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(20 * shade)
	}
	m.SetGray(0, 0, color.Gray{Y: 255})
	var b bytes.Buffer
	check(jpeg.Encode(&b, m, &jpeg.Options{Quality: 20}))
	return b.Bytes()
}

func write(name string, b []byte) {
	check(os.MkdirAll(filepath.Dir(name), 0o755))
	check(os.WriteFile(name, b, 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
