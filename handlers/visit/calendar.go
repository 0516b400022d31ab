package visit

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking/calendarfile"
	"okno/handlers"
	"okno/views"
)

// visitCalendar is the booking as an iCalendar file: the same event that the
// client's mail brings, under the same UID.
func (h *Handlers) visitCalendar(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	history, err := h.DB.Of(d.Company.ID).History(c.Request().Context(), d.Booking.ID)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	err = calendarfile.Encode(&file, calendarfile.Publish, calendarfile.Event{
		Booking: d.Booking.ID, Sequence: len(history), Stamp: h.Now(), Status: d.Booking.Status,
		Start: d.Booking.Start.In(d.Company.Zone), End: d.Booking.End.In(d.Company.Zone),
		Summary: d.Service.Name + " · " + d.Company.Name, Location: d.Company.Client.Address,
		Description: views.CalendarText(views.In(handlers.ReaderOf(c)), d.Booking, d.Company, d.Link), URL: d.Link,
	})
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, `attachment; filename="booking.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", file.Bytes())
}
