package handlers

import (
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/peopledb"
)

// Scope is what whoever is signed in may read of his company, with what he may see of
// it: every page, file and socket of the panel is made from it, and a test sees to it
// that none of them reads past it.
func (h *Kit) Scope(c echo.Context) db.Scope {
	return h.DB.Of(IdentityOf(c).Company.ID).Seen(HidesContacts(c))
}

// HidesContacts says whether the company hides its clients' phones and e-mails
// from the role of whoever is signed in. Names are seen by everybody.
func HidesContacts(c echo.Context) bool { return ContactsHiddenFrom(IdentityOf(c)) }

// SearchOf is what was typed into a search field. A part of a phone or an e-mail is
// Invalid for who may not see them.
func SearchOf(c echo.Context, typed string) (lookup.Search, error) {
	search, err := lookup.ParseSearch(typed, IdentityOf(c).Company.Zone)
	if err == nil && HidesContacts(c) && search.Contact() && search.Complete() == "" && search.Number == 0 {
		err = booking.Fail(booking.Invalid, "error.search_whole")
	}
	return search, err
}

// CountSearch counts a search by whoever may not see contacts. One for a whole phone or e-mail,
// which tells whether somebody has it, goes into the company's log.
func (h *Kit) CountSearch(c echo.Context, complete string) error {
	if !HidesContacts(c) || IsHead(c) {
		return nil
	}
	name := strconv.FormatInt(int64(IdentityOf(c).User.ID), 10)
	if err := h.Take(c, h.Limits.lookUp, name); err != nil || complete == "" {
		return err
	}
	if err := h.Take(c, h.Limits.lookWhole, name); err != nil {
		return err
	}
	return h.Desk.Settings.NoteLookUp(c.Request().Context(), Member(c), complete)
}

// ContactsHiddenFrom is HidesContacts of a session.
func ContactsHiddenFrom(who *peopledb.Session) bool {
	return slices.Contains(who.HideFrom, string(who.Role)) || who.Role == booking.Specialist && !who.Company.Specialist.Contacts
}

// SeenBooking is a booking that an act gives, as whoever is signed in may see it.
func SeenBooking(c echo.Context, b booking.Booking) booking.Booking {
	if HidesContacts(c) {
		return b.Masked()
	}
	return b
}
