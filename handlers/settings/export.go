package settings

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/csvfile"
	"okno/booking/format"
	"okno/booking/payment"
	"okno/booking/tags"
	"okno/booking/webform"
	"okno/db"
	"okno/db/filedb"
	"okno/handlers"
	"okno/views"
)

// exportCompany gives all that a company has, as an archive that is written while
// it is read: the company file, and tables for people.
func (h *Handlers) exportCompany(c echo.Context) error {
	ctx, who := c.Request().Context(), handlers.IdentityOf(c)
	if err := h.Desk.Settings.NoteExport(ctx, handlers.Member(c), "company", booking.ChangeCompany); err != nil {
		return err
	}
	scope := h.Scope(c)
	company, err := filedb.CompanyFile(ctx, scope)
	if err != nil {
		return err
	}
	handlers.AtLength(c)
	words := views.In(company.Company.Locale) // what the company opens it with
	clients, leads, err := exportRows(c, words, scope, company.Company.Zone)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "application/zip")
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+who.Company.Slug+"-"+h.Today(who.Company).String()+`.zip"`)
	header.Set(echo.HeaderCacheControl, "no-store")
	c.Response().WriteHeader(http.StatusOK)
	archive := zip.NewWriter(c.Response())
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"company.json", func(w io.Writer) error { return companyfile.Encode(w, company) }},
		{"bookings.csv", func(w io.Writer) error {
			return csvfile.Write(w, company.Company.Locale, bookingRows(words, company))
		}},
		{"clients.csv", func(w io.Writer) error { return csvfile.Write(w, company.Company.Locale, clients) }},
		{"leads.csv", func(w io.Writer) error { return csvfile.Write(w, company.Company.Locale, leads) }},
	} {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: h.Now()})
		if err != nil {
			return err
		}
		if err := part.write(w); err != nil {
			return err
		}
	}
	return archive.Close()
}

// bookingRows are the bookings of a company file as people name things.
func bookingRows(w *views.Words, f *companyfile.File) [][]string {
	names := map[string]string{}
	for _, s := range f.Services {
		names[s.Ref] = s.Name
	}
	for _, r := range f.Resources {
		names[r.Ref] = r.Name
	}
	rows := [][]string{heads(w, "paper.column.", "date from to service resources name phone email status paid")}
	for _, b := range f.Bookings {
		var resources []string
		for _, ref := range b.Resources {
			resources = append(resources, names[ref])
		}
		start := b.Start.In(f.Company.Zone)
		rows = append(rows, []string{
			start.Format(time.DateOnly), start.Format("15:04"), start.Add(time.Duration(b.DurationMin) * time.Minute).Format("15:04"),
			names[b.Service], strings.Join(resources, ", "), b.Client.Name, format.Phone(b.Client.Phone), b.Client.Email, w.T("status." + string(b.Status)), paidOf(b),
		})
	}
	return rows
}

// paidOf is what was taken for a booking in all, "" where nothing ever was.
func paidOf(b companyfile.Booking) string {
	if len(b.Payments) == 0 {
		return ""
	}
	var cents int64
	for _, p := range b.Payments {
		cents += payment.Cents(p.Amount)
	}
	return payment.Decimal(cents)
}

// heads name the columns of a table.
func heads(w *views.Words, of, names string) []string {
	var all []string
	for _, name := range strings.Fields(names) {
		all = append(all, w.T(of+name))
	}
	return all
}

func exportRows(c echo.Context, w *views.Words, scope db.Scope, zone *time.Location) (clients, leads [][]string, err error) {
	all, err := filedb.ExportClients(c.Request().Context(), scope)
	if err != nil {
		return nil, nil, err
	}
	clients = [][]string{{}}
	for _, a := range booking.ClientAttributes {
		clients[0] = append(clients[0], w.T("clients.field."+a.Name))
	}
	clients[0] = append(clients[0], w.T("clients.column.since"), w.T("clients.tags"))
	for _, k := range all {
		clients = append(clients, clientRow(k, zone))
	}
	answers, err := filedb.ExportLeads(c.Request().Context(), scope)
	if err != nil {
		return nil, nil, err
	}
	leads = [][]string{append(heads(w, "leads.column.", "created form status name phone email consent page"), w.T("leads.column.answers"))}
	for _, l := range answers {
		leads = append(leads, []string{
			l.CreatedAt.In(zone).Format("2006-01-02 15:04"), l.Form, w.T("leads.status." + l.Status), l.Name, format.Phone(l.Phone), l.Email, l.Consent, l.Page,
			answered(l.Payload),
		})
	}
	return clients, leads, nil
}

func clientRow(k booking.Client, zone *time.Location) (row []string) {
	for _, a := range booking.ClientAttributes {
		text := a.Text(k)
		if a.Kind == booking.PhoneAttribute {
			text = format.Phone(text)
		}
		row = append(row, text)
	}
	return append(row, k.CreatedAt.In(zone).Format(time.DateOnly), strings.Join(tags.List(k.Tags), ", "))
}

// answered are the answers of a lead in one cell, a line each.
func answered(payload string) string {
	var answers []webform.Answer
	if json.Unmarshal([]byte(payload), &answers) != nil {
		return payload
	}
	var lines []string
	for _, a := range answers {
		if !a.IsContact() && a.Value != "" {
			lines = append(lines, a.Label+": "+a.Value)
		}
	}
	return strings.Join(lines, "\n")
}
