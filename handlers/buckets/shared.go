package buckets

import (
	"context"
	"sync"
	"time"

	"okno/booking/abuse"
	"okno/desk"
)

// Shared is a token bucket per network (or whatever is named) that all
// processes take from: it lives in the database. An empty bucket is remembered
// here until it has a token again, so that a flood costs next to nothing. A nil
// one allows everything.
type Shared struct {
	Desk *desk.Desk
	Rule abuse.Rule
	Now  func() time.Time

	mu    sync.Mutex
	empty map[string]time.Time // until when
}

// maxEmpty bounds the memory of empty buckets; one that is forgotten costs a statement.
const maxEmpty = 100_000

// Allow takes a token from the bucket of that name; false where it is empty.
func (s *Shared) Allow(ctx context.Context, name string) (bool, error) {
	if s == nil {
		return true, nil
	}
	now := s.Now()
	s.mu.Lock()
	until, empty := s.empty[name]
	s.mu.Unlock()
	if empty && now.Before(until) {
		return false, nil
	}
	ok, err := s.Desk.Online.Take(ctx, s.Rule.By(name))
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.empty, name); !ok {
		if s.empty == nil || len(s.empty) >= maxEmpty {
			s.empty = map[string]time.Time{}
		}
		s.empty[name] = now.Add(s.Rule.Every())
	}
	return ok, nil
}
