package html

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	status = "document.querySelector('[role=status]').textContent"
	dialog = "document.querySelector('dialog#view').open"
	// ids are the numbers of the items shown.
	ids = "[...document.querySelectorAll('[data-id]')].map(e => parseInt(e.dataset.id, 16) - 0xa000).join()"
)

// named is the first button whose name begins with a text.
func named(text string) string {
	return fmt.Sprintf("[...document.querySelectorAll('button')].find(b => !b.hidden && (b.getAttribute('aria-label') || b.textContent).startsWith(%q))", text)
}

// inRegion is that of a region.
func inRegion(region, text string) string {
	return strings.Replace(named(text), "document.", fmt.Sprintf("document.querySelector('[aria-label=%s]').", region), 1)
}

func tileLink(n int) string { return fmt.Sprintf("document.querySelector('[data-id=%q] a')", id(n)) }

// TestGalleryInBrowser uses a gallery as a person does, from disk and from a server.
func TestGalleryInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	dir := t.TempDir()
	writeGallery(t, dir, sampleEntries(t))
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	p := chromium(t)
	for _, base := range []string{"file://" + filepath.ToSlash(dir) + "/", server.URL + "/"} {
		name, _, _ := strings.Cut(base, ":")
		t.Run(name, func(t *testing.T) {
			p.t = t
			p.console, p.requests = nil, nil
			searches(p, base)
			filters(p, base)
			pictures(p, base)
			hostile(p, base, dir)
			for _, said := range p.console {
				t.Error("the console says", said)
			}
			for _, url := range p.requests {
				if !strings.HasPrefix(url, base) && !strings.HasPrefix(url, "data:") && url != "about:blank" {
					t.Error("a request leaves the page:", url)
				}
			}
			if len(p.requests) < 10 {
				t.Error("requests weren't seen:", p.requests)
			}
		})
	}
	p.t = t
}

func searches(p *page, base string) {
	p.open(base + "index.html")
	p.await(status, "8 pictures")
	for _, tt := range []struct{ typed, shown string }{
		{"popcorn", "0"},
		{"POPC", "0"},
		{"opcorn", ""},
		{"vendor snack", "0"},
		{`"snack bar"`, "0"},
		{`"bar snack"`, ""},
		{"팝콘", "1"},
		{"콘", "1"},
		{"夜景", "2"},
		{"京", "2"},
		{"ｺｰﾋｰ", "2"},
		{"cafe", "3"},
		{"CAFÉ malmo", "3"},
		{"strasse", "3"},
		{"σισυφοσ", "3"},
		{"#pyongyang", "0,1"},
		{"onerror", "4"},
		{"שלום", "7"},
		{"   ", "0,1,2,3,4,5,6,7"},
		{"no such words", ""},
		{"", "0,1,2,3,4,5,6,7"},
	} {
		p.eval(fmt.Sprintf("(() => { const s = document.querySelector('input[type=search]'); s.value = %q; s.dispatchEvent(new Event('input', {bubbles: true})) })()", tt.typed))
		p.await(ids, tt.shown)
		n := 0
		if tt.shown != "" {
			n = strings.Count(tt.shown, ",") + 1
		}
		p.await("parseInt("+status+")", fmt.Sprint(n))
	}
	p.click("document.querySelector('input[type=search]')")
	for _, key := range "haifa" {
		p.press(string(key), string(key))
	}
	p.await(ids, "7")
	p.await("location.hash", "#q=haifa")
	p.open(base + "index.html#q=haifa")
	p.await(ids, "7")
	p.await("document.querySelector('input[type=search]').value", "haifa")
}

func filters(p *page, base string) {
	p.open(base + "index.html")
	p.await("Boolean("+named("Pyongyang")+")", "true")
	p.click(named("North Korea"))
	p.await(ids, "0,1")
	p.click(named("NKorea"))
	p.await(ids, "0")
	p.await(status, "1 of 8 pictures")
	p.await("location.hash", "#tag=NKorea&place=North+Korea")
	p.await(named("NKorea")+".getAttribute('aria-pressed')", "true")
	p.eval("history.back()")
	p.await(ids, "0,1")
	p.click(named("Ada"))
	p.click(named("2013"))
	p.await(ids, "0,1")
	p.await("location.hash", "#place=North+Korea&by=Ada+Example&date=2013")
	p.click(inRegion("Timeline", "2013-03"))
	p.await(ids, "1")
	p.open(base + "index.html#place=North+Korea&by=Ada+Example&date=2013-03")
	p.await(ids, "1")
	p.click(named("Remove all"))
	p.await(status, "8 pictures")
	p.await("document.activeElement.id", "search")
	p.click(inRegion("Timeline", "1950s"))
	p.await(ids, "3,4")
	p.click(inRegion("Timeline", "1955"))
	p.await(ids, "4")
	p.open(base + "index.html")
	p.await("Boolean("+inRegion("Map", "2 pictures, ")+")", "true")
	p.eval(inRegion("Map", "2 pictures, ") + ".focus()")
	p.press("Enter", "\r")
	p.await(ids, "0,1")
	p.await("location.hash.startsWith('#area=')", "true")
	p.eval("history.back()")
	p.await(status, "8 pictures")
	p.click(named("Undated"))
	p.await(ids, "5,7")
}

