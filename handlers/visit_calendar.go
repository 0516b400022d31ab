package handlers

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/emersion/go-ical"
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// visitCalendar is the booking as an iCalendar file (RFC 5545) with instants in
// UTC, which every calendar shows in its own zone.
func (h *Handlers) visitCalendar(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, string(d.Booking.ID)+"@okno")
	event.Props.SetDateTime(ical.PropDateTimeStamp, h.Now().UTC())
	event.Props.SetDateTime(ical.PropDateTimeStart, d.Booking.Start.UTC())
	event.Props.SetDateTime(ical.PropDateTimeEnd, d.Booking.End.UTC())
	event.Props.SetText(ical.PropSummary, d.Service.Name+" · "+d.Company.Name)
	page, err := url.Parse(h.BaseURL + "/m/" + d.Token)
	if err != nil {
		return err
	}
	event.Props.SetURI(ical.PropURL, page)
	status := "CONFIRMED"
	switch {
	case !d.Booking.Status.Occupies():
		status = "CANCELLED"
	case d.Booking.Status == booking.Pending:
		status = "TENTATIVE"
	}
	event.Props.SetText(ical.PropStatus, status)
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, "-//Okno//Booking//EN")
	calendar.Children = append(calendar.Children, event.Component)
	var file bytes.Buffer
	if err := ical.NewEncoder(&file).Encode(calendar); err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, `attachment; filename="booking.ics"`)
	header.Set(echo.HeaderCacheControl, "no-store")
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", file.Bytes())
}
