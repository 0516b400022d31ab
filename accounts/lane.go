package accounts

import (
	"context"
	"slices"
	"sync"

	"okno/booking"
)

// lane lets so many pass at once, and the others wait in a queue that is bounded and
// fair: whoever waits is of a party (a network, a user), and the parties take turns. A
// flood from one place delays its own place; a flood from many places delays a newcomer
// by one round, however much each of them sends.
type lane struct {
	slots int // that may pass at once
	each  int // of one party may wait
	all   int // may wait

	mu      sync.Mutex
	passing int
	waiting int
	round   []string // the parties that wait, in turn
	queues  map[string][]chan bool
}

// turn waits until somebody of the party may pass; done lets the next one. TooMany where
// too many wait already.
func (l *lane) turn(ctx context.Context, party string) (done func(), err error) {
	mine, ok := l.join(party)
	if !ok {
		return nil, booking.Fail(booking.TooMany, "error.busy")
	}
	if mine == nil {
		return l.next, nil
	}
	select {
	case ok = <-mine:
	case <-ctx.Done():
		if l.leave(party, mine) {
			return nil, ctx.Err()
		}
		if ok = <-mine; ok { // it came to be our turn just now
			l.next()
		}
		return nil, ctx.Err()
	}
	if !ok {
		return nil, booking.Fail(booking.TooMany, "error.busy")
	}
	return l.next, nil
}

// join takes a slot (no channel), or a place in the queue, whose channel says later
// whether its turn has come (true), or its place was needed for somebody else (false).
func (l *lane) join(party string) (chan bool, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.passing < l.slots {
		l.passing++
		return nil, true
	}
	if len(l.queues[party]) >= l.each || l.waiting >= l.all && !l.makeRoom(party) {
		return nil, false
	}
	if l.queues == nil {
		l.queues = map[string][]chan bool{}
	}
	if len(l.queues[party]) == 0 {
		l.round = append(l.round, party)
	}
	mine := make(chan bool, 1)
	l.queues[party] = append(l.queues[party], mine)
	l.waiting++
	return mine, true
}

// makeRoom sends away the last of the party that has the most waiting, if those are more
// than the newcomer's party would have.
func (l *lane) makeRoom(party string) bool {
	most := ""
	for name, queue := range l.queues {
		if len(queue) > len(l.queues[most]) {
			most = name
		}
	}
	queue := l.queues[most]
	if len(queue) <= len(l.queues[party])+1 {
		return false
	}
	l.queues[most] = queue[:len(queue)-1]
	l.waiting--
	queue[len(queue)-1] <- false
	return true
}

// next passes the slot on to the first of the party whose turn it is.
func (l *lane) next() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting == 0 {
		l.passing--
		return
	}
	party := l.round[0]
	l.round = l.round[1:]
	queue := l.queues[party]
	queue[0] <- true
	l.waiting--
	if queue = queue[1:]; len(queue) == 0 {
		delete(l.queues, party)
		return
	}
	l.queues[party] = queue
	l.round = append(l.round, party)
}

// leave gives a place in the queue up; false where its turn has come, or it was sent away.
func (l *lane) leave(party string, mine chan bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.queues[party]
	i := slices.Index(queue, mine)
	if i < 0 {
		return false
	}
	l.waiting--
	if queue = slices.Delete(queue, i, i+1); len(queue) > 0 {
		l.queues[party] = queue
		return true
	}
	delete(l.queues, party)
	l.round = slices.DeleteFunc(l.round, func(name string) bool { return name == party })
	return true
}
