package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
	"photoarchive/pkg/terminal"
	"photoarchive/pkg/thumbnail"
)

// easel draws the pictures of items in a person's terminal.
type easel struct {
	terminal terminal.Terminal
	a        *archive.Archive
	cache    *archive.Thumbnails
	maker    *thumbnail.Maker
	width    int // the terminal's, in columns
}

// thumbnailSizes are the sizes that pictures are kept in, in pixels.
func thumbnailSizes() []int { return []int{320, 1600} }

// newEasel is nil where no picture is to be seen: off a terminal, and in one
// that is dumb or may not be coloured.
func newEasel(ctx context.Context, env *Env, a *archive.Archive, unwanted bool) *easel {
	if unwanted || !env.OutTerminal {
		return nil
	}
	t := terminal.Detect(env.Getenv)
	if t.Protocol == terminal.None {
		return nil
	}
	t.UTF8 = env.utf8()
	if f, ok := fileOf(env.Stdout); ok {
		t.CellWidth, t.CellHeight = cellSize(f)
	}
	width := env.Width
	if width == 0 {
		width = 80
	}
	cache := a.Thumbnails(ctx)
	return &easel{terminal: t, a: a, cache: cache, maker: thumbnail.NewMaker(readOnly{cache}), width: width}
}

// readOnly takes smaller copies that are kept already, and keeps none: to look
// changes nothing.
type readOnly struct{ cache *archive.Thumbnails }

func (r readOnly) Get(k thumbnail.Key, most int) ([]byte, bool) { return r.cache.Get(k, most) }
func (readOnly) Put(thumbnail.Key, int, []byte)                 {}

// draw gives what draws an item's picture in a room, and the size it has there.
// Why there is none is told by the error.
func (e *easel) draw(it *item.Item, room terminal.Size) (string, terminal.Size, error) {
	path := e.a.PicturePath(it)
	if path == "" {
		return "", terminal.Size{}, fmt.Errorf("its picture is not in the archive's folder")
	}
	var key thumbnail.Key
	sum, err := hex.DecodeString(it.Picture.SHA256)
	if err != nil || len(sum) != sha256.Size {
		return "", terminal.Size{}, fmt.Errorf("%q is no SHA-256", it.Picture.SHA256)
	}
	copy(key[:], sum)
	sizes := thumbnailSizes()
	if e.terminal.Pixels(room) <= sizes[0] || e.terminal.Protocol == terminal.Blocks {
		sizes = sizes[:1]
	}
	copies, err := e.maker.Make(key, sizes, func() (io.ReadCloser, error) { return os.Open(path) })
	if err != nil {
		return "", terminal.Size{}, err
	}
	var out bytes.Buffer
	size, err := e.terminal.Draw(&out, copies[len(copies)-1].Data, room)
	return out.String(), size, err
}

// showRows is the most lines that the picture of show takes.
const showRows = 20

// show draws a picture above what is told of it.
func (e *easel) show(env *Env, it *item.Item) error {
	drawn, _, err := e.draw(it, terminal.Size{Columns: min(e.width, 80), Rows: showRows})
	if err != nil {
		drawn = "(no picture to be seen: " + render.Visible(shortReason(err)) + ")"
	}
	_, err = fmt.Fprintf(env.Stdout, "%s\n\n", drawn)
	return err
}

const (
	thumbRows    = 6
	thumbColumns = 20
	// thumbsMost is how many pictures find draws where nothing else is said.
	thumbsMost = 50
)

// listThumbs prints items with their pictures: each picture with its text to
// the right of it.
func (e *easel) listThumbs(ctx context.Context, env *Env, items []*item.Item) error {
	room := terminal.Size{Columns: min(thumbColumns, max(e.width/2, 1)), Rows: thumbRows}
	for _, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		drawn, size, err := e.draw(it, room)
		lines := beside(env, it, max(e.width-room.Columns-3, 10))
		if err != nil {
			drawn, size = "", terminal.Size{}
			lines = append(lines[:min(len(lines), thumbRows-1)], "(no picture to be seen: "+render.Visible(shortReason(err))+")")
		}
		if _, err := io.WriteString(env.Stdout, e.row(drawn, size, lines, room.Columns)); err != nil {
			return err
		}
	}
	return nil
}

// beside is what is told of an item beside its picture.
func beside(env *Env, it *item.Item, width int) []string {
	place := ""
	if it.Place != nil {
		place = it.Place.Name
		if place == "" {
			place = joinNonEmpty(", ", it.Place.Sublocation, it.Place.City, it.Place.State, it.Place.Country)
		}
	}
	date, _, _ := strings.Cut(it.Date, "T")
	lines := wrap(joinNonEmpty("  ", shortID(it.ID), date, place), width, true)
	lines = lines[:min(len(lines), 2)]
	if env.colour() {
		lines[0] = strings.Replace(lines[0], shortID(it.ID), "\x1b[33m"+shortID(it.ID)+"\x1b[0m", 1)
	}
	words := it.Caption
	if words == "" {
		words = joinNonEmpty(" ", it.Title, it.Picture.Name)
	}
	more := wrap(words, width, true)
	if most := thumbRows - len(lines); len(more) > most {
		more = append(more[:most-1], render.Cut(more[most-1]+" …………", width))
	}
	return append(lines, more...)
}

// row puts a picture and lines of text side by side. Block characters are text
// too; other pictures are drawn into lines that are made for them first, so
// that nothing scrolls while the cursor goes back and forth.
func (e *easel) row(drawn string, size terminal.Size, lines []string, columns int) string {
	var b strings.Builder
	rows := max(size.Rows, len(lines))
	at := fmt.Sprintf("\x1b[%dC", columns+2)
	var picture []string
	switch {
	case drawn == "":
	case e.terminal.Protocol == terminal.Blocks:
		picture = strings.Split(drawn, "\n")
	default:
		b.WriteString(strings.Repeat("\n", rows) + fmt.Sprintf("\x1b[%dA\x1b7", rows) + drawn + "\x1b8")
	}
	for i := range rows {
		if i < len(picture) {
			b.WriteString(picture[i] + "\r")
		}
		if i < len(lines) {
			b.WriteString(at + lines[i])
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return b.String()
}
