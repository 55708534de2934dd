'use strict'
// The map: the outline of the world, and the pictures on it, those near each
// other as one button. A click narrows to them.

const steps = 20 // of the outline in a degree
const world = { x: 0, y: 6 * steps, w: 360 * steps, h: 142 * steps } // 84° N to 58° S
const near = 34 // px: buttons closer than this are one
const closest = 3 * steps // the narrowest view: 3°

const map = { view: { ...world }, fitted: '' }

const place = item => ({ x: (item.at[1] + 180) * steps, y: (90 - item.at[0]) * steps })

gallery.startMap = () => {
  const section = document.getElementById('map')
  if (!gallery.items.some(item => item.at)) {
    section.replaceChildren(gallery.element('p', { class: 'quiet' }, 'No positions'))
    section.classList.add('empty')
    return
  }
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const land = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  land.setAttribute('d', gallery.world)
  svg.setAttribute('aria-hidden', 'true')
  svg.append(land)
  map.svg = svg
  map.section = section
  map.marks = gallery.element('div', { class: 'marks' })
  const tools = gallery.element('div', { class: 'zoom' })
  const tool = (shown, label, act) => {
    const b = gallery.element('button', { type: 'button', 'aria-label': label, title: label }, shown)
    b.addEventListener('click', act)
    tools.append(b)
  }
  tool('+', 'Zoom in', () => zoom(0.5))
  tool('−', 'Zoom out', () => zoom(2))
  tool('○', 'Whole world', () => {
    if (gallery.state.area) gallery.change(s => { s.area = '' })
    map.view = fitTo(world)
    draw()
  })
  section.replaceChildren(svg, map.marks, tools)
  section.addEventListener('keydown', pan)
  drag(svg)
  new ResizeObserver(() => { map.view = fitTo(map.view); draw() }).observe(section)
}

const size = () => ({ w: Math.max(1, map.section.clientWidth), h: Math.max(1, map.section.clientHeight) })

// fitTo widens a part of the world to the shape of the map.
const fitTo = part => {
  const { w, h } = size()
  const width = Math.min(Math.max(part.w, part.h * w / h), world.w)
  const height = width * h / w
  const middle = (at, length, from, all) => all <= length ? from + (all - length) / 2 : Math.min(Math.max(at - length / 2, from), from + all - length)
  return {
    x: middle(part.x + part.w / 2, width, world.x, world.w), y: middle(part.y + part.h / 2, height, world.y, world.h),
    w: width, h: height,
  }
}

const zoom = by => {
  const v = map.view
  const w = Math.min(Math.max(v.w * by, closest / 8), world.w)
  const h = w * v.h / v.w
  map.view = fitTo({ x: v.x + (v.w - w) / 2, y: v.y + (v.h - h) / 2, w, h })
  draw()
}

const move = (dx, dy) => {
  const v = map.view
  map.view = fitTo({ ...v, x: v.x + dx * v.w, y: v.y + dy * v.h })
  draw()
}

