'use strict'
// The filters: what is chosen, what an item must be for it, and the buttons.

// Each condition is a bit; an item's bits are the conditions it fails.
gallery.bits = { q: 1, tags: 2, place: 4, by: 8, date: 16, area: 32 }

// readState reads what is chosen from the address. It works from disk too.
gallery.readState = hash => {
  const p = new URLSearchParams(hash.replace(/^#/, ''))
  return {
    q: p.get('q') || '', tags: p.getAll('tag'), place: p.getAll('place'),
    by: p.get('by') || '', date: p.get('date') || '', area: p.get('area') || '', item: p.get('item') || '',
  }
}

gallery.writeState = s => {
  const p = new URLSearchParams()
  if (s.q) p.set('q', s.q)
  for (const t of s.tags) p.append('tag', t)
  for (const l of s.place) p.append('place', l)
  for (const key of ['by', 'date', 'area', 'item']) if (s[key]) p.set(key, s[key])
  const text = p.toString()
  return text ? '#' + text : '#'
}

// period is the first and the last day of a chosen date: 195X, 2013, 2013-02,
// 2013-02-25. Days are numbers of the form 20130225.
gallery.period = date => {
  if (!periods.has(date)) periods.set(date, readPeriod(date))
  return periods.get(date)
}

const periods = new Map()

const readPeriod = date => {
  if (/^-?\d+X$/.test(date)) {
    const decade = Number(date.slice(0, -1)) * 10
    return [decade * 10000, (decade + 10) * 10000 - 1]
  }
  const m = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(date)
  if (!m) return [1, 0]
  const year = Number(m[1]) * 10000
  if (!m[2]) return [year, year + 9999]
  const month = year + Number(m[2]) * 100
  return m[3] ? [month + Number(m[3]), month + Number(m[3])] : [month, month + 99]
}

// inDate tells whether an item may be of a date; "none" are those without one.
gallery.inDate = (item, date) => {
  if (date === 'none') return !item.span
  const [from, to] = gallery.period(date)
  return Boolean(item.span) && item.span[0] <= to && item.span[1] >= from
}

gallery.inArea = (item, area) => {
  if (!item.at) return false
  const [south, west, north, east] = area
  return item.at[0] >= south && item.at[0] <= north && item.at[1] >= west && item.at[1] <= east
}

// judge sets the bits of every item.
gallery.judge = state => {
  const terms = gallery.terms(state.q)
  const area = state.area.split(',').map(Number)
  const bits = gallery.bits
  for (const item of gallery.items) {
    item.fails = 0
    if (terms.length && !gallery.hasTerms(item, terms)) item.fails |= bits.q
    if (state.tags.some(t => !(item.tags || []).includes(t))) item.fails |= bits.tags
    if (state.place.some((l, i) => (item.levels || [])[i] !== l)) item.fails |= bits.place
    if (state.by && !(item.by || []).includes(state.by)) item.fails |= bits.by
    if (state.date && !gallery.inDate(item, state.date)) item.fails |= bits.date
    if (state.area && !gallery.inArea(item, area)) item.fails |= bits.area
  }
}

// Filters of one kind: of gives an item's values, a value being a string; in a
// place the levels stand one after the other, each behind a line break.
gallery.kinds = [
  {
    name: 'Place', bit: 'place',
    of: item => (item.levels || []).map((_, i) => item.levels.slice(0, i + 1).join('\n')),
    shown: value => value.slice(value.lastIndexOf('\n') + 1),
    chosen: (state, value) => state.place.slice(0, value.split('\n').length).join('\n') === value,
    choose: (state, value) => {
      const levels = value.split('\n')
      state.place = state.place.join('\n') === value ? levels.slice(0, -1) : levels
    },
  },
  {
    name: 'Date', bit: 'date',
    of: item => {
      if (!item.span) return ['none']
      const [from, to] = item.span.map(day => Math.floor(day / 10000))
      if (from === to) return [String(from)]
      if (from % 10 === 0 && to === from + 9) return [from / 10 + 'X']
      return to - from < 3 ? Array.from({ length: to - from + 1 }, (_, i) => String(from + i)) : []
    },
    has: gallery.inDate,
    shown: value => value === 'none' ? 'Undated' : value.replace(/X$/, '0s'),
    chosen: (state, value) => state.date === value || state.date.startsWith(value + '-') && value !== '',
    choose: (state, value) => { state.date = state.date === value ? '' : value },
  },
  {
    name: 'Creator', bit: 'by', of: item => item.by || [], shown: value => value,
    chosen: (state, value) => state.by === value,
    choose: (state, value) => { state.by = state.by === value ? '' : value },
  },
  {
    name: 'Tags', bit: 'tags', of: item => item.tags || [], shown: value => value,
    chosen: (state, value) => state.tags.includes(value),
    choose: (state, value) => {
      state.tags = state.tags.includes(value) ? state.tags.filter(t => t !== value) : [...state.tags, value]
    },
  },
]

// count counts each value of a kind among the items that fail nothing else. Of
// tags all that are chosen must be there, so there nothing may fail.
gallery.count = (kind, all) => {
  const but = kind.bit === 'tags' ? 0 : gallery.bits[kind.bit]
  const counts = new Map()
  for (const item of gallery.items) {
    if (!all && item.fails & ~but) continue
    let values = item.values[kind.bit]
    // A picture counts for each time that it may be of.
    if (!all && kind.has && (kind.decades.length || values.length !== 1)) values = kind.values.filter(v => kind.has(item, v))
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1)
  }
  return counts
}

const mostButtons = 200

// order sorts values: dates the newest first, places as a tree, all else by how
// many there are.
const order = (kind, counts) => {
  const byCount = (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1)
  if (kind.name === 'Date') {
    const year = value => value === 'none' ? -Infinity : Number(value.replace(/X$/, '0'))
    return [...counts.keys()].sort((a, b) => a === b ? 0 : year(b) - year(a) || (a < b ? -1 : 1))
  }
  if (kind.name !== 'Place') return [...counts.keys()].sort(byCount)
  const below = new Map()
  for (const value of counts.keys()) {
    const parent = value.slice(0, Math.max(0, value.lastIndexOf('\n')))
    below.set(parent, [...below.get(parent) || [], value])
  }
  const walk = parent => (below.get(parent) || []).sort(byCount).flatMap(value => [value, ...walk(value)])
  return walk('')
}

// startFilters makes the groups.
gallery.startFilters = () => {
  for (const item of gallery.items) {
    item.values = Object.fromEntries(gallery.kinds.map(kind => [kind.bit, kind.of(item)]))
  }
  const box = document.getElementById('filter-groups')
  for (const kind of gallery.kinds) {
    const counts = gallery.count(kind, true)
    kind.values = order(kind, counts)
    kind.decades = kind.values.filter(v => kind.has && v.endsWith('X'))
    kind.buttons = new Map()
    if (kind.values.length === 0 || kind.values.length === 1 && kind.values[0] === 'none') continue
    const id = 'filter-' + kind.bit
    kind.list = gallery.element('div', { class: 'choices' })
    const group = gallery.element('div', { class: 'group', role: 'group', 'aria-labelledby': id },
      gallery.element('h2', { id }, kind.name))
    if (kind.values.length > 40) group.append(narrowing(kind))
    group.append(kind.list)
    box.append(group)
    showButtons(kind, '')
  }
  const narrow = window.matchMedia('(max-width: 60rem)')
  const fold = () => { document.getElementById('filters').open = !narrow.matches }
  fold()
  narrow.addEventListener('change', fold)
}

// narrowing is a field that looks for a value among many.
const narrowing = kind => {
  const label = 'Find in ' + kind.name.toLowerCase()
  const field = gallery.element('input', { type: 'text', class: 'narrow', placeholder: label, 'aria-label': label, autocomplete: 'off' })
  field.addEventListener('input', () => {
    showButtons(kind, gallery.fold(field.value))
    gallery.updateFilters(gallery.state)
  })
  return field
}

const showButtons = (kind, text) => {
  const values = kind.values.filter(v => !text || (' ' + gallery.fold(kind.shown(v))).includes(text))
  kind.list.replaceChildren(...values.slice(0, mostButtons).map(v => buttonOf(kind, v)))
}

const buttonOf = (kind, value) => {
  let b = kind.buttons.get(value)
  if (!b) {
    b = gallery.element('button', { type: 'button', 'aria-pressed': 'false', class: 'depth' + (value.split('\n').length - 1) },
      gallery.element('span', { class: 'name', dir: 'auto' }, kind.shown(value)), ' ', gallery.element('span', { class: 'n' }))
    b.addEventListener('click', () => gallery.change(s => kind.choose(s, value)))
    kind.buttons.set(value, b)
  }
  return b
}

// updateFilters writes the counts, and hides what nothing is left of.
gallery.updateFilters = state => {
  for (const kind of gallery.kinds) {
    if (!kind.list) continue
    const counts = gallery.count(kind, false)
    for (const [value, b] of kind.buttons) {
      const n = counts.get(value) || 0
      const chosen = kind.chosen(state, value)
      const shown = n + ' ' + chosen
      if (b.dataset.shown === shown) continue
      b.dataset.shown = shown
      b.lastChild.textContent = n
      b.setAttribute('aria-pressed', chosen)
      b.hidden = n === 0 && !chosen
    }
  }
  updateChosen(state)
}

// updateChosen lists what is chosen, each with a button that takes it back.
const updateChosen = state => {
  const chips = []
  const chip = (shown, take) => {
    const b = gallery.element('button', { type: 'button', 'aria-label': 'Remove filter ' + shown },
      gallery.element('span', { dir: 'auto' }, shown), gallery.element('span', { 'aria-hidden': 'true', class: 'x' }, '×'))
    b.addEventListener('click', () => { gallery.change(take); document.getElementById('search').focus() })
    chips.push(b)
  }
  if (state.q) chip('“' + state.q + '”', s => { s.q = '' })
  for (const t of state.tags) chip('#' + t, s => { s.tags = s.tags.filter(u => u !== t) })
  if (state.place.length) chip(state.place.join(', '), s => { s.place = [] })
  if (state.by) chip(state.by, s => { s.by = '' })
  if (state.date) chip(state.date === 'none' ? 'Undated' : state.date.replace(/X$/, '0s'), s => { s.date = '' })
  if (state.area) chip('Area on the map', s => { s.area = '' })
  if (chips.length > 1) {
    chip('all', s => Object.assign(s, { q: '', tags: [], place: [], by: '', date: '', area: '' }))
    const all = chips.at(-1)
    all.setAttribute('aria-label', 'Remove all filters')
    all.replaceChildren('Remove all')
  }
  document.getElementById('chosen').replaceChildren(...chips)
}
