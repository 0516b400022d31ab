package handlers

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"okno/desk"
)

// shared is a token bucket per address (or whatever is named) that all
// processes take from: it lives in the database. An empty bucket is remembered
// here until it has a token again, so that a flood costs next to nothing. A nil
// one allows everything.
type shared struct {
	desk      *desk.Desk
	hash      func(name string) []byte
	perSecond float64
	burst     int
	now       func() time.Time

	mu    sync.Mutex
	empty map[string]time.Time // until when
}

// maxEmpty bounds the memory of empty buckets; one that is forgotten costs a statement.
const maxEmpty = 100_000

func (s *shared) allow(ctx context.Context, name string) (bool, error) {
	if s == nil {
		return true, nil
	}
	now := s.now()
	s.mu.Lock()
	until, empty := s.empty[name]
	s.mu.Unlock()
	if empty && now.Before(until) {
		return false, nil
	}
	ok, err := s.desk.Take(ctx, s.hash(name), s.perSecond, s.burst)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.empty, name); !ok {
		if s.empty == nil || len(s.empty) >= maxEmpty {
			s.empty = map[string]time.Time{}
		}
		s.empty[name] = now.Add(s.refill())
	}
	return ok, nil
}

// refill is how long an empty bucket takes to have a token again.
func (s *shared) refill() time.Duration {
	return time.Duration(float64(time.Second) / s.perSecond)
}

// network is the address as far as it names one connection: of an IPv6 address
// the half that a provider hands out.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	prefix, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
