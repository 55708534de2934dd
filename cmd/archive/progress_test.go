package main

import (
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		done, total work
		elapsed     time.Duration
		width       int
		want        string
	}{
		{work{120, 12_000_000}, work{}, 2 * s, 80, "120 files  12.0 MB  6.0 MB/s"},
		{work{120, 12_000_000}, work{480, 48_000_000}, 2 * s, 100, " 25% [=====               ]  120 of 480 files  12.0 MB of 48.0 MB  6.0 MB/s  6 s left"},
		{work{120, 12_000_000}, work{480, 48_000_000}, 2 * s, 80, " 25%  120 of 480 files  12.0 MB of 48.0 MB  6.0 MB/s  6 s left"},
		{work{120, 12_000_000}, work{480, 48_000_000}, 2 * s, 40, " 25%  120 of 480 files  6 s left"},
		{work{120, 12_000_000}, work{480, 48_000_000}, 2 * s, 20, " 25%  6 s left"},
		{work{120, 12_000_000}, work{480, 48_000_000}, 2 * s, 5, ""},
		{work{1, 10}, work{3_601, 36_010}, s, 80, "  0%  1 of 3601 files  10 bytes of 36 kB  10 bytes/s  1 h 0 min left"},
		{work{1, 10}, work{91, 910}, s, 80, "  1%  1 of 91 files  10 bytes of 910 bytes  10 bytes/s  1 min 30 s left"},
		{work{5, 0}, work{10, 0}, s, 80, " 50% [==========          ]  5 of 10 files  1 s left"},
		{work{0, 0}, work{10, 100}, 3 * s, 80, "  0% [                    ]  0 of 10 files"},
		// More than was counted: files that came meanwhile.
		{work{12, 120}, work{10, 100}, s, 80, "100%  12 of 10 files  120 bytes of 100 bytes  120 bytes/s  0 s left"},
	} {
		if got := progressLine(c.done, c.total, c.elapsed, c.width); got != c.want {
			t.Errorf("%v of %v in %s, %d columns:\n%q, want\n%q", c.done, c.total, c.elapsed, c.width, got, c.want)
		}
	}
}
