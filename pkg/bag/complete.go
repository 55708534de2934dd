package bag

import (
	"slices"
	"strings"
)

// absentFiles tells of what manifests list and is not there.
func (c *check) absentFiles() {
	var byCase map[string]string
	for _, path := range sortedKeys(c.absent) {
		if byCase == nil {
			byCase = c.listedByCase()
		}
		f := c.absent[path]
		if twin := c.files[byCase[folded(path)]]; twin != nil && sameSums(f, twin) {
			// A system that doesn't tell them apart kept one of two. Their bytes
			// were equal, so that nothing is lost.
			c.warn("case", path, "is there under a name of other letter case alone")
			continue
		}
		if where, ok := c.fetch[path]; ok {
			c.fail("missing", path, "is not there: it has to be fetched from %s, which is not done here", quote(where))
			continue
		}
		c.fail("missing", path, "is not there, and %s lists it", c.listers(f))
	}
	for _, path := range sortedKeys(c.fetch) {
		c.fetched(path)
	}
}

// listedByCase gives the files that are there and listed, by their folded names.
func (c *check) listedByCase() map[string]string {
	m := map[string]string{}
	for name, f := range c.files {
		if len(f.sums) > 0 && payload(name) {
			m[folded(name)] = name
		}
	}
	return m
}

func sameSums(a, b *file) bool {
	for _, s := range a.sums {
		if other, ok := b.listed(s.manifest); !ok || other.digest != s.digest {
			return false
		}
	}
	return true
}

// fetched tells of a path of fetch.txt that not every payload manifest lists
// (RFC 8493, section 2.2.3).
func (c *check) fetched(path string) {
	f := c.files[path]
	if f == nil {
		f = c.absent[path]
	}
	if f == nil {
		f = &file{}
	}
	for i, m := range c.manifests {
		if _, ok := f.listed(i); !ok && !m.tag {
			c.breach("fetch", path, "is in %s and not in %s", fetchName, m.name)
		}
	}
}

func (c *check) listers(f *file) string {
	var names []string
	for _, s := range f.sums {
		names = append(names, c.manifests[s.manifest].name)
	}
	return strings.Join(names, " and ")
}

// completeness holds what is there against the manifests and the Payload-Oxum.
func (c *check) completeness() {
	for _, name := range sortedKeys(c.files) {
		if payload(name) {
			c.sum.Files++
			c.sum.Bytes += c.files[name].size
			c.listedEnough(name)
		}
	}
	if !c.hasData {
		c.noPayload()
	}
	for _, o := range c.oxums {
		if o != (oxum{c.sum.Bytes, int64(c.sum.Files)}) {
			c.fail("oxum", c.decl.infoName(), "the Payload-Oxum says %d bytes in %d files, the payload has %d in %d",
				o.bytes, o.files, c.sum.Bytes, c.sum.Files)
		}
	}
	c.tagManifests()
}

// listedEnough: since 1.0 every payload manifest lists every file; before, one
// was enough.
func (c *check) listedEnough(name string) {
	f := c.files[name]
	var without []string
	lists := 0
	for i, m := range c.manifests {
		if m.tag {
			continue
		}
		lists++
		if _, ok := f.listed(i); !ok {
			without = append(without, m.name)
		}
	}
	switch {
	case lists == 0 || len(without) == 0:
	case len(without) == lists:
		c.fail("unlisted", name, "is in no payload manifest")
	default:
		c.breach("unlisted", name, "is not in %s", strings.Join(without, " and "))
	}
}

func (c *check) noPayload() {
	empty := !slices.ContainsFunc(c.manifests, func(m *manifest) bool { return !m.tag && m.entries > 0 })
	if c.src.container() && empty {
		c.warn("payload", "", "there is no folder data; zips and tars may leave out an empty one")
		return
	}
	c.fail("payload", "", "there is no payload folder data")
}

// tagManifests: a tag manifest lists every payload manifest, and should list
// the other tag files that BagIt knows (RFC 8493, section 2.2.1).
func (c *check) tagManifests() {
	for i, m := range c.manifests {
		if !m.tag {
			continue
		}
		for _, p := range c.manifests {
			if _, ok := c.files[p.name].listed(i); !ok && !p.tag {
				c.breach("manifest", m.name, "does not list %s", p.name)
			}
		}
		for _, name := range []string{declarationName, c.decl.infoName(), fetchName} {
			if f := c.files[name]; f != nil {
				if _, ok := f.listed(i); !ok {
					c.warn("manifest", m.name, "does not list %s, so that changes of it go unseen", name)
				}
			}
		}
	}
}
