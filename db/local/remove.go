package local

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// RemoveData removes the database of the data directory (behind `okno demo
// --fresh`), after stopping a server that a killed process left running. The
// secret stays. It refuses, with an *Error, while another process uses the data.
// An empty dir means DefaultDir.
func RemoveData(ctx context.Context, dir string) error {
	p, err := openPlace(dir)
	if err != nil {
		return err
	}
	turn, err := p.takeTurn(ctx)
	if err != nil {
		return err
	}
	defer turn.release()
	unused, err := p.unused()
	if err != nil {
		return p.explain(err)
	}
	if !unused {
		return errorf(nil, "the data in %s is in use by another okno process; stop that one first", p.dir)
	}
	if err := p.stop(ctx); err != nil {
		return err
	}
	// Only what this package made: the directory may be anything that the user named.
	return p.explain(errors.Join(os.RemoveAll(p.server()), p.forget()))
}

// StopWhenIdle waits until no process has used the server of dir for the given
// time, stops it and returns. It is for a watcher beside programs that cannot say
// when they end, like test binaries; of several watchers one stays. The server
// may come and go meanwhile.
func StopWhenIdle(ctx context.Context, dir string, idle time.Duration) error {
	p, err := openPlace(dir)
	if err != nil {
		return err
	}
	watcher, err := openLock(p.dir + "/watcher.lock")
	if err != nil {
		return p.explain(err)
	}
	defer watcher.release()
	if only, err := watcher.try(unix.LOCK_EX); !only || err != nil {
		return err
	}
	lastUse := time.Now()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(idle / 8):
		}
		stopped, err := p.stopUnused(ctx, &lastUse, idle, watcher)
		if stopped || err != nil {
			return err
		}
	}
}

// stopUnused looks once. The watcher's lock is given up before the turn: whoever
// enters next finds no watcher and brings one.
func (p place) stopUnused(ctx context.Context, lastUse *time.Time, idle time.Duration, watcher *lock) (bool, error) {
	turn, err := p.takeTurn(ctx)
	if err != nil {
		return false, err
	}
	defer turn.release()
	unused, err := p.unused()
	if err != nil {
		return false, err
	}
	if !unused {
		*lastUse = time.Now()
	}
	if time.Since(*lastUse) < idle {
		return false, nil
	}
	defer watcher.release()
	return true, errors.Join(p.stop(ctx))
}
