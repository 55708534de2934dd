package jsonl

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

type folder map[string]string

func (f folder) Put(name, _ string, write func(io.Writer) error) error {
	var b strings.Builder
	err := write(&b)
	f[name] = b.String()
	return err
}

// A line is the stored item with the path of its file in front; an item without
// a picture is the item alone.
func TestFolder(t *testing.T) {
	of := func(s string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
	}
	at := export.Attachment{Attachment: item.Attachment{Name: "a.txt", SHA256: strings.Repeat("cd", 32)}, Open: of("came with it")}
	to := folder{}
	w := New(to)
	for _, e := range []*export.Entry{
		{JSON: []byte(`{"id":"aa","caption":"\u2028"}`), Name: "d/\"a\".jpg", Open: of("A"), Attachments: []export.Attachment{at}},
		{JSON: []byte(`{"id":"bb"}`), Name: "b.jpg"},
		{JSON: []byte(`{"id":"cc"}`), Name: "c.jpg", Open: of("C"), Attachments: []export.Attachment{at}},
	} {
		if err := w.Write(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := (folder{
		"pictures/d/\"a\".jpg": "A", "pictures/c.jpg": "C", "attachments/" + strings.Repeat("cd", 32) + ".txt": "came with it",
		"items.jsonl": `{"file":"pictures/d/\"a\".jpg","id":"aa","caption":"\u2028"}` + "\n" + `{"id":"bb"}` + "\n" + `{"file":"pictures/c.jpg","id":"cc"}` + "\n",
	}); !reflect.DeepEqual(to, want) {
		t.Errorf("%q", to)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}
}
