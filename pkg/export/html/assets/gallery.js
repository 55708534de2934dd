'use strict'
// The gallery: the grid of pictures, and how all parts follow what is chosen.

const rowTiles = 120 // in one list: those far from the screen aren't laid out
const firstTiles = 240 // shown at once
const moreTiles = 480 // added when the end comes near

gallery.path = file => file.split('/').map(encodeURIComponent).join('/')
gallery.thumb = (item, i) => `thumbs/${[320, 640, 1600][i]}/${item.id}${item.ext || '.jpg'}`
gallery.srcset = (item, most) => (item.thumbs || []).slice(0, most).map(([w], i) => `${gallery.thumb(item, i)} ${w}w`).join(', ')
// bare is what is shown of a picture without smaller copies.
gallery.bare = item => /^image\/(avif|webp)$/.test(item.kind) ? gallery.path(item.file) : 'assets/missing.svg'
gallery.captionOf = item => (item.text || []).map(part => Array.isArray(part) ? part[0] : part).join('')

// start is the beginning of a text in one line, cut at a space.
const start = text => {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line.slice(0, 300))
  if (characters.length <= 140) return line
  const cut = characters.slice(0, 140).join('')
  const space = cut.lastIndexOf(' ')
  return (space > cut.length * 2 / 3 ? cut.slice(0, space) : cut).replace(/[ ,;:.–-]+$/, '') + '…'
}

// altOf is the text alternative of a picture; alt in record.go does the same.
gallery.altOf = item => start(item.alt || item.title || gallery.captionOf(item)) || 'Photograph without a caption'

// heading names an item: its title, else where and when.
gallery.heading = item => item.title ||
  [...(item.levels || []).slice(-1), ...(item.date ? [item.date] : [])].join(', ') || 'Photograph'

const tiles = new Map() // id to element

// tile is an item in the grid; tile in index.go makes the same.
const tile = item => {
  let li = tiles.get(item.id)
  if (li) return li
  const [w, h] = (item.thumbs || [])[0] || [320, 213]
  const img = gallery.element('img', { loading: 'lazy', decoding: 'async', alt: gallery.altOf(item), sizes: 'auto, 320px', width: w, height: h })
  if (item.thumbs) img.srcset = gallery.srcset(item, 2)
  img.src = item.thumbs ? gallery.thumb(item, 0) : gallery.bare(item)
  const meta = [...(item.levels || []).slice(-1), ...(item.date ? [item.date.split(',')[0]] : [])].join(' · ')
  li = gallery.element('li', { 'data-id': item.id },
    gallery.element('a', { href: 'items/' + item.id + '.html' }, img),
    gallery.element('p', { class: 'line', dir: 'auto' }, start(gallery.captionOf(item) || item.title || '')),
    gallery.element('p', { class: 'meta', dir: 'auto' }, meta))
  tiles.set(item.id, li)
  return li
}

let grown = 0 // how many of the pictures shown have a tile in the page

const grow = by => {
  const grid = document.getElementById('grid')
  for (const end = Math.min(grown + by, gallery.shown.length); grown < end; grown += rowTiles) {
    grid.append(gallery.element('ul', {}, ...gallery.shown.slice(grown, grown + rowTiles).map(tile)))
  }
  document.getElementById('more').hidden = gallery.shown.length <= grown
}

const showGrid = () => {
  grown = 0
  document.getElementById('grid').replaceChildren()
  grow(firstTiles)
  document.getElementById('nothing').hidden = gallery.shown.length > 0
}

// focusTile gives the focus back to a picture in the grid.
gallery.focusTile = id => {
  const at = gallery.shown.findIndex(item => item.id === id)
  if (at < 0) {
    document.getElementById('search').focus()
    return
  }
  while (at >= grown) grow(moreTiles)
  tiles.get(id).querySelector('a').focus()
}

