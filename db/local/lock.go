package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// pause is the beat of every wait in this package.
const pause = 15 * time.Millisecond

// lock is an flock on a file of the data directory. The files themselves are
// never removed: a lock on a removed file would lock nobody out.
type lock struct{ file *os.File }

func openLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := giveToOwner(f, filepath.Dir(path)); err != nil {
		f.Close()
		return nil, err
	}
	return &lock{f}, nil
}

// try takes the lock (unix.LOCK_SH or LOCK_EX) if that is possible right now.
func (l *lock) try(how int) (bool, error) {
	for {
		err := unix.Flock(int(l.file.Fd()), how|unix.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		default:
			return false, err
		}
	}
}

// wait takes the lock, or gives up when ctx ends.
func (l *lock) wait(ctx context.Context, how int) error {
	for {
		if ok, err := l.try(how); ok || err != nil {
			return err
		}
		if err := sleep(ctx); err != nil {
			return err
		}
	}
}

// release closes the file. A lock that a child process inherited stays held by
// the child, since both share one open file description.
func (l *lock) release() { _ = l.file.Close() }

func sleep(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// unlock gives the lock back for whoever shares it, and closes the file: a child that is being
// started at this moment has a copy of the file until it becomes the other program.
func (l *lock) unlock() {
	_ = unix.Flock(int(l.file.Fd()), unix.LOCK_UN)
	l.release()
}
