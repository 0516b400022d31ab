package visit

import (
	"crypto/hmac"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
)

// proveMail is POST /m/:token/mail, which the page sends when it was opened from a mail: its
// reader has the mailbox of the booking's address. Opening it alone changes nothing, because programs
// that scan mail follow links.
func (h *Handlers) proveMail(c echo.Context) error {
	ctx, who := c.Request().Context(), clientOf(c)
	b, err := bookingdb.Booking(ctx, h.DB.Of(who.Company), who.Booking)
	if booking.CodeOf(err) == booking.NotFound {
		return handlers.UnknownVisit
	}
	if err != nil {
		return err
	}
	if h.mailedTo(who, b.Contact.Email, c.FormValue("mail")) {
		if err := h.Desk.Online.ProveAddress(ctx, who, b.Contact.Email); err != nil {
			return err
		}
	}
	return c.NoContent(http.StatusNoContent)
}

// mailedTo says whether a mark is that of a mail to the address about the client's booking.
func (h *Handlers) mailedTo(who bookings.Client, address, mark string) bool {
	return address != "" && hmac.Equal([]byte(mark), []byte(h.Tokens.Mailed(who.Company, who.Booking, address)))
}