const pan = event => {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || []
  if (dx === undefined || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  move(dx / 5, dy / 5)
}

const drag = layer => {
  let from = null
  layer.addEventListener('pointerdown', e => {
    if (e.pointerType === 'touch') return
    from = { x: e.clientX, y: e.clientY }
    layer.setPointerCapture(e.pointerId)
  })
  layer.addEventListener('pointermove', e => {
    if (!from) return
    const { w, h } = size()
    move((from.x - e.clientX) / w, (from.y - e.clientY) / h)
    from = { x: e.clientX, y: e.clientY }
  })
  for (const end of ['pointerup', 'pointercancel']) layer.addEventListener(end, () => { from = null })
}

// updateMap shows what matches everything but the map itself, and looks where
// the pictures are when these have changed.
gallery.updateMap = state => {
  if (!map.svg) return
  map.items = gallery.items.filter(item => item.at && !(item.fails & ~gallery.bits.area))
  const inside = state.area ? map.items.filter(item => !item.fails) : map.items
  const fitted = inside.length + ' ' + gallery.writeState({ ...state, item: '' })
  if (fitted !== map.fitted) {
    map.fitted = fitted
    map.view = fitTo(bounds(inside.length ? inside : map.items))
  }
  draw()
}

const bounds = items => {
  if (items.length === 0) return world
  const b = box(items)
  const w = Math.max((b.east - b.west) * steps * 1.4, closest * 4)
  const h = Math.max((b.north - b.south) * steps * 1.6, closest * 2)
  return { x: ((b.west + b.east) / 2 + 180) * steps - w / 2, y: (90 - (b.north + b.south) / 2) * steps - h / 2, w, h }
}

const box = items => {
  const b = { south: 90, west: 180, north: -90, east: -180 }
  for (const { at: [lat, lon] } of items) {
    b.south = Math.min(b.south, lat)
    b.north = Math.max(b.north, lat)
    b.west = Math.min(b.west, lon)
    b.east = Math.max(b.east, lon)
  }
  return b
}

// clusters joins pictures that would stand on each other: first by a grid, then
// neighbours, the largest first.
const clusters = () => {
  const { w, h } = size()
  const scale = w / map.view.w
  const cells = new Map()
  for (const item of map.items) {
    const p = place(item)
    const x = (p.x - map.view.x) * scale
    const y = (p.y - map.view.y) * scale
    if (x < 0 || y < 0 || x > w || y > h) continue
    const key = Math.floor(x / near) + ',' + Math.floor(y / near)
    const cell = cells.get(key)
    if (!cell) cells.set(key, { x, y, items: [item] })
    else {
      cell.items.push(item)
      cell.x += (x - cell.x) / cell.items.length
      cell.y += (y - cell.y) / cell.items.length
    }
  }
  const joined = []
  for (const c of [...cells.values()].sort((a, b) => b.items.length - a.items.length)) {
    const other = joined.find(o => Math.hypot(o.x - c.x, o.y - c.y) < near)
    if (other) for (const item of c.items) other.items.push(item)
    else joined.push(c)
  }
  return { joined, w, h }
}

const nameOf = items => {
  const counts = new Map()
  for (const item of items) for (const level of (item.levels || []).slice(-1)) counts.set(level, (counts.get(level) || 0) + 1)
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best ? best[0] : ''
}

const areaOf = items => {
  const b = box(items)
  const down = v => Math.floor(v * 1e4) / 1e4
  const up = v => Math.ceil(v * 1e4) / 1e4
  return [down(b.south), down(b.west), up(b.north), up(b.east)].join()
}

const draw = () => {
  if (!map.items) return
  const v = map.view
  map.svg.setAttribute('viewBox', [v.x, v.y, v.w, v.h].join(' '))
  const { joined, w, h } = clusters()
  const held = map.marks.contains(document.activeElement) ? document.activeElement.dataset.area : null
  map.marks.replaceChildren(...joined.map(c => {
    const area = areaOf(c.items)
    const name = nameOf(c.items)
    const label = gallery.plural(c.items.length) + (name ? ', ' + name : '')
    const pressed = gallery.state.area === area
    const b = gallery.element('button', { type: 'button', 'aria-label': label, title: label, 'aria-pressed': String(pressed), 'data-area': area },
      c.items.length > 999 ? Math.round(c.items.length / 1000) + 'k' : String(c.items.length))
    b.style.left = Math.min(Math.max(c.x, 16), w - 16) + 'px'
    b.style.top = Math.min(Math.max(c.y, 16), h - 16) + 'px'
    b.addEventListener('click', () => gallery.change(s => { s.area = s.area === area ? '' : area }))
    return b
  }))
  if (held !== null) {
    const again = [...map.marks.children].find(b => b.dataset.area === held) || map.marks.firstChild
    if (again) again.focus({ preventScroll: true })
  }
}
