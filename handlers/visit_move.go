package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/views"
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
	request := desk.ClientMove{Start: c.FormValue("start"), Anyone: c.FormValue("with") == "any", Seen: c.FormValue("seen")}
	err := h.Desk.MoveByClient(c.Request().Context(), clientOf(c), request)
	return h.visitDone(c, "moved", err, func(d *views.VisitData, known *booking.Error) error {
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
func (h *Handlers) otherTimes(c echo.Context, d views.VisitData, named string, anyone bool) (*views.VisitMoveData, error) {
	setup, err := h.freshSetupOf(c, clientOf(c).Company)
	if err != nil {
		return nil, err
	}
	today := booking.DateOf(d.Now, d.Company.Zone)
	m := &views.VisitMoveData{
		Today: today, Last: today.AddDays(d.Company.HorizonDays), Anyone: anyone,
		Seen: d.Booking.VersionTag(), Others: setup.Calendar(nil).OthersDo(d.Booking),
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
	first := monday(day)
	for {
		found, err := h.freeDays(c, d, setup, m, first)
		if err != nil || found || m.Without {
			m.Day = chosenDay(m.Days, day)
			return m, err
		}
		first = first.AddDays(7 * views.VisitWeeks)
		if named != "" || m.Last.Before(first) {
			return m, nil
		}
	}
}

// freeDays fills in the weeks from a Monday on, and says whether they have a free time.
func (h *Handlers) freeDays(c echo.Context, d views.VisitData, setup db.Setup, m *views.VisitMoveData, first booking.Date) (bool, error) {
	moving, ask, no := setup.Calendar(nil).MovingByClient(d.Booking, m.Anyone, d.Now)
	if no != nil {
		m.Without = true
		return false, nil
	}
	last := first.AddDays(7*views.VisitWeeks - 1)
	var err error
	moving.Occupied, err = h.DB.Of(clientOf(c).Company).Occupied(c.Request().Context(),
		moving.Services[0].Resources, moving.Window(ask, first, last), d.Now)
	if err != nil {
		return false, err
	}
	if m.Days, err = moving.Days(ask, first, last); err != nil {
		return false, err
	}
	return slices.ContainsFunc(m.Days, func(d booking.Day) bool { return len(d.Slots) > 0 }), nil
}

// chosenDay is the day, if it is free, else the next free one, else the first.
func chosenDay(days []booking.Day, day booking.Date) booking.Date {
	var first booking.Date
	for _, d := range days {
		if len(d.Slots) == 0 {
			continue
		}
		if !d.Date.Before(day) {
			return d.Date
		}
		if first == (booking.Date{}) {
			first = d.Date
		}
	}
	return first
}

func monday(d booking.Date) booking.Date { return d.AddDays(1 - d.Weekday()) }
