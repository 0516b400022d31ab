package visit

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
)

// openTelegram is GET /m/:token/telegram: it leads to the bot, with a link that connects whoever goes there. It is made when
// it is asked for, so that a page which was open for long leads there all the same, and it changes nothing before it is used.
func (h *Handlers) openTelegram(c echo.Context) error {
	link, err := h.Desk.Telegram.LinkClient(c.Request().Context(), clientOf(c))
	if err == nil {
		return c.Redirect(http.StatusSeeOther, link)
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Conflict {
		return err
	}
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	d.Problem = booking.Say("visit.telegram.silent")
	return h.showVisit(c, handlers.Statuses[known.Code], d)
}

// setSMS keeps whether the client of the booking wants SMS.
func (h *Handlers) setSMS(c echo.Context) error {
	done, off := "sms_on", c.FormValue("off") == "1"
	if off {
		done = "sms_off"
	}
	return h.visitDone(c, done, h.Desk.Telegram.ClientStopsSMS(c.Request().Context(), clientOf(c), off), nil)
}

// leaveTelegram ends the connection that the page shows.
func (h *Handlers) leaveTelegram(c echo.Context) error {
	return h.visitDone(c, "telegram", h.Desk.Telegram.LeaveChat(c.Request().Context(), clientOf(c)), nil)
}
