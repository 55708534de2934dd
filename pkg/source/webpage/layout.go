package webpage

import (
	"golang.org/x/net/html"
)

// settleFollowing gives pictures the plain paragraph behind them, where the page
// as a whole shows that these are captions, as in old blogs: paragraph and
// picture take turns, or the paragraphs behind the pictures are all short, and
// the others are not; or where a single one is short before a long one. On a page
// that has a place of its own for captions only the last shows that.
func (d *document) settleFollowing(shots []*shot) {
	var open []*shot
	behind := map[*html.Node]bool{}
	turns, length := 0, 0
	at := map[*shot]*html.Node{}
	sure := map[*shot]bool{}
	marked := false
	for _, s := range shots {
		marked = marked || s.text != "" && !s.aside && s.at != nil && (isElement(s.at, "figcaption") || d.isCaption(s.at))
		if s.text != "" || s.aside {
			continue
		}
		wrap := d.wrapper(s.node)
		if code, _ := s.isSmall(); code != "" || wrap == nil || isFloated(s.node) {
			continue
		}
		next, _ := nextShown(wrap)
		if next == nil || !isElement(next, "p", "div", "center", "h4", "h5", "h6", "blockquote") || d.inner[next].images > 0 || d.inner[next].text == 0 || d.inner[next].text > maxPlain || behind[next] {
			continue
		}
		behind[next] = true
		at[s] = next
		open = append(open, s)
		length += d.inner[next].text
		second, _ := nextShown(next)
		sure[s] = d.isClear(next, second)
		if second == nil && d.inner[next].text <= maxPlain/2 || second != nil && d.inner[second].images > 0 || isElement(second, "hr") {
			turns++
		}
	}
	if len(open) == 0 {
		return
	}
	count, all := 0, 0
	for n := range nodes(d.root) {
		if isElement(n, "p") && !behind[n] && d.inner[n].images == 0 && d.inner[n].text > 0 && !d.isAside(n) {
			count++
			all += d.inner[n].text
		}
	}
	mean := length / len(open)
	takeTurns := !marked && turns == len(open)
	standOut := !marked && len(open) >= 2 && mean <= maxPlain/2 && count > 0 && all/count >= 2*mean
	for _, s := range open {
		if !takeTurns && !standOut && !sure[s] {
			continue
		}
		if t := innerText(at[s]); t != "" {
			s.caption = caption{text: t, at: at[s], also: s.also}
		}
	}
}

// maxShort is the length of a sentence or two, in bytes.
const maxShort = 150

// isClear tells whether a paragraph behind a picture is short, and the one behind
// it is not, or a picture.
func (d *document) isClear(behind, second *html.Node) bool {
	n := d.inner[behind].text
	switch {
	case n > maxShort:
		return false
	case second == nil || isElement(second, "hr") || d.inner[second].images > 0:
		return true
	}
	return isElement(second, "p", "div") && d.inner[second].text >= max(maxShort, 2*n)
}

// inTable finds the caption in the cell below a picture, or beside it.
func (d *document) inTable(image *html.Node) caption {
	cell := ancestor(image, 6, "td", "th")
	if cell == nil || d.inner[cell].text > 0 {
		return caption{}
	}
	row := cell.Parent
	table := ancestor(row, 3, "table")
	if !isElement(row, "tr") || table == nil {
		return caption{}
	}
	take := func(n *html.Node) caption {
		if n == nil || d.inner[n].images > 0 || d.inner[n].text == 0 || d.inner[n].text > maxNear {
			return caption{}
		}
		return caption{text: innerText(n), at: n}
	}
	cells, column := cellsOf(row, cell)
	below, _ := cellsOf(sibling(row), nil)
	switch {
	case d.inner[row].text == 0 && len(below) == len(cells) && len(cells) > 0:
		return take(below[column])
	case d.inner[row].text == 0 && len(below) == 1:
		return take(below[0])
	case d.inner[row].images == 1 && len(cells) == 2:
		return take(cells[1-column])
	case d.inner[table].images == 1 && d.inner[table].text <= maxNear:
		return take(d.onlyText(table))
	}
	return caption{}
}

// onlyText is the one cell of a table that has text.
func (d *document) onlyText(table *html.Node) *html.Node {
	var only *html.Node
	for n := range nodes(table) {
		if isElement(n, "td", "th", "caption") && d.inner[n].text > 0 {
			if only != nil {
				return nil
			}
			only = n
		}
	}
	return only
}

// cellsOf lists the cells of a row, and tells which one cell is.
func cellsOf(row, cell *html.Node) (cells []*html.Node, column int) {
	if row == nil {
		return nil, 0
	}
	for n := row.FirstChild; n != nil && len(cells) < maxSiblings; n = n.NextSibling {
		if isElement(n, "td", "th") {
			if n == cell {
				column = len(cells)
			}
			cells = append(cells, n)
		}
	}
	return cells, column
}

// sibling is the next row.
func sibling(row *html.Node) *html.Node {
	for n := row.NextSibling; n != nil; n = n.NextSibling {
		if isElement(n, "tr") {
			return n
		}
	}
	return nil
}

func ancestor(n *html.Node, levels int, names ...string) *html.Node {
	for range levels {
		if n = n.Parent; n == nil {
			return nil
		}
		if isElement(n, names...) {
			return n
		}
	}
	return nil
}

// inList finds the caption in the entry of a gallery: a dd behind its dt, or the
// text of an entry that holds one picture.
func (d *document) inList(image *html.Node) caption {
	if dt := ancestor(image, 5, "dt"); dt != nil && d.inner[dt].text == 0 {
		if next, _ := nextShown(dt); isElement(next, "dd") && d.inner[next].images == 0 && d.inner[next].text <= maxNear {
			return caption{text: innerText(next), at: next}
		}
	}
	n := image
	for range 6 {
		p := n.Parent
		if p == nil || isElement(p, "body", "article", "main") || d.inner[n].images > 1 {
			return caption{}
		}
		if t := d.inner[n].text; t > 0 && t <= maxNear && classWord(p, true, "gallery", "slideshow", "slides", "carousel", "slider", "photos", "album", "thumbnails", "lightbox") {
			return caption{text: innerText(n), at: n}
		}
		n = p
	}
	return caption{}
}
