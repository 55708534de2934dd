'use strict'
// The gallery: the grid of pictures, and how all parts follow what is chosen.

const firstTiles = 240 // shown at once
const moreTiles = 480 // added when the end comes near

gallery.path = file => file.split('/').map(encodeURIComponent).join('/')
gallery.srcset = thumbs => thumbs.map(t => gallery.path(t.file) + ' ' + t.w + 'w').join(', ')
gallery.captionOf = item => (item.text || []).map(part => Array.isArray(part) ? part[0] : part).join('')

// heading names an item: its title, else where and when.
gallery.heading = item => item.title ||
  [...(item.levels || []).slice(-1), ...(item.date ? [item.date] : [])].join(', ') || 'Photograph'

const tiles = new Map() // id to element

// tile is an item in the grid; tile in index.go makes the same.
const tile = item => {
  let li = tiles.get(item.id)
  if (li) return li
  const thumbs = (item.thumbs || []).slice(0, 2)
  const img = gallery.element('img', { loading: 'lazy', decoding: 'async', alt: item.alt, sizes: 'auto, 320px' })
  img.width = thumbs.length ? thumbs[0].w : 320
  img.height = thumbs.length ? thumbs[0].h : 213
  if (thumbs.length) {
    img.srcset = gallery.srcset(thumbs)
    img.src = gallery.path(thumbs[0].file)
  } else {
    img.src = 'assets/missing.svg'
  }
  const line = (gallery.captionOf(item) || item.title || '').replace(/\s+/g, ' ').trim()
  const meta = [...(item.levels || []).slice(-1), ...(item.date ? [item.date.split(',')[0]] : [])].join(' · ')
  li = gallery.element('li', { 'data-id': item.id },
    gallery.element('a', { href: 'items/' + item.id + '.html' }, img),
    gallery.element('p', { class: 'line', dir: 'auto' }, line.length > 140 ? line.slice(0, 140) + '…' : line),
    gallery.element('p', { class: 'meta', dir: 'auto' }, meta))
  tiles.set(item.id, li)
  return li
}

let grown = firstTiles

const showGrid = () => {
  const grid = document.getElementById('grid')
  grid.replaceChildren(...gallery.shown.slice(0, grown).map(tile))
  document.getElementById('more').hidden = gallery.shown.length <= grown
  document.getElementById('nothing').hidden = gallery.shown.length > 0
}

const grow = () => {
  const grid = document.getElementById('grid')
  grid.append(...gallery.shown.slice(grown, grown + moreTiles).map(tile))
  grown += moreTiles
  document.getElementById('more').hidden = gallery.shown.length <= grown
}

// focusTile gives the focus back to a picture in the grid.
gallery.focusTile = id => {
  const at = gallery.shown.findIndex(item => item.id === id)
  if (at < 0) {
    document.getElementById('search').focus()
    return
  }
  while (at >= grown) grow()
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
  grown = firstTiles
  showGrid()
  gallery.updateFilters(state)
  gallery.updateTimeline(state)
  gallery.updateMap(state)
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
    const li = link.parentElement
    const next = event.key === 'ArrowLeft' ? li.previousElementSibling : li.nextElementSibling
    if (next) next.querySelector('a').focus()
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
  for (const li of document.querySelectorAll('#grid > li')) tiles.set(li.dataset.id, li)
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
  document.getElementById('more').addEventListener('click', grow)
  document.addEventListener('keydown', pageKeys)
  window.addEventListener('popstate', follow)
  new IntersectionObserver(entries => {
    if (entries.some(e => e.isIntersecting) && gallery.shown.length > grown) grow()
  }, { rootMargin: '1200px' }).observe(document.querySelector('.more'))
  gallery.showItem()
}
