package instagram

import (
	"io/fs"
	"path"
	"strings"

	"golang.org/x/net/html"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// export is a download of one account, in one container or several.
type export struct {
	account    string
	containers []source.Container
	documents  []document
}

// exports tells the downloads of several accounts apart. A container that
// doesn't say whose it is belongs to the one account there is. Where there are
// several it stands for itself, if it has documents, and otherwise lends its
// pictures to all.
func exports(containers []source.Container) []export {
	accounts := make([]string, len(containers))
	var known []string
	for i, c := range containers {
		accounts[i] = account(c)
		if a := accounts[i]; a != "" && !contains(known, a) {
			known = append(known, a)
		}
	}
	if len(known) < 2 {
		e := export{containers: containers}
		if len(known) == 1 {
			e.account = known[0]
		}
		return []export{e.located()}
	}
	var out []export
	for _, name := range append(known, "") {
		e := export{account: name}
		var lent []source.Container
		for i, c := range containers {
			switch {
			case accounts[i] == name:
				e.containers = append(e.containers, c)
			case accounts[i] == "" && len(documents(c, 0)) == 0:
				lent = append(lent, c)
			}
		}
		if e.containers = append(e.containers, lent...); name == "" && len(e.containers) > 0 {
			if e = e.located(); len(e.documents) == 0 {
				continue
			}
		}
		if len(e.containers) > 0 {
			out = append(out, e.located())
		}
	}
	return out
}

func (e export) located() export {
	e.documents = nil
	for i, c := range e.containers {
		e.documents = append(e.documents, documents(c, i)...)
	}
	e.documents = arrange(e.documents)
	return e
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}

// account is the user name that a download's own profile gives, else what its
// folder's name gives.
func account(c source.Container) string {
	for _, name := range []string{
		"personal_information/personal_information/personal_information",
		"personal_information/personal_information",
		"account_information/personal_information",
		"profile",
	} {
		if a := profileJSON(c.FS, name+".json"); a != "" {
			return a
		}
		if a := profileHTML(c.FS, name+".html"); a != "" {
			return a
		}
	}
	if a := folderAccount(c.Folder); a != "" {
		return a
	}
	parts := strings.Split(c.Name, "/")
	for i := len(parts) - 1; i >= max(0, len(parts)-3); i-- {
		if a := folderAccount(strings.TrimSuffix(parts[i], path.Ext(parts[i]))); a != "" {
			return a
		}
	}
	return ""
}

// profileLimit is the most that is read of a profile file, in bytes.
const profileLimit = 4 << 20

// profileJSON reads the user name of a profile file: `profile_user`, whose
// labels are in the account's language, or `username` before 2020.
func profileJSON(fsys fs.FS, name string) string {
	f, err := fsys.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it was only read
	v, err := jsonstream.NewReader(source.AtMost(f, profileLimit)).Value()
	if err != nil {
		return ""
	}
	if name := userName(v.Get("username").Text()); name != "" {
		return name
	}
	user := v
	if users := v.Get("profile_user"); users.Kind() == jsonstream.Array {
		user = users.At(0)
	}
	data := user.Get("string_map_data")
	for i := range data.Len() {
		label, m := data.Member(i)
		if means(repair(label))&isUserName != 0 {
			if name := userName(repair(m.Get("value").Text())); name != "" {
				return name
			}
		}
	}
	return ""
}

// profileHTML finds the user name in a page: the text behind its label.
func profileHTML(fsys fs.FS, name string) string {
	f, err := fsys.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it was only read
	tokens := html.NewTokenizer(source.AtMost(f, profileLimit))
	labelled := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return ""
		case html.TextToken:
			text := strings.TrimSpace(string(tokens.Text()))
			if text == "" {
				continue
			}
			if name := userName(text); labelled && name != "" {
				return name
			}
			labelled = means(text)&isUserName != 0
		}
	}
}

// userName gives a text that can be a user name: letters, digits, `_` and `.`,
// up to 30. An @ before it goes.
func userName(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "@")
	if s == "" || len(s) > 30 || strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789._") != "" {
		return ""
	}
	return s
}

// folderAccount reads the names that downloads come with:
// instagram-NAME-2024-05-01-AbC123 and, before 2020, NAME_20190501_part_1.
func folderAccount(folder string) string {
	if rest, ok := strings.CutPrefix(folder, "instagram-"); ok {
		for i := 1; i+11 <= len(rest); i++ {
			if rest[i] == '-' && isDay(rest[i+1:i+11]) && (len(rest) == i+11 || rest[i+11] == '-') {
				return userName(rest[:i])
			}
		}
		return ""
	}
	if i := strings.LastIndex(folder, "_part_"); i > 0 {
		folder = folder[:i]
	}
	i := strings.LastIndexByte(folder, '_')
	if i < 1 || len(folder)-i-1 != 8 || strings.Trim(folder[i+1:], "0123456789") != "" {
		return ""
	}
	return userName(folder[:i])
}

// isDay tells whether a text has the form 2024-05-01.
func isDay(s string) bool {
	return s[4] == '-' && s[7] == '-' && strings.Trim(s[:4]+s[5:7]+s[8:], "0123456789") == ""
}
