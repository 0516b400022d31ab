package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// board is a day's bookings: five queries with the session's.
func (h *Handlers) board(c echo.Context) error {
	who := identityOf(c)
	date, err := dateParam(c, who.Company, h)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	setup, err := h.Desk.Setups.Get(ctx, h.DB.Of(who.Company.ID), who.Versions.Setup)
	if err != nil {
		return err
	}
	data, err := boardData(ctx, h.DB, setup, date)
	if err != nil {
		return err
	}
	data.Now, data.Version, data.CanChange = h.Now(), who.Versions.Board, may(c, booking.ChangeBookings)
	data.CanSetUp = may(c, booking.ChangeSetup)
	data.Topic = topicKey(boardTopic{date, localeOf(c), data.CanChange})
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewDay(who.User.Locale, data))
	}
	return h.render(c, http.StatusOK, views.NewBoard(h.base(c), data))
}

// dateParam is the date asked for, today where none is.
func dateParam(c echo.Context, company booking.Company, h *Handlers) (booking.Date, error) {
	text := c.QueryParam("date")
	if text == "" {
		return booking.DateOf(h.Now(), company.Zone), nil
	}
	date, err := booking.ParseDate(text)
	if err != nil || date.Year < 2000 || date.Year > 2100 {
		return booking.Date{}, booking.Fail(booking.NotFound, "error.date_unknown")
	}
	return date, nil
}

// dayOf is the date's time.
func dayOf(date booking.Date, zone *time.Location) booking.Span {
	return booking.Span{From: booking.Instant(date, 0, zone), To: booking.Instant(date, booking.DayEnd, zone)}
}

// boardData is what a board of the date shows, but for the clock, the version
// and the viewer's rights. One query: the setup is known.
func boardData(ctx context.Context, database *db.DB, setup db.Setup, date booking.Date) (views.BoardData, error) {
	bookings, err := database.Of(setup.Company.ID).Bookings(ctx, dayOf(date, setup.Company.Zone))
	if err != nil {
		return views.BoardData{}, err
	}
	calendar := setup.Calendar(nil)
	data := views.BoardData{Company: setup.Company, Date: date, Services: setup.Services, Bookings: bookings}
	used := map[booking.ID]bool{}
	for _, b := range bookings {
		for _, id := range b.Resources {
			used[id] = true
		}
	}
	for _, r := range setup.Resources {
		if !r.Active && !used[r.ID] {
			continue // switched off, and nothing to show
		}
		data.Resources = append(data.Resources, views.ResourceDay{
			Resource: r,
			Working:  calendar.Working(r.ID, date, date),
			Blocked:  calendar.Blocked(r.ID, date, date),
		})
	}
	return data, nil
}
