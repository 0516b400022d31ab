package local

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// reachable returns binaries that the server's account can run: the given ones,
// or, where they lie in a folder it may not enter (node_modules under root's
// home), a copy in the data directory, made once.
func (p place) reachable(ctx context.Context, b binaries) (binaries, error) {
	if !p.account.other {
		return b, nil
	}
	if p.canRun(ctx, b) {
		return b, nil
	}
	// npm's folder is self-contained: native/{bin,lib,share}. A system's own
	// installation is spread over /usr and always reachable.
	source := filepath.Dir(b.dir)
	sum := sha256.Sum256([]byte(source))
	target := filepath.Join(p.binaries(), b.version+"-"+hex.EncodeToString(sum[:4]))
	copied := b
	copied.dir = filepath.Join(target, filepath.Base(b.dir))
	if p.canRun(ctx, copied) {
		return copied, nil
	}
	if !strings.Contains(source, "@embedded-postgres") {
		return b, errorf(nil, "the user %s, whom PostgreSQL runs as here, cannot run %s; install PostgreSQL in a folder that everybody can read", p.account.name, b.postgres())
	}
	if err := copyTree(source, target); err != nil {
		return b, p.explain(err)
	}
	if !p.canRun(ctx, copied) {
		return b, errorf(nil, "the user %s, whom PostgreSQL runs as here, cannot run the programs in %s; is it on a disk mounted with noexec?", p.account.name, target)
	}
	return copied, nil
}

func (p place) canRun(ctx context.Context, b binaries) bool {
	return p.account.command(ctx, "/", b.postgres(), "--version").Run() == nil
}

// copyTree copies a folder so that everybody can read it, whole or not at all.
// The caller has the turn.
func copyTree(source, target string) error {
	half := target + ".new"
	if err := errors.Join(os.RemoveAll(half), os.RemoveAll(target), os.MkdirAll(filepath.Dir(target), 0o755)); err != nil {
		return err
	}
	err := filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(source, path)
		if err != nil {
			return err
		}
		return copyEntry(path, filepath.Join(half, rel), entry)
	})
	if err != nil {
		return errors.Join(err, os.RemoveAll(half))
	}
	return os.Rename(half, target)
}

func copyEntry(from, to string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err
	}
	switch {
	case entry.IsDir():
		if err := os.Mkdir(to, 0o755); err != nil {
			return err
		}
		return os.Chmod(to, 0o755) // whatever the umask says
	case entry.Type()&fs.ModeSymlink != 0:
		link, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(link, to)
	}
	mode := os.FileMode(0o644)
	if info.Mode().Perm()&0o111 != 0 {
		mode = 0o755
	}
	return copyFile(from, to, mode)
}

func copyFile(from, to string, mode os.FileMode) error {
	// A child that is forked while the copy is open holds it open too, until it runs its own program: the
	// copied program could not be run meanwhile (ETXTBSY, golang.org/issue/22315). So nothing is forked.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Chmod(mode), out.Close())
}
