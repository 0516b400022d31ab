// Package queue is the line before the database's connections. There are so many places; so many more wait, the
// desk before strangers; whoever finds the line full is refused at once, so that what is answered is answered
// in time, and memory is bounded. Those who would only wait for each other inside the database take turns: one of
// them has a place, and the rest wait here, where they hold no connection and come in as they came.
package queue

import (
	"context"
	"errors"
	"slices"
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

type turnKey struct{}

// WithTurn is ctx for somebody who comes in only while nobody else of the same turn, which is not 0, is in.
func WithTurn(ctx context.Context, turn int64) context.Context {
	return context.WithValue(ctx, turnKey{}, turn)
}

// turnOf is the turn under ctx, 0 for whoever waits for nobody in particular.
func turnOf(ctx context.Context) int64 {
	turn, _ := ctx.Value(turnKey{}).(int64)
	return turn
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
	taken   map[int64]bool   // the turns of those who are in

	counts [ranks]Counts
}

// Counts are how many have come in and how many were refused, since the beginning.
type Counts struct{ Admitted, Refused int64 }

// ticket is one who waits. Its channel gets whether it is admitted, once.
type ticket struct {
	turn   int64
	called chan bool
}

// New makes a queue with so many places, before which so many may wait.
func New(places, waiting int) *Queue {
	return &Queue{free: places, most: waiting, taken: map[int64]bool{}}
}

// Enter takes a place, waiting for it and for the turn under ctx if need be, and gives back what leaves it. ErrFull, or ctx's
// error, is a refusal.
func (q *Queue) Enter(ctx context.Context, rank Rank) (leave func(), err error) {
	t := &ticket{turnOf(ctx), make(chan bool, 1)}
	q.mu.Lock()
	if q.free > 0 && !q.taken[t.turn] { // then nobody waits but for a turn that is taken
		q.free--
		q.admit(t, rank)
		q.mu.Unlock()
		return func() { q.leave(t) }, nil
	}
	if q.waiting == q.most && !q.putOut(rank) {
		q.counts[rank].Refused++
		q.mu.Unlock()
		return nil, ErrFull
	}
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
		return func() { q.leave(t) }, nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, other := range q.lines[rank] {
		if other == t {
			q.lines[rank] = slices.Delete(q.lines[rank], i, i+1)
			q.waiting--
			q.counts[rank].Refused++
			return nil, ctx.Err()
		}
	}
	if <-t.called { // it was called at the same moment
		q.next(t)
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

// admit lets in whoever has got a place. The caller holds mu.
func (q *Queue) admit(t *ticket, rank Rank) {
	if t.turn != 0 {
		q.taken[t.turn] = true
	}
	q.counts[rank].Admitted++
}

func (q *Queue) leave(t *ticket) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next(t)
}

// next gives the place and the turn of whoever leaves to the first who may come in then: those who are passed over
// wait for a turn that is still taken. The caller holds mu.
func (q *Queue) next(leaving *ticket) {
	delete(q.taken, leaving.turn)
	for rank, line := range q.lines {
		for i, t := range line {
			if q.taken[t.turn] {
				continue
			}
			q.lines[rank] = slices.Delete(line, i, i+1)
			q.waiting--
			q.admit(t, Rank(rank))
			t.called <- true
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
