package handlers

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// maxLeadsFile is how many leads one file holds.
const maxLeadsFile = 20_000

// leadsFile is the filtered stream as CSV: UTF-8 with the mark that spreadsheets
// want, and no cell that they would take for a formula.
func (h *Handlers) leadsFile(c echo.Context) error {
	if err := h.noteExport(c, "leads", booking.ChangeBookings); err != nil {
		return err
	}
	setup, err := h.knownSetup(c)
	if err != nil {
		return err
	}
	who := identityOf(c)
	filter := leadFilter(c)
	filter.Before = ""
	lines, err := h.DB.Of(who.Company.ID).Leads(c.Request().Context(), wantedLeads(filter, setup, who.User.ID, maxLeadsFile))
	if err != nil {
		return err
	}
	w := views.In(readerOf(c))
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
	var text bytes.Buffer
	text.WriteString("\ufeff")
	out := csv.NewWriter(&text)
	out.UseCRLF = true
	if localeOf(c) == "ru" { // the comma is the decimal one
		out.Comma = ';'
	}
	_ = out.Write(cells(append(head, labels...))) // a buffer takes everything
	for _, l := range lines {
		l.Contact, l.Payload = seenContact(c, l.Contact), seenAnswers(c, l.Payload)
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
			l.CreatedAt.In(setup.Company.Zone).Format(time.DateTime), w.T("leads.status." + string(l.Status)), l.FormName, l.Contact.Name, l.Contact.Phone,
			l.Contact.Email, l.AssigneeName, next, number, l.Page, l.Consent,
		})
		for _, a := range l.Payload {
			if i := slices.Index(labels, a.Label); !a.IsContact() && i >= 0 {
				row[fixed+i] = a.Value
			}
		}
		_ = out.Write(cells(row))
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return file(c, "leads-"+booking.DateOf(h.Now(), setup.Company.Zone).String()+".csv", "text/csv; charset=utf-8", text.Bytes())
}

// cells are texts that a spreadsheet shows and does not run.
func cells(row []string) []string {
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}
