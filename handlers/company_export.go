package handlers

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/db"
)

// exportCompany gives all that a company has, as an archive that is written while
// it is read: the company file, and tables for people.
func (h *Handlers) exportCompany(c echo.Context) error {
	ctx, who := c.Request().Context(), identityOf(c)
	if err := h.Desk.NoteExport(ctx, member(c), "company", booking.ChangeCompany); err != nil {
		return err
	}
	scope := h.DB.Of(who.Company.ID)
	company, err := scope.CompanyFile(ctx)
	if err != nil {
		return err
	}
	clients, leads, err := exportRows(c, scope)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "application/zip")
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+who.Company.Slug+"-"+h.today(who.Company).String()+`.zip"`)
	header.Set(echo.HeaderCacheControl, "no-store")
	c.Response().WriteHeader(http.StatusOK)
	archive := zip.NewWriter(c.Response())
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"company.json", func(w io.Writer) error { return companyfile.Encode(w, company) }},
		{"bookings.csv", func(w io.Writer) error { return writeCSV(w, bookingRows(company)) }},
		{"clients.csv", func(w io.Writer) error { return writeCSV(w, clients) }},
		{"leads.csv", func(w io.Writer) error { return writeCSV(w, leads) }},
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

func bookingRows(f *companyfile.File) [][]string {
	rows := [][]string{{"ref", "service", "resources", "start", "minutes", "status", "name", "phone", "email"}}
	for _, b := range f.Bookings {
		resources := ""
		for i, r := range b.Resources {
			if i > 0 {
				resources += " "
			}
			resources += r
		}
		rows = append(rows, []string{
			b.Ref, b.Service, resources, b.Start.In(f.Company.Zone).Format(time.RFC3339), strconv.Itoa(b.DurationMin), string(b.Status),
			b.Client.Name, b.Client.Phone, b.Client.Email,
		})
	}
	return rows
}

func exportRows(c echo.Context, scope db.Scope) (clients, leads [][]string, err error) {
	all, err := scope.ExportClients(c.Request().Context())
	if err != nil {
		return nil, nil, err
	}
	clients = [][]string{{"name", "phone", "email", "note", "since"}}
	for _, k := range all {
		clients = append(clients, []string{k.Name, k.Phone, k.Email, k.Note, k.CreatedAt.Format(time.RFC3339)})
	}
	answers, err := scope.ExportLeads(c.Request().Context())
	if err != nil {
		return nil, nil, err
	}
	leads = [][]string{{"at", "form", "status", "name", "phone", "email", "answers", "consent", "page"}}
	for _, l := range answers {
		leads = append(leads, []string{l.CreatedAt.Format(time.RFC3339), l.Form, l.Status, l.Name, l.Phone, l.Email, l.Payload, l.Consent, l.Page})
	}
	return clients, leads, nil
}

// writeCSV writes rows as spreadsheets read them: UTF-8 with its mark, and no cell
// that could be taken for a formula.
func writeCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = booking.CSVCell(cell)
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
