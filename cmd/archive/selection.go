package main

import (
	"strings"

	"github.com/spf13/pflag"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/catalog"
	"photoarchive/pkg/query"
)

// selection are the flags that say which items are meant. Every command that
// works on a query has them.
type selection struct {
	flags   query.Flags
	sort    string
	reverse bool
	limit   int
}

func (s *selection) addFlags(f *pflag.FlagSet) {
	q := &s.flags
	f.Var((*texts)(&q.Tags), "tag", "items with this hashtag or keyword (T1,T2: either; repeated: both)")
	f.Var((*texts)(&q.NotTags), "not-tag", "items without this tag")
	f.Var((*texts)(&q.Places), "place", "items of this place, at any level")
	f.BoolVar(&q.Sure, "sure", false, "with --place: leave out places inferred from hashtags")
	f.StringVar(&q.Near, "near", "", "items near LAT,LON or a PLACE")
	f.StringVar(&q.Radius, "radius", "", "how near: 500m, 5km, 3mi (default 10km)")
	f.StringVar(&q.BBox, "bbox", "", "items within S,W,N,E in degrees")
	f.Var((*texts)(&q.Dates), "date", "items of this time: 2013, 2013-02, 2012-12..2013-02, last-month …")
	f.Var((*texts)(&q.Added), "added", "items taken in at this time")
	f.Var((*texts)(&q.Texts), "text", "items with these words in caption, title or alt text")
	f.Var((*texts)(&q.Creators), "creator", "items by this photographer")
	f.Var((*texts)(&q.Mentions), "mention", "items that mention this @account")
	f.Var((*texts)(&q.Sources), "source", "items from this kind of source: file, instagram …")
	f.Var((*texts)(&q.Has), "has", "items that have this field")
	f.Var((*texts)(&q.Missing), "missing", "items that lack this field")
}

// addOrderFlags adds what makes sense where items come out in order.
func (s *selection) addOrderFlags(f *pflag.FlagSet) {
	f.StringVar(&s.sort, "sort", "", "order: "+strings.Join(catalog.Sorts(), ", ")+" (default date, newest first)")
	f.BoolVarP(&s.reverse, "reverse", "r", false, "turn the order round")
	f.IntVar(&s.limit, "limit", 0, "at most so many items (0: all)")
}

// expr joins flags and query with AND.
func (s *selection) expr(env *Env, args []string) (query.Expr, error) {
	if s.limit < 0 {
		return nil, usagef("--limit: %d is negative", s.limit)
	}
	if s.sort != "" {
		if err := oneOf("sort", s.sort, catalog.Sorts()); err != nil {
			return nil, err
		}
	}
	now := env.Now()
	flags, err := s.flags.Expr(now)
	if err != nil {
		return nil, err
	}
	words, err := query.Parse(strings.Join(args, " "), now)
	if err != nil {
		return nil, err
	}
	if s.sort == "distance" && query.Point(query.Join(flags, words)) == nil {
		return nil, usagef("--sort distance: expected --near with it")
	}
	return query.Join(flags, words), nil
}

// open gives the archive and what is asked of it. What is wrong with the query
// is said first.
func (s *selection) open(env *Env, args []string) (*archive.Archive, query.Expr, error) {
	expr, err := s.expr(env, args)
	if err != nil {
		return nil, nil, err
	}
	a, err := env.open()
	return a, expr, err
}

// oneOf refuses a value that is not in a list.
func oneOf(flag, value string, list []string) error {
	for _, v := range list {
		if v == value {
			return nil
		}
	}
	return &usageError{message: "--" + flag + ": " + value + " is not known", hint: "one of " + strings.Join(list, ", ")}
}
