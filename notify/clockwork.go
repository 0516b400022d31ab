package notify

import (
	"context"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/messagedb"
)

// tick is how often it is looked what the clock has to tell.
const tick = 20 * time.Second

// clockwork tells what comes by the clock: leads and bookings that wait too long, and the
// sheet of the day. Every worker runs it; a row per company and thing sees to it
// that each is told once.
func (w *Worker) clockwork(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		if err := w.Tick(ctx, time.Now()); err != nil && ctx.Err() == nil {
			w.Log.WarnContext(ctx, "what comes by the clock could not be told; trying on", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Tick tells what is due at now.
func (w *Worker) Tick(ctx context.Context, now time.Time) error {
	leads, err := messagedb.WaitingLeads(ctx, w.DB, now)
	if err != nil {
		return err
	}
	for _, l := range leads {
		t := messagedb.Telling{Event: booking.LeadWaits, Lead: l.Lead}
		if err := w.tellOnce(ctx, l.Company, "lead_waits "+string(l.Lead), booking.Date{}, t); err != nil {
			return err
		}
	}
	if err := w.waiting(ctx, now); err != nil {
		return err
	}
	sheets, err := messagedb.SheetTimes(ctx, w.DB)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		date, due := s.Due(now)
		if !due {
			continue
		}
		t := messagedb.Telling{Event: booking.DailySheet, Expires: engine.Instant(date, booking.DayEnd, s.Zone)}
		if err := w.tellOnce(ctx, s.Company, "daily_sheet", date, t); err != nil {
			return err
		}
	}
	return nil
}

// lateReminder is for how long after its time the team is still reminded of a booking:
// what has waited for longer than that when a worker comes back is on «Today» anyway.
const lateReminder = 24 * time.Hour

// waiting reminds the team of bookings that wait for their answer, and gives up those
// that have waited for too long.
func (w *Worker) waiting(ctx context.Context, now time.Time) error {
	pending, err := bookingdb.PendingBookings(ctx, w.DB, now)
	if err != nil {
		return err
	}
	due := func(at time.Time) bool { return !at.IsZero() && !now.Before(at) }
	fresh := func(at time.Time) bool { return now.Sub(at) < lateReminder }
	for _, p := range pending {
		remind := p.Settings.RemindAt(p.Since, p.Start, p.Zone)
		switch {
		case w.LetGo != nil && due(p.Settings.LetGoAt(p.Since, p.Start, p.Zone)):
			if err := w.LetGo(ctx, p.Company, p.ID, p.Since); err != nil {
				return err
			}
			w.Wake()
		case now.Before(p.Start) && due(remind) && fresh(remind):
			t := messagedb.Telling{Event: booking.BookingWaits, Booking: p.ID, Expires: p.Start}
			what := "booking_waits " + string(p.ID) + " " + strconv.FormatInt(p.Since.Unix(), 10)
			if err := w.tellOnce(ctx, p.Company, what, booking.Date{}, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellOnce tells the team, unless it has been told by this or another worker.
func (w *Worker) tellOnce(ctx context.Context, company booking.CompanyID, what string, date booking.Date, t messagedb.Telling) error {
	if told, err := messagedb.Ticked(ctx, w.DB.Of(company), what, date); err != nil || told {
		return err
	}
	_, err := w.DB.InAct(ctx, company, func(a *db.Act) error {
		first, err := messagedb.Tick(ctx, a, what, date)
		if err != nil || !first {
			return err
		}
		return w.outbox.tell(ctx, a, t)
	})
	if err == nil {
		w.Wake()
	}
	return err
}
