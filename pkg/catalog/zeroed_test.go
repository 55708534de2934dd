package catalog

import (
	"context"
	"errors"
	"os"
	"testing"
)

// Pages that a disk lost, read as zeros: a check comes to an end, wherever they
// lie, with no error but damage.
func TestCheckEndsWherePagesAreZeros(t *testing.T) {
	c, _ := logged(t, 40)
	good, err := os.ReadFile(c.path)
	if err != nil {
		t.Fatal(err)
	}
	const most = 10_000 // problems
	errEndless := errors.New("the check doesn't end")
	page := os.Getpagesize()
	for _, pages := range []int{1, 3} {
		for at := 0; at+pages*page <= len(good); at += page {
			b := make([]byte, len(good))
			copy(b, good[:at])
			copy(b[at+pages*page:], good[at+pages*page:])
			if err := os.WriteFile(c.path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancelCause(context.Background())
			found := 0
			err := c.Check(ctx, CheckOptions{Report: func(Problem) {
				if found++; found == most {
					cancel(errEndless)
					panic(errEndless)
				}
			}})
			cancel(nil)
			if err != nil && !isDamage(err) {
				t.Errorf("%d pages from %d: %v", pages, at/page, err)
			}
		}
	}
}
