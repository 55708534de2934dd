package container

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	mutations    = 30
	addressLimit = 1500 << 20
	limitedEnv   = "CONTAINER_TEST_LIMITED"
)

// TestUnderMemoryLimit reads the hostile and the mutated files in a process
// of its own that can't have more than 1.5 GB of address space: a lying length
// that is believed ends it.
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
	hostile := hostileFiles()
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		readWithin(t, name, strings.NewReader(hostile[name]))
	}
	eachMutation(t, readWithin)
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	if peak := usage.Maxrss / 1024; peak > 256 {
		t.Errorf("peak resident memory %d MB", peak)
	}
}

// eachMutation calls visit with 30 damaged versions of every sample, the same
// ones each time.
func eachMutation(t *testing.T, visit func(*testing.T, string, source)) {
	files := sampleFiles(t)
	rng := rand.New(rand.NewPCG(4, 2013))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for i := range mutations {
			visit(t, fmt.Sprintf("%s, mutation %d", name, i), bytes.NewReader(mutate(rng, files[name])))
		}
	}
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

// source is a file in memory.
type source interface {
	io.ReaderAt
	Size() int64
}

func readWithin(t *testing.T, name string, r source) {
	t.Helper()
	start := time.Now()
	f, err := Read(r, r.Size(), name)
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
		readWithin(t, name, bytes.NewReader(b))
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
