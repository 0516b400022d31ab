package local

import (
	"context"
	"time"

	"golang.org/x/sys/unix"
)

// How often it is looked whether the server lives, and how far apart attempts get to start
// one that does not come up.
const (
	reviveRound = time.Second
	revivePause = time.Minute
)

// watch starts the server again whenever it has died, until it is left: whoever runs on
// the private server has nobody else who would. Of several processes the one that comes
// first does it, and the others find it running.
func (s *Server) watch() {
	for pause := reviveRound; ; {
		select {
		case <-s.left:
			return
		case <-time.After(pause):
		}
		dead, err := s.place.dead()
		if err == nil && !dead {
			pause = reviveRound
			continue
		}
		if err == nil {
			err = s.revive()
		}
		switch {
		case err == nil:
			pause = reviveRound
		case s.hasLeft():
			return
		default:
			s.log.Error("the private PostgreSQL server does not run and could not be started again; it is tried again", "error", err)
			pause = min(2*pause, revivePause)
		}
	}
}

// revive starts the server again, unless another process has done so meanwhile.
func (s *Server) revive() error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	turn, err := s.place.takeTurn(ctx)
	if err != nil {
		return err
	}
	defer turn.release()
	if s.hasLeft() {
		return nil
	}
	major, err := s.place.dataVersion()
	if err != nil {
		return err
	}
	if major == 0 { // starting would make an empty database under a program that has begun with a full one
		return errorf(nil, "the data of the private PostgreSQL server are gone from %s; put them back, or start okno again for an empty database", s.place.dir)
	}
	url, err := s.enter(ctx, s.options)
	if err != nil {
		return err
	}
	if url != s.url {
		return errorf(nil, "the private PostgreSQL server in %s was started elsewhere and is reached by another way now; start okno again", s.place.dir)
	}
	s.log.Warn("the private PostgreSQL server had died and runs again", "dir", s.place.dir)
	return nil
}

func (s *Server) hasLeft() bool {
	select {
	case <-s.left:
		return true
	default:
		return false
	}
}

// dead says whether no process of the server lives: it holds its lock for as long as one does.
func (p place) dead() (bool, error) {
	held, err := openLock(p.serverLock())
	if err != nil {
		return false, p.explain(err)
	}
	defer held.release()
	return held.try(unix.LOCK_EX)
}
