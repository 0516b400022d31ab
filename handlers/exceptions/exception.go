package exceptions

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	bookingexceptions "okno/booking/exceptions"
	"okno/db"
	deskexceptions "okno/desk/exceptions"
	"okno/handlers"
	"okno/views"
	"okno/views/exceptions"
)

// newException is GET /exceptions/new?about=&from_date=&to_date=&from=&to=, with
// ?resource= or ?service= for ?about=: whatever is there fills the form.
func (h *Handlers) newException(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	w := deskexceptions.ExceptionRequest{Draft: draftOf(c.QueryParams())}
	if w.Draft.FromDate == "" {
		w.Draft.FromDate = booking.DateOf(h.Now(), setup.Company.Zone).String()
	}
	return h.exceptionPage(c, http.StatusOK, setup, w, nil)
}

// exception is GET /exceptions/:id.
func (h *Handlers) exception(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	e, known := setup.Exception(booking.ID(c.Param("id")))
	if !known {
		return booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	return h.exceptionPage(c, http.StatusOK, setup, deskexceptions.ExceptionRequest{ID: e.ID, Revision: e.Revision, Draft: bookingexceptions.DraftOf(e)}, nil)
}

// previewException is POST /exceptions/preview: what saving the form would do.
// Without htmx it is the whole form with that.
func (h *Handlers) previewException(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	w, err := requestOf(c)
	if err != nil {
		return err
	}
	w.ID = booking.ID(c.FormValue("id"))
	if !handlers.IsFragment(c) {
		return h.exceptionPage(c, http.StatusOK, setup, w, nil)
	}
	data, err := h.exceptionData(c, setup, w, nil)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if data.Preview.Exception == nil {
		status = http.StatusUnprocessableEntity
	}
	return h.Render(c, status, exceptions.NewExceptionPreview(handlers.ReaderOf(c), data))
}

// saveException is POST /exceptions and POST /exceptions/:id. What is refused
// comes back with all that was typed, and with what is true now.
func (h *Handlers) saveException(c echo.Context) error {
	w, err := requestOf(c)
	if err != nil {
		return err
	}
	w.ID = booking.ID(c.Param("id"))
	if w.ID != "" {
		fresh, err := h.FreshSetup(c)
		if err != nil {
			return err
		}
		if stored, known := fresh.Exception(w.ID); known {
			w.Revision = handlers.OnTop(c, &w.Draft, bookingexceptions.DraftOf(stored), w.Revision, stored.Revision)
		}
	}
	saved, err := h.Desk.Exceptions.SaveException(c.Request().Context(), handlers.Member(c), w)
	if err == nil {
		return h.exceptionsAfter(c, views.NewDone(handlers.ReaderOf(c), saidOf(saved), views.Undo{}))
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Conflict, booking.SlotTaken:
	case booking.NotFound:
		if w.Revision == 0 { // it never was: nothing typed can be lost
			return err
		}
	default:
		return err
	}
	setup, problem := h.SetupAt(c, latest)
	if problem != nil {
		return problem
	}
	if known.Code == booking.NotFound { // deleted meanwhile: what was typed can become a new one
		w.ID, w.Revision = "", 0
		known = booking.Fail(booking.Conflict, "exceptions.error.gone")
	}
	return h.exceptionPage(c, handlers.Statuses[known.Code], setup, w, known)
}

// saidOf is what a toast says of it.
func saidOf(s deskexceptions.ExceptionSaved) booking.Sentence {
	switch {
	case s.Moved > 0 && s.Cancelled > 0:
		return booking.Say("exceptions.said.both", "moved", s.Moved, "cancelled", s.Cancelled)
	case s.Moved > 0:
		return booking.Say("exceptions.said.moved", "count", s.Moved)
	case s.Cancelled > 0:
		return booking.Say("exceptions.said.cancelled", "count", s.Cancelled)
	}
	return booking.Say("exceptions.said.saved")
}

func (h *Handlers) exceptionPage(c echo.Context, status int, setup db.Setup, w deskexceptions.ExceptionRequest, refused *booking.Error) error {
	data, err := h.exceptionData(c, setup, w, refused)
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		data.Fresh = true
		return h.Render(c, status, exceptions.NewExceptionForm(handlers.ReaderOf(c), data))
	}
	return h.Render(c, status, exceptions.NewException(h.Base(c), data))
}

// requestOf reads the form.
func requestOf(c echo.Context) (deskexceptions.ExceptionRequest, error) {
	form, err := c.FormParams()
	if err != nil {
		return deskexceptions.ExceptionRequest{}, err
	}
	w := deskexceptions.ExceptionRequest{Draft: draftOf(form), Reason: form.Get("cancel_reason")}
	w.Revision, _ = strconv.Atoi(form.Get("revision"))
	w.Resolutions = handlers.ResolutionsOf(form)
	return w, nil
}

// draftOf reads what was typed; what is not said goes by the rest, as the form shows it.
func draftOf(form url.Values) bookingexceptions.Draft {
	d := bookingexceptions.Draft{
		About: aboutOf(form), FromDate: form.Get("from_date"), Ends: form.Get("ends"), ToDate: form.Get("to_date"),
		Weekdays: form["weekdays"], Hours: form.Get("hours"), From: form.Get("from"), To: form.Get("to"), Reason: form.Get("reason"),
	}
	if d.Ends == "" {
		d.Ends = "date"
		if d.ToDate == "" || d.ToDate == d.FromDate {
			d.Ends = "one"
		}
	}
	if d.Ends == "one" && len(d.Weekdays) > 0 && form.Get("ends") == "" {
		d.Ends, d.ToDate = "date", d.FromDate // weekdays are refused where they miss the one date
	}
	if d.Hours == "" {
		d.Hours = "day"
		if d.From != "" || d.To != "" {
			d.Hours = "hours"
		}
	}
	return d
}
