package catalog

import (
	"math"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// BM25 with the usual constants (Robertson and Zaragoza 2009, §3.4.2).
const (
	bm25K = 1.2
	bm25B = 0.75
)

// ranking scores items by how well they fit the words of a query.
type ranking struct {
	words   []query.Text
	idf     []float64
	average float64 // words an item
}

func (r *Reader) newRanking(e query.Expr) (*ranking, error) {
	k := &ranking{}
	k.collect(e)
	items, words := 0, uint64(0)
	found := make([]int, len(k.words))
	for _, s := range r.segments() {
		n, err := s.count(fieldAll, "")
		if err != nil {
			return nil, err
		}
		items, words = items+n, words+s.words()
		for i, w := range k.words {
			n, err := s.estimate(w)
			if err != nil {
				return nil, err
			}
			found[i] += n
		}
	}
	k.average = max(float64(words)/max(float64(items), 1), 1)
	for _, n := range found {
		n := float64(min(n, items))
		k.idf = append(k.idf, math.Log(1+(float64(items)-n+0.5)/(n+0.5)))
	}
	return k, nil
}

// collect takes the words that are looked for; those under a NOT are not.
func (k *ranking) collect(e query.Expr) {
	switch e := e.(type) {
	case query.Text:
		k.words = append(k.words, e)
	case query.And:
		for _, x := range e.X {
			k.collect(x)
		}
	case query.Or:
		for _, x := range e.X {
			k.collect(x)
		}
	}
}

func (k *ranking) searches() bool { return len(k.words) > 0 }

func (k *ranking) score(it *item.Item) float64 {
	length := 0
	for _, s := range [...]string{it.Caption, it.Title, it.Alt} {
		length += len(text.Terms(nil, s))
	}
	norm := bm25K * (1 - bm25B + bm25B*float64(length)/k.average)
	total := 0.0
	for i, w := range k.words {
		n := 0.0
		for _, s := range texts(it, w.Field) {
			n += float64(len(w.Pattern.Find(s)))
		}
		total += k.idf[i] * n * (bm25K + 1) / (n + norm)
	}
	return total
}

// texts are the texts of an item that a field of words means.
func texts(it *item.Item, field string) []string {
	switch field {
	case "caption":
		return []string{it.Caption}
	case "title":
		return []string{it.Title}
	case "alt":
		return []string{it.Alt}
	}
	return []string{it.Caption, it.Title, it.Alt}
}
