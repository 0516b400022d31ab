// Package local runs the private PostgreSQL server behind `okno demo`, the
// commands without DATABASE_URL, and the tests.
//
// One data directory has at most one server. Every process that uses it holds a
// shared lock; whoever enters first starts the server and whoever leaves last
// stops it. All locks are flocks, which the kernel releases even after kill -9,
// so nothing on the disk has to be believed: what a killed process left behind
// (a running server, a stale postmaster.pid, half an initdb) is found out by the
// next start and taken over or cleared away.
//
//	turn.lock    exclusive, held while somebody enters or leaves
//	users.lock   shared, held for as long as a process uses the server
//	server.lock  inherited by the server itself, held while any process of it lives
package local

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// startLimit bounds one Start: initdb takes a second and the server a fraction
// of it, but crash recovery on a slow disk may need its time.
const startLimit = 90 * time.Second

// Options say where the server lives and how it is kept.
type Options struct {
	// Dir is the data directory; empty means DefaultDir.
	Dir string
	// Log receives what takes a moment (the first initdb) and what was taken over; nil is silent.
	Log *slog.Logger
	// Disposable trades durability for speed: nothing is synced to the disk, and a
	// power cut may cost all data. For tests only. The process that starts the server decides.
	Disposable bool
	// Mortal leaves a server that dies dead until the next Start. For tests of its absence.
	Mortal bool
}

// Server is one process's use of the private server.
type Server struct {
	place   place
	users   *lock
	url     string
	options Options // the server was started with, or would have been
	log     *slog.Logger
	once    sync.Once
	err     error
	left    chan struct{}
}

// Start starts the server of the data directory, or joins it when it already
// runs, and returns once it answers and its database "okno" exists. The errors
// that a person can do something about are of type *Error: one sentence each.
// ctx bounds the start only, not the server's life. A server that dies is started
// again until Close.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p, err := openPlace(o.Dir)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()

	turn, err := p.takeTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer turn.release()
	users, err := openLock(p.usersLock())
	if err != nil {
		return nil, p.explain(err)
	}
	// Exclusive locks on users are only tried by those who have the turn, so this never waits.
	if err := users.wait(ctx, unix.LOCK_SH); err != nil {
		users.release()
		return nil, err
	}
	s := &Server{place: p, users: users, options: o, log: o.Log, left: make(chan struct{})}
	if s.url, err = s.enter(ctx, o); err != nil {
		users.release()
		return nil, err
	}
	go s.keepShort(logRound)
	if !o.Mortal {
		go s.watch()
	}
	return s, nil
}

// URL is a postgres URL of the database "okno" for pgx and pgxpool. It carries
// the server's password: do not log it.
func (s *Server) URL() string { return s.url }

// Close ends this process's use of the server; the last one to leave stops it
// (a fast shutdown: open connections are ended, data is written). It may be
// called more than once.
func (s *Server) Close() error {
	s.once.Do(func() { close(s.left); s.err = s.leave() })
	return s.err
}

// enter joins the running server or starts one. The caller has the turn.
func (s *Server) enter(ctx context.Context, o Options) (string, error) {
	held, url, err := s.place.joinOrClaim(ctx)
	if err != nil {
		return "", err
	}
	if held == nil {
		s.log.Debug("joined the private PostgreSQL server", "dir", s.place.dir)
		return url, s.place.ensureDatabase(ctx, url)
	}
	defer held.release()
	b, err := s.place.prepare(ctx, held, o)
	if err != nil {
		return "", err
	}
	return s.place.launch(ctx, b, held, o)
}

func (s *Server) leave() error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	turn, err := s.place.takeTurn(ctx)
	if err != nil {
		s.users.unlock()
		return err
	}
	defer turn.release()
	s.users.unlock()
	last, err := s.place.unused()
	if err != nil || !last {
		return err
	}
	s.log.Debug("stopping the private PostgreSQL server", "dir", s.place.dir)
	return s.place.stop(ctx)
}
