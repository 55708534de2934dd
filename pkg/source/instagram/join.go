package instagram

import (
	"hash/maphash"
	"time"
)

// Since 2025 a download tells of the posts twice: posts_N.json has the media in
// their order, posts.json has the place and whether it was published. Neither
// holds all of the other's, so they are joined by the media's file names. What
// stands in posts.json alone is yielded after the others.
//
// Two passes over the files keep the memory small: of each medium a hash, and
// only those records of posts.json that add something.
type join struct {
	seed     maphash.Seed
	first    []document // posts_N.json
	second   []document // posts.json
	captions map[uint64]uint32
	times    map[int64]moment
	adds     map[uint64]int32
	addsAt   map[int64]int32
	added    []post
}

// moment counts the posts of a second: a time tells only one post.
type moment struct {
	caption uint32
	posts   uint8
}

const ambiguous = -1

func newJoin(docs []document) *join {
	j := &join{seed: maphash.MakeSeed()}
	for _, d := range docs {
		switch {
		case d.what != posts || d.html:
		case d.number > 0:
			j.first = append(j.first, d)
		default:
			j.second = append(j.second, d)
		}
	}
	if len(j.first) == 0 || len(j.second) == 0 {
		j.first, j.second = nil, nil
	}
	return j
}

// joins tells whether a document is one of those that are joined.
func (j *join) joins(d document) bool {
	return len(j.second) > 0 && d.what == posts && !d.html
}

func (j *join) hash(s string) uint64 { return maphash.String(j.seed, s) }

// short is a hash that is 0 for no caption only.
func (j *join) short(caption string) uint32 {
	if caption == "" {
		return 0
	}
	return uint32(j.hash(caption)) | 1
}

// prepare reads through the documents to learn what belongs together.
func (j *join) prepare(r *reading) error {
	if len(j.second) == 0 {
		return nil
	}
	j.captions, j.times = map[uint64]uint32{}, map[int64]moment{}
	j.adds, j.addsAt = map[uint64]int32{}, map[int64]int32{}
	for _, d := range j.first {
		err := r.records(d, silent, func(p post) error {
			for _, m := range p.media {
				j.captions[j.hash(m.uri)] = j.short(p.caption)
			}
			if !p.at.IsZero() {
				t := j.times[p.at.Unix()]
				t.caption = j.short(p.caption)
				t.posts = min(t.posts+1, 2)
				j.times[p.at.Unix()] = t
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, d := range j.second {
		if err := r.records(d, silent, func(p post) error { j.learn(p); return nil }); err != nil {
			return err
		}
	}
	return nil
}

// learn keeps what a record of posts.json adds to a post.
func (j *join) learn(p post) {
	if len(p.media) == 0 {
		j.learnTime(p)
		return
	}
	var met []uint64
	var more []medium
	caption := p.caption
	for k, m := range p.media {
		h := j.hash(m.uri)
		have, ok := j.captions[h]
		if !ok {
			m.ref = refOf(&p, k)
			more = append(more, m)
			continue
		}
		met = append(met, h)
		if have == j.short(caption) {
			caption = "" // nothing new
		}
	}
	if len(met) == 0 || caption == "" && len(more) == 0 && p.place == nil && len(p.tags) == 0 && !p.draft {
		return
	}
	j.added = append(j.added, post{caption: caption, media: more, place: p.place, tags: p.tags, draft: p.draft})
	for _, h := range met {
		j.adds[h] = int32(len(j.added) - 1)
	}
}

// learnTime finds the post of a record without media by its second, or one
// beside it, if that is the only one and doesn't say something else.
func (j *join) learnTime(p post) {
	if p.at.IsZero() || p.place == nil && len(p.tags) == 0 {
		return
	}
	found, n := int64(0), 0
	for _, s := range []int64{p.at.Unix() - 1, p.at.Unix(), p.at.Unix() + 1} {
		t := j.times[s]
		same := t.caption == 0 || p.caption == "" || t.caption == j.short(p.caption)
		if n += int(t.posts); t.posts == 1 && same {
			found = s
		}
	}
	if n != 1 || found == 0 {
		return
	}
	if _, taken := j.addsAt[found]; taken {
		j.addsAt[found] = ambiguous
		return
	}
	j.added = append(j.added, post{place: p.place, tags: p.tags, draft: p.draft})
	j.addsAt[found] = int32(len(j.added) - 1)
}

// alone gives a post of posts_N.json what posts.json adds. It tells whether the
// post is to be yielded: one of posts.json is if it has no medium of the others.
func (j *join) alone(p *post, d document) bool {
	if d.number == 0 {
		for _, m := range p.media {
			if _, ok := j.captions[j.hash(m.uri)]; ok {
				return false
			}
		}
		return true
	}
	for _, m := range p.media {
		if i, ok := j.adds[j.hash(m.uri)]; ok {
			p.add(&j.added[i])
			return true
		}
	}
	if i, ok := j.addsAt[p.at.Unix()]; ok && i != ambiguous && !p.at.Equal(time.Time{}) {
		p.add(&j.added[i])
	}
	return true
}

func (p *post) add(more *post) {
	switch {
	case p.caption == "":
		p.caption = more.caption
	case more.caption != "":
		p.also = append(p.also, more.caption)
	}
	if p.place == nil {
		p.place = more.place
	} else if more.place != nil && p.place.Name == "" {
		p.place.Name = more.place.Name
	}
	p.tags = append(p.tags, more.tags...)
	p.draft = p.draft || more.draft
	p.media = append(p.media, more.media...)
}
