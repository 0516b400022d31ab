package main

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// How much of the disk has to be free: below the first it is wrong, below the second worth knowing, in bytes.
const (
	diskShort  = 512 << 20
	diskNarrow = 2 << 30
)

// checkDisk looks at the disk of the data directory, which matters where the private server is.
func (c *Config) checkDisk() finding {
	const what = "disk"
	dir, err := c.dataDir()
	if err != nil {
		return bad(what, "%v", err)
	}
	if c.DatabaseURL != "" {
		dir = os.TempDir() // uploads and exports pass through it
	}
	free, whole, err := space(dir)
	if err != nil {
		return bad(what, "%s cannot be looked at: %v", dir, err)
	}
	return judgeDisk(dir, free, whole)
}

// space is how many bytes are free to us, and how many there are, where dir is or will be.
func space(dir string) (free, whole uint64, err error) {
	for {
		var s unix.Statfs_t
		err = unix.Statfs(dir, &s)
		if err == nil {
			return s.Bavail * uint64(s.Bsize), s.Blocks * uint64(s.Bsize), nil
		}
		if !os.IsNotExist(err) || dir == filepath.Dir(dir) {
			return 0, 0, err
		}
		dir = filepath.Dir(dir)
	}
}

func judgeDisk(dir string, free, whole uint64) finding {
	const what = "disk"
	gigabytes := func(n uint64) float64 { return float64(n) / 1e9 }
	switch {
	case free < diskShort:
		return bad(what, "only %.1f of %.1f GB are free for %s: make room, or PostgreSQL stops taking writes", gigabytes(free), gigabytes(whole), dir)
	case free < diskNarrow:
		return note(what, "%.1f of %.1f GB are free for %s", gigabytes(free), gigabytes(whole), dir)
	}
	return good(what, "%.1f of %.1f GB are free for %s", gigabytes(free), gigabytes(whole), dir)
}
