package board

import (
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
)

// isWalkIn says whether a form is for who has come without an appointment.
func isWalkIn(c echo.Context) bool { return c.FormValue("source") == string(booking.FromWalkIn) }

// walkInFrom is now to the nearest step of the service, else of the company: who is there at 12:07 is served at 12:00
// where somebody is free, and has a start that others can follow.
func walkInFrom(now time.Time, company booking.Company, service booking.Service) time.Time {
	step := company.StepMin
	if service.StepMin > 0 {
		step = service.StepMin
	}
	now = now.In(company.Zone).Truncate(time.Minute)
	over := (now.Hour()*60 + now.Minute()) % step
	if over*2 >= step {
		over -= step
	}
	return now.Add(-time.Duration(over) * time.Minute)
}

// walkInFrom is the same for a form, where a start that was chosen a little ago stays.
func (w *when) walkInFrom(now time.Time, company booking.Company, service booking.Service) time.Time {
	from := walkInFrom(now, company, service)
	if w.start.Before(from) && now.Sub(w.start) <= bookings.WalkInPast {
		return w.start
	}
	return from
}

// nextToday are the next free starts of today, of each service that has one: one query.
func nextToday(h *Handlers, c echo.Context, setup db.Setup) (map[booking.ID]time.Time, error) {
	now, today := h.Now(), h.Today(setup.Company)
	var resources []booking.ID
	for _, r := range setup.Resources {
		if r.Active {
			resources = append(resources, r.ID)
		}
	}
	calendar := setup.Calendar(nil)
	// The day, and what buffers and a night shift may reach of those beside it.
	around := booking.Span{From: engine.Instant(today.AddDays(-1), 0, setup.Company.Zone), To: engine.Instant(today.AddDays(3), 0, setup.Company.Zone)}
	var err error
	if calendar.Occupied, err = bookingdb.Occupied(c.Request().Context(), h.Scope(c), resources, around, now); err != nil {
		return nil, err
	}
	next := map[booking.ID]time.Time{}
	for _, s := range setup.Services {
		if !s.Active || s.Archived {
			continue
		}
		days, err := calendar.Days(engine.Ask{Service: s.ID, Now: walkInFrom(now, setup.Company, s), Waive: forDesk}, today, today)
		if err != nil {
			return nil, err
		}
		if slots := days[0].Slots; len(slots) > 0 {
			next[s.ID] = slots[0].Start
		}
	}
	return next, nil
}

// propose chooses the first free start of today where nobody has chosen one, and takes it back with the service
// that it was proposed for.
func (w *when) propose(today booking.Date, slots []booking.Slot) {
	if !w.proposes || w.date != today || !w.start.IsZero() || len(slots) == 0 {
		return
	}
	w.start = slots[0].Start
	w.typed.Start = w.start.Format(time.RFC3339)
	w.typed.Proposed = w.typed.Start
}

// walkIn has the choice of a form begin for who has come without an appointment.
func (w *when) walkIn(c echo.Context) {
	if !isWalkIn(c) {
		return
	}
	w.walksIn, w.proposes = true, true
	if proposed := handlers.FirstValue(c, "proposed"); proposed != "" && proposed == w.typed.Start {
		w.typed.Start, w.typed.Proposed, w.start = "", "", time.Time{}
	}
}
