package board

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// mine are the forms of the board as a specialist has them: of his own bookings and with himself alone, at times at which he
// is free. Who he is comes with the session.
type mine struct{ *Handlers }

// routes are those of a specialist that are the board's forms.
func (h mine) routes(page *echo.Group) {
	own := h.Guard(booking.SeeOwn)
	page.GET("/own/bookings/new", h.newBooking, own)
	page.POST("/own/bookings", h.saveBooking, own)
	page.POST("/own/bookings/times", h.newBookingTimes, own)
	page.GET("/own/bookings/:id/move", h.moveForm, own)
	page.POST("/own/bookings/:id/move", h.move, own)
	page.POST("/own/bookings/:id/times", h.moveTimes, own)
}

// myself is the company's setup and the resource that he is, NotFound for who is nobody or is put away.
func (h mine) myself(c echo.Context) (db.Setup, booking.ID, error) {
	setup, err := h.Setup(c)
	if err != nil {
		return setup, "", err
	}
	if r, known := setup.Resource(string(handlers.IdentityOf(c).Resource)); known && !r.Archived {
		return setup, r.ID, nil
	}
	return setup, "", booking.Fail(booking.NotFound, "error.page_unknown")
}

// toMove is a booking of his own that he may move: another's is NotFound, and what the company leaves to the desk Forbidden.
func (h mine) toMove(c echo.Context) (db.Setup, booking.Booking, error) {
	setup, resource, err := h.myself(c)
	if err != nil {
		return setup, booking.Booking{}, err
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")))
	if err != nil {
		return setup, b, err
	}
	member := handlers.Member(c)
	member.Own, member.Resource = true, resource
	if err := member.MustTouch(b); err != nil {
		return setup, b, err
	}
	return setup, b, member.MustDo(booking.ActMoved, setup.Company.Specialist)
}

// moveForm is GET /own/bookings/:id/move: when the booking can be instead.
func (h mine) moveForm(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := standsAt(setup, b)
	w.start = time.Time{} // it is not to be judged where it stands
	if today := h.Today(setup.Company); w.date.Before(today) {
		w.date, w.typed = today, board.WhenTyped{Date: today.String()}
	}
	return h.movingForm(c, http.StatusOK, setup, b, w, nil)
}

// moveTimes is POST /own/bookings/:id/times: the choice anew, after a change of it.
func (h mine) moveTimes(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	if !handlers.IsFragment(c) {
		return h.movingForm(c, http.StatusOK, setup, b, w, nil)
	}
	data, err := h.movingTimes(c, setup, b, w)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, board.NewWhen(handlers.ReaderOf(c), data))
}

// move is POST /own/bookings/:id/move. What is refused comes back in the form, with what is free.
func (h mine) move(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	var done bookings.Done
	if len(w.wrong) == 0 && w.start.IsZero() {
		w.wrong["start"] = booking.Say("error.desk.choose_start")
	}
	if len(w.wrong) > 0 {
		err = booking.FailFields(w.wrong)
	} else {
		done, err = h.Desk.Own.MoveOwn(c.Request().Context(), handlers.Member(c), h.target(c), w.start)
	}
	if err == nil {
		return h.did(c, done, setup.Company)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.Conflict, booking.Forbidden:
	default:
		return err
	}
	if b, err = bookingdb.Booking(c.Request().Context(), h.Scope(c), b.ID); err != nil {
		return err
	}
	return h.movingForm(c, handlers.Statuses[known.Code], setup, b, w, known)
}

// movingForm shows the form, in the modal or as a page.
func (h mine) movingForm(c echo.Context, status int, setup db.Setup, b booking.Booking, w when, refused *booking.Error) error {
	data, err := h.movingTimes(c, setup, b, w)
	if err != nil {
		return err
	}
	b.Paid = ""
	b = handlers.SeenBooking(c, b)
	d := board.MoveBookingData{
		Root: "/own", Company: setup.Company, Booking: b, Resources: handlers.ResourcesOf(setup.Resources, b.Resources), Seen: b.VersionTag(),
		When: data, Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}, Error: refused,
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewMoveBookingPage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewMoveBooking(handlers.ReaderOf(c), d))
}

// movingTimes are the times at which he is free for the booking, with whatever else it needs.
func (h mine) movingTimes(c echo.Context, setup db.Setup, b booking.Booking, w when) (board.WhenData, error) {
	w.mine = true
	calendar, ask, no := setup.Calendar(nil).Moving(b, engine.Move{Resources: bookings.Interchangeable(setup, b)})
	if no != nil {
		return board.WhenData{}, booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	data, err := h.whenData(c, setup, calendar, ask, w)
	data.TimesURL, data.Mine = "/own/bookings/"+string(b.ID)+"/times", true
	return data, err
}

// did answers with a toast that takes the act back, and closes the modal: his day follows by itself. A page of its own leads
// to the day of the booking.
func (h mine) did(c echo.Context, done bookings.Done, company booking.Company) error {
	if !handlers.IsFragment(c) || c.FormValue("alone") != "" {
		return handlers.Redirect(c, "/own?date="+booking.DateOf(done.Booking.Start, company.Zone).String())
	}
	done.Before, done.Booking = handlers.SeenBooking(c, done.Before), handlers.SeenBooking(c, done.Booking)
	undo := views.Undo{}
	if done.Undo != "" {
		undo = views.Undo{Method: "post", URL: "/own/undo/" + string(done.Undo), Target: "#toasts"}
	}
	c.Response().Header().Set("HX-Trigger", "okno:done")
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), saidOfAct(done, company), undo))
}

// does says whether he does the service, and it can be booked.
func does(setup db.Setup, resource booking.ID, s booking.Service) bool {
	return s.Active && !s.Archived && slices.Contains(setup.Linked(s.ID), resource)
}
