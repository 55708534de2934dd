package archive

import "testing"

func TestTellsMore(t *testing.T) {
	for _, tt := range []struct {
		own, said string
		want      bool
	}{
		{"2023-10-06T09:30:00+03:00", "2023-10-06T06:30:00Z", true},
		{"2023-10-06T09:30:00", "2023-10-06T06:30:00Z", true},
		{"2023-10-06T23:30:00", "2023-10-06T06:30:00Z", false}, // no zone is 17 hours ahead
		{"2019-01-01T00:00:00", "2023-10-06T06:30:00Z", false},
		{"2023-10-06T06:30:00", "2023-10-06T06:30:00Z", false},
		{"2008-07-01T13:04:18-07:00", "2008-07-01T13:04:18", true},
		{"2008-07-01T13:04:18", "2008-07-01T13:04:18", false},
		{"2008-07-01", "2008-07-01T13:04:18Z", false},
		{"", "2008-07-01T13:04:18Z", false},
		{"2008-07-01T13:04:18", "", false},
	} {
		if got := tellsMore(tt.own, tt.said); got != tt.want {
			t.Errorf("own %q, said %q: %v", tt.own, tt.said, got)
		}
	}
}
