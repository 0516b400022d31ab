package clients

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/clientfile"
	"okno/db/clientdb"
	desk "okno/desk/clients"
	"okno/handlers"
	"okno/views/clients"
)

// importing are the pages that bring clients along in a file.
type importing struct{ *Handlers }

// begin is GET /clients/import: where a file is chosen.
func (h importing) begin(c echo.Context) error {
	if handlers.HidesContacts(c) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return h.Render(c, http.StatusOK, clients.NewImportPage(h.Base(c), clients.ImportData{}))
}

// keep is POST /clients/import: it reads the file, and goes on to what would become of it.
func (h importing) keep(c echo.Context) error {
	if handlers.HidesContacts(c) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	name, file, err := readFile(c)
	var id booking.ID
	if err == nil {
		id, err = h.Desk.Clients.KeepImport(c.Request().Context(), handlers.Member(c), name, file)
	}
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		return h.Render(c, http.StatusUnprocessableEntity, clients.NewImportPage(h.Base(c), clients.ImportData{Problem: known.Sentence}))
	}
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/import/"+string(id))
}

// readFile is the file of a form, and its name. Nothing of it is written to a disk.
func readFile(c echo.Context) (name string, file []byte, err error) {
	malformed := booking.Fail(booking.Malformed, "error.malformed")
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, 2*clientfile.MaxBytes)
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return "", nil, malformed
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return "", nil, booking.Fail(booking.Invalid, "error.import.none")
		}
		if err != nil {
			return "", nil, malformed
		}
		if part.FormName() != "file" {
			continue
		}
		file, err = io.ReadAll(io.LimitReader(part, clientfile.MaxBytes+1))
		if err != nil {
			return "", nil, malformed
		}
		if len(file) == 0 {
			return "", nil, booking.Fail(booking.Invalid, "error.import.none")
		}
		return part.FileName(), file, nil
	}
}

// show is GET /clients/import/:id: what would become of the file, or what has.
func (h importing) show(c echo.Context) error {
	return h.shown(c, http.StatusOK, booking.Sentence{})
}

func (h importing) shown(c echo.Context, status int, problem booking.Sentence) error {
	ctx, scope, who := c.Request().Context(), h.Scope(c), handlers.IdentityOf(c)
	if handlers.HidesContacts(c) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	file, err := clientdb.ReadImport(ctx, scope, booking.ID(c.Param("id")), who.User.ID)
	if err != nil {
		return err
	}
	d := clients.ImportData{Company: who.Company, File: importFile(file), Problem: problem, Skip: c.FormValue("skip") != "", UndoUntil: file.At.Add(desk.ImportUndoFor), Now: h.Now()}
	if file.Made == nil {
		d.Fields, d.Header = clientfile.Recognise(file.Cells)
		if c.Request().Method == http.MethodPost {
			d.Fields = fieldsOf(c, len(d.Fields))
			d.Chosen = sameOf(c)
		}
		plan, err := desk.PlanImport(ctx, scope, clientfile.Rows(file.Cells, d.Header, d.Fields, who.Company.Zone))
		if err != nil {
			return err
		}
		d.Plan = importPlan(plan)
	}
	return h.Render(c, status, clients.NewImportPage(h.Base(c), d))
}

func importFile(i clientdb.Import) clients.ImportFile {
	f := clients.ImportFile{ID: i.ID, Name: i.Name, Cells: i.Cells, Done: i.Made != nil, Undone: i.Undone}
	if f.Done {
		f.Made, f.Completed, f.Same, f.Left, f.Kept = len(i.Made.Made), len(i.Made.Completed), i.Made.Same, i.Made.Left, i.Made.Kept
	}
	return f
}

func importPlan(p desk.ImportPlan) clients.ImportPlan {
	v := clients.ImportPlan{New: p.Plan.New, Completed: p.Plan.Completed, Same: p.Plan.Same, Twice: p.Plan.Twice}
	for _, row := range p.Rows {
		switch {
		case len(row.Wrong) > 0:
			v.Wrong = append(v.Wrong, row.Row)
		case len(row.Maybe) > 0:
			v.Maybe = append(v.Maybe, clients.ImportLine{Line: row.Line, Client: row.Client, Maybe: row.Maybe})
		}
	}
	return v
}

// run is POST /clients/import/:id: it shows the file anew with other columns, or imports it.
func (h importing) run(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if c.FormValue("act") != "import" {
		return h.shown(c, http.StatusOK, booking.Sentence{})
	}
	choice := desk.ImportChoice{Fields: fieldsOf(c, clientfile.MaxColumns), Same: sameOf(c), Skip: c.FormValue("skip") != ""}
	err := h.Desk.Clients.ImportClients(c.Request().Context(), handlers.Member(c), id, choice)
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		return h.shown(c, http.StatusUnprocessableEntity, known.Sentence)
	}
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/import/"+string(id))
}

// undo is POST /clients/import/:id/undo.
func (h importing) undo(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.Clients.UndoImport(c.Request().Context(), handlers.Member(c), id); err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/import/"+string(id))
}

// fieldsOf are what the columns were said to be of.
func fieldsOf(c echo.Context, columns int) []clientfile.Field {
	fields := make([]clientfile.Field, columns)
	for i := range fields {
		for _, field := range clientfile.Fields {
			if c.FormValue("column-"+strconv.Itoa(i)) == string(field) {
				fields[i] = field
			}
		}
	}
	return fields
}

// sameOf are the lines that were said to be of a client.
func sameOf(c echo.Context) map[int]booking.ID {
	same := map[int]booking.ID{}
	form, _ := c.FormParams()
	for name := range form {
		if line, err := strconv.Atoi(strings.TrimPrefix(name, "same-")); err == nil && strings.HasPrefix(name, "same-") {
			same[line] = booking.ID(form.Get(name))
		}
	}
	return same
}
