package text

import "strings"

// Terms appends the index terms of s to dst: each word, and for characters of
// scripts written without spaces each character and each pair of neighbours.
// Terms are not deduplicated.
func Terms(dst []string, s string) []string {
	prev := ""
	for t := range Tokens(s) {
		dst = append(dst, t.Text)
		if t.Joined {
			dst = append(dst, prev+t.Text)
		}
		prev = t.Text
	}
	return dst
}

// Pattern is what to look for in a text: words one after the other. The zero
// Pattern is empty and matches nothing.
type Pattern struct {
	tokens []Token
	prefix bool
}

// Compile makes a Pattern of the words of s. With prefix the last word may be
// the beginning of a longer one.
func Compile(s string, prefix bool) Pattern {
	p := Pattern{prefix: prefix}
	for t := range Tokens(s) {
		p.tokens = append(p.tokens, t)
	}
	return p
}

// Tokens returns the words of the pattern, folded.
func (p Pattern) Tokens() []string {
	list := make([]string, len(p.tokens))
	for i, t := range p.tokens {
		list[i] = t.Text
	}
	return list
}

// Prefix reports whether the last word may be the beginning of a longer one.
func (p Pattern) Prefix() bool { return p.prefix && len(p.tokens) > 0 }

// Empty reports whether the pattern has no words; it then matches nothing.
func (p Pattern) Empty() bool { return len(p.tokens) == 0 }

// Required returns the index terms, as Terms makes them, that every text that
// matches has. A prefix is not among them.
func (p Pattern) Required() []string {
	whole := p.tokens
	if p.prefix && len(whole) > 0 {
		whole = whole[:len(whole)-1]
	}
	var list []string
	for i, t := range whole {
		next := i+1 < len(whole) && whole[i+1].Joined
		if t.Joined {
			list = append(list, whole[i-1].Text+t.Text)
		} else if !next {
			list = append(list, t.Text)
		}
	}
	return list
}

// Exact reports whether a text that has all Required terms is sure to match.
func (p Pattern) Exact() bool {
	return !p.prefix && len(p.tokens) > 0 && len(p.Required()) == 1
}

// Match reports whether the words of p occur in s one after the other.
func (p Pattern) Match(s string) bool { return len(p.find(s, 1)) > 0 }

// Find returns the byte ranges of s that match, without overlaps, in order.
func (p Pattern) Find(s string) [][2]int { return p.find(s, -1) }

func (p Pattern) find(s string, limit int) [][2]int {
	if p.Empty() {
		return nil
	}
	var all []Token
	for t := range Tokens(s) {
		all = append(all, t)
	}
	var found [][2]int
	for i := 0; i+len(p.tokens) <= len(all) && len(found) != limit; {
		if !p.at(all[i:]) {
			i++
			continue
		}
		found = append(found, [2]int{all[i].Start, all[i+len(p.tokens)-1].End})
		i += len(p.tokens)
	}
	return found
}

func (p Pattern) at(tokens []Token) bool {
	for i, want := range p.tokens {
		have := tokens[i]
		if want.Joined && !have.Joined {
			return false
		}
		if p.prefix && i == len(p.tokens)-1 {
			return strings.HasPrefix(have.Text, want.Text)
		}
		if have.Text != want.Text {
			return false
		}
	}
	return true
}
