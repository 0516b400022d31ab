// Package memory is where tests keep what goes with them, where that can be: in memory. Only tests may import it.
package memory

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// memory is where Linux keeps files in memory. A database is some six hundred files that come and go
// with each test: there they cost a fifth of the processor's time.
const memory = "/dev/shm"

// roomy is how much must be free there, in bytes: in a container it is often 64 MB.
const roomy = 2 << 30

// Folder is where data directories of tests go. Each temporary directory (TMPDIR) has one of its own in
// memory, so that whoever sets another one shares nothing.
func Folder() (string, error) {
	var free unix.Statfs_t
	if err := unix.Statfs(memory, &free); err != nil || uint64(free.Bavail)*uint64(free.Bsize) < roomy {
		return os.TempDir(), nil
	}
	if unix.Access(memory, unix.W_OK) != nil {
		return os.TempDir(), nil
	}
	sum := sha256.Sum256([]byte(os.TempDir()))
	dir := memory + "/okno-" + strconv.Itoa(os.Geteuid()) + "-" + hex.EncodeToString(sum[:4])
	if err := Private(dir); err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711) // the private server's account passes through it
}

// Private makes the folder and refuses one of that name that somebody else put into
// the shared temporary directory.
func Private(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if owner := info.Sys().(*syscall.Stat_t).Uid; !info.IsDir() || int(owner) != os.Geteuid() {
		return fmt.Errorf("%s belongs to somebody else; remove it, or set TMPDIR", dir)
	}
	return nil
}
