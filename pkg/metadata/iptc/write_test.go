package iptc

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	long := []byte(strings.Repeat("x", 40_000))
	b := Write([]Dataset{
		{Application, Caption, long},
		{Application, 0, []byte{0, 4}},
		{Application, Keywords, []byte("평양")},
		{Application, Keywords, []byte("b")},
		{Envelope, 70, []byte("20130225")},
		{Envelope, 90, []byte("\x1b-A")},
		{Envelope, 0, []byte{0, 4}},
	})
	p, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	want := []Dataset{
		{Envelope, 0, []byte{0, 4}},
		{Envelope, 70, []byte("20130225")},
		{Envelope, 90, []byte("\x1b%G")},
		{Application, 0, []byte{0, 4}},
		{Application, Caption, long},
		{Application, Keywords, []byte("평양")},
		{Application, Keywords, []byte("b")},
	}
	if !reflect.DeepEqual(p.Datasets, want) {
		t.Errorf("%v", p.Datasets)
	}
	if again := Write(p.InUTF8()); !bytes.Equal(again, b) {
		t.Errorf("another block: %d bytes, %d", len(again), len(b))
	}
}

// Texts of other sets become UTF-8, numbers stay.
func TestInUTF8(t *testing.T) {
	p, err := Parse([]byte("\x1c\x02\x00\x00\x02\x00\xe9\x1c\x02\x78\x00\x04caf\xe9"))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.InUTF8(); string(got[0].Data) != "\x00\xe9" || string(got[1].Data) != "café" {
		t.Errorf("%q", got)
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		s     string
		limit int
		want  string
	}{
		{"abc", 3, "abc"},
		{"abc", 2, "ab"},
		{"평양", 5, "평"},
		{"평양", 2, ""},
		{"ae\u0301", 3, "a"},         // the accent goes with its letter
		{"ae\u0301x", 4, "ae\u0301"}, // or stays with it
		{"\u0301\u0301\u0301", 4, "\u0301\u0301"},
		{"\xff\xfe\xfd", 2, "\xff\xfe"},
	} {
		if got := Cut(tt.s, tt.limit); got != tt.want {
			t.Errorf("%q at %d: %q, want %q", tt.s, tt.limit, got, tt.want)
		}
	}
}
