package archive

import "context"

// Compact writes the catalogue anew without its free pages, and gives its
// sizes before and after, in bytes.
func (a *Archive) Compact(ctx context.Context) (before, after int64, err error) {
	return a.catalog.Compact(ctx, a.step)
}
