package edtf

import "testing"

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
