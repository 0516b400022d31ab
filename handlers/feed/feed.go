// Package feed brings changes from the database to the pages that show them.
package feed

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"okno/booking"
	"okno/db"
	"okno/live"
	"okno/metrics"
	"okno/views"
)

// Feed brings changes from the database to the pages that show them: it reads
// what has changed since it looked last, lets each topic make its message once,
// and hands that to the hub. One company is looked after by one goroutine at a
// time, so that its messages keep their order.
type Feed struct {
	DB     *db.DB
	Setups *db.Setups
	Hub    *live.Hub
	Views  *views.Views
	Now    func() time.Time
	Log    *slog.Logger
	// Metrics are told how long changes took to get here; nil: nobody is.
	Metrics *metrics.Metrics

	made atomic.Int64 // messages, each for one topic and all its viewers

	mu        sync.Mutex
	companies map[booking.CompanyID]*watched
	admitted  map[*live.Viewer]Admission // by what right each viewer is there
	told      map[booking.CompanyID]map[Topic]*kept
}

// Made is how many messages have been rendered, each once for all viewers of a topic.
func (f *Feed) Made() int64 { return f.made.Load() }

// Topic is a page as one kind of viewer sees it. It is comparable, and its
// viewers get the same bytes: whatever makes two viewers see different things
// is part of it. A page becomes live by a Topic (handlers/board/live.go) and by handing
// its WebSocket to Kit.Follow.
type Topic interface {
	// Message is what brings the topic's page up to date with the changes, nil
	// where it shows none of them. The setup is the company's after them; last
	// is the version that the page then has.
	Message(ctx context.Context, f *Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error)
	// Hears says how its viewers are told what the whole desk hears.
	Hears() Hearing
}

// watched is a company that somebody's board shows.
type watched struct {
	mu      sync.Mutex   // held while messages are made, so that they are sent in order
	version atomic.Int64 // up to which the viewers have been told
	viewers int          // guarded by Feed.mu
	wake    chan struct{}
	done    chan struct{}
}

// pollEvery is how often the versions of the companies being shown are asked
// for: what a lost NOTIFY costs. One query for all of them, and another for the
// rights of all viewers.
const pollEvery = 300 * time.Millisecond

// debounce is the least time between two messages to the viewers of a company:
// the first of many changes is told at once, the others together.
const debounce = 150 * time.Millisecond

// Run polls until ctx ends.
func (f *Feed) Run(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		shown := f.shown()
		if len(shown) == 0 {
			continue
		}
		f.recheck(ctx)
		versions, err := f.DB.Versions(ctx, shown)
		if err != nil {
			if ctx.Err() == nil {
				f.Log.Warn("the versions could not be read; boards wait", "error", err)
			}
			continue
		}
		for company, version := range versions {
			f.wakeIf(company, func(w *watched) bool { return w.version.Load() != version.Board })
		}
	}
}

// Changed says that a company has changed, here or elsewhere. It never blocks.
func (f *Feed) Changed(company booking.CompanyID) {
	f.wakeIf(company, func(*watched) bool { return true })
}

func (f *Feed) wakeIf(company booking.CompanyID, should func(*watched) bool) {
	f.mu.Lock()
	w := f.companies[company]
	f.mu.Unlock()
	if w == nil || !should(w) {
		return
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (f *Feed) shown() []booking.CompanyID {
	f.mu.Lock()
	defer f.mu.Unlock()
	var shown []booking.CompanyID
	for company := range f.companies {
		shown = append(shown, company)
	}
	return shown
}

// Watch connects a viewer that shows the topic as of version, and first sends
// what it has missed since.
func (f *Feed) Watch(ctx context.Context, company booking.CompanyID, topic Topic, version int64) (*live.Viewer, error) {
	w := f.enter(company)
	w.mu.Lock()
	defer w.mu.Unlock()
	viewer, err := f.catchUp(ctx, company, w, topic, version)
	if err != nil {
		f.leave(company, w)
	}
	return viewer, err
}

// catchUp brings everybody else up to date first, so that all of them stand at
// the same version when the newcomer joins. The caller holds w.mu.
func (f *Feed) catchUp(ctx context.Context, company booking.CompanyID, w *watched, topic Topic, version int64) (*live.Viewer, error) {
	if err := f.tell(ctx, company, w); err != nil {
		return nil, err
	}
	viewer := f.Hub.Watch(live.Topic{Company: int64(company), View: topic})
	if version == w.version.Load() {
		f.look(ctx, company, w, topic)
		return viewer, nil
	}
	missed, setup, err := f.changes(ctx, company, version)
	if err == nil && len(missed) > 0 {
		var message []byte
		if message, err = f.missed(ctx, setup, topic, missed); err == nil {
			f.Hub.SendTo(viewer, message)
		}
	}
	if err != nil {
		f.Hub.Leave(viewer)
		return nil, err
	}
	return viewer, nil
}

// Unwatch takes a viewer out.
func (f *Feed) Unwatch(company booking.CompanyID, viewer *live.Viewer) {
	f.Hub.Leave(viewer)
	f.mu.Lock()
	w := f.companies[company]
	delete(f.admitted, viewer)
	f.mu.Unlock()
	if w != nil {
		f.leave(company, w)
	}
}

func (f *Feed) enter(company booking.CompanyID) *watched {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.companies[company]
	if w == nil {
		w = &watched{wake: make(chan struct{}, 1), done: make(chan struct{})}
		if f.companies == nil {
			f.companies = map[booking.CompanyID]*watched{}
		}
		f.companies[company] = w
		go f.follow(company, w)
	}
	w.viewers++
	return w
}

func (f *Feed) leave(company booking.CompanyID, w *watched) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w.viewers--; w.viewers == 0 {
		delete(f.companies, company)
		delete(f.told, company)
		close(w.done)
	}
}

// follow tells the company's viewers of changes until the last of them has left.
func (f *Feed) follow(company booking.CompanyID, w *watched) {
	for {
		select {
		case <-w.done:
			return
		case <-w.wake:
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		w.mu.Lock()
		if err := f.tell(ctx, company, w); err != nil {
			f.Log.Warn("a change could not be shown yet", "company", company, "error", err)
		}
		w.mu.Unlock()
		cancel()
		select {
		case <-w.done:
			return
		case <-time.After(debounce):
		}
	}
}

// tell brings all viewers of the company up to date. The caller holds w.mu.
func (f *Feed) tell(ctx context.Context, company booking.CompanyID, w *watched) error {
	topics := f.Hub.Topics(int64(company))
	if len(topics) == 0 { // nobody to tell: whoever comes says what he has seen
		versions, err := f.DB.Versions(ctx, []booking.CompanyID{company})
		w.version.Store(versions[company].Board)
		return err
	}
	f.forget(company, topics)
	changes, setup, err := f.changes(ctx, company, w.version.Load())
	if err != nil || len(changes) == 0 {
		return err
	}
	heard, err := f.hear(ctx, setup, changes)
	if err != nil {
		return err
	}
	for _, topic := range topics {
		message, err := f.message(ctx, setup, topic.View.(Topic), changes, heard)
		if err != nil {
			return err
		}
		f.Hub.Send(topic, message)
	}
	for _, c := range changes {
		if !c.At.IsZero() {
			f.Metrics.Told(f.Now().Sub(c.At))
		}
	}
	w.version.Store(changes[len(changes)-1].Version)
	return nil
}
