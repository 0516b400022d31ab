package notify

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// tick is how often it is looked what the clock has to tell.
const tick = 20 * time.Second

// clockwork tells what comes by the clock: leads that wait too long, and the
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
	leads, err := w.DB.WaitingLeads(ctx, now)
	if err != nil {
		return err
	}
	for _, l := range leads {
		t := db.Telling{Event: booking.LeadWaits, Lead: l.Lead}
		if err := w.tellOnce(ctx, l.Company, "lead_waits "+string(l.Lead), booking.Date{}, t); err != nil {
			return err
		}
	}
	sheets, err := w.DB.SheetTimes(ctx)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		date, due := s.Due(now)
		if !due {
			continue
		}
		t := db.Telling{Event: booking.DailySheet, Expires: booking.Instant(date, booking.DayEnd, s.Zone)}
		if err := w.tellOnce(ctx, s.Company, "daily_sheet", date, t); err != nil {
			return err
		}
	}
	return nil
}

// tellOnce tells the team, unless it has been told by this or another worker.
func (w *Worker) tellOnce(ctx context.Context, company booking.CompanyID, what string, date booking.Date, t db.Telling) error {
	if told, err := w.DB.Of(company).Ticked(ctx, what, date); err != nil || told {
		return err
	}
	_, err := w.DB.InAct(ctx, company, func(a *db.Act) error {
		first, err := a.Tick(ctx, what, date)
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
