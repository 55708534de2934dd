package text

import (
	"strings"
	"testing"
)

// captions are 200 bytes or characters of several kinds.
func captions() map[string]string {
	ascii := "A popcorn vendor works at a snack bar in a department store in #Pyongyang. The store's shelves were full, " +
		"boys with a camera don't look; a mural of the tower stands behind them. #NKorea #Propaganda 2013"
	return map[string]string{
		"ascii":    ascii,
		"lower":    strings.ToLower(ascii),
		"curly":    strings.ReplaceAll(ascii, "'", "’") + " — ❤️",
		"latin":    strings.NewReplacer("e", "é", "P", "Ö").Replace(ascii),
		"cyrillic": strings.Repeat("Продавец попкорна в универмаге Пхеньяна, ёлка. ", 4),
		"korean":   strings.Repeat("평양 백화점 스낵바에서 팝콘을 파는 판매원. ", 8),
		"japanese": strings.Repeat("平壌のデパートの軽食堂で働くポップコーン売り。", 9),
		"arabic":   strings.Repeat("بائع الفشار يعمل في مقصف في بيونغ يانغ ", 5),
	}
}

func BenchmarkTerms(b *testing.B) {
	for name, s := range captions() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			var terms []string
			for b.Loop() {
				terms = Terms(terms[:0], s)
			}
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	for name, s := range captions() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				for t := range Tokens(s) {
					_ = t
				}
			}
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	p := Compile("mural of the tower", false)
	for name, s := range captions() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Match(s)
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Pyongyang", "latin": "Café", "korean": "평양", "cyrillic": "Йошкар-Ола"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
				FoldLoose(s)
				FoldPlace(s)
			}
		})
	}
}
