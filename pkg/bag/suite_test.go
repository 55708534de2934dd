package bag

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func twoFiles() map[string]string {
	return map[string]string{"bare-filename": "bare\n", "text-file.txt": "text\n"}
}

// The cases of the Library of Congress' conformance suite
// (github.com/LibraryOfCongress/bagit-conformance-suite, its folders valid,
// invalid, warning and linux-only by version), rebuilt from what their names,
// their manifests and the reports of other validators tell of them.
//
// The suite's warning bags have to pass with a warning. Its windows-only bags
// list paths that lead out on Windows; they are invalid everywhere here.
func TestConformanceSuite(t *testing.T) {
	bag97 := newBag("0.97", twoFiles(), "md5")
	bag10 := newBag("1.0", twoFiles(), "sha512")
	hello := func(version string) made { return newBag(version, map[string]string{"hello.txt": "hello\n"}, "md5") }
	const nunezNFC, nunezNFD = "N\u00fa\u00f1ez", "Nu\u0301n\u0303ez"
	listed := func(b made, line string) made { // another line in the manifest, the tag manifest right
		m := "manifest-md5.txt"
		if _, ok := b[m]; !ok {
			m = "manifest-sha512.txt"
		}
		b = b.with(m, b[m]+line+"\n")
		return b.tagManifests(strings.TrimSuffix(strings.TrimPrefix(m, "manifest-"), ".txt"))
	}
	fetching := func(path string) made {
		return bag97.with("fetch.txt", "http://example.org/x 5 "+path+"\n").tagManifests("md5")
	}
	out := func(path string) made { return listed(bag97, "3e6ffc4a8a1f38a7094e15d2356d7252  "+path) }
	rename := func(from, to string) made {
		b := newBag("0.97", map[string]string{from: ""}, "sha512")
		return b.without("data/"+from).with("data/"+to, "")
	}

	type want struct {
		bag  made
		want []string // what is found; nil: nothing
	}
	for name, c := range map[string]want{
		// v0.93 to v0.96
		"v0.93/valid/basic-bag":  {hello("0.93"), nil},
		"v0.94/valid/basic-bag":  {hello("0.94"), nil},
		"v0.95/valid/basic-bag":  {hello("0.95"), nil},
		"v0.96/valid/basic-bag":  {hello("0.96"), nil},
		"v0.96/valid/one of two": {newBag("0.96", map[string]string{"a": "a", "b": "b"}, "md5", "sha1").edited(t, "manifest-sha1.txt", digest("sha1", "b")+"  data/b\n", "").tagManifests("md5", "sha1"), []string{"warning unlisted data/b"}},
		"v0.93/valid/duplicate-metadata-entries": {hello("0.93").with("package-info.txt",
			"Source-Organization: Spengler University\nSource-Organization: Spengler University2\nPacking-Date: 2009-10-14\nPacking-Date: 2016-10-14\n").tagManifests("md5"), nil},

		// v0.97/valid
		"v0.97/valid/basic-bag":                {bag97, nil},
		"v0.97/valid/basic-bag-sha1":           {newBag("0.97", twoFiles(), "sha1"), nil},
		"v0.97/valid/basic-bag-sha224":         {newBag("0.97", twoFiles(), "sha224"), nil},
		"v0.97/valid/basic-bag-sha256":         {newBag("0.97", twoFiles(), "sha256"), nil},
		"v0.97/valid/basic-bag-sha384":         {newBag("0.97", twoFiles(), "sha384"), nil},
		"v0.97/valid/basic-bag-sha512":         {newBag("0.97", twoFiles(), "sha512"), nil},
		"v0.97/valid/minimal-bag":              {made{"bagit.txt": bag97["bagit.txt"], "manifest-md5.txt": "", "data/": ""}, nil},
		"v0.97/valid/bag-with-space":           {newBag("0.97", map[string]string{"a file  with spaces.txt": "x", "dir with space/f": "y"}, "md5"), nil},
		"v0.97/valid/UTF-16-encoded-tag-files": {bag97.encoded(t, "UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), nil},
		"v0.97/valid/UTF-16 with a mark":       {bag97.encoded(t, "UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), nil},
		"v0.97/valid/ISO-8859-1-encoded-tag-files": {newBag("0.97", map[string]string{"Ni\u00f1o.txt": "x"}, "md5").
			encoded(t, "ISO-8859-1", charmap.ISO8859_1), nil},
		"v0.97/valid/bag-in-a-bag": {newBag("0.97", map[string]string{"bagit.txt": bag97["bagit.txt"], "manifest-md5.txt": "", "data/x": "x"}, "md5"), nil},
		"v0.97/valid/bag-with-encoded-names": {newBag("0.97", map[string]string{"x": ""}, "md5").without("data/x").
			with("data/dir1/~test3.txt", "3").with("data/%7Edir2/dir3/test5.txt", "5").with("data/%7Etest1.txt", "1").with("data/%test2.txt", "2").
			with("bag-info.txt", "").with("manifest-md5.txt", digest("md5", "3")+" data/dir1/~test3.txt\n"+digest("md5", "5")+" data/%7Edir2/dir3/test5.txt\n"+
			digest("md5", "1")+" data/%7Etest1.txt\n"+digest("md5", "2")+" data/%test2.txt\n").tagManifests("md5"), nil},
		"v0.97/valid/bag-with-escapable-characters": {newBag("0.97", map[string]string{"test & +=#;,!()'.txt": "x"}, "md5"), nil},
		"v0.97/valid/bag-with-leading-dot-slash-in-manifest": {
			bag97.edited(t, "manifest-md5.txt", "data/bare", "./data/bare").tagManifests("md5"),
			[]string{"warning path manifest-md5.txt"},
		},
		"v0.97/valid/duplicate-metadata-entries": {bag97.with("bag-info.txt", "Contact-Name: Edna\nContact-Name: foo\n").tagManifests("md5"), nil},
		"v0.97/valid/uncommon-metadata-separators": {bag97.with("bag-info.txt", "Source-Organization:none\nContact-Name:   many\nContact-Phone:\ttab\nExternal-Description:a: b\n").
			tagManifests("md5"), nil},
		"v0.97/valid/holey-bag":   {bag97.with("fetch.txt", "http://localhost:8989/bags/holey-bag/data/bare-filename - data/bare-filename\n").tagManifests("md5"), nil},
		"v0.97/valid/local-fetch": {bag97.with("fetch.txt", "file:///home/x/bare-filename 5 data/bare-filename\n").tagManifests("md5"), nil},

		// v0.97/invalid
		"v0.97/invalid/baginfo-missing-encoding":                             {bag97.with("bagit.txt", "BagIt-Version: 0.97\n").tagManifests("md5"), []string{"error declaration bagit.txt"}},
		"v0.97/invalid/bom-in-bagit.txt":                                     {bag97.with("bagit.txt", "\ufeff"+bag97["bagit.txt"]).tagManifests("md5"), []string{"error declaration bagit.txt"}},
		"v0.97/invalid/corrupt-data-file":                                    {bag97.with("data/bare-filename", "BARE\n"), []string{"error changed data/bare-filename"}},
		"v0.97/invalid/corrupt-tag-file":                                     {bag97.with("bag-info.txt", bag97["bag-info.txt"]+"X: y\n"), []string{"error changed bag-info.txt"}},
		"v0.97/invalid/extra-file-in-bag":                                    {bag97.with("data/bar", "").without("bag-info.txt").tagManifests("md5"), []string{"error unlisted data/bar"}},
		"v0.97/invalid/invalid-version-number":                               {bag97.edited(t, "bagit.txt", "0.97", ".97").tagManifests("md5"), []string{"error declaration bagit.txt"}},
		"v0.97/invalid/missing-baginfo":                                      {bag97.without("bag-info.txt"), []string{"error missing bag-info.txt"}},
		"v0.97/invalid/missing-bagit.txt":                                    {bag97.without("bagit.txt").tagManifests("md5"), []string{"error declaration bagit.txt"}},
		"v0.97/invalid/out-of-scope-file-paths-using-dot-notation":           {out("../../../README.md"), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch": {fetching("../../../README.md"), []string{"error unsafe fetch.txt"}},
		"v0.97/invalid/same-filename-listed-twice-with-different-hashes":     {out("data/bare-filename"), []string{"error duplicate manifest-md5.txt"}},
		"v0.97/invalid/bagit-with-invalid-whitespace":                        {bag97.edited(t, "bagit.txt", "Version:", "Version :").tagManifests("md5"), []string{"error declaration bagit.txt", "error declaration bagit.txt"}},

		// v0.97/linux-only and windows-only
		"v0.97/linux-only/out-of-scope-file-paths-using-absolute-path":               {out("/tmp/foo"), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch":     {fetching("/tmp/foo"), []string{"error unsafe fetch.txt"}},
		"v0.97/linux-only/out-of-scope-file-paths-using-shortcut":                    {out("~/foo"), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/linux-only/out-of-scope-file-paths-using-shortcut-for-fetch":          {fetching("~/foo"), []string{"error unsafe fetch.txt"}},
		"v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username":           {out("~root/foo"), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch": {fetching("~root/foo"), []string{"error unsafe fetch.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-absolute-path":             {out(`C:\Windows\System32\setx.exe`), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch":   {fetching(`C:\Windows\System32\setx.exe`), []string{"error unsafe fetch.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-unc":                       {out(`\\?\UNC\server\Windows\System32\setx.exe`), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch":             {fetching(`\\?\UNC\server\Windows\System32\setx.exe`), []string{"error unsafe fetch.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-shortcut":                  {out(`%HomeDrive%\Windows\System32\setx.exe`), []string{"error unsafe manifest-md5.txt"}},
		"v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch":        {fetching(`%HomeDrive%\Windows\System32\setx.exe`), []string{"error unsafe fetch.txt"}},

		// v0.97/warning
		"v0.97/warning/made-with-md5sum-tools": {hello("0.97").edited(t, "manifest-md5.txt", "  data", " *data").tagManifests("md5"), []string{"warning manifest manifest-md5.txt"}},
		"v0.97/warning/relative-path":          {hello("0.97").edited(t, "manifest-md5.txt", "data/", "./data/").tagManifests("md5"), []string{"warning path manifest-md5.txt"}},
		"v0.97/warning/same-filename-listed-twice-with-the-same-hash": {
			listed(hello("0.97"), digest("md5", "hello\n")+"  data/hello.txt"),
			[]string{"warning duplicate manifest-md5.txt"},
		},
		"v0.97/warning/duplicate-file-with-different-case": {newBag("0.97", map[string]string{"HELLO.txt": "x", "hello.txt": "x"}, "md5"), []string{"warning case data/hello.txt"}},
		"v0.97/warning/duplicate-file-with-different-case, one kept": {
			listed(hello("0.97"), digest("md5", "hello\n")+"  data/Hello.txt"),
			[]string{"warning case data/Hello.txt", "warning case data/Hello.txt"},
		},
		"v0.97/warning/filename-normalization": {rename(nunezNFC, nunezNFD), []string{"warning normalization manifest-sha512.txt"}},
		"v0.97/warning/same-filename-listed-twice-with-different-normalization": {
			listed(newBag("0.97", map[string]string{nunezNFC: ""}, "sha512"), digest("sha512", "")+"  data/"+nunezNFD),
			[]string{"warning normalization manifest-sha512.txt", "warning normalization manifest-sha512.txt"},
		},
		"v0.97/warning/special-system-files": {
			newBag("0.97", map[string]string{".DS_Store": "x", "Thumbs.db": "y"}, "md5"),
			[]string{"warning portability data/.DS_Store", "warning portability data/Thumbs.db"},
		},

		// v1.0
		"v1.0/valid/basicBag":                        {bag10, nil},
		"v1.0/invalid/bagit-with-invalid-whitespace": {bag10.edited(t, "bagit.txt", "Version:", "Version :").tagManifests("sha512"), []string{"error declaration bagit.txt", "error declaration bagit.txt"}},
		"v1.0/invalid/missing-from-manifest": {newBag("1.0", twoFiles(), "sha256", "sha512").edited(t, "manifest-sha512.txt", digest("sha512", "bare\n")+"  data/bare-filename\n", "").
			tagManifests("sha256", "sha512"), []string{"error unlisted data/bare-filename"}},
		"v1.0/invalid/same-filename-listed-twice-with-different-hashes": {listed(bag10, digest("sha512", "")+"  data/bare-filename"), []string{"error duplicate manifest-sha512.txt"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := c.bag.folder(t)
			sum, got := verified(t, path)
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			_, category, _ := strings.Cut(name, "/")
			category, _, _ = strings.Cut(category, "/")
			if invalid := category != "valid" && category != "warning"; (sum.Errors > 0) != invalid {
				t.Errorf("%d errors in a %s bag", sum.Errors, category)
			}
			// A zip and a tar of the bag tell the same.
			for _, other := range []string{
				c.bag.zip(t, ""), c.bag.zip(t, "top/"), written(t, "b.tar", c.bag.tar(t, "./")), written(t, "b.tgz", gzipped(t, c.bag.tar(t, "top/"))),
			} {
				if _, got := verified(t, other); !slices.Equal(sorted(got), sorted(c.want)) {
					t.Errorf("%s: found %q, want %q", other, got, c.want)
				}
			}
		})
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }
