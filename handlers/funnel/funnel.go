// Package funnel counts what visitors do with forms before they send anything.
package funnel

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/desk"
)

// Funnel counts what visitors do with forms before they send anything. It keeps
// the counts here and writes them together now and then, so that looking at a
// form costs no write; what a killed process had not written yet is lost.
type Funnel struct {
	desk *desk.Desk
	now  func() time.Time
	log  *slog.Logger

	mu      sync.Mutex
	counts  map[setupdb.FormDay]setupdb.FormSeen
	seen    map[string]time.Time       // who has searched, so that paging through days counts once
	refused map[setupdb.FormSite]int64 // sites that a form does not allow
	unmet   unmet
}

// FormUsed names the form that something is counted of.
type FormUsed struct {
	Company booking.CompanyID
	Form    booking.ID
	Zone    *time.Location // whose days are counted
	Preview bool           // then nothing is
}

// maxRefused bounds what is counted between two writes: origins can be made up.
const maxRefused = 200

// funnelEvery is how often counts are written.
const funnelEvery = 2 * time.Second

// maxSeen bounds the memory of who has searched; one that is forgotten counts once more.
const maxSeen = 100_000

// searchAge is how long one visitor's search of a form is one search.
const searchAge = 30 * time.Minute

// Run writes the counts until ctx ends, and once more then.
func (f *Funnel) Run(ctx context.Context) error {
	ticker := time.NewTicker(funnelEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return f.Flush(last)
		case <-ticker.C:
			if err := f.Flush(ctx); err != nil && ctx.Err() == nil {
				f.log.Warn("what visitors did with forms is not counted yet, it is tried again", "error", err)
			}
		}
	}
}

// Flush writes what has been counted.
func (f *Funnel) Flush(ctx context.Context) error {
	f.mu.Lock()
	counts := f.counts
	refused := f.refused
	f.counts, f.refused = nil, nil
	f.mu.Unlock()
	if len(refused) > 0 {
		if err := f.desk.Online.CountRefusedSites(ctx, refused); err != nil { // it asks again, if it is anybody's
			return err
		}
	}
	if len(counts) == 0 {
		return f.flushUnmet(ctx)
	}
	err := f.desk.Online.CountForms(ctx, counts)
	if err != nil {
		for day, seen := range counts {
			f.add(day, seen)
		}
		return err
	}
	return f.flushUnmet(ctx)
}

func (f *Funnel) add(day setupdb.FormDay, more setupdb.FormSeen) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts == nil {
		f.counts = map[setupdb.FormDay]setupdb.FormSeen{}
	}
	seen := f.counts[day]
	seen.Shown, seen.Opened, seen.Searched = seen.Shown+more.Shown, seen.Opened+more.Opened, seen.Searched+more.Searched
	f.counts[day] = seen
}

// Count adds to what is counted of a form on the company's date; a preview is not counted.
func (f *Funnel) Count(form FormUsed, more setupdb.FormSeen) {
	if form.Preview {
		return
	}
	day := booking.DateOf(f.now(), form.Zone)
	f.add(setupdb.FormDay{Company: form.Company, Form: form.Form, Day: day.String()}, more)
}

// Refuse counts that a page of an origin asked for a form that does not allow it.
func (f *Funnel) Refuse(form FormUsed, origin string) {
	site, _, ok := webform.ParseSite(origin)
	if !ok || form.Preview { // "null" and the like are no site that could be allowed
		return
	}
	of := setupdb.FormSite{Company: form.Company, Form: form.Form, Site: site}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refused == nil {
		f.refused = map[setupdb.FormSite]int64{}
	}
	if _, known := f.refused[of]; known || len(f.refused) < maxRefused {
		f.refused[of]++
	}
}

// Searched counts that somebody asks for times, once in a while for each.
func (f *Funnel) Searched(form FormUsed, who string) {
	now := f.now()
	who += " " + string(form.Form)
	f.mu.Lock()
	last, known := f.seen[who]
	if f.seen == nil || len(f.seen) >= maxSeen {
		f.seen = map[string]time.Time{}
	}
	f.seen[who] = now
	f.mu.Unlock()
	if !known || now.Sub(last) > searchAge {
		f.Count(form, setupdb.FormSeen{Searched: 1})
	}
}

// NewFunnel makes one that writes through the desk.
func NewFunnel(desk *desk.Desk, now func() time.Time, log *slog.Logger) *Funnel {
	return &Funnel{desk: desk, now: now, log: log}
}
