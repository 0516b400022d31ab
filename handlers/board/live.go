package board

import (
	"context"
	"encoding/json"

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
	Shown     day.Shown
	Locale    string
	CanChange bool
	CanSetUp  bool
	CanBlock  bool
	Money     bool   // what was taken is said
	Masked    bool   // without what reaches the clients
	Columns   string // as JSON: a topic is comparable
}

func newBoardTopic(shown day.Shown, locale string, who *peopledb.Session, columns columns.Choice) boardTopic {
	text, _ := json.Marshal(columns) // of strings: it cannot fail
	return boardTopic{
		Shown: shown, Locale: locale, CanChange: who.Role.May(booking.ChangeBookings), CanSetUp: who.Role.May(booking.ChangeSetup), CanBlock: handlers.MayBlock(who),
		Money: handlers.SeesMoney(who), Masked: handlers.ContactsHiddenFrom(who), Columns: string(text),
	}
}

func (t boardTopic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

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
	return h.Follow(c, newBoardTopic(shown, handlers.ReaderOf(c), who, columns), booking.SeeBookings)
}

// Message is the board's own fragments, as far as the changes touch its date. Two queries.
func (t boardTopic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	seen := feed.ChangesOf(changes, handlers.DayOf(t.Shown.Date, setup.Company.Zone))
	if len(seen) == 0 {
		return nil, nil
	}
	data, err := daycards.BoardData(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, t.Shown, 0, f.Now())
	if err != nil {
		return nil, err
	}
	var columns columns.Choice
	if err := json.Unmarshal([]byte(t.Columns), &columns); err != nil {
		return nil, err
	}
	daycards.Arrange(&data, setup, columns)
	data.Version, data.CanChange, data.CanSetUp, data.CanBlock, data.SeesMoney, data.Topic = last, t.CanChange, t.CanSetUp, t.CanBlock, t.Money, handlers.TopicKey(t)
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known, Client: c.Client})
	}
	return board.NewLive(t.Locale, data, told, func(window string) string { return f.ToldAs(setup.Company.ID, t, window) }), nil
}
