package bag

import (
	"crypto/md5"  //nolint:gosec // older bags have it
	"crypto/sha1" //nolint:gosec // as above
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strings"
)

// manifest is a file that lists others with their digests.
type manifest struct {
	name, algorithm string
	newHash         func() hash.Hash // nil: the algorithm is not known here
	tag             bool             // it lists tag files
	entries         int
}

// newManifest tells by its name whether a file of the bag's folder is a
// manifest. Algorithms are named in lower case without punctuation (RFC 8493,
// section 2.4); capitals are understood.
func newManifest(name string) *manifest {
	rest, ok := strings.CutSuffix(name, ".txt")
	if !ok {
		return nil
	}
	m := &manifest{name: name}
	if rest, m.tag = strings.CutPrefix(rest, "tagmanifest-"); !m.tag {
		if rest, ok = strings.CutPrefix(rest, "manifest-"); !ok {
			return nil
		}
	}
	if rest == "" || strings.ContainsAny(rest, " /\\") {
		return nil
	}
	m.algorithm = strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(rest))
	m.newHash = algorithm(m.algorithm)
	return m
}

func algorithm(name string) func() hash.Hash {
	switch name {
	case "md5":
		return md5.New
	case "sha1":
		return sha1.New
	case "sha224":
		return sha256.New224
	case "sha256":
		return sha256.New
	case "sha384":
		return sha512.New384
	case "sha512":
		return sha512.New
	case "sha3224":
		return func() hash.Hash { return sha3.New224() }
	case "sha3256":
		return func() hash.Hash { return sha3.New256() }
	case "sha3384":
		return func() hash.Hash { return sha3.New384() }
	case "sha3512":
		return func() hash.Hash { return sha3.New512() }
	}
	return nil
}

// listing is a line of a manifest.
type listing struct {
	digest string // raw bytes
	path   string // as written
	binary bool   // md5sum's mark of binary files stands before the path
}

// parseListing reads a line of a manifest: a digest in hexadecimal, whitespace
// and a path (RFC 8493, section 2.1.3). Whitespace before the digest is
// passed over.
func parseListing(line string) (l listing, what string) {
	line = strings.TrimLeft(line, " \t")
	end := strings.IndexAny(line, " \t")
	if end < 0 {
		return l, "is not a digest and a path"
	}
	raw, err := hex.DecodeString(line[:end])
	if err != nil {
		return l, "does not begin with a digest in hexadecimal"
	}
	l.digest = string(raw)
	l.path = strings.TrimLeft(line[end:], " \t")
	l.path, l.binary = strings.CutPrefix(l.path, "*")
	if l.path == "" {
		return l, "has no path"
	}
	return l, ""
}

// EncodePath writes a path as manifests and fetch.txt have it: LF, CR and the
// percent sign, and only those, are percent-encoded (RFC 8493, section 2.1.3).
func EncodePath(path string) string {
	if !strings.ContainsAny(path, "\n\r%") {
		return path
	}
	return strings.NewReplacer("\n", "%0A", "\r", "%0D", "%", "%25").Replace(path)
}

// DecodePath undoes EncodePath. Percent signs before anything else stay.
func DecodePath(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return strings.NewReplacer("%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r", "%25", "%").Replace(path)
}

// decodeOld undoes what the drafts before 1.0 encode: they leave percent signs
// as they are.
func decodeOld(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return strings.NewReplacer("%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r").Replace(path)
}

// cleanPath takes what means nothing out of a path, and tells why a path is
// not taken: one that leads out of the bag on some system.
func cleanPath(p string) (clean, unsafe string) {
	if unsafe := leadsOut(p); unsafe != "" {
		return "", unsafe
	}
	parts := strings.Split(p, "/")
	kept := parts[:0]
	for _, part := range parts {
		switch part {
		case "", ".":
			continue
		case "..":
			return "", "has .. in it: it leads out of its folder"
		}
		if strings.HasPrefix(part, `..\`) || strings.Contains(part, `\..`) {
			return "", "has .. in it on Windows: it leads out of its folder"
		}
		kept = append(kept, part)
	}
	if len(kept) == 0 {
		return "", "names no file"
	}
	clean = strings.Join(kept, "/")
	// What stood behind ./ is first now.
	return clean, leadsOut(clean)
}

// leadsOut tells why the beginning of a path leads out of the bag.
func leadsOut(p string) string {
	switch {
	case strings.ContainsRune(p, 0):
		return "has a NUL in it"
	case strings.HasPrefix(p, "/"):
		return "is absolute: it leads out of the bag"
	case strings.HasPrefix(p, "~"):
		return "begins with ~: it leads to a user's folder"
	case strings.HasPrefix(p, `\`):
		return "is absolute on Windows: it leads out of the bag"
	case isDrive(p):
		return "names a Windows drive: it leads out of the bag"
	case isVariable(p):
		return "begins with a variable of Windows: it leads out of the bag"
	case strings.HasPrefix(strings.ToLower(p), "file:"):
		return "is a URL: it leads out of the bag"
	}
	return ""
}

func isDrive(p string) bool {
	if len(p) < 2 || p[1] != ':' || len(p) > 2 && p[2] != '/' && p[2] != '\\' {
		return false
	}
	return 'a' <= p[0]|0x20 && p[0]|0x20 <= 'z'
}

// isVariable tells of %HomeDrive%\ and the like.
func isVariable(p string) bool {
	rest, ok := strings.CutPrefix(p, "%")
	if !ok {
		return false
	}
	name, rest, ok := strings.Cut(rest, "%")
	return ok && name != "" && !strings.ContainsAny(name, `/\`) && strings.HasPrefix(rest, `\`)
}
