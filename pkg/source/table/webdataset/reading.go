package webdataset

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/row"
)

type reading struct {
	containers []source.Container
	opts       source.Options
	headings   *row.Headings
	ctx        context.Context
	to         source.Sink
}

// Each yields the samples in the order of their keys.
func (r *reading) Each(ctx context.Context, to source.Sink) error {
	r.ctx, r.to = ctx, to
	for _, c := range r.containers {
		if err := r.container(c); err != nil {
			return err
		}
	}
	return nil
}

// container reads a shard, or the shards of a folder.
func (r *reading) container(c source.Container) error {
	entries, err := fs.ReadDir(c.FS, ".")
	if err != nil {
		return r.to.Skip(source.Damage(c.Path(""), err))
	}
	shards := false
	for _, e := range entries {
		if !isShardName(e) {
			continue
		}
		shards = true
		if err := r.inFolder(c, e.Name()); err != nil {
			return err
		}
	}
	// The folders in what was recognised are asked about in turn.
	n, err := r.folder(c, ".", path.Base(c.Name), !isShard(c.FS, entries, c.Folder) && !shards, 0)
	if err == nil && n == 0 && !shards {
		err = r.to.Skip(source.Skip{Path: c.Path(""), Code: source.CodeEmpty, Reason: "no samples with a picture"})
	}
	return err
}

func (r *reading) inFolder(c source.Container, name string) error {
	o, err := openShard(c.FS, name, c.Path(name))
	if err != nil {
		return r.to.Skip(source.Damage(c.Path(name), err))
	}
	for _, s := range o.Skips {
		if err := r.to.Skip(s); err != nil {
			return err
		}
	}
	inner := source.Container{Name: c.Path(name), Folder: o.Folder, FS: o.FS}
	n, err := r.folder(inner, ".", name, true, 0)
	if err == nil && n == 0 {
		err = r.to.Skip(source.Skip{Path: c.Path(name), Code: source.CodeEmpty, Reason: "no samples with a picture"})
	}
	return err
}

// Bounds of a shard: how deep folders are, and how many files a sample has.
const (
	maxDepth   = 64
	maxMembers = 256
)

// folder yields the samples of a folder, with deep those below it too, and
// counts them. shard is what the shard is called.
func (r *reading) folder(c source.Container, dir, shard string, deep bool, depth int) (int, error) {
	entries, err := fs.ReadDir(c.FS, dir)
	if err != nil || depth > maxDepth {
		return 0, r.to.Skip(source.Damage(c.Path(dir), errors.Join(err, errDeep(depth))))
	}
	count := 0
	var members []string
	key := ""
	flush := func() error {
		n, err := r.sample(c, shard, path.Join(dir, key), members)
		count, members = count+n, nil
		return err
	}
	for _, e := range entries {
		if err := r.ctx.Err(); err != nil {
			return count, err
		}
		if e.IsDir() || source.IsSystem(e.Name()) {
			continue
		}
		// Entries come in the order of their names: those of a key together.
		if k, _ := split(e.Name()); k != key || len(members) >= maxMembers {
			if err := flush(); err != nil {
				return count, err
			}
			key = k
		}
		members = append(members, path.Join(dir, e.Name()))
	}
	if err := flush(); err != nil {
		return count, err
	}
	for _, e := range entries {
		if !deep || !e.IsDir() || source.IsSystem(e.Name()) {
			continue
		}
		n, err := r.folder(c, path.Join(dir, e.Name()), shard, true, depth+1)
		if count += n; err != nil {
			return count, err
		}
	}
	return count, nil
}

func errDeep(depth int) error {
	if depth > maxDepth {
		return errors.New("folders too deep")
	}
	return nil
}

// split cuts a file's name at its first dot: key and ending, which is in small
// letters.
func split(name string) (key, ext string) {
	key, ext, _ = strings.Cut(path.Base(name), ".")
	return key, strings.ToLower(ext)
}
