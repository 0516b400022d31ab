package handlers

import (
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
)

// scope is what whoever is signed in may read of his company, with what he may see of
// it: every page, file and socket of the panel is made from it, and a test sees to it
// that none of them reads past it.
func (h *Handlers) scope(c echo.Context) db.Scope {
	return h.DB.Of(identityOf(c).Company.ID).Seen(hidesContacts(c))
}

// hidesContacts says whether the company hides its clients' phones and e-mails
// from the role of whoever is signed in. Names are seen by everybody.
func hidesContacts(c echo.Context) bool { return hidden(identityOf(c)) }

// understood is what was typed into a search field. A part of a phone or an e-mail is
// Invalid for who may not see them.
func understood(c echo.Context, typed string) (booking.Search, error) {
	search, err := booking.ParseSearch(typed, identityOf(c).Company.Zone)
	if err == nil && hidesContacts(c) && search.Contact() && search.Complete() == "" && search.Number == 0 {
		err = booking.Fail(booking.Invalid, "error.search_whole")
	}
	return search, err
}

// looking counts a search by whoever may not see contacts. One for a whole phone or e-mail,
// which tells whether somebody has it, goes into the company's log.
func (h *Handlers) looking(c echo.Context, complete string) error {
	if !hidesContacts(c) || looksOnly(c) {
		return nil
	}
	name := strconv.FormatInt(int64(identityOf(c).User.ID), 10)
	if err := h.take(c, h.limits.lookUp, name); err != nil || complete == "" {
		return err
	}
	if err := h.take(c, h.limits.lookWhole, name); err != nil {
		return err
	}
	return h.Desk.NoteLookUp(c.Request().Context(), member(c), complete)
}

// hidden is hidesContacts of a session.
func hidden(who *db.Session) bool { return slices.Contains(who.HideFrom, string(who.Role)) }

// seenBooking is a booking that an act gives, as whoever is signed in may see it.
func seenBooking(c echo.Context, b booking.Booking) booking.Booking {
	if hidesContacts(c) {
		return b.Masked()
	}
	return b
}
