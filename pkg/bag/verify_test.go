package bag

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Rules of RFC 8493 (1.0) and of the drafts before it that the suite has no
// bag for.
func TestRules(t *testing.T) {
	bag10 := newBag("1.0", twoFiles(), "sha256")
	again := func(b made) made { return b.tagManifests("sha256") }
	type want struct {
		bag  made
		want []string
	}
	for name, c := range map[string]want{
		"an empty payload":   {newBag("1.0", nil, "sha256").with("data/", ""), nil},
		"no payload folder":  {newBag("1.0", nil, "sha256"), []string{"error payload"}},
		"no manifest":        {bag10.without("manifest-sha256.txt").without("tagmanifest-sha256.txt"), []string{"error manifest"}},
		"capital hex digits": {again(bag10.with("manifest-sha256.txt", strings.ReplaceAll(strings.ToUpper(bag10["manifest-sha256.txt"]), "DATA/BARE-FILENAME", "data/bare-filename")).edited(t, "manifest-sha256.txt", "DATA/TEXT-FILE.TXT", "data/text-file.txt")), nil},
		"CRLF, CR and tabs": {again(bag10.with("manifest-sha256.txt", digest("sha256", "bare\n")+"\tdata/bare-filename\r"+digest("sha256", "text\n")+" \t data/text-file.txt\r\n").
			with("bagit.txt", "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n")), nil},
		"no line end at the end":      {again(bag10.with("bagit.txt", strings.TrimSpace(bag10["bagit.txt"])).with("manifest-sha256.txt", strings.TrimSpace(bag10["manifest-sha256.txt"]))), nil},
		"a third line":                {again(bag10.with("bagit.txt", bag10["bagit.txt"]+"X: y\n")), []string{"error declaration bagit.txt"}},
		"a third line in 0.97":        {newBag("0.97", nil, "sha256").with("data/", "").with("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\nX: y\n").tagManifests("sha256"), []string{"warning declaration bagit.txt"}},
		"an empty line in 0.97":       {newBag("0.97", nil, "sha256").with("data/", "").with("bagit.txt", "BagIt-Version: 0.97\n\nTag-File-Character-Encoding: UTF-8\n").tagManifests("sha256"), []string{"warning declaration bagit.txt"}},
		"lines in the other order":    {again(bag10.with("bagit.txt", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n")), []string{"error declaration bagit.txt"}},
		"two spaces in 1.0":           {again(bag10.edited(t, "bagit.txt", ": 1.0", ":  1.0")), []string{"error declaration bagit.txt"}},
		"a later version":             {again(bag10.edited(t, "bagit.txt", "1.0", "2.0")), []string{"error declaration bagit.txt"}},
		"an unknown encoding":         {again(bag10.edited(t, "bagit.txt", "UTF-8", "UTF-77")), []string{"error declaration bagit.txt"}},
		"utf-8 in small letters":      {again(bag10.edited(t, "bagit.txt", "UTF-8", "utf-8")), nil},
		"a manifest that is no UTF-8": {again(bag10.with("manifest-sha256.txt", bag10["manifest-sha256.txt"]+"\xff\n")), []string{"error encoding manifest-sha256.txt"}},
		"a mark before a manifest":    {again(bag10.with("manifest-sha256.txt", "\ufeff"+bag10["manifest-sha256.txt"])), []string{"warning encoding manifest-sha256.txt"}},
		"not a digest":                {again(bag10.with("manifest-sha256.txt", bag10["manifest-sha256.txt"]+"xyz data/x\n"+"00 data/x\njunk\n")), []string{"error manifest manifest-sha256.txt", "error manifest manifest-sha256.txt", "error manifest manifest-sha256.txt"}},
		"listed twice in 1.0":         {again(bag10.with("manifest-sha256.txt", strings.Repeat(bag10["manifest-sha256.txt"], 2))), []string{"error duplicate manifest-sha256.txt", "error duplicate manifest-sha256.txt"}},
		"an unknown algorithm too":    {again(bag10.with("manifest-blake9.txt", "00 data/bare-filename\n00 data/text-file.txt\n")), []string{"warning manifest manifest-blake9.txt"}},
		"an unknown algorithm alone":  {made{"bagit.txt": bag10["bagit.txt"], "data/x": "x", "manifest-blake9.txt": "00 data/x\n"}, []string{"warning manifest manifest-blake9.txt", "error manifest"}},
		"SHA-3":                       {newBag("1.0", twoFiles(), "sha3256", "sha3512"), nil},
		"no tag manifest":             {bag10.without("tagmanifest-sha256.txt"), nil},
		"a tag manifest without the manifest": {
			bag10.edited(t, "tagmanifest-sha256.txt", digest("sha256", bag10["manifest-sha256.txt"])+" manifest-sha256.txt\n", ""),
			[]string{"error manifest tagmanifest-sha256.txt"},
		},
		"a tag file that is missing":       {again(bag10.with("extra/tags.txt", "x")).without("extra/tags.txt"), []string{"error missing extra/tags.txt"}},
		"a tag file that nobody lists":     {bag10.with("extra/tags.txt", "x"), nil},
		"a payload manifest of a tag file": {again(bag10.with("manifest-sha256.txt", bag10["manifest-sha256.txt"]+digest("sha256", bag10["bag-info.txt"])+" bag-info.txt\n")), []string{"error manifest manifest-sha256.txt"}},
		"a payload file that is missing":   {again(bag10.without("data/bare-filename").with("bag-info.txt", "")), []string{"error missing data/bare-filename"}},
		"a payload file in other letters":  {again(bag10.without("data/bare-filename").with("data/Bare-Filename", "bare\n")), []string{"warning case data/bare-filename", "error missing data/bare-filename", "error unlisted data/Bare-Filename"}},

		// percent-encoding: section 2.1.3
		"CR, LF and % in names": {newBag("1.0", map[string]string{"a\nb": "1", "a\rb": "2", "100%.txt": "3", "%0A": "4"}, "sha256"), []string{"warning portability data/a\nb", "warning portability data/a\rb"}},
		"% as it is in 1.0": {
			again(newBag("1.0", map[string]string{"100%.txt": "3"}, "sha256").edited(t, "manifest-sha256.txt", "100%25", "100%")),
			[]string{"warning path manifest-sha256.txt"},
		},
		"%25 that means itself": {
			again(newBag("1.0", map[string]string{"a%25b": "3"}, "sha256").edited(t, "manifest-sha256.txt", "%2525", "%25")),
			[]string{"warning path manifest-sha256.txt"},
		},
		"CR and LF in 0.97, encoded in small letters": {again(newBag("0.97", map[string]string{"a\nb": "1"}, "sha256").edited(t, "manifest-sha256.txt", "%0A", "%0a")), []string{"warning portability data/a\nb"}},

		// bag-info.txt: section 2.2.2
		"a folded line":                  {again(bag10.with("bag-info.txt", "External-Description: a\n  b\n\tc\nPayload-Oxum:\n 10.2\n")), nil},
		"a wrong Payload-Oxum":           {again(bag10.with("bag-info.txt", "payload-oxum: 10.3\n")), []string{"error oxum bag-info.txt"}},
		"a wrong number of bytes":        {again(bag10.with("bag-info.txt", "Payload-Oxum: 11.2\n")), []string{"error oxum bag-info.txt"}},
		"no Payload-Oxum":                {again(bag10.with("bag-info.txt", "Payload-Oxum: many\n")), []string{"error oxum bag-info.txt"}},
		"two of them":                    {again(bag10.with("bag-info.txt", "Payload-Oxum: 10.2\nPayload-Oxum: 10.2\n")), []string{"warning info bag-info.txt"}},
		"a line without a colon":         {again(bag10.with("bag-info.txt", "Contact-Name\n")), []string{"error info bag-info.txt"}},
		"a first line that is indented":  {again(bag10.with("bag-info.txt", " x\n")), []string{"error info bag-info.txt"}},
		"a space before the colon":       {again(bag10.with("bag-info.txt", "Contact-Name : x\n")), []string{"error info bag-info.txt"}},
		"a date of another form":         {again(bag10.with("bag-info.txt", "Bagging-Date: 1 May 2020\n")), []string{"warning info bag-info.txt"}},
		"a space before it in 0.97":      {newBag("0.97", nil, "sha256").with("data/", "").with("bag-info.txt", "Contact-Name : x\n").tagManifests("sha256"), []string{"warning info bag-info.txt"}},
		"0.95 doesn't know bag-info.txt": {newBag("0.95", nil, "md5").with("data/", "").with("bag-info.txt", "junk").tagManifests("md5"), nil},

		// fetch.txt: section 2.2.3
		"holey":                      {again(bag10.without("data/bare-filename").with("bag-info.txt", "").with("fetch.txt", "https://example.org/a - data/bare-filename\n")), []string{"error missing data/bare-filename"}},
		"fetch of what no one lists": {again(bag10.with("fetch.txt", "https://example.org/a - data/x\n")), []string{"error fetch data/x"}},
		"the same in 0.97":           {newBag("0.97", nil, "sha256").with("data/", "").with("fetch.txt", "file:///a/sachiel.png 42000 sachiel.png\n").tagManifests("sha256"), []string{"warning fetch fetch.txt", "warning fetch sachiel.png"}},
		"fetch of a tag file":        {again(bag10.with("fetch.txt", "https://example.org/a - bag-info.txt\n")), []string{"error fetch fetch.txt", "error fetch bag-info.txt"}},
		"no URL":                     {again(bag10.with("fetch.txt", "here - data/bare-filename\n")), []string{"error fetch fetch.txt"}},
		"no length":                  {again(bag10.with("fetch.txt", "https://example.org/a data/bare-filename\n")), []string{"error fetch fetch.txt"}},
		"another length":             {again(bag10.with("fetch.txt", "https://example.org/a 6 data/bare-filename\n")), []string{"warning fetch data/bare-filename"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := verified(t, c.bag.folder(t)); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func TestSums(t *testing.T) {
	got, _ := verified(t, newBag("1.0", twoFiles(), "sha512", "md5").folder(t))
	if want := (Verified{Version: "1.0", Algorithms: []string{"md5", "sha512"}, Files: 2, Bytes: 10}); !slices.Equal(got.Algorithms, want.Algorithms) ||
		got.Version != want.Version || got.Files != want.Files || got.Bytes != want.Bytes || got.Errors+got.Warnings != 0 {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestContainers(t *testing.T) {
	bag10 := newBag("1.0", twoFiles(), "sha256")
	tarOf := bag10.tar(t, "top/")
	zipOf, err := os.ReadFile(bag10.zip(t, "top/"))
	must(t, err)
	two := made{}
	for name, body := range bag10 {
		two["a/"+name], two["b/"+name] = body, body
	}
	withJunk := made{"__MACOSX/._top": "x"}
	for name, body := range bag10 {
		withJunk["top/"+name] = body
	}
	for name, c := range map[string]struct {
		path string
		want []string
	}{
		"a zip that is cut off":         {written(t, "b.zip", zipOf[:len(zipOf)-30]), []string{"error container"}},
		"a tar that is cut off":         {written(t, "b.tar", tarOf[:len(tarOf)/2/512*512-100]), []string{"error container"}},
		"a tar.gz that is cut off":      {written(t, "b.tgz", gzipped(t, tarOf)[:200]), []string{"error container"}},
		"a tar.gz with a wrong CRC":     {written(t, "b.tgz", flipped(gzipped(t, tarOf), -6)), []string{"error container"}},
		"a zip with a changed byte":     {written(t, "b.zip", flipped(zipOf, bytes.Index(zipOf, []byte("data/text-file.txt"))+len("data/text-file.txt")+3)), []string{"error unreadable data/text-file.txt"}},
		"two bags":                      {two.zip(t, ""), []string{"error container"}},
		"what macOS puts in":            {withJunk.zip(t, ""), []string{"warning container __MACOSX/._top"}},
		"a name that leads out":         {made{"../x": ""}.zip(t, ""), []string{"error unsafe ../x", "error declaration bagit.txt"}},
		"an absolute name":              {written(t, "b.tar", made{"/etc/x": ""}.tar(t, "")), []string{"error unsafe /etc/x", "error declaration bagit.txt"}},
		"a zip without a folder's name": {newBag("1.0", nil, "sha256").zip(t, "top/"), []string{"warning payload"}},
		"nothing":                       {made{}.zip(t, ""), []string{"error declaration bagit.txt"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := verified(t, c.path)
			if len(got) > len(c.want) {
				got = got[:len(c.want)] // what follows from the damage
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func flipped(b []byte, at int) []byte {
	b = bytes.Clone(b)
	if at < 0 {
		at += len(b)
	}
	b[at] ^= 1
	return b
}

func TestTarLinks(t *testing.T) {
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	b := newBag("1.0", twoFiles(), "sha256")
	b["data/hard"] = b["data/bare-filename"]
	b["data/soft"] = b["data/text-file.txt"]
	b["bag-info.txt"] = ""
	b.manifest("sha256").tagManifests("sha256")
	for _, name := range sortedKeys(b) {
		h := &tar.Header{Name: name, Mode: 0o600, Typeflag: tar.TypeReg, Size: int64(len(b[name]))}
		switch name {
		case "data/hard":
			h = &tar.Header{Name: name, Typeflag: tar.TypeLink, Linkname: "data/bare-filename"}
		case "data/soft":
			h = &tar.Header{Name: name, Typeflag: tar.TypeSymlink, Linkname: "text-file.txt"}
		}
		must(t, w.WriteHeader(h))
		if h.Typeflag == tar.TypeReg {
			_, err := w.Write([]byte(b[name]))
			must(t, err)
		}
	}
	must(t, w.WriteHeader(&tar.Header{Name: "data/out", Typeflag: tar.TypeSymlink, Linkname: "../../etc/passwd"}))
	must(t, w.Close())
	_, got := verified(t, written(t, "b.tar", buf.Bytes()))
	if want := []string{"error special data/out", "warning special data/soft"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// A tar may begin with a header of its own for all that follows.
func TestTarGlobalHeader(t *testing.T) {
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	must(t, w.WriteHeader(&tar.Header{Typeflag: tar.TypeXGlobalHeader, Name: "pax_global_header", PAXRecords: map[string]string{"comment": "made by"}}))
	must(t, w.Flush())
	b := append(buf.Bytes(), newBag("1.0", twoFiles(), "sha256").tar(t, "top/")...)
	for _, path := range []string{written(t, "b.tar", b), written(t, "b.tgz", gzipped(t, b))} {
		if sum, got := verified(t, path); got != nil || sum.Files != 2 {
			t.Errorf("%s: found %q in %d files", path, got, sum.Files)
		}
	}
}

func TestZipTwiceAndBombs(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for range 2 {
		_, err := w.Create("data/x")
		must(t, err)
	}
	must(t, w.Close())
	if _, got := verified(t, written(t, "b.zip", buf.Bytes())); got[0] != "error container" {
		t.Errorf("two entries of one name: found %q", got)
	}
	zeros := strings.Repeat("\x00", bombFloor+1)
	b := newBag("1.0", map[string]string{"zeros": zeros}, "sha256")
	if _, got := verified(t, b.folder(t)); got != nil {
		t.Errorf("zeros in a folder: found %q", got)
	}
	if _, got := verified(t, b.zip(t, "")); !slices.Equal(got, []string{"error unreadable data/zeros"}) {
		t.Errorf("a zip bomb: found %q", got)
	}
	if _, got := verified(t, written(t, "b.tgz", gzipped(t, b.tar(t, "")))); len(got) == 0 || got[0] != "error container" {
		t.Errorf("a gzip bomb: found %q", got)
	}
}

func TestNoBagToLookAt(t *testing.T) {
	o := Options{Report: func(p Problem) { t.Errorf("reported %+v", p) }, Progress: func(int, int64) {}}
	if _, err := Verify(context.Background(), filepath.Join(t.TempDir(), "none"), o); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that isn't there: %v", err)
	}
	if _, err := Verify(context.Background(), written(t, "x.txt", []byte("text")), o); !errors.Is(err, ErrOther) {
		t.Errorf("a text: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Verify(ctx, newBag("1.0", twoFiles(), "sha256").folder(t), o); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
