// Package queue is the line before the database's connections. There are so many places; so many more wait, the
// desk before strangers; whoever finds the line full is refused at once, so that what is answered is answered
// in time, and memory is bounded.
package queue

import (
	"context"
	"errors"
	"sync"
)

// Rank says who comes first; a lower one is further ahead.
type Rank int

const (
	Own          Rank = iota // the program's own work, which has no end of its own to wait for
	DeskAct                  // what a member does
	DeskRead                 // what a member looks at
	Caller                   // whoever shows a session that has not been read yet: one short question
	StrangerAct              // a booking, a client's own page
	StrangerRead             // searches of free times, pages of forms
	ranks
)

type rankKey struct{}

// WithRank is ctx for somebody of that rank.
func WithRank(ctx context.Context, rank Rank) context.Context {
	return context.WithValue(ctx, rankKey{}, rank)
}

// RankOf is the rank under ctx; Own where nobody has said.
func RankOf(ctx context.Context) Rank {
	rank, _ := ctx.Value(rankKey{}).(Rank)
	return rank
}

// ErrFull is the refusal of whoever finds the line full, or is put out of it by somebody who comes first.
var ErrFull = errors.New("too much to do")

// Queue is one line. Make it with New.
type Queue struct {
	mu      sync.Mutex
	free    int // places
	waiting int
	most    int              // that wait
	lines   [ranks][]*ticket // by rank, whoever came first in front

	counts [ranks]Counts
}

// Counts are how many have come in and how many were refused, since the beginning.
type Counts struct{ Admitted, Refused int64 }

// ticket is one who waits. Its channel gets whether it is admitted, once.
type ticket struct{ called chan bool }

// New makes a queue with so many places, before which so many may wait.
func New(places, waiting int) *Queue { return &Queue{free: places, most: waiting} }

// Enter takes a place, waiting for it if need be, and gives back what leaves it. ErrFull, or ctx's error, is a refusal.
func (q *Queue) Enter(ctx context.Context, rank Rank) (leave func(), err error) {
	q.mu.Lock()
	if q.free > 0 { // then nobody waits
		q.free--
		q.counts[rank].Admitted++
		q.mu.Unlock()
		return q.leave, nil
	}
	if q.waiting == q.most && !q.putOut(rank) {
		q.counts[rank].Refused++
		q.mu.Unlock()
		return nil, ErrFull
	}
	t := &ticket{make(chan bool, 1)}
	q.lines[rank] = append(q.lines[rank], t)
	q.waiting++
	q.mu.Unlock()
	return q.wait(ctx, t, rank)
}

func (q *Queue) wait(ctx context.Context, t *ticket, rank Rank) (func(), error) {
	select {
	case admitted := <-t.called:
		if !admitted {
			return nil, ErrFull
		}
		return q.leave, nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, other := range q.lines[rank] {
		if other == t {
			q.lines[rank] = append(q.lines[rank][:i], q.lines[rank][i+1:]...)
			q.waiting--
			q.counts[rank].Refused++
			return nil, ctx.Err()
		}
	}
	if <-t.called { // it was called at the same moment
		q.next()
	}
	return nil, ctx.Err()
}

// putOut refuses the last of those who come after rank, and says whether there was one. The caller holds mu.
func (q *Queue) putOut(rank Rank) bool {
	for last := ranks - 1; last > rank; last-- {
		if n := len(q.lines[last]); n > 0 {
			q.lines[last][n-1].called <- false
			q.lines[last] = q.lines[last][:n-1]
			q.waiting--
			q.counts[last].Refused++
			return true
		}
	}
	return false
}

func (q *Queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next()
}

// next gives a place that has become free to whoever is first. The caller holds mu.
func (q *Queue) next() {
	for rank := range q.lines {
		if line := q.lines[rank]; len(line) > 0 {
			line[0].called <- true
			q.lines[rank] = line[1:]
			q.waiting--
			q.counts[rank].Admitted++
			return
		}
	}
	q.free++
}

// Waiting is how many wait now.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.waiting
}

// Counts are those of a rank.
func (q *Queue) Counts(rank Rank) Counts {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.counts[rank]
}
