package archive

import (
	"testing"

	"photoarchive/pkg/catalog"
)

func TestMeantTag(t *testing.T) {
	s := newSpelling([]catalog.TermCount{
		{Term: "pyongyang", Count: 120},
		{Term: "pyongyan", Count: 1},
		{Term: "pyonyang", Count: 2},
		{Term: "pyongynag", Count: 3},
		{Term: "pyungyang", Count: 20},
		{Term: "street", Count: 50},
		{Term: "streets", Count: 1},
		{Term: "year2013", Count: 50},
		{Term: "year2014", Count: 1},
		{Term: "kim", Count: 90},
		{Term: "kin", Count: 1},
		{Term: "북조선인민", Count: 30},
		{Term: "북조선인만", Count: 1},
	})
	for tag, want := range map[string]string{
		"pyongyan":  "pyongyang", // one less
		"pyonyang":  "pyongyang",
		"pyongynag": "pyongyang", // swapped
		"pyungyang": "",          // too frequent to be a mistake
		"pyongyang": "",
		"streets":   "", // a plural
		"year2014":  "", // digits differ on purpose
		"kin":       "", // short
		"북조선인만":     "북조선인민",
		"unknown":   "",
	} {
		if got, _ := s.meant(tag); got != want {
			t.Errorf("%s is taken for %q, not %q", tag, got, want)
		}
	}
}