// update shows what the state says.
const update = () => {
  const state = gallery.state
  gallery.judge(state)
  gallery.shown = gallery.items.filter(item => !item.fails)
  const all = gallery.items.length
  document.getElementById('status').textContent = gallery.shown.length === all
    ? gallery.plural(all) : gallery.shown.length + ' of ' + gallery.plural(all)
  const search = document.getElementById('search')
  if (search.value !== state.q && (document.activeElement !== search || !state.q)) search.value = state.q
  showGrid()
  // In a large gallery the pictures come first; what surrounds them follows
  // with the next frame.
  if (all < 2000) showSurroundings()
  else if (!surroundings) surroundings = requestAnimationFrame(() => setTimeout(showSurroundings))
}

let surroundings = 0

const showSurroundings = () => {
  surroundings = 0
  gallery.updateFilters(gallery.state)
  gallery.updateTimeline(gallery.state)
  gallery.updateMap(gallery.state)
}

// change lets a filter be chosen: a step that the back button takes back.
gallery.change = f => {
  f(gallery.state)
  history.pushState(null, '', gallery.writeState(gallery.state))
  update()
}

// follow shows what the address says.
const follow = () => {
  const before = gallery.writeState({ ...gallery.state, item: '' })
  gallery.state = gallery.readState(location.hash)
  if (gallery.writeState({ ...gallery.state, item: '' }) !== before) update()
  gallery.showItem()
}

const openTile = event => {
  const link = event.target.closest('#grid a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  gallery.state.item = link.parentElement.dataset.id
  history.pushState({ opened: true }, '', gallery.writeState(gallery.state))
  gallery.showItem()
}

const pageKeys = event => {
  const typing = event.target.closest('input')
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key === '?' && !typing) {
    event.preventDefault()
    showHelp()
  } else if (event.key === '/' && !typing && !document.querySelector('dialog[open]')) {
    event.preventDefault()
    document.getElementById('search').focus()
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const link = event.target.closest('#grid a')
    if (!link) return
    const at = gallery.shown.findIndex(item => item.id === link.parentElement.dataset.id)
    const next = gallery.shown[at + (event.key === 'ArrowLeft' ? -1 : 1)]
    if (next) gallery.focusTile(next.id)
  }
}

const startHelp = () => {
  const dialog = document.getElementById('help')
  const rows = [
    ['/', 'Search'], ['← →', 'Picture before, picture after'], ['Enter', 'Open the picture'],
    ['Esc', 'Close'], ['?', 'This list'],
  ]
  const close = gallery.element('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×')
  close.addEventListener('click', () => dialog.close())
  dialog.setAttribute('aria-labelledby', 'help-heading')
  dialog.append(close, gallery.element('h2', { id: 'help-heading' }, 'Keys'),
    gallery.element('dl', {}, ...rows.map(([key, what]) => gallery.element('div', {},
      gallery.element('dt', {}, gallery.element('kbd', {}, key)), gallery.element('dd', {}, what)))),
    gallery.element('p', {}, 'Words in quotes are found as they stand. Filters, search and pictures are part of the address: copy it to share what you see.'))
}

const showHelp = () => {
  const dialog = document.getElementById('help')
  if (!dialog.open) dialog.showModal()
}

// ready runs when all items are there.
gallery.ready = () => {
  gallery.title = document.title
  gallery.items = gallery.shards.flat()
  for (const item of gallery.items) gallery.byID.set(item.id, item)
  for (const li of document.querySelectorAll('#grid li')) tiles.set(li.dataset.id, li)
  gallery.state = gallery.readState(location.hash)
  history.scrollRestoration = 'manual'
  gallery.judge(gallery.state)
  gallery.startFilters()
  gallery.startMap()
  gallery.startView()
  startHelp()
  update()
  const search = document.getElementById('search')
  search.value = gallery.state.q
  search.addEventListener('input', () => {
    gallery.state.q = search.value
    history.replaceState(history.state, '', gallery.writeState(gallery.state))
    update()
  })
  document.getElementById('grid').addEventListener('click', openTile)
  document.getElementById('help-button').addEventListener('click', showHelp)
  document.getElementById('more').addEventListener('click', () => grow(moreTiles))
  document.addEventListener('keydown', pageKeys)
  window.addEventListener('popstate', follow)
  new IntersectionObserver(entries => {
    if (entries.some(e => e.isIntersecting) && gallery.shown.length > grown) grow(moreTiles)
  }, { rootMargin: '1200px' }).observe(document.querySelector('.more'))
  gallery.showItem()
}
