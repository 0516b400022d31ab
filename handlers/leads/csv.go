package leads

import (
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/views"
)

// maxLeadsFile is how many leads one file holds.
const maxLeadsFile = 20_000

// leadsFile is the filtered stream as CSV: UTF-8 with the mark that spreadsheets
// want, and no cell that they would take for a formula.
func (h *Handlers) leadsFile(c echo.Context) error {
	if err := h.NoteExport(c, "leads", booking.ChangeBookings); err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	who := handlers.IdentityOf(c)
	filter := leadFilter(c)
	filter.Before = ""
	lines, err := leaddb.Leads(c.Request().Context(), h.Scope(c), wantedLeads(filter, setup, who.User.ID, maxLeadsFile))
	if err != nil {
		return err
	}
	w := views.In(handlers.ReaderOf(c))
	head := []string{}
	for _, name := range []string{"created", "status", "form", "name", "phone", "email", "assignee", "next", "booking", "page", "consent"} {
		head = append(head, w.T("leads.column."+name))
	}
	fixed := len(head)
	var labels []string
	for _, line := range lines {
		for _, a := range line.Payload {
			if !a.IsContact() && !slices.Contains(labels, a.Label) {
				labels = append(labels, a.Label)
			}
		}
	}
	rows := [][]string{append(head, labels...)}
	for _, l := range lines {
		next := ""
		if l.NextOn != nil {
			next = l.NextOn.String()
		}
		number := ""
		if l.BookingNumber != 0 {
			number = strconv.FormatInt(l.BookingNumber, 10)
		}
		row := make([]string, fixed+len(labels))
		copy(row, []string{
			handlers.InstantCell(w, l.CreatedAt.In(setup.Company.Zone)), w.T("leads.status." + string(l.Status)), l.FormName, l.Contact.Name, format.Phone(l.Contact.Phone),
			l.Contact.Email, l.AssigneeName, next, number, l.Page, l.Consent,
		})
		for _, a := range l.Payload {
			if i := slices.Index(labels, a.Label); !a.IsContact() && i >= 0 {
				row[fixed+i] = a.Value
			}
		}
		rows = append(rows, row)
	}
	return handlers.WriteCSV(c, "leads-"+booking.DateOf(h.Now(), setup.Company.Zone).String()+".csv", rows)
}
