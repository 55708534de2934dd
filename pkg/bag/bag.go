// Package bag checks BagIt bags, in folders, zips and tars, against RFC 8493
// (1.0) and the drafts before it (0.93 to 0.97), and holds what writing a bag
// needs of the format's grammar.
//
// It trusts nothing in a bag: every name, size and number is checked, nothing
// is unpacked to disk, nothing outside the bag is opened, and no URL is ever
// fetched. It knows nothing of pictures and of the archive.
package bag

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// ErrOther is returned for a file that is neither a zip nor a tar.
var ErrOther = errors.New("neither a folder nor a zip or tar file")

// Problem is one thing that is wrong with a bag.
type Problem struct {
	// Code is a stable word for what is wrong: declaration, payload, manifest,
	// missing, unlisted, changed, duplicate, unsafe, unreadable, oxum, info,
	// fetch, encoding, special, container; or, as warnings only: portability,
	// normalization, case, path.
	Code string `json:"code"`
	// Path is of a file in the bag, parted by slashes; empty where the whole
	// bag is meant.
	Path string `json:"path,omitempty"`
	What string `json:"what"`
	// Warning: the bag is valid all the same.
	Warning bool `json:"warning,omitempty"`
}

// Verified sums up a check.
type Verified struct {
	// Version is what bagit.txt says, such as 1.0; empty where it says nothing
	// that can be read.
	Version string
	// Algorithms are the digests of the payload manifests, sorted.
	Algorithms []string
	// Files and Bytes are the payload's.
	Files int
	Bytes int64
	// Errors are the problems that make the bag invalid.
	Errors, Warnings int
}

// Options say where a check tells what it finds.
type Options struct {
	// Report is called for each problem, by one goroutine at a time. A folder's
	// problems always come in the same order.
	Report func(Problem)
	// Progress is told the number of files and bytes hashed so far. It may be
	// called by several goroutines at once.
	Progress func(files int, bytes int64)
}

// Verify checks the bag at path: a folder, or a zip, tar or tar.gz that holds a
// bag at its root or in its one top folder. The error tells that the bag
// couldn't be looked at: the path can't be read, or is an ErrOther. A bag that
// was looked at is valid when the Errors are 0.
func Verify(ctx context.Context, path string, o Options) (Verified, error) {
	src, err := open(path)
	if err != nil {
		return Verified{}, err
	}
	c := &check{src: src, opts: o, files: map[string]*file{}, absent: map[string]*file{}, fetch: map[string]string{}}
	err = c.run(ctx)
	return c.sum, errors.Join(err, src.Close())
}

// check is one run over one bag.
type check struct {
	src     source
	opts    Options
	base    string           // the bag's folder in a container: empty or with a final slash
	files   map[string]*file // what is there, by its name in the bag
	absent  map[string]*file // what manifests list and is not there
	hasData bool
	decl    declaration
	// manifests in order of name; the payload's first.
	manifests []*manifest
	composed  map[string][]string // names that are not ASCII, by their NFC
	fetch     map[string]string   // URLs by path
	oxums     []oxum
	odd       []oddity // what is odd in the tag file that is being read
	tooMany   bool     // of the files that are absent
	halted    bool     // the container is damaged: what it holds says nothing

	mu  sync.Mutex // guards what follows
	sum Verified
}

// file is a file of the bag, or one that a manifest lists.
type file struct {
	size int64
	kind kind
	link string // the file in the container whose bytes it has; empty: its own
	sums []sum
}

// sum is a digest that a manifest gives for a file.
type sum struct {
	manifest int
	digest   string // raw bytes
	form     bool   // listed in another Unicode normal form than it is there
}

func (f *file) listed(manifest int) (s sum, ok bool) {
	for _, s := range f.sums {
		if s.manifest == manifest {
			return s, true
		}
	}
	return sum{}, false
}

func (c *check) report(p Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p.Warning {
		c.sum.Warnings++
	} else {
		c.sum.Errors++
	}
	c.opts.Report(p)
}

func (c *check) fail(code, path, format string, args ...any) {
	c.report(Problem{Code: code, Path: path, What: fmt.Sprintf(format, args...)})
}

func (c *check) warn(code, path, format string, args ...any) {
	c.report(Problem{Code: code, Path: path, What: fmt.Sprintf(format, args...), Warning: true})
}

// breach is an error where the bag claims to be a BagIt 1.0 and a warning in
// older versions, whose drafts were less strict.
func (c *check) breach(code, path, format string, args ...any) {
	c.report(Problem{Code: code, Path: path, What: fmt.Sprintf(format, args...), Warning: !c.decl.strict()})
}

func (c *check) run(ctx context.Context) error {
	if err := c.list(ctx); err != nil || c.halted {
		return err
	}
	if err := c.declaration(ctx); err != nil {
		return err
	}
	c.sum.Version = c.decl.version
	if c.files["bagit.txt"] == nil && len(c.files) == 0 && !c.hasData {
		return nil // it is no bag at all: one sentence says it
	}
	if err := c.tagFiles(ctx); err != nil {
		return err
	}
	c.lookAlikes()
	c.absentFiles()
	c.completeness()
	return c.hash(ctx)
}

// payload tells whether a path is below the payload folder.
func payload(path string) bool { return strings.HasPrefix(path, "data/") }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
