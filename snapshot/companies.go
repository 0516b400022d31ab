// Package snapshot keeps in memory what visitors ask about companies: the setup, who is
// occupied, and the answers that were given. An answer that begins after an act of this
// process was acknowledged shows it; an act of another process is shown within a second,
// because what is kept is held against the version row once in a while. It is for reading:
// whether a time is free is for the database to say.
package snapshot

import (
	"container/list"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"okno/booking"
	"okno/db"
)

// DefaultBudget is how much memory snapshots take where nothing else is said, in bytes.
const DefaultBudget = 128 << 20

// freshFor is how long a snapshot is given out before the version row is asked whether another
// process has changed the company: half of what is promised.
const freshFor = 500 * time.Millisecond

// Companies are the snapshots of the companies that were asked about last. Its methods may
// be called at the same time.
type Companies struct {
	db     *db.DB
	setups *db.Setups
	now    func() time.Time // by which notice, horizon and holds go
	budget int64            // bytes

	mu      sync.Mutex
	entries map[booking.CompanyID]*entry
	keys    map[string]booking.CompanyID // of forms
	order   list.List                    // of *entry: who was asked about last stands first
	bytes   int64

	hits, loads, evictions atomic.Int64
}

// entry is a company's place.
type entry struct {
	company booking.CompanyID
	changes atomic.Int64 // how often it was said that the company has changed
	turn    chan struct{}
	known   atomic.Pointer[known]

	place *list.Element // this and what follows is guarded by Companies.mu
	bytes int64
	keys  []string
}

// known is a snapshot with how it is known to be the present one.
type known struct {
	*Snapshot
	asked   time.Time // since when, by the process's own clock
	changes int64     // of the entry, by then
}

// New keeps snapshots of the companies of d within a budget in bytes; 0 stands for DefaultBudget.
func New(d *db.DB, setups *db.Setups, now func() time.Time, budget int64) *Companies {
	if budget == 0 {
		budget = DefaultBudget
	}
	c := &Companies{db: d, setups: setups, now: now, budget: budget, entries: map[booking.CompanyID]*entry{}, keys: map[string]booking.CompanyID{}}
	d.OnAct(c.Changed)
	return c
}

// Changed says that a company has changed. What is given out from now on is held against the database first.
func (c *Companies) Changed(company booking.CompanyID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.entries[company]; e != nil {
		e.changes.Add(1)
	}
}

// Of is the company as it stands. NotFound where there is none, or where it is about to be deleted.
func (c *Companies) Of(ctx context.Context, company booking.CompanyID) (*Snapshot, error) {
	e := c.entry(company)
	changes := e.changes.Load()
	if k := e.known.Load(); k.still(changes, c.now()) {
		c.hits.Add(1)
		return k.Snapshot, nil
	}
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-e.turn }()
	last := e.known.Load()
	if last.still(changes, c.now()) { // whoever was before us has asked
		c.hits.Add(1)
		return last.Snapshot, nil
	}
	next := &known{asked: time.Now(), changes: e.changes.Load()}
	var before *Snapshot
	if last != nil && last.spans(c.now()) {
		before = last.Snapshot
	}
	var err error
	if next.Snapshot, err = c.read(ctx, company, before); err != nil {
		if booking.CodeOf(err) == booking.NotFound {
			c.forget(e)
		}
		return nil, err
	}
	if next.Snapshot == before {
		e.known.Store(next)
		return before, nil
	}
	next.grown = func() { c.weigh(e) }
	e.known.Store(next)
	c.weigh(e)
	return next.Snapshot, nil
}

// still says whether the snapshot can be given to whoever has come after so many changes.
func (k *known) still(changes int64, now time.Time) bool {
	return k != nil && k.changes >= changes && time.Since(k.asked) < freshFor && k.spans(now)
}

func (c *Companies) entry(company booking.CompanyID) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[company]
	if e == nil {
		e = &entry{company: company, turn: make(chan struct{}, 1)}
		e.place = c.order.PushFront(e)
		c.entries[company] = e
		return e
	}
	c.order.MoveToFront(e.place)
	return e
}

// weigh reckons what a company takes up now, and lets go of those who were not asked about for longest.
func (c *Companies) weigh(e *entry) {
	bytes := e.known.Load().size()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[e.company] != e {
		return // it was let go meanwhile
	}
	c.bytes += bytes - e.bytes
	e.bytes = bytes
	for c.bytes > c.budget && c.order.Len() > 0 {
		c.evictions.Add(1)
		c.remove(c.order.Back().Value.(*entry))
	}
}

func (c *Companies) forget(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[e.company] == e {
		c.remove(e)
	}
}

// remove takes an entry out. The caller holds c.mu.
func (c *Companies) remove(e *entry) {
	delete(c.entries, e.company)
	c.order.Remove(e.place)
	c.bytes -= e.bytes
	for _, key := range e.keys {
		delete(c.keys, key)
	}
}

// Stats are what is kept and how it is used.
type Stats struct {
	Companies int
	Bytes     int64 // that snapshots take up
	Budget    int64 // that they may
	Hits      int64 // given out as they were
	Loads     int64 // read from the database, whole or in part
	Evictions int64 // let go for want of room
}

// Stats are those of the process since it began.
func (c *Companies) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{len(c.entries), c.bytes, c.budget, c.hits.Load(), c.loads.Load(), c.evictions.Load()}
}
