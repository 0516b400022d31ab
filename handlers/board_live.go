package handlers

import (
	"context"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// boardTopic is what distinguishes boards of one company from each other.
type boardTopic struct {
	Date      booking.Date
	Locale    string
	CanChange bool
}

// boardLive is the WebSocket of a board.
func (h *Handlers) boardLive(c echo.Context) error {
	date, err := dateParam(c, identityOf(c).Company, h)
	if err != nil {
		return err
	}
	return h.follow(c, boardTopic{date, localeOf(c), may(c, booking.ChangeBookings)}, booking.SeeBookings)
}

// Message is the board's own fragments, as far as the changes touch its date. One query.
func (t boardTopic) Message(ctx context.Context, f *Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	seen := touching(changes, dayOf(t.Date, setup.Company.Zone))
	if len(seen) == 0 {
		return nil, nil
	}
	data, err := boardData(ctx, f.db, setup, t.Date)
	if err != nil {
		return nil, err
	}
	data.Now, data.Version, data.CanChange = f.now(), last, t.CanChange
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, What: c.What})
	}
	return views.NewLive(t.Locale, data, told), nil
}
