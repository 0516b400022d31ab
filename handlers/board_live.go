package handlers

import (
	"context"
	"encoding/json"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// boardTopic is what distinguishes boards of one company from each other.
type boardTopic struct {
	Shown     views.Shown
	Locale    string
	CanChange bool
	CanSetUp  bool
	Masked    bool   // without what reaches the clients
	Columns   string // as JSON: a topic is comparable
}

func newBoardTopic(shown views.Shown, locale string, who *db.Session, columns booking.Columns) boardTopic {
	text, _ := json.Marshal(columns) // of strings: it cannot fail
	return boardTopic{
		Shown: shown, Locale: locale, CanChange: who.Role.May(booking.ChangeBookings), CanSetUp: who.Role.May(booking.ChangeSetup),
		Masked: hidden(who), Columns: string(text),
	}
}

func (t boardTopic) Hears() hearing { return hearing{t.Locale, t.Masked} }

// boardLive is the WebSocket of a board: the address says the same as the page's.
func (h *Handlers) boardLive(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	shown, err := h.shown(c, setup)
	if err != nil {
		return err
	}
	columns, err := scope.Columns(ctx, who.User.ID)
	if err != nil {
		return err
	}
	return h.follow(c, newBoardTopic(shown, readerOf(c), who, columns), booking.SeeBookings)
}

// Message is the board's own fragments, as far as the changes touch its date. Two queries.
func (t boardTopic) Message(ctx context.Context, f *Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	seen := touching(changes, dayOf(t.Shown.Date, setup.Company.Zone))
	if len(seen) == 0 {
		return nil, nil
	}
	data, err := boardData(ctx, f.db.Of(setup.Company.ID).Seen(t.Masked), setup, t.Shown, 0, f.now())
	if err != nil {
		return nil, err
	}
	var columns booking.Columns
	if err := json.Unmarshal([]byte(t.Columns), &columns); err != nil {
		return nil, err
	}
	arrange(&data, setup, columns)
	data.Version, data.CanChange, data.CanSetUp, data.Topic = last, t.CanChange, t.CanSetUp, topicKey(t)
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, What: c.What, StoodOn: c.StoodOn, Known: c.Known, Client: c.Client})
	}
	return views.NewLive(t.Locale, data, told, func(window string) string { return f.toldAs(setup.Company.ID, t, window) }), nil
}
