package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// visitCancel asks whether the booking is really to be cancelled.
func (h *Handlers) visitCancel(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	d.Cancel = d.Company.Client.MayCancel(d.Booking, d.Now) == "" // else the first screen says why not
	return h.showVisit(c, http.StatusOK, d)
}

// cancelVisit cancels it.
func (h *Handlers) cancelVisit(c echo.Context) error {
	reason := c.FormValue("reason")
	err := h.Desk.CancelByClient(c.Request().Context(), clientOf(c), reason)
	return h.visitDone(c, "cancelled", err, func(d *views.VisitData, known *booking.Error) error {
		if sentence, ok := known.Fields["reason"]; ok {
			d.Cancel, d.Reason, d.Problem = true, reason, sentence
		}
		return nil
	})
}

// restoreVisit takes the cancellation back.
func (h *Handlers) restoreVisit(c echo.Context) error {
	return h.visitDone(c, "restored", h.Desk.RestoreByClient(c.Request().Context(), clientOf(c)), nil)
}

// lateVisit notes that the client will be late.
func (h *Handlers) lateVisit(c echo.Context) error {
	minutes, _ := strconv.Atoi(c.FormValue("minutes")) // what is no number is none of the choices
	err := h.Desk.LateByClient(c.Request().Context(), clientOf(c), minutes)
	return h.visitDone(c, "late", err, func(d *views.VisitData, known *booking.Error) error {
		if sentence, ok := known.Fields["minutes"]; ok {
			d.Problem = sentence
		}
		return nil
	})
}
