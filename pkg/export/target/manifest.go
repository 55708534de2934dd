package target

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ManifestName is the file in an export's folder that says what was written.
// After a first line that says what it is, each line is a file: format, size in
// bytes, time of change in nanoseconds since 1970, sum, version and name, parted
// by tabs. A line is there before the file stands under its name, so that an
// export that was cut off can be carried on; of several lines for one name any
// may be the one that holds.
const ManifestName = ".archive-export"

const manifestHead = "archive-export 1"

// maxLine bounds a line of the manifest, in bytes.
const maxLine = 16 << 10

// written is a file as a line of the manifest describes it.
type written struct {
	format  string
	size    int64
	time    time.Time
	sum     string // of its bytes
	version string // a digest of it, or -
	name    string
}

func (w written) line() string {
	return fmt.Sprintf("%s\t%d\t%d\t%s\t%s\t%s\n", w.format, w.size, w.time.UnixNano(), w.sum, w.version, w.name)
}

var errManifest = errors.New("not a line of a manifest")

func parseWritten(line string) (w written, err error) {
	cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
	if len(cells) != 6 || checkName(cells[5]) != nil {
		return w, errManifest
	}
	nano, err := strconv.ParseInt(cells[2], 10, 64)
	if err != nil {
		return w, errManifest
	}
	w = written{format: cells[0], time: time.Unix(0, nano), sum: cells[3], version: cells[4], name: cells[5]}
	if w.size, err = strconv.ParseInt(cells[1], 10, 64); err != nil {
		return w, errManifest
	}
	return w, nil
}

// digest makes a version of any length one for the manifest.
func digest(version string) string {
	if version == "" {
		return "-"
	}
	sum := sha256.Sum256([]byte(version))
	return hex.EncodeToString(sum[:8])
}

// state is what became of a line of an earlier export.
type state uint8

const (
	stale state = iota // nothing yet: the file is no longer part of the export
	holds              // the file is as this line says, and stays
	past               // another line takes its place
)

// known is a line of an earlier export, by where it stands in the manifest:
// names aren't kept in memory.
type known struct {
	name, version uint64
	at            int64
	state         state
}

// index finds the lines of an earlier export.
type index struct {
	r     io.ReaderAt
	seed  maphash.Seed
	lines []known // by name
	by    []int32 // numbers of lines, by version
	end   int64   // of what was read, in bytes
}

// readIndex reads a manifest. A last line that was cut off is passed over.
func readIndex(r io.ReaderAt, size int64) (*index, error) {
	x := &index{r: r, seed: maphash.MakeSeed()}
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), maxLine)
	for {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if x.end == 0 {
			if string(line) != manifestHead+"\n" {
				return nil, errors.New("not a manifest that is known here")
			}
		} else if !isTorn(string(line)) {
			w, err := parseWritten(string(line))
			if err != nil {
				return nil, err
			}
			x.lines = append(x.lines, known{maphash.String(x.seed, w.name), maphash.String(x.seed, w.version), x.end, stale})
		}
		x.end += int64(len(line))
	}
	slices.SortFunc(x.lines, func(a, b known) int { return compare(a.name, b.name) })
	x.by = make([]int32, len(x.lines))
	for i := range x.by {
		x.by[i] = int32(i)
	}
	slices.SortFunc(x.by, func(a, b int32) int { return compare(x.lines[a].version, x.lines[b].version) })
	return x, nil
}

// isTorn knows a line that was cut off when the machine went down, and was
// ended by who came next.
func isTorn(line string) bool { return strings.HasSuffix(line, tornMark) }

const tornMark = "\t?\n"

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// read reads a line again.
func (x *index) read(at int64) (written, error) {
	line, err := bufio.NewReaderSize(io.NewSectionReader(x.r, at, maxLine), 512).ReadString('\n')
	if err != nil {
		return written{}, err
	}
	return parseWritten(line)
}

// each visits the lines of a name.
func (x *index) each(name string, visit func(*known, written) error) error {
	h := maphash.String(x.seed, name)
	i, _ := slices.BinarySearchFunc(x.lines, h, func(k known, h uint64) int { return compare(k.name, h) })
	for ; i < len(x.lines) && x.lines[i].name == h; i++ {
		w, err := x.read(x.lines[i].at)
		if err != nil {
			return err
		}
		if w.name != name {
			continue
		}
		if err := visit(&x.lines[i], w); err != nil {
			return err
		}
	}
	return nil
}

// ofVersion visits the lines of a version.
func (x *index) ofVersion(version string, visit func(written) (more bool)) error {
	version = digest(version)
	h := maphash.String(x.seed, version)
	i, _ := slices.BinarySearchFunc(x.by, h, func(n int32, h uint64) int { return compare(x.lines[n].version, h) })
	for ; i < len(x.by) && x.lines[x.by[i]].version == h; i++ {
		w, err := x.read(x.lines[x.by[i]].at)
		if err != nil {
			return err
		}
		if w.version == version && !visit(w) {
			break
		}
	}
	return nil
}
