package webpage

import (
	"bufio"
	"io"
)

// counter counts what is read. As an io.ByteReader it is never read beyond the
// end of a gzip member.
type counter struct {
	r  *bufio.Reader
	at int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.at += int64(n)
	return n, err
}

// ReadByte reads one byte.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.at++
	}
	return b, err
}

// guarded ends a member that unpacks to too much.
type guarded struct {
	r      io.Reader
	packed *counter
	start  int64
	n      int64
}

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if g.n += int64(n); g.n > ratioFloor && g.n > maxRatio*(g.packed.at-g.start) {
		return 0, errBomb
	}
	return n, err
}
