package edtf

import "testing"

// BenchmarkParse: a million full timestamps are read when a catalogue is
// restored; each is to take less than 150 ns and allocate nothing.
func BenchmarkParse(b *testing.B) {
	for _, s := range []string{
		"2013-02-25T08:14:00+09:00", "2013-02-25T08:14:00.123Z", "2013-02-25", "1985", "195X",
		"XXXX-02-29", "1985-XX-30", "1985-04-12/..", "[1667,1668,1670..1672]", "Y-17E7",
	} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestParseAllocatesNothing(t *testing.T) {
	for _, s := range []string{"2013-02-25T08:14:00.123+09:00", "2013-02", "195X~", "1985/1986", "Y-17E7"} {
		n := testing.AllocsPerRun(100, func() {
			if _, err := Parse(s); err != nil {
				t.Error(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

func BenchmarkParseWhen(b *testing.B) {
	for b.Loop() {
		if _, err := ParseWhen("last-month..2013-03", wednesday); err != nil {
			b.Fatal(err)
		}
	}
}
