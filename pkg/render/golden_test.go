package render

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"photoarchive/pkg/item"
)

var update = flag.Bool("update", false, "write the golden files anew; read each difference")

// where is a PicturePath with a path that would harm a terminal, and one that
// isn't there.
func where(it *item.Item) string {
	switch it.Picture.SHA256[0] {
	case '2':
		return "/archive/pic\ttures\x1b[2J/\n2000.jpg"
	case '3':
		return ""
	}
	return "/archive/pictures/" + it.Picture.SHA256[:2] + "/" + it.Picture.SHA256 + ".jpg"
}

// matched highlights every "o" and the first Hangul word.
func matched(_, text string) [][2]int {
	var found [][2]int
	for i := range len(text) {
		if text[i] == 'o' {
			found = append(found, [2]int{i, i + 1})
		}
	}
	if strings.HasPrefix(text, "평양") {
		found = append(found, [2]int{0, 6})
	}
	return found
}

// TestGolden compares whole documents of each format with what a person has read.
func TestGolden(t *testing.T) {
	const template = `{{.id}} {{.caption | oneline | trunc 20}}|{{.place.city}}|{{join ", " .tags}}|{{date "2 Jan 2006" .date}}|{{.likes}}|{{default "?" .title}}|{{range .sources}}{{.kind}} {{.url}};{{end}}|{{.path}}`
	for name, o := range map[string]Options{
		"tsv":            {},
		"tsv-terminal":   {Format: "tsv", Terminal: true},
		"tsv-nul":        {NUL: true, Terminal: true, Format: "tsv", Fields: []string{"id", "tags"}},
		"tsv-fields":     {Format: "tsv", Fields: []string{"likes", "place", "place.lat", "sources.kind", "sources.url", "sources", "extra", "extra.IPTC:Writer-Editor", "path"}},
		"csv":            {Format: "csv"},
		"csv-terminal":   {Format: "csv", Terminal: true, Fields: []string{"id", "caption"}},
		"csv-excel":      {Format: "csv", Excel: true, Fields: []string{"id", "caption", "tags", "place.lon", "rating"}},
		"jsonl":          {Format: "jsonl"},
		"jsonl-terminal": {Format: "jsonl", Terminal: true},
		"jsonl-fields":   {Format: "jsonl", Fields: []string{"place.city", "id", "place.lat", "sources.kind", "picture.path", "extra.IPTC:Writer-Editor", "origins"}},
		"json":           {Format: "json"},
		"json-fields":    {Format: "json", Fields: []string{"id", "picture", "picture.path", "path"}, Terminal: true},
		"ids":            {Format: "ids"},
		"paths":          {Format: "paths"},
		"paths-terminal": {Format: "paths", Terminal: true},
		"captions":       {Format: "captions"},
		"captions-nul":   {Format: "captions", NUL: true},
		"captions-color": {Format: "captions", Terminal: true, Color: true, Highlight: matched},
		"template":       {Template: template},
		"template-json":  {Template: "{{.ID}} {{json .place}} {{json .Sources}} {{json .}}", Terminal: true},
		"jq":             {JQ: `.caption, .likes, .tags, {id, city: .place.city}`},
		"jq-terminal":    {JQ: `.caption, [.caption]`, Format: "json", Terminal: true},
		"jq-fields":      {JQ: `., .path`, Fields: []string{"id", "path"}},
		"table-20":       {Format: "table", Width: 20},
		"table-40":       {Format: "table", Width: 40},
		"table-80":       {Width: 80, Terminal: true},
		"table-200":      {Format: "table", Width: 200},
		"table-uncut":    {Format: "table"},
		"table-ids":      {Format: "table", Width: 60, IDLength: 12},
		"table-fields":   {Format: "table", Width: 80, Fields: []string{"likes", "place.city", "tags", "caption", "extra"}},
		"table-color":    {Width: 60, Terminal: true, Color: true, Highlight: matched},
	} {
		t.Run(name, func(t *testing.T) {
			o.PicturePath = where
			got := written(t, o, hostile())
			file := filepath.Join("testdata", "golden", name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// An empty result is a valid document.
func TestEmptyDocuments(t *testing.T) {
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, ""},
		{Options{Format: "table", Width: 80}, ""},
		{Options{Format: "csv", Fields: []string{"id", "place.city", "extra.a,b"}}, "id,place.city,\"extra.a,b\"\r\n"},
		{Options{Format: "csv", Fields: []string{"id"}, Excel: true}, "\ufeffid\r\n"},
		{Options{Format: "jsonl"}, ""},
		{Options{Format: "json"}, "[]\n"},
		{Options{Format: "ids"}, ""},
		{Options{Format: "captions", NUL: true}, ""},
		{Options{Template: "{{.id}}"}, ""},
		{Options{JQ: "."}, ""},
		{Options{JQ: ".", Format: "json"}, ""},
	} {
		if got := written(t, c.options, nil); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.options, got, c.want)
		}
	}
}
