package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/views"
)

// newException is GET /exceptions/new?about=&from_date=&to_date=&from=&to=, with
// ?resource= or ?service= for ?about=: whatever is there fills the form.
func (h *Handlers) newException(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	w := desk.ExceptionRequest{Draft: draftOf(c.QueryParams())}
	if w.Draft.FromDate == "" {
		w.Draft.FromDate = booking.DateOf(h.Now(), setup.Company.Zone).String()
	}
	return h.exceptionPage(c, http.StatusOK, setup, w, nil)
}

// exception is GET /exceptions/:id.
func (h *Handlers) exception(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	e, known := storedException(setup, booking.ID(c.Param("id")))
	if !known {
		return booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	return h.exceptionPage(c, http.StatusOK, setup, desk.ExceptionRequest{ID: e.ID, Revision: e.Revision, Draft: booking.DraftOf(e)}, nil)
}

// previewException is POST /exceptions/preview: what saving the form would do.
// Without htmx it is the whole form with that.
func (h *Handlers) previewException(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	w, err := requestOf(c)
	if err != nil {
		return err
	}
	w.ID = booking.ID(c.FormValue("id"))
	if !isFragment(c) {
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
	return h.render(c, status, views.NewExceptionPreview(readerOf(c), data))
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
		fresh, err := h.freshSetup(c)
		if err != nil {
			return err
		}
		if stored, known := storedException(fresh, w.ID); known {
			w.Revision = onTop(c, &w.Draft, booking.DraftOf(stored), w.Revision, stored.Revision)
		}
	}
	saved, err := h.Desk.SaveException(c.Request().Context(), member(c), w)
	if err == nil {
		return h.exceptionsAfter(c, views.NewDone(readerOf(c), saidOf(saved), views.Undo{}))
	}
	known := asKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Conflict, booking.SlotTaken:
	case booking.NotFound:
		if w.Revision == 0 { // it never was: nothing typed can be lost
			return err
		}
	default:
		return err
	}
	setup, problem := h.setupAt(c, latest)
	if problem != nil {
		return problem
	}
	if known.Code == booking.NotFound { // deleted meanwhile: what was typed can become a new one
		w.ID, w.Revision = "", 0
		known = booking.Fail(booking.Conflict, "exceptions.error.gone")
	}
	return h.exceptionPage(c, statuses[known.Code], setup, w, known)
}

// saidOf is what a toast says of it.
func saidOf(s desk.ExceptionSaved) booking.Sentence {
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

func (h *Handlers) exceptionPage(c echo.Context, status int, setup db.Setup, w desk.ExceptionRequest, refused *booking.Error) error {
	data, err := h.exceptionData(c, setup, w, refused)
	if err != nil {
		return err
	}
	if isFragment(c) {
		data.Fresh = true
		return h.render(c, status, views.NewExceptionForm(readerOf(c), data))
	}
	return h.render(c, status, views.NewException(h.base(c), data))
}

// requestOf reads the form.
func requestOf(c echo.Context) (desk.ExceptionRequest, error) {
	form, err := c.FormParams()
	if err != nil {
		return desk.ExceptionRequest{}, err
	}
	w := desk.ExceptionRequest{Draft: draftOf(form), Reason: form.Get("cancel_reason")}
	w.Revision, _ = strconv.Atoi(form.Get("revision"))
	w.Resolutions = resolutionsOf(form)
	return w, nil
}

// draftOf reads what was typed; what is not said goes by the rest, as the form shows it.
func draftOf(form url.Values) booking.ExceptionDraft {
	d := booking.ExceptionDraft{
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

func storedException(setup db.Setup, id booking.ID) (booking.Exception, bool) {
	i := slices.IndexFunc(setup.Exceptions, func(e booking.Exception) bool { return e.ID == id })
	if i < 0 {
		return booking.Exception{}, false
	}
	return setup.Exceptions[i], true
}
