package bag

import (
	"context"
	"errors"
	"path"
	"strings"
	"unicode/utf8"
)

// list notes what is there, and finds the bag's folder in a container.
func (c *check) list(ctx context.Context) error {
	entries := map[string]entry{}
	err := c.src.list(ctx, func(name string, e entry) error {
		entries[name] = e
		return nil
	})
	var bound *boundError
	if errors.As(err, &bound) {
		c.fail("container", "", "%s", bound.what)
		c.halted = true
		return nil
	}
	if err != nil {
		return err
	}
	if c.src.container() {
		c.findBase(entries)
	}
	for _, name := range sortedKeys(entries) {
		c.entry(name, entries)
	}
	return nil
}

// findBase finds the one folder of a container that is a bag. A bag may lie at
// the root too, although the serialisation of RFC 8493, section 4, has one
// top folder.
func (c *check) findBase(entries map[string]entry) {
	if _, ok := entries[declarationName]; ok {
		return
	}
	bags, tops := map[string]bool{}, map[string]bool{}
	for name := range entries {
		top, rest, below := strings.Cut(name, "/")
		tops[top] = tops[top] || below
		if rest == declarationName {
			bags[top] = true
		}
	}
	delete(tops, "__MACOSX")
	switch {
	case len(bags) > 1:
		c.fail("container", "", "holds %d bags, where a container has to hold one", len(bags))
		c.halted = true
	case len(bags) == 1:
		c.base = sortedKeys(bags)[0] + "/"
	case len(tops) == 1 && tops[sortedKeys(tops)[0]]:
		c.base = sortedKeys(tops)[0] + "/"
	}
}

// entry takes what a source has under a name.
func (c *check) entry(full string, entries map[string]entry) {
	e := entries[full]
	if c.src.container() && !inside(full) {
		c.fail("unsafe", full, "the name of this entry leads out of the container, or is one that programs read differently")
		return
	}
	name, ok := strings.CutPrefix(full, c.base)
	if !ok {
		if full+"/" != c.base && e.kind != folder {
			c.warn("container", full, "lies beside the bag's folder %s", strings.TrimSuffix(c.base, "/"))
		}
		return
	}
	if name == "data" && e.kind != folder {
		c.fail("payload", name, "is not a folder")
		return
	}
	c.hasData = c.hasData || name == "data" || payload(name)
	if !utf8.ValidString(name) {
		c.warn("encoding", name, "the name is not UTF-8: no manifest in UTF-8 can list it")
	}
	f := &file{size: e.size, kind: e.kind}
	switch e.kind {
	case folder:
		return
	case unlisted:
		c.fail("unreadable", name, "the folder can't be listed: %s", reason(e.err))
		return
	case astray:
		c.link(name)
		return
	case special:
		if payload(name) {
			c.fail("special", name, "is a device, a pipe or a socket, where the payload has to be files")
		}
		return
	}
	if e.link != "" && !c.follow(f, e, entries) {
		c.link(name)
		return
	}
	if f.kind == linked {
		c.warn("special", name, "is a symbolic link, which many programs don't follow")
	}
	c.files[name] = f
}

// link tells of a symbolic link that is not followed. Outside the payload it
// matters only when a manifest lists it; then it is missing.
func (c *check) link(name string) {
	if payload(name) {
		c.fail("special", name, "is a link that leads to no file within the bag")
	}
}

// follow finds the file that a link in a container leads to.
func (c *check) follow(f *file, e entry, entries map[string]entry) bool {
	const mostHops = 8
	for range mostHops {
		f.link = path.Clean(e.link)
		target, ok := entries[f.link]
		if !ok || !inside(f.link) || !strings.HasPrefix(f.link, c.base) {
			return false
		}
		if target.kind == linked {
			f.kind = linked
		}
		if target.link == "" {
			f.size = target.size
			return target.kind == regular
		}
		e = target
	}
	return false
}

// content is the name in the source of the bytes of a file.
func (c *check) content(name string) string {
	if f := c.files[name]; f.link != "" {
		return f.link
	}
	return c.base + name
}
