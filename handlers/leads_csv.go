package handlers

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	if err := h.Desk.NoteExport(c.Request().Context(), member(c), "leads", booking.ChangeBookings); err != nil {
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
	w := views.In(localeOf(c))
	head := []string{}
	for _, name := range []string{"created", "status", "form", "name", "phone", "email", "assignee", "next", "booking", "page", "consent"} {
		head = append(head, w.T("leads.column."+name))
	}
	fixed := len(head)
	var labels []string
	for _, line := range lines {
		for _, a := range line.Payload {
			if !isContact(a) && !slices.Contains(labels, a.Label) {
				labels = append(labels, a.Label)
			}
		}
	}
	var file bytes.Buffer
	file.WriteString("\ufeff")
	out := csv.NewWriter(&file)
	out.UseCRLF = true
	_ = out.Write(cells(append(head, labels...))) // a buffer takes everything
	for _, l := range lines {
		if masks(c) {
			l.Contact = l.Contact.Masked()
		}
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
			if i := slices.Index(labels, a.Label); !isContact(a) && i >= 0 {
				row[fixed+i] = a.Value
			}
		}
		_ = out.Write(cells(row))
	}
	out.Flush()
	name := "okno-leads-" + booking.DateOf(h.Now(), setup.Company.Zone).String() + ".csv"
	if err := out.Error(); err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	header.Set(echo.HeaderCacheControl, "no-store")
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", file.Bytes())
}

// isContact says whether an answer has a column of its own.
func isContact(a booking.Answer) bool { return booking.FormField{Name: a.Name}.IsContact() }

// cells are texts that a spreadsheet shows and does not run.
func cells(row []string) []string {
	safe := make([]string, len(row))
	for i, cell := range row {
		if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
			cell = "'" + cell
		}
		safe[i] = cell
	}
	return safe
}
