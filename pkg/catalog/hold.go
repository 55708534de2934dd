package catalog

import (
	"context"
	"fmt"
	"os"
	"time"
)

// Hold keeps all other processes out of a catalogue that may be too damaged to
// be opened, until release is called. Who waits meanwhile meets what stands in
// its place then. It waits as others do; the error wraps ErrLocked.
func (c *Catalog) Hold(ctx context.Context) (release func() error, err error) {
	for waited := time.Duration(0); ; waited += lockPauseMost {
		f, err := os.Open(c.path)
		if err != nil {
			return nil, err
		}
		if !lockFile(f) && !c.replaced(f) {
			return f.Close, nil
		}
		if err := f.Close(); err != nil {
			return nil, err
		}
		if waited >= c.opts.Wait {
			return nil, fmt.Errorf("%s: %w for %s", c.path, ErrLocked, c.opts.Wait)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockPauseMost):
		}
		if waited < lockTell && waited+lockPauseMost >= lockTell && c.opts.Waiting != nil {
			c.opts.Waiting()
		}
	}
}
