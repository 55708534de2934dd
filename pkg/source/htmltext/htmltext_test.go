package htmltext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "just text", "just text"},
		{"br is a line", "Line one<br>line two<br/>three<BR />four", "Line one\nline two\nthree\nfour"},
		{"two br", "a<br><br>b", "a\n\nb"},
		{"white space around br", "a  <br>\n  b", "a\nb"},
		{"paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"},
		{"paragraph and br", "<p>One<br></p>\n\n<p>Two</p>", "One\n\nTwo"},
		{"nested blocks", "<div><div>One</div></div><div>Two</div>", "One\n\nTwo"},
		{"list", "<ul><li>One</li><li>Two</li></ul>end", "One\nTwo\n\nend"},
		{"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		{"entities", "Tom &amp; Jerry &lt;3 &#39;x&#39; &hellip; &eacute; &#x1F30A;", "Tom & Jerry <3 'x' … é 🌊"},
		{"once only", "&amp;amp;lt;", "&amp;lt;"},
		{"no-break space", "a&nbsp;b\u00a0 c&nbsp;", "a\u00a0b\u00a0 c\u00a0"},
		{"white space", "  a \t\n b  ", "a b"},
		{"link", `see <a href="https://example.org/x">link</a> &amp; more`, "see link & more"},
		{"clipped link", `<a href="https://example.org/a/long/path">example.org/a/lo…</a>`, "https://example.org/a/long/path"},
		{"clipped by points", `<a href="https://www.example.org/a/long/path">http://example.org/a/lo...</a>.`, "https://www.example.org/a/long/path."},
		{"a text with an ellipsis", `<a href="https://example.org/a">Read on…</a>`, "Read on…"},
		{
			"Mastodon's hidden parts",
			`<p><a href="https://example.com/long/path"><span class="invisible">https://</span><span class="ellipsis">example.com/long</span><span class="invisible">/path</span></a> <a href="https://m.example/tags/birds" class="mention hashtag" rel="tag">#<span>birds</span></a></p>`,
			"https://example.com/long/path #birds",
		},
		{"inline", "<b>bold</b>ly <i>it</i>", "boldly it"},
		{"script and style", "a<script>if (x<y) {}</script><style>p{}</style>b", "ab"},
		{"comment", "a<!-- <b>x</b> -->b", "ab"},
		{"pre", "<pre>a  b\n  c</pre>d", "a  b\n  c\n\nd"},
		{"unclosed", "<p>One<p>Two<b>x", "One\n\nTwox"},
		{"a sign that is no tag", "1 < 2 and a <3 b", "1 < 2 and a <3 b"},
		{"title", "<html><head><title>T</title><body><p>x", "x"},
		{"empty", "<p></p><br>", ""},
		{"not UTF-8", "a\xff", "a\uFFFD"},
	}
	for _, tt := range tests {
		if got := Text(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"a<br>b", "<a href='https://e.org/abc'>e.org/a…</a>", "<pre>\n", "</a></p></script>", "<!--", "&#0;&#xD800;&bogus;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q gives %q", s, got)
		}
		if got != strings.Trim(got, " \n") && !strings.Contains(s, "pre") && !strings.Contains(s, "area") && !strings.Contains(s, "&") {
			t.Fatalf("%q gives white space at the ends: %q", s, got)
		}
	})
}
