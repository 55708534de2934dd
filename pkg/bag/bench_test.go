package bag

import (
	"context"
	"fmt"
	"testing"
)

// Many small files: what the checks cost beside the hashing.
func BenchmarkVerify(b *testing.B) {
	payload := map[string]string{}
	for i := range 5000 {
		payload[fmt.Sprintf("%03d/photo-%06d.jpg", i/100, i)] = fmt.Sprint(i)
	}
	dir := newBag("1.0", payload, "sha256", "sha512").folder(b)
	b.ResetTimer()
	b.ReportAllocs()
	for b.Loop() {
		sum, err := Verify(context.Background(), dir, Options{Report: func(p Problem) { b.Fatalf("%+v", p) }, Progress: func(int, int64) {}})
		if err != nil || sum.Files != 5000 {
			b.Fatal(sum, err)
		}
	}
}
