//go:build linux

package exif

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	goexif "github.com/rwcarlsen/goexif/exif"
	"golang.org/x/sys/unix"

	"photoarchive/pkg/metadata/ifd"
)

// raw makes a little-endian block of numbers and text as they are.
func raw(parts ...any) []byte {
	b := []byte("II*\x00\x08\x00\x00\x00")
	for _, p := range parts {
		switch p := p.(type) {
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, p)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, p)
		case string:
			b = append(b, p...)
		}
	}
	return b
}

// rawEntry is one entry of a directory, whatever it says.
func rawEntry(id, typ uint16, count, value uint32) string {
	return string(raw(id, typ, count, value)[8:])
}

// hostileBlocks each kill, hang or blind goexif when it gets them as they are
// (counts that wrap in 32 bits ask it for 51 GB, loops never end, one odd tag
// aborts it all). All begin with a description that can be read.
func hostileBlocks() map[string][]byte {
	good := rawEntry(0x010e, 2, 4, 'a'|'b'<<8|'c'<<16)
	with := func(next uint32, entries ...string) []byte {
		return raw(uint16(1+len(entries)), good, strings.Join(entries, ""), next, strings.Repeat("\x00", 64))
	}
	var same []string
	for i := range 4000 {
		same = append(same, rawEntry(uint16(0x8000+i), 2, 60000, 50000))
	}
	return map[string][]byte{
		"4,000 texts at one place":         append(with(0, same...), strings.Repeat("x", 70000)...),
		"a count that wraps to 8":          with(0, rawEntry(0x0132, 5, 0x20000001, 40)),
		"a count of 2^32-1":                with(0, rawEntry(0x0132, 7, 1<<32-1, 40)),
		"2^30 doubles":                     with(0, rawEntry(0x829a, 12, 1<<30, 40)),
		"a tag of no values":               with(0, rawEntry(0x013b, 2, 0, 0), rawEntry(0x8298, 2, 4, 'd')),
		"type 129":                         with(0, rawEntry(0x013b, 129, 4, 'd'|'e'<<8)),
		"type 0":                           with(0, rawEntry(0x013b, 0, 4, 0)),
		"type 65535":                       with(0, rawEntry(0x013b, 1<<16-1, 4, 0)),
		"values at 4 GB":                   with(0, rawEntry(0x013b, 2, 100, 1<<32-1)),
		"values in the header":             with(0, rawEntry(0x013b, 2, 100, 0)),
		"IFD0 follows itself":              with(8),
		"IFD1 follows IFD0":                with(8 + 2 + 12 + 4),
		"the Exif directory is IFD0":       with(0, rawEntry(0x8769, 4, 1, 8)),
		"the GPS directory is IFD0":        with(0, rawEntry(0x8825, 4, 1, 8)),
		"an Exif directory at 4 GB":        with(0, rawEntry(0x8769, 4, 1, 1<<32-1)),
		"the Exif directory is text":       with(0, rawEntry(0x8769, 2, 4, 8)),
		"a negative Exif directory":        with(0, rawEntry(0x8769, 9, 1, 1<<32-8)),
		"a thumbnail of 4 GB":              with(0, rawEntry(0x0201, 4, 1, 8), rawEntry(0x0202, 4, 1, 1<<32-1)),
		"a comment of one byte":            with(0, rawEntry(0x9286, 7, 1, 'U')),
		"a colour filter of 65535 × 65535": with(0, rawEntry(0xa302, 7, 4, 1<<32-1)),
		"ratios over zero":                 with(0, rawEntry(0x829a, 5, 1, 40), rawEntry(0x0002, 5, 3, 40)),
		"a maker note of the whole block":  with(0, rawEntry(0x927c, 7, 80, 8)),
	}
}

func TestHostileBlocks(t *testing.T) {
	for name, b := range hostileBlocks() {
		e := checkBlock(t, name, b)
		if e == nil || e.Description() != "abc" {
			t.Errorf("%s: the description is lost", name)
		}
	}
	if got := checkBlock(t, "type 129", hostileBlocks()["type 129"]).Artist(); got != "de" {
		t.Errorf("artist of type UTF-8: %q", got)
	}
}

