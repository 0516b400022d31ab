package board

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/columns"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/handlers/feed"
	"okno/views"
	"okno/views/board"
	"okno/views/day"
)

// boardTopic is what distinguishes boards of one company from each other.
type boardTopic struct {
	Day       day.Shown
	Locale    string
	CanChange bool
	CanSetUp  bool
	CanBlock  bool
	Money     bool   // what was taken is said
	Masked    bool   // without what reaches the clients
	Columns   string // as JSON: a topic is comparable
	Fills     bool   // the page fills in what messages leave out (same.js)
}

func newBoardTopic(shown day.Shown, locale string, who *peopledb.Session, columns columns.Choice) boardTopic {
	text, _ := json.Marshal(columns) // of strings: it cannot fail
	return boardTopic{
		Day: shown, Locale: locale, CanChange: who.Role.May(booking.ChangeBookings), CanSetUp: who.Role.May(booking.ChangeSetup), CanBlock: handlers.MayBlock(who),
		Money: handlers.SeesMoney(who), Masked: handlers.ContactsHiddenFrom(who), Columns: string(text),
	}
}

func (t boardTopic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

// Page is the topic as the page names it, which does not know of its scripts.
func (t boardTopic) Page() feed.Topic {
	t.Fills = false
	return t
}

// boardLive is the WebSocket of a board: the address says the same as the page's.
func (h *Handlers) boardLive(c echo.Context) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	shown, err := daycards.Shown(h.Kit, c, setup)
	if err != nil {
		return err
	}
	columns, err := bookingdb.Columns(ctx, scope, who.User.ID)
	if err != nil {
		return err
	}
	topic := newBoardTopic(shown, handlers.ReaderOf(c), who, columns)
	topic.Fills = feed.FillsIn(c.QueryParam("fills"))
	return h.Follow(c, topic, booking.SeeBookings)
}

// Message is the board's own fragments, as far as the changes touch its date. Two queries, and one of the version where
// messages leave out what did not change.
func (t boardTopic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	company, first := setup.Company.ID, changes[0].Version-1
	seen := feed.ChangesOf(changes, handlers.DayOf(t.Day.Date, setup.Company.Zone))
	if len(seen) == 0 {
		if !slices.ContainsFunc(changes, feed.MayTurnBack) {
			f.Stays(company, t, first, last)
		}
		return nil, nil
	}
	data, err := t.data(ctx, f, setup)
	if err != nil {
		return nil, err
	}
	data.Version = last
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known, Client: c.Client})
	}
	window := func(window string) string { return f.ToldAs(company, t, window) }
	if !t.Fills {
		return board.NewLive(t.Locale, data, told, window), nil
	}
	had, _ := f.Had(company, t, first).(*board.Had)
	message := board.NewLiveAfter(t.Locale, had, data, told, window)
	f.Has(ctx, company, t, last, message.After(had, data))
	return message, nil
}

// Shown is the day as the board shows it, where its pages fill in what messages leave out.
func (t boardTopic) Shown(ctx context.Context, f *feed.Feed, setup db.Setup) (any, error) {
	if !t.Fills {
		return nil, nil
	}
	data, err := t.data(ctx, f, setup)
	if err != nil {
		return nil, err
	}
	return &board.Had{BoardData: data}, nil
}

// data is the day as the topic's viewers are to see it, but for the version. Two queries.
func (t boardTopic) data(ctx context.Context, f *feed.Feed, setup db.Setup) (day.BoardData, error) {
	data, err := daycards.BoardData(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, t.Day, 0, f.Now())
	if err != nil {
		return data, err
	}
	var columns columns.Choice
	if err := json.Unmarshal([]byte(t.Columns), &columns); err != nil {
		return data, err
	}
	daycards.Arrange(&data, setup, columns)
	data.CanChange, data.CanSetUp, data.CanBlock, data.SeesMoney, data.Topic = t.CanChange, t.CanSetUp, t.CanBlock, t.Money, handlers.TopicKey(t)
	return data, nil
}
