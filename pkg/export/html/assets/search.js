'use strict'
// Text search over the folded texts that come with the items.

// fold does with a query what folded in fold.go did with the texts: compatible
// forms, case, accents on Latin and Greek letters, and everything that is no
// letter, mark or number a space.
gallery.fold = text => {
  const strokes = { 'ø': 'o', 'đ': 'd', 'ł': 'l', 'ħ': 'h', 'ŧ': 't', 'ƀ': 'b', 'ǥ': 'g', 'ƶ': 'z', 'ɨ': 'i' }
  return text.normalize('NFKD')
    .replace(/(?!\u200b)[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u3164\uffa0\u20e3]/gu, '')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
    .replace(/[^ı]/gu, c => c.toUpperCase().toLowerCase())
    .replace(/[øđłħŧƀǥƶɨ]/g, c => strokes[c])
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

// terms are the strings that a text must hold: each word at the beginning of a
// word, and what is in quotes as it stands. Scripts written without spaces, and
// Korean with its particles, are found inside words.
gallery.terms = query => {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u
  const found = []
  for (const [, phrase, word] of query.matchAll(/"([^"]*)"?|([^\s"]+)/gu)) {
    const folded = gallery.fold(phrase ?? word)
    if (folded) found.push(unspaced.test(folded[0]) || unspaced.test(folded) && !folded.includes(' ') ? folded : ' ' + folded)
  }
  return found
}

// hasTerms tells whether an item has all of the terms.
gallery.hasTerms = (item, terms) => terms.every(t => (item.find || '').includes(t))
