//go:build linux

package container

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	mutations     = 30
	addressLimit  = 1500 << 20
	residentLimit = 192 // MB, of 256 that the whole program may have
	limitedEnv    = "CONTAINER_TEST_LIMITED"
)

// TestUnderMemoryLimit reads the hostile and the mutated files in a process
// of its own that can't have more than 1.5 GB of address space: a lying length
// that is believed ends it.
func TestUnderMemoryLimit(t *testing.T) {
	if dir := os.Getenv(limitedEnv); dir != "" {
		readLimited(t, dir)
		return
	}
	dir := t.TempDir()
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, s := range hostileFiles() {
		write(strings.ReplaceAll(name, "/", " "), []byte(s))
	}
	files := sampleFiles(t)
	rng := rand.New(rand.NewPCG(4, 2013)) // the same damage each time
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for i := range mutations {
			write(fmt.Sprintf("%d-%s", i, name), mutate(rng, files[name]))
		}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestUnderMemoryLimit$", "-test.v")
	cmd.Env = append(os.Environ(), limitedEnv+"="+dir)
	if out, err := cmd.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("--- PASS: TestUnderMemoryLimit")) {
		t.Fatalf("%v\n%s", err, out)
	}
}

// readLimited reads all files of a folder within the limit.
func readLimited(t *testing.T, dir string) {
	limit := unix.Rlimit{Cur: addressLimit, Max: addressLimit}
	if err := unix.Setrlimit(unix.RLIMIT_AS, &limit); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		readWithin(t, e.Name(), f, info.Size())
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if peak := peakMemory(t); peak > residentLimit {
		t.Errorf("peak resident memory %d MB", peak)
	}
}

// peakMemory is the largest resident memory of this process so far, in MB.
// (The figure of getrusage would hold the parent's.)
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

// mutate damages a file as disks, transfers and attackers do.
func mutate(rng *rand.Rand, b []byte) []byte {
	b = bytes.Clone(b)
	for range 1 + rng.IntN(8) {
		if len(b) < 8 {
			return b
		}
		i := rng.IntN(len(b) - 4)
		if rng.IntN(2) == 0 { // heads are where the lengths are
			i = rng.IntN(min(len(b)-4, 256))
		}
		switch rng.IntN(7) {
		case 0:
			b[i] ^= 1 << rng.IntN(8)
		case 1:
			b[i] = byte(rng.Uint32())
		case 2:
			copy(b[i:], "\xff\xff\xff\xff")
		case 3:
			copy(b[i:], "\x00\x00\x00\x00")
		case 4:
			b = b[:i]
		case 5:
			n := rng.IntN(min(64, len(b)-i))
			b = slices.Insert(b, i, b[i:i+n]...)
		case 6:
			n := rng.IntN(min(64, len(b)-i))
			b = slices.Delete(b, i, i+n)
		}
	}
	return b
}

// readWithin reads a file within two seconds and checks the result.
func readWithin(t *testing.T, name string, r io.ReaderAt, size int64) {
	t.Helper()
	start := time.Now()
	f, err := Read(r, size, name)
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("%s: took %v", name, d)
	}
	if err == nil {
		checkFile(t, name, f)
	}
}

func FuzzRead(f *testing.F) {
	for name, b := range sampleFiles(f) {
		f.Add(b, name)
	}
	for name, s := range hostileFiles() {
		if len(s) < 1<<16 {
			f.Add([]byte(s), name)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		readWithin(t, name, bytes.NewReader(b), int64(len(b)))
	})
}

func BenchmarkRead(b *testing.B) {
	files := sampleFiles(b)
	for _, name := range []string{"all.jpg", "all.png", "all.tif", "raw.nef", "all.heic", "lossy.webp", "all.gif"} {
		b.Run(name, func(b *testing.B) {
			r := bytes.NewReader(files[name])
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(r, r.Size(), name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
