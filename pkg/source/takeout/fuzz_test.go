package takeout

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"photoarchive/pkg/source"
)

func FuzzAsset(f *testing.F) {
	f.Add(about("a.jpg", "caption"), "a.jpg", "a.jpg.json")
	f.Add(`{"title":"T","albumData":{"title":"x"}}`, "a(1).jpg", "metadata.json")
	f.Add(`{"photoTakenTime":{"timestamp":1e99},"geoData":{"latitude":"x"},"people":[1,{"name":[]}]}`, "a-edi.jpg", "a.supple(1).json")
	f.Fuzz(func(t *testing.T, doc, picture, sidecar string) {
		if !fs.ValidPath(picture) || !fs.ValidPath(sidecar) || strings.Contains(picture+sidecar, "/") || picture == "." || sidecar == "." || picture == sidecar {
			return
		}
		s := each(t, source.Options{Include: source.All}, photos(map[string]string{path.Join("A", picture): "p", path.Join("A", sidecar): doc, "Photos from 2020/" + picture: "p"}))
		if len(s.lines) == 0 {
			t.Error("neither a draft nor a skip")
		}
		for _, d := range s.drafts {
			if _, err := d.Item.AppendJSON(nil); err != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"IMG(1).jpg", "a-edited(2).jpg", "(1).jpg", "x.", "😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋😛.jpg", "-edited.jpg"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := split(s)
		if n.String() != s {
			t.Errorf("%q comes apart as %+v", s, n)
		}
		for stem := range stems(n.base+n.ext, n.number) {
			if base, _ := cutNumber(stem); len(stem) < len(n.number) || length(base) > length(s)+len(suffix) {
				t.Errorf("%q gives %q", s, stem)
			}
		}
		if o, ok := n.original(); ok && len(o.base) >= len(s) {
			t.Errorf("%q is made of %q", s, o.base)
		}
	})
}

func BenchmarkEach(b *testing.B) {
	files := map[string]string{}
	for i := range 20_000 {
		name := fmt.Sprintf("Photos from 20%02d/IMG_%05d.jpg", i%20, i)
		files[name] = name
		files[name+".supplemental-metadata.json"] = about(path.Base(name), name)
	}
	c := photos(files)
	for b.Loop() {
		each(b, source.Options{}, c)
	}
}
