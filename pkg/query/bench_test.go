package query

import (
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	for name, query := range map[string]string{
		"tag":   "tag:Pyongyang",
		"full":  `tag:Pyongyang (place:"Mansu Hill" OR near:39.03,125.75,2km) date:2013-02..2013-03 NOT creator:AFP "popcorn vendor" likes:>100`,
		"64 KB": strings.Repeat("a (b OR -c) ", MaxLength/12),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(query)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(query, now()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	it := vendor()
	for _, query := range []string{
		"tag:pyongyang", "place:pyongyang", "date:2013-02", "popcorn", "likes:<100", "near:39.03,125.75", "has:position",
		`tag:pyongyang place:"Mansu Hill" date:2013-02 "popcorn vendor" NOT creator:none`,
	} {
		e, err := Parse(query, now())
		if err != nil {
			b.Fatal(err)
		}
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !Match(e, it) {
					b.Fatal("no match")
				}
			}
		})
	}
}

func BenchmarkKeys(b *testing.B) {
	it := vendor()
	b.Run("HasFields", func(b *testing.B) {
		for b.Loop() {
			HasFields(it)
		}
	})
	b.Run("PlaceKeys", func(b *testing.B) {
		for b.Loop() {
			PlaceKeys(it.Place)
		}
	})
	b.Run("NameKeys", func(b *testing.B) {
		for b.Loop() {
			NameKeys(it, "tag")
		}
	})
}
