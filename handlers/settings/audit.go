package settings

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// How many lines of the log a page and a table have at most.
const (
	auditPage  = 100
	auditTable = 10_000
)

// audit is the log of who did what, when, from where.
func (h *Handlers) audit(c echo.Context) error {
	shown, asked := h.auditFilter(c)
	scope := h.Scope(c)
	lines, err := scope.Audit(c.Request().Context(), asked, auditPage+1)
	if err != nil {
		return err
	}
	d := settings.AuditData{Filter: shown, Zone: handlers.IdentityOf(c).Company.Zone}
	if len(lines) > auditPage {
		lines = lines[:auditPage]
		query := shown.Query()
		query.Set("before", strconv.FormatInt(lines[auditPage-1].At.UnixMicro(), 10))
		d.Older = "/settings/audit?" + query.Encode()
	}
	d.Lines = lines
	if d.People, err = scope.AuditPeople(c.Request().Context()); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, settings.NewAuditPage(h.Base(c), d))
}

// auditCSV is the same as a table; that it was taken out is in the log as well.
func (h *Handlers) auditCSV(c echo.Context) error {
	ctx, words, zone := c.Request().Context(), views.In(handlers.ReaderOf(c)), handlers.IdentityOf(c).Company.Zone
	if err := h.NoteExport(c, "audit", booking.ChangeCompany); err != nil {
		return err
	}
	_, asked := h.auditFilter(c)
	lines, err := h.Scope(c).Audit(ctx, asked, auditTable)
	if err != nil {
		return err
	}
	rows := [][]string{{words.T("audit.column.at"), words.T("audit.column.act"), words.T("audit.column.detail"), words.T("audit.column.who"), words.T("audit.column.address")}}
	for _, l := range lines {
		rows = append(rows, []string{l.At.In(zone).Format("2006-01-02 15:04"), settings.AuditAct(words, l), settings.AuditDetail(words, l), l.Actor.Name, l.Address})
	}
	return handlers.WriteCSV(c, "okno-log.csv", rows)
}

// auditFilter reads the filter of the address; what cannot be read asks for nothing.
func (h *Handlers) auditFilter(c echo.Context) (settings.AuditFilter, db.AuditFilter) {
	zone := handlers.IdentityOf(c).Company.Zone
	var shown settings.AuditFilter
	var asked db.AuditFilter
	if area := c.QueryParam("area"); slices.Contains(booking.AuditAreas, area) {
		shown.Area, asked.Act = area, area+"."
	}
	if user, err := strconv.ParseInt(c.QueryParam("user"), 10, 64); err == nil {
		shown.User = booking.UserID(user)
		asked.User = shown.User
	}
	if date, err := booking.ParseDate(c.QueryParam("from")); err == nil {
		shown.From, asked.From = date.String(), engine.Instant(date, 0, zone)
	}
	if date, err := booking.ParseDate(c.QueryParam("to")); err == nil {
		shown.To, asked.Before = date.String(), engine.Instant(date.AddDays(1), 0, zone)
	}
	if before, err := strconv.ParseInt(c.QueryParam("before"), 10, 64); err == nil && before > 0 && before < 1<<52 {
		asked.Before = time.UnixMicro(before)
	}
	return shown, asked
}
