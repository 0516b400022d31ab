package paper

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/paper"
)

// sheet is the day on paper: exactly what the board of the same address shows,
// as a list per resource.
func (h *Handlers) sheet(c echo.Context) error {
	d, err := daycards.DayData(h.Kit, c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, paper.NewSheet(h.Base(c), d))
}

// bookingsFile is the list of the same address as a table for spreadsheets.
func (h *Handlers) bookingsFile(c echo.Context) error {
	if err := h.NoteExport(c, "bookings", booking.SeeBookings); err != nil {
		return err
	}
	d, err := daycards.DayData(h.Kit, c)
	if err != nil {
		return err
	}
	w, zone := views.In(handlers.ReaderOf(c)), d.Company.Zone
	var head []string
	for _, name := range []string{"number", "date", "from", "to", "service", "resources", "name", "phone", "email", "status", "source", "notes", "created"} {
		head = append(head, w.T("paper.column."+name))
	}
	head = append(head, w.T("paper.column.price"), w.T("paper.column.paid"))
	answers, labels, err := h.formAnswers(c, d.Listed())
	if err != nil {
		return err
	}
	rows := [][]string{append(head, labels...)}
	for _, b := range d.Listed() {
		var names []string
		for _, r := range handlers.ResourcesOf(d.Everybody, b.Resources) {
			names = append(names, r.Name)
		}
		start, end := b.Start.In(zone), b.End.In(zone)
		row := []string{
			strconv.FormatInt(b.Number, 10), start.Format(time.DateOnly), handlers.ClockCell(w, start), handlers.ClockCell(w, end),
			handlers.ServiceOf(d.Services, b.Service).Name, strings.Join(names, ", "), b.Contact.Name, format.Phone(b.Contact.Phone), b.Contact.Email,
			w.T("status." + string(b.Status)), w.T("source." + string(b.Source)), b.Notes, handlers.InstantCell(w, b.CreatedAt.In(zone)),
			b.Price, b.Paid,
		}
		for _, label := range labels {
			row = append(row, answers[b.ID][label])
		}
		rows = append(rows, row)
	}
	return handlers.WriteCSV(c, "bookings-"+d.Date.String()+".csv", rows)
}

// formAnswers are the forms' answers of the bookings by label, as they may be seen, and
// the labels in the order in which they first come.
func (h *Handlers) formAnswers(c echo.Context, bookings []booking.Booking) (byBooking map[booking.ID]map[string]string, labels []string, err error) {
	ids := make([]booking.ID, len(bookings))
	for i, b := range bookings {
		ids[i] = b.ID
	}
	leads, err := leaddb.LeadsOfBookings(c.Request().Context(), h.Scope(c), ids)
	byBooking = map[booking.ID]map[string]string{}
	for _, l := range leads {
		said := map[string]string{}
		for _, a := range l.Payload {
			if a.IsContact() {
				continue
			}
			if said[a.Label] = a.Value; !slices.Contains(labels, a.Label) {
				labels = append(labels, a.Label)
			}
		}
		byBooking[l.Booking] = said
	}
	return byBooking, labels, err
}

// bookingsCalendar is the list of the same address as iCalendar.
func (h *Handlers) bookingsCalendar(c echo.Context) error {
	d, err := daycards.DayData(h.Kit, c)
	if err != nil {
		return err
	}
	text, err := calendarText(views.In(handlers.ReaderOf(c)), d.Company.Name, d.Listed(), d.Services, d.Everybody, true)
	if err != nil {
		return err
	}
	return handlers.WriteFile(c, "bookings-"+d.Date.String()+".ics", "text/calendar; charset=utf-8", text)
}
