'use strict'
// The picture view: a dialog with an address of its own.

const view = { item: null, parts: {} }

gallery.startView = () => {
  const dialog = document.getElementById('view')
  const p = view.parts
  const button = (shown, label, act, cls) => {
    const b = gallery.element('button', { type: 'button', 'aria-label': label, title: label, class: cls }, shown)
    b.addEventListener('click', act)
    return b
  }
  p.img = gallery.element('img', { alt: '' })
  p.stage = gallery.element('div', { class: 'stage' }, p.img)
  p.heading = gallery.element('h2', { id: 'view-heading', dir: 'auto' })
  p.caption = gallery.element('div', { class: 'caption' })
  p.facts = gallery.element('dl', {})
  p.words = gallery.element('div', { class: 'words', tabindex: '0', role: 'region', 'aria-labelledby': 'view-heading' }, p.heading, p.caption, p.facts)
  p.position = gallery.element('p', { class: 'position' })
  p.close = button('×', 'Close', close, 'close')
  p.before = button('‹', 'Previous picture', () => turn(-1), 'before')
  p.after = button('›', 'Next picture', () => turn(1), 'after')
  dialog.setAttribute('aria-labelledby', 'view-heading')
  dialog.append(p.close, p.before, p.after, p.stage, p.words, p.position)
  view.dialog = dialog
  // Esc closes it by itself; the address follows. The event comes late: the
  // view may be open again.
  dialog.addEventListener('close', () => { if (view.item && !dialog.open) close() })
  dialog.addEventListener('keydown', keys)
  swipe(dialog)
}

const keys = event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    event.preventDefault()
    turn(event.key === 'ArrowLeft' ? -1 : 1)
  }
}

const swipe = dialog => {
  let from = null
  dialog.addEventListener('touchstart', e => { from = e.touches.length === 1 ? e.touches[0] : null }, { passive: true })
  dialog.addEventListener('touchend', e => {
    if (!from) return
    const dx = e.changedTouches[0].clientX - from.clientX
    const dy = e.changedTouches[0].clientY - from.clientY
    from = null
    if (Math.abs(dx) > 40 && Math.abs(dx) > 2 * Math.abs(dy)) turn(dx > 0 ? -1 : 1)
  }, { passive: true })
}

// among are the pictures to turn to: those shown, or all where this one isn't.
const among = () => gallery.shown.includes(view.item) ? gallery.shown : gallery.items

const turn = by => {
  const all = among()
  const next = all[all.indexOf(view.item) + by]
  if (!next) return
  gallery.state.item = next.id
  history.replaceState(history.state, '', gallery.writeState(gallery.state))
  gallery.showItem()
}

// close goes back to where the view was opened from, so that the back button
// doesn't open it again.
const close = () => {
  const opened = history.state && history.state.opened
  gallery.state.item = ''
  gallery.showItem()
  if (opened) history.back()
  else history.replaceState(null, '', gallery.writeState(gallery.state))
}

// showItem opens, changes or closes the view, as the address says.
gallery.showItem = () => {
  const item = gallery.byID.get(gallery.state.item)
  if (!item) {
    if (view.item) leave()
    return
  }
  view.item = item
  fill(item)
  if (!view.dialog.open) {
    view.dialog.showModal()
    view.parts.close.focus()
  }
  document.title = view.parts.heading.textContent + ' – ' + gallery.title
}

const leave = () => {
  const id = view.item.id
  view.item = null
  view.parts.img.removeAttribute('src')
  view.parts.img.removeAttribute('srcset')
  view.dialog.close()
  document.title = gallery.title
  gallery.focusTile(id)
}

const fill = item => {
  const p = view.parts
  const img = gallery.element('img', { alt: gallery.altOf(item) })
  const last = (item.thumbs || []).at(-1)
  if (last) {
    [img.width, img.height] = last
    img.sizes = whole(item)
    img.srcset = gallery.srcset(item, 3)
  }
  img.src = last ? gallery.thumb(item, item.thumbs.length - 1) : gallery.bare(item)
  p.img.replaceWith(img)
  p.img = img
  p.heading.textContent = gallery.heading(item)
  p.heading.classList.toggle('unseen', !item.title)
  p.caption.replaceChildren(...paragraphs(item))
  p.facts.replaceChildren(...facts(item))
  p.words.scrollTop = 0
  const all = among()
  const at = all.indexOf(item)
  p.position.textContent = (at + 1) + ' of ' + all.length
  p.before.setAttribute('aria-disabled', at === 0)
  p.after.setAttribute('aria-disabled', at === all.length - 1)
  for (const other of [all[at + 1], all[at - 1]]) ahead(other)
}

// whole says how wide a picture is shown: never larger than it is.
const whole = item => `min(100vw, ${item.thumbs.at(-1)[0]}px)`

// ahead loads a neighbour, so that turning to it doesn't wait.
const ahead = item => {
  if (!item || !item.thumbs) return
  const img = new Image()
  img.sizes = whole(item)
  img.srcset = gallery.srcset(item, 3)
}

// paragraphs are a caption's: a line break is kept, an empty line begins a new
// one. flow in page.go does the same.
const paragraphs = item => {
  const all = []
  let p = null
  let breaks = 0
  const put = node => {
    if (!p || breaks > 1) all.push(p = gallery.element('p', { dir: 'auto' }))
    else if (breaks === 1) p.append(document.createElement('br'))
    breaks = 0
    p.append(node)
  }
  for (const part of item.text || []) {
    if (Array.isArray(part)) {
      put(tagLink(part[0], part[1]))
      continue
    }
    part.split('\n').forEach((line, i) => {
      if (i > 0) breaks++
      if (line !== '' && !(breaks > 0 && line.trim() === '')) put(line)
    })
  }
  return all
}

const tagLink = (shown, tag) => gallery.element('a', { href: '#' + new URLSearchParams({ tag }) }, shown)

const facts = item => {
  const rows = []
  const fact = (name, ...value) => rows.push(gallery.element('div', {},
    gallery.element('dt', {}, name), gallery.element('dd', { dir: 'auto' }, ...value)))
  const plain = (name, value) => {
    if (!value) return
    fact(name, isWeb(value) ? gallery.element('a', { href: value, rel: 'noreferrer' }, value) : value)
  }
  if (item.date) fact('Date', item.date)
  if (item.place) fact('Place', item.place)
  if (item.at) fact('Position', item.at.join(', '))
  if (item.by) fact('By', item.by.join(', '))
  plain('Credit', item.credit)
  plain('Rights', item.rights)
  plain('Licence', item.license)
  plain('Source', item.source)
  if (item.tags) fact('Tags', ...item.tags.flatMap((t, i) => i ? [' ', tagLink('#' + t, t)] : [tagLink('#' + t, t)]))
  const name = item.file.slice(item.file.lastIndexOf('/') + 1)
  fact('File', gallery.element('a', { href: gallery.path(item.file), download: name }, name))
  fact('Page', gallery.element('a', { href: 'items/' + item.id + '.html' }, 'Page of this picture'))
  return rows
}

const isWeb = text => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}