// TestSanitized shows that goexif takes every clean block, whatever was in
// the original.
func TestSanitized(t *testing.T) {
	blocks := hostileBlocks()
	maps.Copy(blocks, sampleBlocks(t))
	for name, b := range blocks {
		tree, err := ifd.Read(ifd.Block(b), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := goexif.Decode(bytes.NewReader(sanitize(tree))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// checkBlock decodes a block, asks for everything in it, and holds the
// answers against what the methods promise. It returns nil for no block.
func checkBlock(t *testing.T, name string, b []byte) *EXIF {
	t.Helper()
	start := time.Now()
	e, err := Decode(b)
	if err != nil {
		return nil
	}
	for _, tag := range e.Tags() {
		if tag.Group != "EXIF" || tag.Name == "" {
			t.Errorf("%s: tag %+v", name, tag)
		}
		switch v := tag.Value.(type) {
		case int64:
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%s: %s is %v", name, tag.Name, v)
			}
		case string:
			if !utf8.ValidString(v) {
				t.Errorf("%s: %s is no UTF-8: %q", name, tag.Name, v)
			}
		default:
			t.Errorf("%s: %s is a %T", name, tag.Name, v)
		}
	}
	texts := textsOf(e)
	for _, s := range []string{texts.Description, texts.Artist, texts.Copyright, texts.Title, texts.Comment, texts.Author, texts.Keywords, texts.Subject, texts.UserNote} {
		if !utf8.ValidString(s) || strings.TrimSpace(s) != s {
			t.Errorf("%s: text %q", name, s)
		}
	}
	for _, d := range []Date{e.DateTimeOriginal(), e.DateTimeDigitized(), e.DateTimeModified()} {
		if d.EDTF != "" && (!edtfShape.MatchString(d.EDTF) || d.Problem != "") || d.EDTF == "" && (d.Raw == "") != (d.Problem == "") {
			t.Errorf("%s: date %+v", name, d)
		}
	}
	for _, find := range []func() (Position, bool){e.Position, e.Destination} {
		if p, ok := find(); ok && !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 && (p.Lat != 0 || p.Lon != 0)) {
			t.Errorf("%s: position %v", name, p)
		}
	}
	if o := e.Orientation(); o < 0 || o > 8 {
		t.Errorf("%s: orientation %d", name, o)
	}
	if z := e.ProvenZone(); z != "" && !regexp.MustCompile(`^[+-]\d\d:\d\d$`).MatchString(z) {
		t.Errorf("%s: zone %q", name, z)
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("%s: took %v", name, d)
	}
	return e
}

var edtfShape = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?$`)

const (
	mutations    = 30
	addressLimit = 1500 << 20
	// residentLimit is in MB, of 256 that the whole program may have.
	residentLimit = 192
	limitedEnv    = "EXIF_TEST_LIMITED"
)

// TestUnderMemoryLimit decodes hostile and mutated blocks in a process of its
// own that can't have more than 1.5 GB of address space.
func TestUnderMemoryLimit(t *testing.T) {
	if os.Getenv(limitedEnv) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestUnderMemoryLimit$", "-test.v")
		cmd.Env = append(os.Environ(), limitedEnv+"=1")
		if out, err := cmd.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("--- PASS: TestUnderMemoryLimit")) {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	limit := unix.Rlimit{Cur: addressLimit, Max: addressLimit}
	if err := unix.Setrlimit(unix.RLIMIT_AS, &limit); err != nil {
		t.Fatal(err)
	}
	blocks := hostileBlocks()
	maps.Copy(blocks, sampleBlocks(t))
	rng := rand.New(rand.NewPCG(4, 2013))
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		for i := range mutations {
			checkBlock(t, fmt.Sprintf("%s, mutation %d", name, i), mutate(rng, blocks[name]))
		}
	}
	if peak := peakMemory(t); peak > residentLimit {
		t.Errorf("peak resident memory %d MB", peak)
	}
}

// peakMemory is the largest resident memory of this process so far, in MB.
func peakMemory(t *testing.T) int {
	t.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	var kb int
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		t.Fatal(err)
	}
	return kb / 1024
}

// mutate damages a block in up to eight places.
func mutate(rng *rand.Rand, b []byte) []byte {
	b = bytes.Clone(b)
	for range 1 + rng.IntN(8) {
		if len(b) < 12 {
			return b
		}
		i := 4 + rng.IntN(len(b)-8)
		switch rng.IntN(5) {
		case 0:
			b[i] ^= 1 << rng.IntN(8)
		case 1:
			b[i] = byte(rng.Uint32())
		case 2:
			copy(b[i:], "\xff\xff\xff\xff")
		case 3:
			copy(b[i:], b[rng.IntN(len(b)-4):][:4])
		case 4:
			b = b[:i]
		}
	}
	return b
}

func FuzzDecode(f *testing.F) {
	for _, b := range sampleBlocks(f) {
		f.Add(b)
	}
	for _, b := range hostileBlocks() {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { checkBlock(t, "fuzz", b) })
}

func BenchmarkDecode(b *testing.B) {
	block := sampleBlocks(b)["exif/camera-le.jpg"]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(block); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTags(b *testing.B) {
	e := decode(b, "camera", sampleBlocks(b)["exif/camera-le.jpg"])
	b.ReportAllocs()
	for b.Loop() {
		if len(e.Tags()) < 40 {
			b.Fatal("tags are missing")
		}
	}
}
