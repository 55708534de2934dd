package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

// asks tells whether somebody is there to answer a question.
func (e *Env) asks() bool { return e.InTerminal && e.ErrTerminal }

// confirm asks a question that is answered by yes or no; no is the default.
func (e *Env) confirm(ctx context.Context, question string) (bool, error) {
	if _, err := fmt.Fprintf(e.Stderr, "%s [y/N] ", render.Visible(question)); err != nil {
		return false, err
	}
	type answer struct {
		line string
		err  error
	}
	answers := make(chan answer, 1)
	go func() { // who interrupts need not press Return too
		line, err := bufio.NewReader(e.Stdin).ReadString('\n')
		answers <- answer{line, err}
	}()
	select {
	case <-ctx.Done():
		return false, ctx.Err()
	case a := <-answers:
		if a.err != nil && !errors.Is(a.err, io.EOF) {
			return false, a.err
		}
		word := strings.ToLower(strings.TrimSpace(a.line))
		return word == "y" || word == "yes", nil
	}
}

// sampleMost is how many items a question shows.
const sampleMost = 3

// confirmMany asks before more than one item changes, with a sample of them.
// Off a terminal nobody is asked: what changes can be undone.
func (e *Env) confirmMany(ctx context.Context, yes bool, verb string, p *preview) (bool, error) {
	if yes || p.n < 2 || !e.asks() {
		return true, nil
	}
	e.sample(p)
	return e.confirm(ctx, fmt.Sprintf("%s %s?", verb, count(p.n, "item")))
}

func (e *Env) sample(p *preview) {
	for _, it := range p.first {
		e.hint(oneLine(it, e.errWidth()-3))
	}
	if more := p.n - len(p.first); more > 0 {
		e.hint(fmt.Sprintf("… and %d more", more))
	}
}

// preview is what would change: how many items, and the first of them.
type preview struct {
	n     int
	first []*item.Item
}

func (p *preview) add(it *item.Item) {
	if p.n++; len(p.first) < sampleMost {
		p.first = append(p.first, it)
	}
}

// report counts the items of a dry run.
func (p *preview) report(c archive.ItemChange) error {
	if c.Err == nil {
		p.add(c.Before)
	}
	return nil
}

// oneLine names an item for a person: id, date, caption.
func oneLine(it *item.Item, width int) string {
	words := it.Caption
	if words == "" {
		words = joinNonEmpty(" ", it.Title, it.Picture.Name)
	}
	line := joinNonEmpty("  ", shortID(it.ID), it.Date, strings.Join(strings.Fields(words), " "))
	return runewidth.Truncate(render.Visible(line), max(width, 20), "…")
}

func shortID(id string) string { return id[:min(8, len(id))] }

// idLike tells whether all words are ids or beginnings of them: a query of such
// words is written text:cafe.
func idLike(words []string) bool {
	for _, w := range words {
		if len(w) < 4 || len(w) > item.IDLength || strings.Trim(w, "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return len(words) > 0
}
