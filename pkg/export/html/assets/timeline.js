'use strict'
// The timeline: how many pictures there are of each decade, year, month or day.
// A click narrows to that time and shows the next finer one.

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const two = n => String(n).padStart(2, '0')

// range is the first and the last day of the pictures whose date is known to
// within a year.
const range = () => {
  let from = Infinity
  let to = -Infinity
  for (const item of gallery.items) {
    if (!item.span || item.span[1] - item.span[0] >= 10000) continue
    from = Math.min(from, item.span[0])
    to = Math.max(to, item.span[1])
  }
  return [from, to]
}

const monthsOf = year => monthNames.map((name, i) => ({ date: year + '-' + two(i + 1), tick: name.slice(0, 3) }))
const yearsOf = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => ({ date: String(from + i), tick: String(from + i) }))
const daysOf = month => {
  const [year, m] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, m, 0)).getUTCDate()
  return Array.from({ length: last }, (_, i) => ({ date: month + '-' + two(i + 1), tick: String(i + 1) }))
}

// whenShown says what time the bars are of.
const whenShown = shown => {
  const [first, last] = [shown[0].date, shown.at(-1).date]
  if (/^\d{4}-\d\d-/.test(first)) return monthNames[Number(first.slice(5, 7)) - 1] + ' ' + first.slice(0, 4)
  if (/^\d{4}-\d\d$/.test(first)) return first.slice(0, 4)
  const years = [first.replace(/X$/, '0'), last.replace(/X$/, '9')]
  return years[0] === years[1] ? years[0] : years.join('–')
}

// bars are the times to show for what is chosen.
const bars = date => {
  if (/^\d+X$/.test(date)) {
    const decade = Number(date.slice(0, -1)) * 10
    return yearsOf(decade, decade + 9)
  }
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return daysOf(date.slice(0, 7))
  if (/^\d{4}-\d\d$/.test(date)) return daysOf(date)
  if (/^\d+$/.test(date)) return monthsOf(date)
  const [from, to] = range()
  if (from > to) return []
  const [first, last] = [Math.floor(from / 10000), Math.floor(to / 10000)]
  const month = day => Math.floor(day / 100) % 100
  if (first === last && month(from) === month(to)) return daysOf(first + '-' + two(month(from)))
  if (first === last) return monthsOf(String(first))
  if (last - first < 60) return yearsOf(first, last)
  const decades = []
  for (let d = Math.floor(first / 10); d <= Math.floor(last / 10) && decades.length < 200; d++) decades.push({ date: d + 'X', tick: d + '0s' })
  return decades
}

// countBars counts the pictures of each bar: a picture counts wherever it may belong.
const countBars = shown => {
  const counts = new Array(shown.length).fill(0)
  const periods = shown.map(b => gallery.period(b.date))
  for (const item of gallery.items) {
    if (!item.span || item.fails & ~gallery.bits.date) continue
    for (let i = 0; i < periods.length; i++) {
      if (item.span[0] <= periods[i][1] && item.span[1] >= periods[i][0]) counts[i]++
    }
  }
  return counts
}

const widerThan = date => {
  if (/^\d{4}-\d\d(-\d\d)?$/.test(date)) return date.slice(0, date.lastIndexOf('-'))
  return ''
}

let shownBars = ''

gallery.updateTimeline = state => {
  const section = document.getElementById('timeline')
  const shown = bars(state.date)
  const counts = countBars(shown)
  const most = Math.max(1, ...counts)
  const same = shown.map(b => b.date).join() === shownBars
  if (!same) {
    shownBars = shown.map(b => b.date).join()
    build(section, shown)
  }
  section.querySelectorAll('li button').forEach((b, i) => {
    const n = counts[i]
    b.setAttribute('aria-label', shown[i].date.replace(/X$/, '0s') + ': ' + gallery.plural(n))
    b.title = b.getAttribute('aria-label')
    b.setAttribute('aria-pressed', state.date === shown[i].date)
    b.disabled = n === 0
    b.firstChild.style.height = n ? Math.max(4, Math.round(100 * n / most)) + '%' : '0'
  })
  const wider = section.querySelector('.wider')
  if (wider) {
    wider.hidden = !state.date
    wider.textContent = widerThan(state.date) ? '← ' + widerThan(state.date) : '← All dates'
  }
}

const build = (section, shown) => {
  if (shown.length === 0) {
    section.replaceChildren(gallery.element('p', { class: 'quiet' }, 'No dates'))
    return
  }
  const held = section.contains(document.activeElement)
  const every = Math.ceil(shown.length / 12)
  const list = gallery.element('ol', {})
  shown.forEach((bar, i) => {
    const b = gallery.element('button', { type: 'button' },
      gallery.element('span', { class: 'bar' }),
      gallery.element('span', { class: 'tick' }, i % every ? '' : bar.tick))
    b.addEventListener('click', () => gallery.change(s => { s.date = s.date === bar.date ? widerThan(bar.date) : bar.date }))
    list.append(gallery.element('li', {}, b))
  })
  const wider = gallery.element('button', { type: 'button', class: 'wider' })
  wider.addEventListener('click', () => gallery.change(s => { s.date = widerThan(s.date) }))
  section.replaceChildren(gallery.element('p', { class: 'when' }, whenShown(shown)), list, wider)
  if (held) wider.focus()
}
