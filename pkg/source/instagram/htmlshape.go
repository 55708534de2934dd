package instagram

import (
	"slices"

	"golang.org/x/net/html"

	"photoarchive/pkg/source/htmltext"
)

// shapes finds posts in a page whose classes aren't known: media of the download,
// then a time. The caption is the last text before the media that lies in the
// same element as both.
type shapes struct {
	page  *htmlPage
	next  int
	open  []element
	text  htmltext.Builder
	lines []block // since the last post, before its media
	media []string
	at    []int // the elements around the first medium
	after []string
}

type element struct {
	name string
	id   int
}

// block is a piece of text with the elements around it.
type block struct {
	text string
	in   []int
}

const (
	maxOpen   = 256
	maxBlocks = 64
)

func (s *shapes) token(t *html.Token) error {
	switch t.Type {
	case html.TextToken:
		s.text.Token(t)
		return nil
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
	default:
		return nil
	}
	if isInline(t.Data) {
		s.text.Token(t)
		if uri := mediaOf(t); isStart(t) && uri != "" {
			return s.medium(uri)
		}
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	if uri := mediaOf(t); isStart(t) && uri != "" {
		if err := s.medium(uri); err != nil {
			return err
		}
	}
	switch {
	case htmltext.IsVoid(t.Data) || t.Type == html.SelfClosingTagToken:
	case isStart(t) && len(s.open) < maxOpen:
		s.next++
		s.open = append(s.open, element{t.Data, s.next})
	case t.Type == html.EndTagToken:
		for i := len(s.open) - 1; i >= 0; i-- {
			if s.open[i].name == t.Data {
				s.open = s.open[:i]
				break
			}
		}
	}
	return nil
}

func isInline(name string) bool {
	switch name {
	case "br", "a", "span", "b", "i", "em", "strong", "u", "small", "font", "wbr":
		return true
	}
	return false
}

func (s *shapes) around() []int {
	out := make([]int, len(s.open))
	for i, e := range s.open {
		out[i] = e.id
	}
	return out
}

func (s *shapes) medium(uri string) error {
	if err := s.flush(); err != nil {
		return err
	}
	if len(s.media) == 0 {
		s.at = s.around()
	}
	if len(s.media) < 1000 {
		s.media = append(s.media, uri)
	}
	return nil
}

// flush ends a block of text.
func (s *shapes) flush() error {
	text := s.text.String()
	s.text.Reset()
	if text == "" {
		return nil
	}
	if len(s.media) == 0 {
		if len(s.lines) == maxBlocks {
			s.lines = slices.Delete(s.lines, 0, 1)
		}
		s.lines = append(s.lines, block{text, s.around()})
		return nil
	}
	if when, _ := pageTime(text); when == "" {
		if len(s.after) < maxBlocks {
			s.after = append(s.after, text)
		}
		return nil
	}
	caption := ""
	card := common(s.at, s.around())
	for _, b := range s.lines {
		if when, _ := pageTime(b.text); when == "" && slices.Contains(b.in, card) {
			caption = b.text
		}
	}
	media, after := s.media, s.after
	s.lines, s.media, s.after = nil, nil, nil
	return s.page.yield(caption, text, media, after)
}

// common is the innermost element that two places have in common.
func common(a, b []int) int {
	id := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		id = a[i]
	}
	return id
}
