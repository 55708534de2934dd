package table

import (
	"errors"
	"strings"

	"photoarchive/pkg/item"
)

// isOwn tells whether a line is an item as this program writes it.
func isOwn(line string) bool {
	_, _, ok := wholeItem(line)
	return ok
}

// wholeItem reads a line of an export of this program: an item with the name of
// its picture beside it, as `file` or `file_name`.
func wholeItem(line string) (it item.Item, file string, ok bool) {
	if !strings.Contains(line, `"sha256"`) {
		return it, "", false
	}
	var b strings.Builder
	b.Grow(len(line))
	err := item.Members(line, func(key, value string) error {
		if (key == "file" || key == "file_name") && file == "" {
			var err error
			file, err = item.Unquote(value)
			return err
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.Write(item.AppendJSONString(nil, key))
		b.WriteByte(':')
		b.WriteString(value)
		return nil
	})
	if err == nil {
		err = item.DecodeStrict([]byte("{"+b.String()+"}"), &it)
	}
	if err == nil && (len(it.ID) != item.IDLength || len(it.Picture.SHA256) != 64 || file == "") {
		err = errors.New("not whole")
	}
	return it, file, err == nil
}
