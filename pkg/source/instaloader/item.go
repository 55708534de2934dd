package instaloader

import (
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// account is what the folder's name gives: a profile's, not a #hashtag's, a
// %location's or :feed's.
func (r *reading) account() string {
	name := r.Container.Folder
	if name == "" || len(name) > 30 || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789._") != "" {
		return ""
	}
	return name
}

func (p *post) item(account, name string, index, count int) item.Item {
	src := item.Source{Kind: kind, Platform: "instagram", Account: account, Ref: name, Post: p.base, Index: index, Count: count}
	it := item.Item{Caption: p.caption}
	if index == 0 {
		src.Post = ""
	}
	if !p.at.IsZero() {
		it.Published = p.at.Format(time.RFC3339)
	}
	if p.place != nil {
		c := *p.place
		it.Place = &c
	}
	if n := p.node; n != nil {
		p.say(&it, &src, index)
	}
	for _, text := range p.history {
		it.Alternatives = append(it.Alternatives, item.Alternative{Field: "caption", Origin: kind, Value: text})
	}
	it.Sources = []item.Source{src}
	source.Originate(&it, kind)
	return it
}

// say takes what only the JSON says.
func (p *post) say(it *item.Item, src *item.Source, index int) {
	n := p.node
	if code := n.shortcode(); code != "" {
		src.Post = code
		if n.kind == "Post" {
			src.URL = "https://www.instagram.com/p/" + code + "/"
		}
	}
	account, name := n.owner()
	if account != "" {
		src.Account = account
	}
	if name != "" {
		it.Creator = []string{name}
	}
	it.Likes = n.likes()
	it.Alt = n.v.Get("accessibility_caption").Text()
	it.People = people(n.v)
	member := p.member(index)
	if alt := member.Get("accessibility_caption").Text(); alt != "" {
		it.Alt = alt
	}
	if tagged := people(member); tagged != nil {
		it.People = tagged
	}
}
