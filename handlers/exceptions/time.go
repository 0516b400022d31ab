package exceptions

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	bookingexceptions "okno/booking/exceptions"
	"okno/db"
	deskexceptions "okno/desk/exceptions"
	"okno/handlers"
	"okno/views"
	"okno/views/exceptions"
)

// newTime is GET /exceptions/time?resource=&start=&length=, or &date= for a day alone: the form that
// blocks hours of one resource on one date, as the board asks for it.
func (h *Handlers) newTime(c echo.Context) error {
	if err := handlers.MustBlock(c); err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	w := deskexceptions.ExceptionRequest{Draft: timeDraft(c.QueryParams(), setup, bookingexceptions.Draft{})}
	if date := c.QueryParam("date"); w.Draft.FromDate == "" && date != booking.Today {
		w.Draft.FromDate = date
	}
	if w.Draft.FromDate == "" {
		w.Draft.FromDate = h.Today(setup.Company).String()
	}
	return h.timeForm(c, http.StatusOK, setup, w, nil)
}

// timeOf is GET /exceptions/:id/time: the same of one that there is; of one that the board may not
// change, what it is.
func (h *Handlers) timeOf(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	e, known := setup.Exception(booking.ID(c.Param("id")))
	if !known {
		return booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	w := deskexceptions.ExceptionRequest{ID: e.ID, Revision: e.Revision, Draft: bookingexceptions.DraftOf(e)}
	return h.timeForm(c, http.StatusOK, setup, w, nil)
}

// blockTime is POST /exceptions/time, and POST /exceptions/:id/time for one that there is: what is not
// sent stays as it is. A board says where it has dragged it to, and gets the toast alone.
func (h *Handlers) blockTime(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	w := deskexceptions.ExceptionRequest{ID: booking.ID(c.Param("id"))}
	w.Revision, _ = strconv.Atoi(form.Get("revision"))
	stored := bookingexceptions.Draft{}
	if e, known := setup.Exception(w.ID); known {
		stored = bookingexceptions.DraftOf(e)
	}
	w.Draft = timeDraft(form, setup, stored)
	done, err := h.Desk.Exceptions.BlockTime(c.Request().Context(), handlers.Member(c), w)
	if err != nil {
		return h.timeRefused(c, w, err)
	}
	e := done.After
	undo := views.Undo{Method: "post", URL: timeURL(e.ID) + "/deletion", Target: "#toasts", Values: map[string]string{"revision": strconv.Itoa(e.Revision)}}
	said := "exceptions.time.said.blocked"
	switch {
	case w.ID != "" && done.Before.Revision == e.Revision:
		said, undo = "acts.said.nothing", views.Undo{}
	case w.ID != "":
		said = "exceptions.time.said.changed"
		before := bookingexceptions.DraftOf(done.Before)
		undo.URL = timeURL(e.ID)
		undo.Values = map[string]string{"revision": strconv.Itoa(e.Revision), "resource": string(done.Before.Resource), "from_date": before.FromDate,
			"from": before.From, "to": before.To, "reason": before.Reason}
	}
	return h.timeDone(c, setup, said, e, undo)
}

// freeTime is POST /exceptions/:id/time/deletion, blockAgain DELETE on the same.
func (h *Handlers) freeTime(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	revision, _ := strconv.Atoi(c.FormValue("revision"))
	e, err := h.Desk.Exceptions.FreeTime(c.Request().Context(), handlers.Member(c), id, revision)
	if err != nil {
		return h.timeRefused(c, deskexceptions.ExceptionRequest{ID: id}, err)
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	return h.timeDone(c, setup, "exceptions.time.said.freed", e, views.Undo{Method: "delete", URL: timeURL(id) + "/deletion", Target: "#toasts"})
}

func (h *Handlers) blockAgain(c echo.Context) error {
	e, err := h.Desk.Exceptions.BlockTimeAgain(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	return h.timeDone(c, setup, "exceptions.time.said.blocked", e, views.Undo{})
}

func timeURL(id booking.ID) string { return "/exceptions/" + string(id) + "/time" }

// timeDone says what has been done; the board itself follows by its socket.
func (h *Handlers) timeDone(c echo.Context, setup db.Setup, said string, e booking.Exception, undo views.Undo) error {
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/bookings?date="+e.FromDate.String())
	}
	resource, _ := setup.Resource(string(e.Resource))
	c.Response().Header().Set("HX-Trigger", "okno:done")
	w := views.In(handlers.ReaderOf(c))
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say(said, "Name", resource.Name, "Times", w.ExceptionHours(e)), undo))
}

// timeRefused shows the form with what was typed, and with what is true now.
func (h *Handlers) timeRefused(c echo.Context, w deskexceptions.ExceptionRequest, err error) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	setup, problem := h.FreshSetup(c)
	if problem != nil {
		return problem
	}
	stored, there := setup.Exception(w.ID)
	if there {
		w.Revision = stored.Revision
		if w.Draft.FromDate == "" {
			w.Draft = bookingexceptions.DraftOf(stored)
		}
	}
	if handlers.IsFragment(c) {
		c.Response().Header().Set("HX-Retarget", "#modal-body")
		c.Response().Header().Set("HX-Reswap", "innerHTML")
	}
	return h.timeForm(c, handlers.Statuses[known.Code], setup, w, known)
}

func (h *Handlers) timeForm(c echo.Context, status int, setup db.Setup, w deskexceptions.ExceptionRequest, refused *booking.Error) error {
	d := exceptions.TimeData{
		Company: setup.Company, Resources: setup.Resources, Services: setup.Services, ID: w.ID, Revision: w.Revision, Draft: w.Draft, Now: h.Now(),
		CanChange: handlers.MayBlock(handlers.IdentityOf(c)), CanSetUp: handlers.May(c, booking.ChangeSetup), CanBook: handlers.May(c, booking.ChangeBookings),
	}
	if stored, known := setup.Exception(w.ID); known {
		d.Stored = &stored
	}
	if refused != nil {
		d.Problem, d.Problems = refused.Sentence, refused.Fields
		d.Conflict = refused.Code == booking.Conflict
	}
	if handlers.IsFragment(c) {
		return h.Render(c, status, exceptions.NewTime(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, exceptions.NewTimePage(h.Base(c), d))
}

// timeDraft is what the form, or a drag on the board, says; what it does not say is as in base.
func timeDraft(form url.Values, setup db.Setup, base bookingexceptions.Draft) bookingexceptions.Draft {
	for name, into := range map[string]*string{"from_date": &base.FromDate, "from": &base.From, "to": &base.To, "reason": &base.Reason} {
		if form.Has(name) {
			*into = form.Get(name)
		}
	}
	if preset := form.Get("preset"); preset != "" {
		base.Reason = preset
	}
	if id := form.Get("resource"); id != "" {
		base.About = "resource:" + id
	}
	start, wrong := booking.ParseStart(form.Get("start"), setup.Company.Zone)
	if wrong != nil {
		return base
	}
	length, err := strconv.Atoi(form.Get("length"))
	if err != nil || length < 1 || length >= int(booking.DayEnd) {
		length = 60
	}
	date, end := booking.DateOf(start, setup.Company.Zone), start.Add(time.Duration(length)*time.Minute)
	base.FromDate, base.From, base.To = date.String(), booking.ClockOf(start).String(), booking.ClockOf(end).String()
	if base.To == "00:00" {
		base.To = booking.DayEnd.String()
	}
	return base
}
