package twitter

import (
	"io/fs"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
)

// Until 2018 an archive had a page to look at it, Grailbird, with a file for
// each month: data/js/tweets/2012_12.js, which assigns its posts to
// Grailbird.data.tweets_2012_12. Pictures did not come with it.
const monthly = "js/tweets"

// isMonthly tells whether a folder has the months of such an archive below it.
func isMonthly(fsys fs.FS, dir string) bool {
	months := monthsOf(fsys, join(dir, monthly))
	return len(months) > 0 && strings.Contains(string(source.Head(fsys, months[0].path, 256)), "Grailbird.")
}

// monthsOf lists the months in a folder, as parts of one document.
func monthsOf(fsys fs.FS, dir string) []document {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	var out []document
	for _, e := range entries {
		base, ok := strings.CutSuffix(e.Name(), ".js")
		year, month, both := strings.Cut(base, "_")
		if !ok || !both || e.IsDir() || len(year) != 4 || len(month) != 2 {
			continue
		}
		if part, err := strconv.Atoi(year + month); err == nil && part > 0 {
			out = append(out, document{part: part, path: join(dir, e.Name())})
		}
	}
	return out
}
