// Package chatlink shows links that connect a chat of Telegram, on whichever page somebody may connect one.
package chatlink

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/messagedb"
	"okno/desk/telegram"
	"okno/handlers"
	"okno/views/settings"
)

// Show answers with a new link, and its QR code, that connects the member's own chat or a group. Below root the page asks whether it
// has been used.
func Show(h *handlers.Kit, c echo.Context, root string, group bool) error {
	link, err := h.Desk.Telegram.LinkTelegram(c.Request().Context(), handlers.Member(c), group)
	if err != nil {
		if known := handlers.AsKnown(err); known.Code == booking.Conflict {
			return h.Render(c, http.StatusOK, settings.NewRecipientProblem(handlers.ReaderOf(c), known.Sentence))
		}
		return err
	}
	view, err := settings.NewTelegramLink(handlers.ReaderOf(c), root, link.URL, link.Token, link.Bot, group)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, view)
}

// Await is what a page that shows a link asks: once it has been used, used answers with the recipient that it has made. Errors:
// NotFound for a link that another member has made.
func Await(h *handlers.Kit, c echo.Context, used func(recipient booking.ID) error) error {
	link, err := messagedb.LinkOf(c.Request().Context(), h.Scope(c), telegram.HashTelegramToken(c.Param("token")))
	if err != nil {
		return err
	}
	switch {
	case link.User != handlers.IdentityOf(c).User.ID:
		return booking.Fail(booking.NotFound, "error.link_unknown")
	case link.Used:
		return used(link.Recipient)
	case h.Now().Before(link.Expires):
		return c.NoContent(http.StatusNoContent) // nothing is swapped, and asked again
	}
	return h.Render(c, http.StatusOK, settings.NewRecipientProblem(handlers.ReaderOf(c), booking.Say("notifications.link_expired")))
}
