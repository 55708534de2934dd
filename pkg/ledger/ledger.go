// Package ledger says what a leaf of the archive's tamper-evident log is, how
// the log's head is written, and what a proof holds. The hashing is that of
// RFC 6962 (Certificate Transparency), by golang.org/x/mod/sumdb/tlog.
//
// It refuses to know where leaves and hashes are stored: the catalogue does
// that. What it makes can be checked by any program that knows SHA-256.
package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256, as the hash of a leaf or of a node.
type Hash = tlog.Hash

const (
	leafFirst = "archive-leaf-v1\n"
	addWord   = "add\n"
	// changeWord leads the content of a change.
	changeWord = "change\n"
	// HeadFirst is the first line of a head's text.
	HeadFirst = "archive-head-v1"
)

// AppendAdd writes the content of the leaf of an accession:
//
//	archive-leaf-v1
//	add
//	<id, 32 hex digits>
//	<SHA-256 of the picture, 64 hex digits>
//	<caption, UTF-8, as it was taken in: NFC, its line breaks kept>
//
// without a line break after the caption.
func AppendAdd(dst []byte, id, sha, caption string) []byte {
	dst = append(append(dst, leafFirst...), addWord...)
	dst = append(append(dst, id...), '\n')
	dst = append(append(dst, sha...), '\n')
	return append(dst, caption...)
}

// AppendChange writes the content of the leaf of a change:
//
//	archive-leaf-v1
//	change
//	<the entry of the history, as JSON>
//
// without a line break after the entry.
func AppendChange(dst, entry []byte) []byte {
	dst = append(append(dst, leafFirst...), changeWord...)
	return append(dst, entry...)
}

// LeafHash is the hash of a leaf: SHA-256 over a zero byte and the content.
func LeafHash(content []byte) Hash { return tlog.RecordHash(content) }

// added is what the leaf of an accession says.
type added struct{ id, sha, caption string }

// parse takes a leaf's content apart: an accession, or the entry of a change.
func parse(content string) (*added, []byte, error) {
	rest, ok := strings.CutPrefix(content, leafFirst)
	if !ok {
		return nil, nil, errors.New("does not begin with archive-leaf-v1")
	}
	if entry, ok := strings.CutPrefix(rest, changeWord); ok {
		return nil, []byte(entry), nil
	}
	rest, ok = strings.CutPrefix(rest, addWord)
	parts := strings.SplitN(rest, "\n", 3)
	if !ok || len(parts) != 3 || !isHex(parts[0], 32) || !isHex(parts[1], 64) {
		return nil, nil, errors.New("is neither an accession nor a change")
	}
	return &added{parts[0], parts[1], parts[2]}, nil, nil
}

func isHex(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789abcdef") == ""
}

// Head is the state of a log: how many leaves it has, and the hash over all.
type Head struct {
	Size int64
	Root Hash
}

// String is the head's text, three lines, each with its line break: a fixed
// word, the number of leaves, the root hash in base64. It is a body for a
// signed note.
func (h Head) String() string {
	return fmt.Sprintf("%s\n%d\n%s\n", HeadFirst, h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
}

// ParseHead reads a head's text. What stands after an empty line, such as
// signatures, is not looked at.
func ParseHead(text []byte) (Head, error) {
	body, _, _ := strings.Cut(strings.ReplaceAll(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), "\r\n", "\n"), "\n\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if len(lines) != 3 || strings.TrimSpace(lines[0]) != HeadFirst {
		return Head{}, fmt.Errorf("not a head: expected the three lines that \"archive log --head\" prints, the first of them %s", HeadFirst)
	}
	n, err := strconv.ParseInt(strings.TrimSpace(lines[1]), 10, 64)
	if err != nil || n < 0 {
		return Head{}, fmt.Errorf("not a head: %q is not a number of leaves", lines[1])
	}
	root, err := parseHash(strings.TrimSpace(lines[2]))
	if err != nil {
		return Head{}, fmt.Errorf("not a head: %w", err)
	}
	return Head{n, root}, nil
}

func parseHash(s string) (h Hash, err error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != len(h) {
		return h, fmt.Errorf("%.60q is not a SHA-256 in base64", s)
	}
	copy(h[:], b)
	return h, nil
}
