package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views/board"
)

// months are the months beside the board.
type months struct{ *Handlers }

// month is GET /bookings/month: the weeks of a month beside the board, each day with how busy it is, of the one
// resource that the board is narrowed to or of all of them. The address is the board's, with month=DATE where the
// month is another one than its date's. One query beside the session's where the setup is known.
func (h months) month(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	shown, err := daycards.Shown(h.Kit, c, setup)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, shown.URL())
	}
	d := board.MonthData{Company: setup.Company, Shown: shown, First: shown.Date, Now: h.Now()}
	if month, err := booking.ParseDate(c.QueryParam("month")); err == nil && month.Usable() {
		d.First = month
	}
	d.First.Day = 1
	ask, asked := engine.Ask{Now: d.Now}, setup.Active()
	if picked := shown.Resources.All(); len(picked) == 1 {
		ask.Resource = booking.ID(picked[0])
		asked = []booking.ID{ask.Resource}
	}
	from, to := d.Weeks()
	calendar := setup.Calendar(nil)
	calendar.Occupied, err = bookingdb.OccupiedTimes(c.Request().Context(), h.Scope(c), asked, calendar.Window(ask, from, to), d.Now)
	if err != nil {
		return err
	}
	if d.Days, err = calendar.Loads(ask, from, to); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, board.NewMonth(handlers.ReaderOf(c), d))
}
