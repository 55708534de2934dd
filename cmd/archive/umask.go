package main

import (
	"io/fs"
	"strconv"
)

// privateUmask denies everything to others than the owner: captions and
// pictures may put people at risk.
const privateUmask fs.FileMode = 0o077

// umaskFlag reads --umask, in octal as a shell's umask does.
type umaskFlag struct{ env *Env }

func (u umaskFlag) String() string {
	if u.env == nil {
		return ""
	}
	return "0" + strconv.FormatUint(uint64(u.env.Umask), 8)
}

func (u umaskFlag) Set(s string) error {
	n, err := strconv.ParseUint(s, 8, 16)
	if err != nil || n > 0o777 {
		return usagef("expected an octal number such as 077 or 022")
	}
	u.env.Umask = fs.FileMode(n)
	return nil
}

func (u umaskFlag) Type() string { return "octal" }
