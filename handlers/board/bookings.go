package board

import (
	"github.com/labstack/echo/v4"

	"okno/db/bookingdb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/handlers/kept"
	"okno/views"
	"okno/views/board"
	"okno/views/day"
)

// board is a day's bookings: one query beside the session's and the setup's for what was rendered before.
func (h *Handlers) board(c echo.Context) error {
	if c.QueryString() == "" {
		data, err := h.boardDay(c)
		if err != nil {
			return err
		}
		if back := h.lastShown(c, data); back != data.Shown {
			return handlers.Redirect(c, back.URL())
		}
	}
	who := handlers.IdentityOf(c)
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	shown, err := daycards.Shown(h.Kit, c, setup)
	if err != nil {
		return err
	}
	columns, err := bookingdb.Columns(c.Request().Context(), h.Scope(c), who.User.ID)
	if err != nil {
		return err
	}
	part, err := h.Keep(c, newBoardTopic(shown, handlers.ReaderOf(c), who, columns), func() (kept.Fragment, error) { return h.boardPart(c) })
	if err != nil {
		return err
	}
	h.rememberShown(c, shown)
	if handlers.IsFragment(c) {
		handlers.SayDated(c, shown.URL())
	}
	return h.RenderKept(c, func() views.Base { return board.BaseOf(h.Base(c)) }, part)
}

func (h *Handlers) boardPart(c echo.Context) (kept.Fragment, error) {
	data, err := h.boardDay(c)
	if err != nil {
		return kept.Fragment{}, err
	}
	day := board.NewDay(handlers.ReaderOf(c), data)
	part := kept.Fragment{View: board.DayPart{Day: day}, Title: day.Title, Now: data.Now.Unix()}
	for _, hold := range data.Holds {
		if part.Until.IsZero() || hold.Expires.Before(part.Until) {
			part.Until = hold.Expires
		}
	}
	return part, nil
}

// boardDay is the day that the address asks for, with what its socket listens to.
func (h *Handlers) boardDay(c echo.Context) (day.BoardData, error) {
	data, err := daycards.DayData(h.Kit, c)
	if err == nil {
		data.Topic = handlers.TopicKey(newBoardTopic(data.Shown, handlers.ReaderOf(c), handlers.IdentityOf(c), data.Columns))
	}
	return data, err
}
