package archive

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzRestore restores anything as a dump: what comes in makes a whole
// catalogue, and its own dump restores to the same.
func FuzzRestore(f *testing.F) {
	const id = "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6"
	picture := `"picture":{"sha256":"` + strings.Repeat("ab", 32) + `","size":3,"type":"image/png","width":1,"height":1,"name":"a.png"}`
	line := `{"id":"` + id + `","caption":"A #tag",` + picture + `,"tags":["tag"],"added":"2026-11-22T09:00:00Z","modified":"2026-11-22T09:00:00Z"}`
	for _, s := range []string{
		"", "{}", "\n\n", line, line + "\n" + line, `{"record":"dump","version":1}` + "\n" + line,
		`{"record":"dump","version":99}`,
		`{"record":"hidden","item":` + line + `}`,
		line + "\n" + `{"record":"history","entry":{"seq":1,"time":"2026-11-22T09:00:00Z","user":"ada","op":"edit","id":"` + id + `","changes":[{"field":"title","new":"x"}]}}`,
		`{"record":"history","entry":{"seq":18446744073709551615,"op":"purge","id":"` + id + `"}}` + "\n" + line,
		`{"record":"saved","name":"x","query":"tag:x"}` + "\n" + `{"record":"alias","id":"` + id + `","of":"` + id + `"}`,
		strings.Repeat(`{"a":`, 2000), "\xff\xfe", "\xef\xbb\xbf" + line, strings.ReplaceAll(line, id, strings.Repeat("g", 32)),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, dump []byte) {
		at, err := os.MkdirTemp("/dev/shm", "archive-fuzz-*")
		if err != nil {
			at = t.TempDir()
		}
		defer func() {
			if err := os.RemoveAll(at); err != nil {
				t.Error(err)
			}
		}()
		ctx := context.Background()
		now := func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
		var dumps [2]bytes.Buffer
		for i := range dumps {
			a, err := Create(Options{Dir: filepath.Join(at, string(rune('a'+i))), Now: now, User: "ada", Wait: time.Second})
			if err != nil {
				t.Fatal(err)
			}
			refused := 0
			if _, err := a.Restore(ctx, bytes.NewReader(dump), func(*BadLine) { refused++ }); err != nil {
				if i > 0 {
					t.Errorf("the dump of what was restored: %v", err)
				}
				return // it is no dump
			}
			if i > 0 && refused > 0 {
				t.Errorf("%d lines of the dump of what was restored are refused", refused)
			}
			sum, err := a.Verify(ctx, VerifyOptions{Quick: true, Report: func(d Damage) {
				if !d.Harmless {
					t.Errorf("%s: %s", d.Code, d.What)
				}
			}})
			if err != nil {
				t.Errorf("verify: %v %+v", err, sum)
			}
			if _, err := a.Dump(ctx, &dumps[i]); err != nil {
				t.Fatal(err)
			}
			dump = dumps[i].Bytes()
		}
		if !bytes.Equal(dumps[0].Bytes(), dumps[1].Bytes()) {
			t.Errorf("dumped, restored and dumped again:\n%s\nwant\n%s", dumps[1].Bytes(), dumps[0].Bytes())
		}
	})
}