func pictures(p *page, base string) {
	p.open(base + "index.html")
	p.await("gallery.state !== undefined", "true")
	p.eval(tileLink(1) + ".focus()")
	p.press("Enter", "\r")
	p.await(dialog, "true")
	p.await("location.hash", "#item="+id(1))
	p.await("document.querySelector('dialog#view').contains(document.activeElement)", "true")
	p.await("document.querySelector('dialog img').complete && document.querySelector('dialog img').naturalWidth > 0", "true")
	p.press("ArrowRight", "")
	p.await("location.hash", "#item="+id(2))
	p.press("ArrowLeft", "")
	p.press("Escape", "")
	p.await(dialog, "false")
	p.await("location.hash", "")
	p.await("document.activeElement === "+tileLink(1), "true")
	p.eval(tileLink(1) + ".click()")
	p.await(dialog, "true")
	p.press("Escape", "") // a second time without a click between: browsers close then by themselves
	p.await("location.hash", "")
	p.click(tileLink(0))
	p.await(dialog, "true")
	touch := func(kind string, points ...any) {
		p.call("Input.dispatchTouchEvent", map[string]any{"type": kind, "touchPoints": append([]any{}, points...)})
	}
	touch("touchStart", map[string]int{"x": 400, "y": 300})
	touch("touchMove", map[string]int{"x": 250, "y": 305})
	touch("touchEnd")
	p.await("location.hash", "#item="+id(1))
	p.press("ArrowLeft", "")
	p.await("document.querySelectorAll('dialog .caption p').length", "2")
	p.eval("history.back()")
	p.await(dialog, "false")
	p.await("document.activeElement === "+tileLink(0), "true")
	p.eval("history.forward()")
	p.await(dialog, "true")
	p.click("[...document.querySelectorAll('dialog .caption a')].find(a => a.textContent === '#NKorea')")
	p.await(dialog, "false")
	p.await(ids, "0")
	p.open(base + "index.html#q=popcorn&item=" + id(2))
	p.await(dialog, "true")
	p.await("document.querySelector('dialog .position').textContent", "3 of 8")
	p.click(named("Close"))
	p.await(dialog, "false")
	p.await("location.hash", "#q=popcorn")
	p.press("Tab", "")
	p.press("?", "?")
	p.await("document.querySelector('dialog#help').open", "true")
	p.press("Escape", "")
	p.await("document.querySelector('dialog#help').open", "false")
}

// hostile looks at every page: nothing of a caption runs or leads anywhere.
func hostile(p *page, base, dir string) {
	pages := []string{"index.html", "index.html#item=" + id(4), "index.html#item=" + id(5), "list/0001.html"}
	if strings.HasPrefix(base, "http") {
		pages = pages[:2]
	}
	files, err := os.ReadDir(filepath.Join(dir, "items"))
	if err != nil || len(files) != 8 {
		p.t.Fatal(len(files), err)
	}
	for _, f := range files {
		if len(pages) > 2 {
			pages = append(pages, "items/"+f.Name())
		}
	}
	for _, name := range pages {
		p.open(base + name)
		if strings.Contains(name, "#") {
			p.await(dialog, "true")
		}
		p.await("typeof window.hacked", "undefined")
		p.await("document.querySelectorAll('script:not([src]):not([type=\"application/ld+json\"]), iframe, [onerror], [onclick], [style]:not(#timeline *):not(#map *), i, b').length", "0")
		p.await("[...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src).filter(u => !/^(https?|file|data:,)/.test(u)).join()", "")
		p.await("[...document.querySelectorAll('a[href]')].filter(a => !a.href.startsWith('"+base+"') && a.rel !== 'noreferrer').length", "0")
	}
	p.open(base + "items/" + id(5) + ".html")
	p.await("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent).caption", sample()[5].Caption)
}
