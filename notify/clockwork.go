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
// daily sheets. Every worker runs it; a row per company and thing sees to it
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
	return w.sheets(ctx, now)
}

// sheets sends each recipient the sheet at the hour that he has chosen, once a date.
func (w *Worker) sheets(ctx context.Context, now time.Time) error {
	times, err := messagedb.SheetTimes(ctx, w.DB)
	if err != nil {
		return err
	}
	for _, s := range times {
		on, due := s.Due(now)
		if !due {
			continue
		}
		sheet := s.Sheet(on)
		err := w.once(ctx, s.Company, s.What(), on, func(a *db.Act) error {
			return w.outbox.sheet(ctx, a, s.Recipient, sheet, engine.Instant(sheet.Date, booking.DayEnd, s.Zone))
		})
		if err != nil {
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
	return w.once(ctx, company, what, date, func(a *db.Act) error { return w.outbox.tell(ctx, a, t) })
}

// once does what comes by the clock in an act that keeps that it is done, unless this or another worker has done it.
func (w *Worker) once(ctx context.Context, company booking.CompanyID, what string, date booking.Date, do func(*db.Act) error) error {
	_, err := w.DB.InAct(ctx, company, func(a *db.Act) error {
		first, err := messagedb.Tick(ctx, a, what, date)
		if err != nil || !first {
			return err
		}
		return do(a)
	})
	if err == nil {
		w.Wake()
	}
	return err
}
