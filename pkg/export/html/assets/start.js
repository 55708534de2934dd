'use strict'
// What the scripts of the gallery share. They are plain scripts, and the items
// come in scripts too: a page opened from disk may load nothing else.
const gallery = { shards: [], items: [], byID: new Map() }

// add takes the items of one data file.
gallery.add = (number, items) => { gallery.shards[number] = items }

// element makes an element; attributes that are false are left out. Text goes
// in as text: nothing that a caption says becomes markup.
gallery.element = (name, attributes, ...children) => {
  const e = document.createElement(name)
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== false && value !== undefined) e.setAttribute(key, value)
  }
  e.append(...children)
  return e
}

gallery.plural = n => n === 1 ? '1 picture' : n + ' pictures'

// Pages know with this class that scripts run, before anything is laid out.
document.documentElement.classList.add('js')
