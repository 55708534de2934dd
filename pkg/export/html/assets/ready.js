'use strict'
// The last script: all items are there.
gallery.ready()
