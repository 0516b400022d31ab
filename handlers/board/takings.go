package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/db/paymentdb"
	"okno/handlers"
	"okno/views/board"
)

// entriesShown of a day.
const entriesShown = 300

// till is what is done with money: taken and given back for a booking, and looked at by day.
type till struct{ *Handlers }

// takings is GET /bookings/takings?date=: what was taken on a day, in which way and for whose work, beside what its bookings cost.
// Three queries with the session's, where the setup is known, and one.
func (h till) takings(c echo.Context) error {
	d, err := h.takingsData(c)
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, board.NewTakings(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, board.NewTakingsPage(h.Base(c), d))
}

// takingsFile is the same as a table.
func (h till) takingsFile(c echo.Context) error {
	if !handlers.SeesMoney(handlers.IdentityOf(c)) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	if err := h.NoteExport(c, "bookings", booking.SeeBookings); err != nil {
		return err
	}
	d, err := h.takingsData(c)
	if err != nil {
		return err
	}
	return handlers.WriteCSV(c, "takings-"+d.Date.String()+".csv", board.NewTakings(handlers.ReaderOf(c), d).Table())
}

func (h till) takingsData(c echo.Context) (d board.TakingsData, err error) {
	if !handlers.SeesMoney(handlers.IdentityOf(c)) {
		return d, booking.Fail(booking.Forbidden, "error.no_right")
	}
	setup, err := h.Setup(c)
	if err != nil {
		return d, err
	}
	date, err := h.DateParam(c, setup.Company)
	if err != nil {
		return d, err
	}
	ctx, scope := c.Request().Context(), h.Scope(c)
	d = board.TakingsData{Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Date: date, Now: h.Now()}
	if d.Bookings, err = bookingdb.Bookings(ctx, scope, handlers.DayOf(date, setup.Company.Zone)); err != nil {
		return d, err
	}
	sums, err := paymentdb.TakenOn(ctx, scope, date)
	if err != nil {
		return d, err
	}
	for _, s := range sums {
		d.Sums = append(d.Sums, board.TakenSum{Way: s.Way, Person: s.Person, Sum: s.Sum})
	}
	entries, err := paymentdb.EntriesOn(ctx, scope, date, entriesShown)
	for _, e := range entries {
		d.Entries = append(d.Entries, board.TakenEntry{Payment: e.Payment, Number: e.Number, Service: e.Service, Name: e.Name, Phone: e.Phone, Person: e.Person})
	}
	return d, err
}
