package archive

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"photoarchive/pkg/item"
)

// readDump reads a dump, also one compressed with gzip: its items by id,
// removed ones too, and all its other lines. One that is cut off is an error.
func readDump(ctx context.Context, name string) (items map[string]*item.Item, others []decodedLine, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bufio.NewReader(f))
		if err != nil {
			return nil, nil, err
		}
		in = z
	}
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 1<<20), LineLimit)
	items = map[string]*item.Item{}
	for n := 1; s.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if len(s.Bytes()) == 0 {
			continue
		}
		it, other, err := decodeLine(s.Bytes())
		if err == nil && other != nil && other.Record == recordHidden {
			it = new(item.Item)
			err = item.DecodeStrict(other.Item, it)
			other = nil
		}
		if err == nil && it != nil {
			err = checkRestored(it)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", n, err)
		}
		if it != nil {
			items[it.ID] = it
			continue
		}
		others = append(others, decodedLine{other: other})
	}
	return items, others, s.Err()
}
