package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// How many lines of the log a page and a table have at most.
const (
	auditPage  = 100
	auditTable = 10_000
)

// audit is the log of who did what, when, from where.
func (h *Handlers) audit(c echo.Context) error {
	shown, asked := h.auditFilter(c)
	scope := h.scope(c)
	lines, err := scope.Audit(c.Request().Context(), asked, auditPage+1)
	if err != nil {
		return err
	}
	d := views.AuditData{Filter: shown, Zone: identityOf(c).Company.Zone}
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
	return h.render(c, http.StatusOK, views.NewAuditPage(h.base(c), d))
}

// auditCSV is the same as a table; that it was taken out is in the log as well.
func (h *Handlers) auditCSV(c echo.Context) error {
	ctx, words, zone := c.Request().Context(), views.In(readerOf(c)), identityOf(c).Company.Zone
	if err := h.noteExport(c, "audit", booking.ChangeCompany); err != nil {
		return err
	}
	_, asked := h.auditFilter(c)
	lines, err := h.scope(c).Audit(ctx, asked, auditTable)
	if err != nil {
		return err
	}
	rows := [][]string{{words.T("audit.column.at"), words.T("audit.column.act"), words.T("audit.column.detail"), words.T("audit.column.who"), words.T("audit.column.address")}}
	for _, l := range lines {
		rows = append(rows, []string{l.At.In(zone).Format("2006-01-02 15:04"), views.AuditAct(words, l), views.AuditDetail(words, l), l.Actor.Name, l.Address})
	}
	return table(c, "okno-log.csv", rows)
}

// auditFilter reads the filter of the address; what cannot be read asks for nothing.
func (h *Handlers) auditFilter(c echo.Context) (views.AuditFilter, db.AuditFilter) {
	zone := identityOf(c).Company.Zone
	var shown views.AuditFilter
	var asked db.AuditFilter
	if area := c.QueryParam("area"); slices.Contains(booking.AuditAreas, area) {
		shown.Area, asked.Act = area, area+"."
	}
	if user, err := strconv.ParseInt(c.QueryParam("user"), 10, 64); err == nil {
		shown.User = booking.UserID(user)
		asked.User = shown.User
	}
	if date, err := booking.ParseDate(c.QueryParam("from")); err == nil {
		shown.From, asked.From = date.String(), booking.Instant(date, 0, zone)
	}
	if date, err := booking.ParseDate(c.QueryParam("to")); err == nil {
		shown.To, asked.Before = date.String(), booking.Instant(date.AddDays(1), 0, zone)
	}
	if before, err := strconv.ParseInt(c.QueryParam("before"), 10, 64); err == nil && before > 0 && before < 1<<52 {
		asked.Before = time.UnixMicro(before)
	}
	return shown, asked
}
