package handlers

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
	"okno/views"
)

// sheet is the day on paper: exactly what the board of the same address shows,
// as a list per resource.
func (h *Handlers) sheet(c echo.Context) error {
	d, err := h.dayData(c)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewSheet(h.base(c), d))
}

// bookingsFile is the list of the same address as a table for spreadsheets.
func (h *Handlers) bookingsFile(c echo.Context) error {
	if err := h.noteExport(c, "bookings", booking.SeeBookings); err != nil {
		return err
	}
	d, err := h.dayData(c)
	if err != nil {
		return err
	}
	w, zone := views.In(readerOf(c)), d.Company.Zone
	var head []string
	for _, name := range []string{"number", "date", "from", "to", "service", "resources", "name", "phone", "email", "status", "source", "notes", "created"} {
		head = append(head, w.T("paper.column."+name))
	}
	head = append(head, w.T("paper.column.price"))
	answers, labels, err := h.formAnswers(c, d.Listed())
	if err != nil {
		return err
	}
	rows := [][]string{append(head, labels...)}
	for _, b := range d.Listed() {
		var names []string
		for _, r := range resourcesOf(d.Everybody, b.Resources) {
			names = append(names, r.Name)
		}
		start, end := b.Start.In(zone), b.End.In(zone)
		row := []string{
			strconv.FormatInt(b.Number, 10), start.Format(time.DateOnly), clockCell(w, start), clockCell(w, end),
			serviceOf(d.Services, b.Service).Name, strings.Join(names, ", "), b.Contact.Name, format.Phone(b.Contact.Phone), b.Contact.Email,
			w.T("status." + string(b.Status)), w.T("source." + string(b.Source)), b.Notes, instantCell(w, b.CreatedAt.In(zone)),
			serviceOf(d.Services, b.Service).Price,
		}
		for _, label := range labels {
			row = append(row, answers[b.ID][label])
		}
		rows = append(rows, row)
	}
	return table(c, "bookings-"+d.Date.String()+".csv", rows)
}

// formAnswers are the forms' answers of the bookings by label, as they may be seen, and
// the labels in the order in which they first come.
func (h *Handlers) formAnswers(c echo.Context, bookings []booking.Booking) (byBooking map[booking.ID]map[string]string, labels []string, err error) {
	ids := make([]booking.ID, len(bookings))
	for i, b := range bookings {
		ids[i] = b.ID
	}
	leads, err := h.scope(c).LeadsOfBookings(c.Request().Context(), ids)
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

// instantCell is a date and a time that a spreadsheet reads.
func instantCell(w *views.Words, t time.Time) string {
	return t.Format(time.DateOnly) + " " + clockCell(w, t)
}

// clockCell is a time that a spreadsheet reads: none knows a space that does not break.
func clockCell(w *views.Words, t time.Time) string {
	return strings.ReplaceAll(w.Time(t), "\u00a0", " ")
}

// table answers with rows as a file for spreadsheets.
func table(c echo.Context, name string, rows [][]string) error {
	var text bytes.Buffer
	if err := booking.WriteCSV(&text, localeOf(c), rows); err != nil {
		return err
	}
	return file(c, name, "text/csv; charset=utf-8", text.Bytes())
}

// bookingsCalendar is the list of the same address as iCalendar.
func (h *Handlers) bookingsCalendar(c echo.Context) error {
	d, err := h.dayData(c)
	if err != nil {
		return err
	}
	text, err := calendarText(views.In(readerOf(c)), d.Company.Name, d.Listed(), d.Services, d.Everybody, true)
	if err != nil {
		return err
	}
	return file(c, "bookings-"+d.Date.String()+".ics", "text/calendar; charset=utf-8", text)
}
