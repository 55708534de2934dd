package flickr

import (
	"path"
	"strings"
)

// Ids are of 6 digits in the first accounts, and of 11 today.
const (
	minID = 6
	maxID = 12
	// secret is how long the part is that makes an address hard to guess.
	secret = 10
)

// photoID reads the id of photo_ID.json.
func photoID(name string) (string, bool) {
	id, ok := strings.CutSuffix(name, ".json")
	if !ok {
		return "", false
	}
	id, ok = strings.CutPrefix(id, "photo_")
	return id, ok && isDigits(id) && len(id) <= 20
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isID(s string) bool { return isDigits(s) && len(s) >= minID && len(s) <= maxID }

// isSecret tells whether a text is ten hexadecimal digits.
func isSecret(s string) bool {
	return len(s) == secret && strings.Trim(s, "0123456789abcdef") == ""
}

// isOriginal tells whether a file is named as an original photo:
// SLUG_ID_o.jpg or ID_SECRET_o.jpg.
func isOriginal(name string) bool {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(name, path.Ext(name)), "_o")
	if !ok {
		return false
	}
	i := strings.LastIndexByte(stem, '_')
	return isID(stem[i+1:]) || i > 0 && isID(stem[:i]) && isSecret(stem[i+1:])
}

// mediaIDs gives the ids that a photo's or video's name may hold, the most likely
// first: SLUG_ID_o.jpg, ID_SECRET_o.jpg (a secret may be all digits), SLUG_ID.mp4,
// then any other run of digits, the last one first.
func mediaIDs(name string) []string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	original := strings.TrimSuffix(stem, "_o")
	var ids []string
	add := func(id string) {
		for _, have := range ids {
			if have == id {
				return
			}
		}
		ids = append(ids, id)
	}
	parts := strings.Split(original, "_")
	last := parts[len(parts)-1]
	first := parts[0]
	untitled := len(parts) == 2 && isID(first) && isSecret(last)
	if isID(last) && !untitled {
		add(last)
	}
	if untitled {
		// A slug of digits looks the same: what is known decides.
		add(first)
		if isID(last) {
			add(last)
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if isID(parts[i]) {
			add(parts[i])
		}
	}
	for end := len(original); end > 0; {
		if original[end-1] < '0' || original[end-1] > '9' {
			end--
			continue
		}
		start := end
		for start > 0 && original[start-1] >= '0' && original[start-1] <= '9' {
			start--
		}
		if n := end - start; n >= minID && n <= maxID {
			add(original[start:end])
		}
		end = start
	}
	return ids
}
