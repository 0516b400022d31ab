package snapshot

import (
	"context"
	"maps"
	"slices"
	"time"

	"okno/booking"
	"okno/db"
)

// atOnce is how many changes are followed one by one; after more of them all is read anew.
const atOnce = 200

// read brings a snapshot up to date, or makes one where last is nil. It is last itself where
// nothing has changed.
func (c *Companies) read(ctx context.Context, company booking.CompanyID, last *Snapshot) (*Snapshot, error) {
	scope := c.db.Of(company)
	versions, err := scope.OpenVersions(ctx)
	if err != nil {
		return nil, err
	}
	if last != nil && last.versions == versions {
		return last, nil
	}
	c.loads.Add(1)
	if last != nil && last.versions.Setup == versions.Setup {
		next, err := last.follow(ctx, scope, versions)
		if next != nil || err != nil {
			return next, err
		}
	}
	return c.readAll(ctx, scope, versions, last)
}

// readAll reads who is occupied on all days that visitors may book within the next days.
func (c *Companies) readAll(ctx context.Context, scope db.Scope, versions db.Versions, last *Snapshot) (*Snapshot, error) {
	now := c.now()
	setup, err := c.setups.Get(ctx, scope, versions.Setup)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{
		Setup: setup, versions: versions, since: now.AddDate(0, 0, -1), until: now.AddDate(0, 0, keptDays),
		first: dayOf(now) - 3, last: dayOf(now) + keptDays + setup.Company.HorizonDays + 4, // the days of zones, and how far a service reaches
		resources: make(map[booking.ID]int32, len(setup.Resources)), days: map[int]*day{}, forms: &forms{},
	}
	for i, r := range setup.Resources {
		s.resources[r.ID] = int32(i)
	}
	if last != nil && last.Setup.Version == setup.Version {
		s.forms = last.forms
	}
	s.versions.Setup = setup.Version // which may be newer
	busy, err := scope.Busy(ctx, spanOf(s.first, s.last))
	if err != nil {
		return nil, err
	}
	s.put(busy, s.first, s.last)
	s.weigh()
	return s, nil
}

// follow is the snapshot after the changes since: the days that they touch are read again.
// It is nil where that is not known of all of them.
func (s *Snapshot) follow(ctx context.Context, scope db.Scope, versions db.Versions) (*Snapshot, error) {
	changes, err := scope.ChangesSince(ctx, s.versions.Board, atOnce+1)
	if err != nil {
		return nil, err
	}
	touched, known := s.touched(changes, versions.Board)
	if !known {
		return nil, nil
	}
	next := &Snapshot{
		Setup: s.Setup, versions: versions, since: s.since, until: s.until, first: s.first, last: s.last,
		days: maps.Clone(s.days), resources: s.resources, forms: s.forms,
	}
	next.versions.Board = changes[len(changes)-1].Version
	if len(touched) > 0 {
		first, last := slices.Min(touched), slices.Max(touched)
		busy, err := scope.Busy(ctx, spanOf(first, last))
		if err != nil {
			return nil, err
		}
		next.put(busy, first, last)
		s.answers.without(&next.answers, first, last)
	} else {
		s.answers.without(&next.answers, 0, -1)
	}
	next.weigh()
	return next, nil
}

// touched are the days of the snapshot that the changes touch; false where there are too many
// of them, some have been tidied away, or one says nothing of where.
func (s *Snapshot) touched(changes []db.Change, board int64) (days []int, known bool) {
	if len(changes) == 0 || len(changes) > atOnce || changes[len(changes)-1].Version < board {
		return nil, false
	}
	version := s.versions.Board
	for _, c := range changes {
		if c.Version > version+1 {
			return nil, false
		}
		version = c.Version
		if c.Act == booking.ActClient {
			continue // nobody is occupied by who a client is
		}
		if c.Touched == nil {
			return nil, false
		}
		first, last := max(dayOf(c.Touched.From), s.first), min(dayOf(c.Touched.To), s.last)
		if first <= last {
			days = append(days, first, last)
		}
	}
	return days, true
}

// put sets what is occupied on the days from first to last.
func (s *Snapshot) put(all []db.Busy, first, last int) {
	for d := first; d <= last; d++ {
		delete(s.days, d)
	}
	for _, b := range all {
		place, known := s.resources[b.Resource]
		if !known {
			continue // it is newer than the setup, and no service of it has it
		}
		at := busy{place, b.From.UnixMicro(), b.To.UnixMicro()}
		for d := max(dayOf(b.From), first); d <= min(dayOf(b.To.Add(-time.Microsecond)), last); d++ {
			if s.days[d] == nil {
				s.days[d] = &day{}
			}
			if b.Hold != "" {
				s.days[d].held = append(s.days[d].held, held{at, b.Hold, b.Expires})
			} else {
				s.days[d].booked = append(s.days[d].booked, at)
			}
		}
	}
}
