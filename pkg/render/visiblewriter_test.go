package render

import (
	"bytes"
	"testing"
)

func TestVisibleWriter(t *testing.T) {
	for _, tt := range []struct{ kind, text, want string }{
		{"json", "{\"a\":\"é\u009b2J\u202e日\x7f\"}\n", "{\"a\":\"é\\u009b2J\\u202e日\\u007f\"}\n"},
		{"xml", "<a>é\u009b2J\u202e日\x7f</a>\n", "<a>é&#x9B;2J&#x202E;日&#x7F;</a>\n"},
		{"csv", "a,é\u009b\x1b日\r\n", "a,é<U+009B>␛日\r\n"},
	} {
		for size := 1; size <= len(tt.text); size++ { // however it is cut
			var got bytes.Buffer
			w := NewVisibleWriter(&got, tt.kind)
			for rest := []byte(tt.text); len(rest) > 0; {
				n, err := w.Write(rest[:min(size, len(rest))])
				if err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if got.String() != tt.want {
				t.Errorf("%s by %d: %q, want %q", tt.kind, size, got.String(), tt.want)
			}
		}
	}
}
