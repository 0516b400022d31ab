package visit

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/clientmove"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/visit"
)

// visitMove offers other times for the booking.
func (h *Handlers) visitMove(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	if d.Company.Client.MayMove(d.Booking, d.Now) == "" { // else the first screen says why not
		if d.Move, err = h.otherTimes(c, d, c.QueryParam("day"), c.QueryParam("with") == "any"); err != nil {
			return err
		}
	}
	return h.showVisit(c, http.StatusOK, d)
}

// moveVisit puts the booking at the time that was chosen.
func (h *Handlers) moveVisit(c echo.Context) error {
	request := bookings.ClientMove{Start: c.FormValue("start"), Anyone: c.FormValue("with") == "any", Seen: c.FormValue("seen")}
	err := h.Desk.Bookings.MoveByClient(c.Request().Context(), clientOf(c), request)
	return h.visitDone(c, "moved", err, func(d *visit.VisitData, known *booking.Error) error {
		if d.Company.Client.MayMove(d.Booking, d.Now) != "" || known.Code == booking.Conflict {
			return nil
		}
		day := ""
		if start, problem := booking.ParseStart(request.Start, d.Company.Zone); problem == nil {
			day = booking.DateOf(start, d.Company.Zone).String()
			d.Problem = booking.Say("visit.error.taken")
		} else {
			d.Problem = booking.Say("visit.move.choose")
		}
		move, err := h.otherTimes(c, *d, day, request.Anyone)
		d.Move = move
		return err
	})
}

// otherTimes are the free starts of the weeks from a day's on; where no day is
// named, of the first weeks that have any, so that a free day is open already.
func (h *Handlers) otherTimes(c echo.Context, d visit.VisitData, named string, anyone bool) (*visit.VisitMoveData, error) {
	setup, err := h.FreshSetupOf(c, clientOf(c).Company)
	if err != nil {
		return nil, err
	}
	today := booking.DateOf(d.Now, d.Company.Zone)
	m := &visit.VisitMoveData{
		Today: today, Last: today.AddDays(d.Company.HorizonDays), Anyone: anyone,
		Seen: d.Booking.VersionTag(), Others: clientmove.OthersDo(setup.Calendar(nil), d.Booking),
	}
	day, err := booking.ParseDate(named)
	if err != nil { // the day on which he comes is where he would look first
		day = booking.DateOf(d.Booking.Start, d.Company.Zone)
	}
	if day.Before(today) {
		day = today
	}
	if m.Last.Before(day) {
		day = m.Last
	}
	first := handlers.MondayOf(day)
	for {
		found, err := h.freeDays(c, d, setup, m, first)
		if err != nil || found || m.Without {
			m.Day = handlers.ChosenDay(m.Days, day)
			return m, err
		}
		first = first.AddDays(7 * views.VisitWeeks)
		if named != "" || m.Last.Before(first) {
			return m, nil
		}
	}
}

// freeDays fills in the weeks from a Monday on, and says whether they have a free time.
func (h *Handlers) freeDays(c echo.Context, d visit.VisitData, setup db.Setup, m *visit.VisitMoveData, first booking.Date) (bool, error) {
	moving, ask, no := clientmove.Moving(setup.Calendar(nil), d.Booking, m.Anyone, d.Now)
	if no != nil {
		m.Without = true
		return false, nil
	}
	last := first.AddDays(7*views.VisitWeeks - 1)
	err := bookingdb.FillDates(c.Request().Context(), h.DB.Of(clientOf(c).Company), moving, ask, first, last)
	if err != nil {
		return false, err
	}
	if m.Days, err = moving.Days(ask, first, last); err != nil {
		return false, err
	}
	return slices.ContainsFunc(m.Days, func(d engine.Day) bool { return len(d.Slots) > 0 }), nil
}
