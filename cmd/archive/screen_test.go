package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAlignedRows(t *testing.T) {
	rows := [][]string{{"1092", "Ada Example"}, {"7", "평양"}, {"14", "  Kim Il-sung Square, Pyongyang", "site"}}
	const wide = "1092  Ada Example\n   7  평양\n  14    Kim Il-sung Square, Pyongyang  site\n"
	const narrow = "1092  Ada Example\n   7  평양\n  14    Kim Il-sung…  site\n"
	if got := alignedRows(rows, 80); got != wide {
		t.Errorf("%q\n%q", got, wide)
	}
	pairs := [][]string{{"dates", "2013-02-13 to 2013-05"}, {"items", "16"}}
	const wrapped = "dates  2013-02-13 to\n       2013-05\nitems  16\n"
	if got := alignedRows(pairs, 20); got != wrapped {
		t.Errorf("%q\n%q", got, wrapped)
	}
	if got := alignedRows(rows, 0); got != wide {
		t.Errorf("without a width: %q", got)
	}
	if got := alignedRows(rows, 26); got != narrow {
		t.Errorf("%q\n%q", got, narrow)
	}
}

// A character that comes in two writes is one.
func TestPlainScreen(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "screen"))
	if err != nil {
		t.Fatal(err)
	}
	p := &plainScreen{file: f}
	text := "caf\u00e9 \xed\x8f\x89 end"
	for i := range len(text) {
		if n, err := p.Write([]byte(text[i : i+1])); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(f.Name())
	if err != nil || string(got) != "cafe ?? end" {
		t.Errorf("%q, %v", got, err)
	}
}
