package feed

import (
	"context"

	"okno/booking"
	"okno/db"
	"okno/live"
)

// Keeper is a Topic whose messages leave out what its viewers have before them already.
type Keeper interface {
	Topic
	// Shown is what the topic shows now, nil where its messages leave nothing out.
	Shown(ctx context.Context, f *Feed, setup db.Setup) (any, error)
}

// FillsIn says whether a page whose address says so in "fills" puts in what messages only name, as they do it now: the number is
// that of static/js/same.js. A page with older scripts is told everything.
func FillsIn(said string) bool { return said == "2" }

// kept is what is known of a topic that somebody watches.
type kept struct {
	window  string // of its last message
	version int64  // as of which shown is
	shown   any
}

// Had is what all viewers of the topic who show it as of version have before them, the clock aside; nil where that is
// not known for certain.
func (f *Feed) Had(company booking.CompanyID, topic Topic, version int64) any {
	f.mu.Lock()
	defer f.mu.Unlock()
	if k := f.told[company][topic]; k != nil && k.version == version {
		return k.shown
	}
	return nil
}

// Has keeps what the topic shows as of version. What was read may be newer: it is kept only where the company still has that
// version now.
func (f *Feed) Has(ctx context.Context, company booking.CompanyID, topic Topic, version int64, shown any) {
	now, err := f.DB.Versions(ctx, []booking.CompanyID{company})
	if err != nil || now[company].Board != version {
		return // the next message leaves nothing out
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if k := f.ofTopic(company, topic); k != nil {
		k.version, k.shown = version, shown
	}
}

// Stays says that the topic shows the same as of both versions.
func (f *Feed) Stays(company booking.CompanyID, topic Topic, before, after int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if k := f.told[company][topic]; k != nil && k.version == before {
		k.version = after
	}
}

// MayTurnBack says whether a change of another date may change what a page says beside its own bookings, such as how often a
// client has not come, and another one change it back: whoever comes in between has something else before him than the rest.
func MayTurnBack(c db.Change) bool {
	return c.Act != booking.ActHeld && c.Act != booking.ActReleased && c.Act != booking.ActCreated
}

// ToldAs is what a topic has kept of its last message, "" where there was none,
// and keeps what it is to know at the next: what its viewers look at.
func (f *Feed) ToldAs(company booking.CompanyID, topic Topic, now string) (before string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if k := f.ofTopic(company, topic); k != nil {
		before, k.window = k.window, now
	}
	return before
}

// ofTopic is what is kept of it; nil where it was asked for without a socket, and nobody follows. The caller holds f.mu.
func (f *Feed) ofTopic(company booking.CompanyID, topic Topic) *kept {
	if f.companies[company] == nil {
		return nil
	}
	if f.told == nil {
		f.told = map[booking.CompanyID]map[Topic]*kept{}
	}
	if f.told[company] == nil {
		f.told[company] = map[Topic]*kept{}
	}
	if f.told[company][topic] == nil {
		f.told[company][topic] = &kept{}
	}
	return f.told[company][topic]
}

// forget drops what is kept of topics that nobody watches any longer.
func (f *Feed) forget(company booking.CompanyID, watched []live.Topic) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := f.told[company]
	if len(all) == 0 {
		return
	}
	still := make(map[Topic]*kept, len(watched))
	for _, t := range watched {
		topic := t.View.(Topic)
		if k := all[topic]; k != nil {
			still[topic] = k
		}
	}
	f.told[company] = still
}

// look keeps what the topic's viewers have before them when the first of them comes; until it is known messages leave
// nothing out. The caller holds w.mu.
func (f *Feed) look(ctx context.Context, company booking.CompanyID, w *watched, topic Topic) {
	keeper, is := topic.(Keeper)
	version := w.version.Load()
	if !is || f.Had(company, topic, version) != nil {
		return
	}
	versions, err := f.DB.Versions(ctx, []booking.CompanyID{company})
	if err != nil || versions[company].Board != version {
		return
	}
	setup, err := f.Setups.Get(ctx, f.DB.Of(company), versions[company].Setup)
	if err != nil {
		return
	}
	if shown, err := keeper.Shown(ctx, f, setup); err == nil && shown != nil {
		f.Has(ctx, company, topic, version, shown)
	}
}
