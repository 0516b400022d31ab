package funnel

import (
	"context"
	"time"

	"okno/booking/report"
	"okno/db/reportdb"
)

// maxUnmet is how many searches of one visitor of a form count within searchAge: who looks at more is a program.
const maxUnmet = 10

// unmet is what is counted of searches that ended without a slot.
type unmet struct {
	counts map[reportdb.UnmetSearch]reportdb.UnmetCount
	seen   map[string]time.Time // a visitor, a service and a date, so that looking again counts once
	some   map[string]several   // by visitor and form
}

// several is how many searches there were since a moment.
type several struct {
	since time.Time
	n     int
}

// Unmet counts that a visitor looked for a time and found none: once for each service and date in searchAge, and for a
// preview never. find says what was in the way, and is asked only where it would count.
func (f *Funnel) Unmet(form FormUsed, who string, search report.Unmet, find func() (report.Obstacle, error)) error {
	if form.Preview || !f.unmetAnew(who+" "+string(form.Form), string(search.Service)+" "+search.Date.String()) {
		return nil
	}
	met, err := find()
	if err != nil || met == report.Met {
		return err
	}
	count := reportdb.UnmetCount{Searches: 1}
	if met == report.Closed {
		count.Closed = 1
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unmet.add(reportdb.UnmetSearch{Company: form.Company, Form: form.Form, Unmet: search}, count)
	return nil
}

// unmetAnew notes what a visitor of a form looked for, and says whether it counts.
func (f *Funnel) unmetAnew(who, what string) bool {
	now := f.now()
	what = who + " " + what
	f.mu.Lock()
	defer f.mu.Unlock()
	u := &f.unmet
	if last, known := u.seen[what]; known && now.Sub(last) <= searchAge {
		return false
	}
	if u.seen == nil || len(u.seen) >= maxSeen {
		u.seen, u.some = map[string]time.Time{}, map[string]several{}
	}
	some := u.some[who]
	if now.Sub(some.since) > searchAge {
		some = several{since: now}
	}
	if some.n >= maxUnmet {
		return false
	}
	some.n++
	u.seen[what], u.some[who] = now, some
	return true
}

// add adds to what is counted. The caller holds the funnel's lock.
func (u *unmet) add(search reportdb.UnmetSearch, more reportdb.UnmetCount) {
	if u.counts == nil {
		u.counts = map[reportdb.UnmetSearch]reportdb.UnmetCount{}
	}
	count := u.counts[search]
	u.counts[search] = reportdb.UnmetCount{Searches: count.Searches + more.Searches, Closed: count.Closed + more.Closed}
}

// flushUnmet writes what has been counted; what cannot be written is kept.
func (f *Funnel) flushUnmet(ctx context.Context) error {
	f.mu.Lock()
	counts := f.unmet.counts
	f.unmet.counts = nil
	f.mu.Unlock()
	if len(counts) == 0 {
		return nil
	}
	err := f.desk.Online.CountUnmet(ctx, counts)
	if err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		for search, count := range counts {
			f.unmet.add(search, count)
		}
	}
	return err
}
