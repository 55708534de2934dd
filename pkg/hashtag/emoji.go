package hashtag

import "unicode/utf8"

// presentation is U+FE0F, which asks for the coloured form of a symbol.
const presentation = '\uFE0F'

// emojiLen returns the bytes of the emoji sequence at the beginning of s
// (UTS #51, ED-17): an emoji with its presentation selector and skin tone, a
// flag, or several joined by ZWJ. It is 0 where s begins otherwise, and for
// keycaps, which are a digit with marks. Symbols that are text unless U+FE0F
// follows (☀, ©) are emoji only with it, with a skin tone, or joined.
func emojiLen(s string) int {
	if s == "" || s[0] < utf8.RuneSelf {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s)
	if isRegional(r) {
		if next, more := utf8.DecodeRuneInString(s[size:]); isRegional(next) {
			return size + more
		}
		return 0
	}
	n, qualified := elementLen(s)
	for n > 0 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != zwj {
			break
		}
		more, _ := elementLen(s[n+size:])
		if more == 0 {
			break
		}
		qualified = true
		n += size + more
	}
	if !qualified {
		return 0
	}
	return n
}

// elementLen returns the bytes of the emoji at the beginning of s with what
// modifies it. It is qualified if it is an emoji without anything beside it.
func elementLen(s string) (n int, qualified bool) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case isEmoji(r):
		qualified = true
	case !isTextEmoji(r):
		return 0, false
	}
	flag := r == 0x1F3F4
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != presentation && !isSkinTone(r) && (!flag || !isFlagTag(r)) {
			break
		}
		qualified = true
		n += size
	}
	return n, qualified
}

// isRegional reports whether r is half of a flag.
func isRegional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// isSkinTone reports whether r is an Emoji_Modifier.
func isSkinTone(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

// isFlagTag reports whether r is part of the flag of England and its like.
func isFlagTag(r rune) bool { return 0xE0020 <= r && r <= 0xE007F }

// isEmoji reports whether r is an emoji without U+FE0F: Emoji_Presentation of
// emoji-data.txt, and all of the blocks of pictographs, where the selector is
// often left out and new emoji are added.
func isEmoji(r rune) bool {
	if r >= 0x1F000 {
		switch {
		case 0x1F300 <= r && r <= 0x1F64F, 0x1F680 <= r && r <= 0x1F6FF, 0x1F7E0 <= r && r <= 0x1F7F0,
			0x1F90C <= r && r <= 0x1F9FF, 0x1FA70 <= r && r <= 0x1FAFF,
			r == 0x1F004, r == 0x1F0CF, r == 0x1F18E, 0x1F191 <= r && r <= 0x1F19A, r == 0x1F201, r == 0x1F21A,
			r == 0x1F22F, 0x1F232 <= r && r <= 0x1F236, 0x1F238 <= r && r <= 0x1F23A, r == 0x1F250, r == 0x1F251:
			return true
		}
		return false
	}
	switch r {
	case 0x231A, 0x231B, 0x23E9, 0x23EA, 0x23EB, 0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
		0x2648, 0x2649, 0x264A, 0x264B, 0x264C, 0x264D, 0x264E, 0x264F, 0x2650, 0x2651, 0x2652, 0x2653,
		0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA,
		0x26F2, 0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E,
		0x2753, 0x2754, 0x2755, 0x2757, 0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55:
		return true
	}
	return false
}

// isTextEmoji reports whether r is an emoji that is text unless U+FE0F follows:
// Emoji of emoji-data.txt without Emoji_Presentation, above ASCII.
func isTextEmoji(r rune) bool {
	switch r {
	case 0x00A9, 0x00AE, 0x203C, 0x2049, 0x2122, 0x2139, 0x21A9, 0x21AA, 0x2328, 0x23CF, 0x24C2, 0x25AA, 0x25AB,
		0x25B6, 0x25C0, 0x25FB, 0x25FC, 0x260E, 0x2611, 0x2618, 0x261D, 0x2620, 0x2622, 0x2623, 0x2626, 0x262A,
		0x262E, 0x262F, 0x2638, 0x2639, 0x263A, 0x2640, 0x2642, 0x265F, 0x2660, 0x2663, 0x2665, 0x2666, 0x2668,
		0x267B, 0x267E, 0x2692, 0x2694, 0x2695, 0x2696, 0x2697, 0x2699, 0x269B, 0x269C, 0x26A0, 0x26A7, 0x26B0,
		0x26B1, 0x26C8, 0x26CF, 0x26D1, 0x26D3, 0x26E9, 0x26F0, 0x26F1, 0x26F4, 0x26F7, 0x26F8, 0x26F9, 0x2702,
		0x2708, 0x2709, 0x270C, 0x270D, 0x270F, 0x2712, 0x2714, 0x2716, 0x271D, 0x2721, 0x2733, 0x2734, 0x2744,
		0x2747, 0x2763, 0x2764, 0x27A1, 0x2934, 0x2935, 0x2B05, 0x2B06, 0x2B07, 0x3030, 0x303D, 0x3297, 0x3299,
		0x1F170, 0x1F171, 0x1F17E, 0x1F17F, 0x1F202, 0x1F237:
		return true
	}
	return 0x2194 <= r && r <= 0x2199 || 0x2600 <= r && r <= 0x2604 || 0x23ED <= r && r <= 0x23EF ||
		r == 0x23F1 || r == 0x23F2 || 0x23F8 <= r && r <= 0x23FA
}
