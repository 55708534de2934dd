package page

import "bytes"

// Tree is the B+ tree of one bucket.
type Tree struct {
	f    *File
	root uint64
}

// Tree gives the tree whose root is a page. A bucket that is so small that it
// lies in its parent has none.
func (f *File) Tree(root uint64) Tree { return Tree{f, root} }

// In gives the same tree in another view of the file.
func (t Tree) In(f *File) Tree { return Tree{f, t.root} }

// Passing is the file's.
func (t Tree) Passing() Tree { return t.In(t.f.Passing()) }

// Get gives the value of a key, nil where there is none.
func (t Tree) Get(key []byte) []byte {
	n, i, ok := t.find(key)
	if !ok {
		return nil
	}
	offset, length := n.place(i)
	return t.f.give(n, offset, length)
}

// Peek gives the value of a key, valid until the next call.
func (t Tree) Peek(key []byte) []byte {
	n, i, ok := t.find(key)
	if !ok {
		return nil
	}
	return n.value(&t.f.room, i)
}

// Begin gives the first bytes of a value, at most `most`; nil where there is none.
func (t Tree) Begin(key []byte, most int) []byte {
	n, i, ok := t.find(key)
	if !ok {
		return nil
	}
	offset, length := n.place(i)
	return t.f.give(n, offset, min(length, most))
}

// give gives some bytes of a value, for good or in passing.
func (f *File) give(n *node, offset, length int) []byte {
	if f.passing {
		return n.bytes(&f.room.value, offset, length)
	}
	var own []byte
	b := n.bytes(&own, offset, length)
	if own == nil {
		own = append(make([]byte, 0, length), b...)
	}
	return own[:length:length]
}

func (t Tree) find(key []byte) (*node, int, bool) {
	n := t.f.node(t.root, &t.f.room)
	for depth := 0; n.branch; depth++ {
		if depth == depthMost {
			t.f.damaged(n.id, "the tree is too deep")
		}
		n = t.f.node(n.child(n.below(key)), &t.f.room)
	}
	i, ok := n.search(key)
	return n, i, ok
}

// below gives the element of a branch that leads to where the key would be.
func (n *node) below(key []byte) int {
	i, ok := n.search(key)
	if !ok && i > 0 {
		i--
	}
	if n.count == 0 {
		n.f.damaged(n.id, "a branch that leads nowhere")
	}
	return i
}

// search gives the first element whose key isn't below the key, and whether it
// is the key.
func (n *node) search(key []byte) (int, bool) {
	lo, hi := 0, n.count
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if bytes.Compare(n.key(mid), key) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < n.count && bytes.Equal(n.key(lo), key)
}

// Cursor walks a tree in order of the keys. What it gives is valid until its
// next step.
type Cursor struct {
	t     Tree
	room  room
	stack []step
	edge  []byte // the last key of the leaf before
}

type step struct {
	n *node
	i int
}

// Cursor gives a cursor that stands nowhere.
func (t Tree) Cursor() *Cursor { return &Cursor{t: t} }

// First goes to the first key. Without one, both are nil.
func (c *Cursor) First() (key, value []byte) {
	c.descend(c.t.root, func(*node) int { return 0 })
	return c.here()
}

// Last goes to the last key.
func (c *Cursor) Last() (key, value []byte) {
	c.descend(c.t.root, func(n *node) int { return max(n.count-1, 0) })
	return c.here()
}

// Seek goes to the first key that isn't below the one given.
func (c *Cursor) Seek(key []byte) (k, v []byte) {
	c.descend(c.t.root, func(n *node) int {
		if n.branch {
			return n.below(key)
		}
		i, _ := n.search(key)
		return i
	})
	return c.here()
}

// Next goes to the next key.
func (c *Cursor) Next() (key, value []byte) {
	if len(c.stack) == 0 {
		return nil, nil
	}
	c.stack[len(c.stack)-1].i++
	return c.here()
}

// descend stands the cursor at a leaf; choose says which way it goes.
func (c *Cursor) descend(root uint64, choose func(*node) int) {
	c.stack, c.edge = c.stack[:0], c.edge[:0]
	c.down(root, choose)
}

func (c *Cursor) down(id uint64, choose func(*node) int) {
	for {
		n := c.t.f.node(id, &c.room)
		if len(c.stack) == depthMost {
			c.t.f.damaged(id, "the tree is too deep")
		}
		c.stack = append(c.stack, step{n, choose(n)})
		if !n.branch {
			return
		}
		if n.count == 0 {
			c.t.f.damaged(id, "a branch that leads nowhere")
		}
		id = n.child(c.stack[len(c.stack)-1].i)
	}
}

// here gives what the cursor stands at, or goes on to the next leaf.
func (c *Cursor) here() (key, value []byte) {
	for len(c.stack) > 0 {
		top := &c.stack[len(c.stack)-1]
		if top.i >= top.n.count {
			if !top.n.branch && top.n.count > 0 {
				c.edge = append(c.edge[:0], top.n.key(top.n.count-1)...)
			}
			c.stack = c.stack[:len(c.stack)-1]
			if len(c.stack) > 0 {
				c.stack[len(c.stack)-1].i++
			}
			continue
		}
		if top.n.branch {
			c.down(top.n.child(top.i), func(*node) int { return 0 })
			// A damaged tree may lead to the same leaves for ever.
			if leaf := c.stack[len(c.stack)-1].n; leaf.count > 0 && bytes.Compare(leaf.key(0), c.edge) <= 0 {
				c.t.f.damaged(leaf.id, "its keys are out of order")
			}
			continue
		}
		return top.n.key(top.i), top.n.value(&c.room, top.i)
	}
	return nil, nil
}

// Value is a large value of which parts are read.
type Value struct {
	n      node
	offset int
	// Len is its length in bytes.
	Len int
}

// Value gives the value of a key without reading all of it. Len is 0 where
// there is none.
func (t Tree) Value(key []byte) Value {
	n, i, ok := t.find(key)
	if !ok {
		return Value{}
	}
	offset, length := n.place(i)
	v := Value{*n, offset, length}
	v.n.head = nil // the room is used again
	return v
}

// Part reads the bytes from..to of the value.
func (v Value) Part(from, to int) []byte {
	var own []byte
	return v.n.bytes(&own, v.offset+from, to-from)
}
