package handlers

import (
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
)

// DateParam is the date asked for, today where none is.
func (h *Kit) DateParam(c echo.Context, company booking.Company) (booking.Date, error) {
	text := c.QueryParam("date")
	if text == "" || text == booking.Today {
		return booking.DateOf(h.Now(), company.Zone), nil
	}
	date, err := booking.ParseDate(text)
	if err != nil || !date.Usable() {
		return booking.Date{}, booking.Fail(booking.NotFound, "error.date_unknown")
	}
	return date, nil
}

// SayDated has the browser's address name the date that a link to today has come to.
func SayDated(c echo.Context, url string) {
	if c.QueryParam("date") == booking.Today {
		c.Response().Header().Set("HX-Push-Url", url)
	}
}

// DayOf is the date's time.
func DayOf(date booking.Date, zone *time.Location) booking.Span {
	return booking.Span{From: engine.Instant(date, 0, zone), To: engine.Instant(date, booking.DayEnd, zone)}
}

// Today is the date in the company's zone.
func (h *Kit) Today(company booking.Company) booking.Date {
	return booking.DateOf(h.Now(), company.Zone)
}

// MondayOf is the Monday of the date's week.
func MondayOf(d booking.Date) booking.Date { return d.AddDays(1 - d.Weekday()) }
