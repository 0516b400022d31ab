package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views/board"
)

// booking is everything about one booking: the modal, or a page of its own.
func (h *Handlers) booking(c echo.Context) error {
	details, err := daycards.Details(h.Kit, c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, board.NewDetails(handlers.ReaderOf(c), details))
	}
	return h.Render(c, http.StatusOK, board.NewBookingPage(h.Base(c), details))
}
