package visit

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/views/visit"
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
	err := h.Desk.Bookings.CancelByClient(c.Request().Context(), clientOf(c), reason)
	return h.visitDone(c, "cancelled", err, func(d *visit.VisitData, known *booking.Error) error {
		d.Reason = reason
		if sentence, ok := known.Fields["reason"]; ok {
			d.Cancel, d.Problem, d.Wrong = true, booking.Sentence{}, sentence
		}
		return nil
	})
}

// restoreVisit takes the cancellation back.
func (h *Handlers) restoreVisit(c echo.Context) error {
	return h.visitDone(c, "restored", h.Desk.Bookings.RestoreByClient(c.Request().Context(), clientOf(c)), nil)
}

// lateVisit notes that the client will be late.
func (h *Handlers) lateVisit(c echo.Context) error {
	minutes, _ := strconv.Atoi(c.FormValue("minutes")) // what is no number is none of the choices
	err := h.Desk.Bookings.LateByClient(c.Request().Context(), clientOf(c), minutes)
	return h.visitDone(c, "late", err, func(d *visit.VisitData, known *booking.Error) error {
		if sentence, ok := known.Fields["minutes"]; ok {
			d.Problem = sentence
		}
		return nil
	})
}

// comingVisit notes that the client says that he will come.
func (h *Handlers) comingVisit(c echo.Context) error {
	return h.visitDone(c, "coming", h.Desk.Telegram.ComingByClient(c.Request().Context(), clientOf(c), "manage"), nil)
}

// visitFailed answers where an act could not even be tried: too many in a while, or a
// fault of ours. It reads nothing but what was sent.
func (h *Handlers) visitFailed(c echo.Context, status int, known *booking.Error) error {
	reason := ""
	if c.Request().Method == http.MethodPost && strings.HasSuffix(c.Path(), "/cancel") {
		runes := []rune(c.FormValue("reason"))
		reason = string(runes[:min(len(runes), booking.MaxText)])
	}
	card := visit.NewVisitFailure(handlers.ReaderOf(c), c.Param("token"), status, known.Sentence, reason)
	card.Notice = card.Notice.Of(handlers.RequestID(c))
	if handlers.IsFragment(c) {
		return h.Render(c, status, card)
	}
	return h.Render(c, status, visit.NewVisitFailurePage(h.Base(c), card))
}
