package board

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// setColumns puts a column of the member's board before another one, or shows or
// hides it, keeps, shows or drops a set of them, and shows the board of the address anew.
func (h *Handlers) setColumns(c echo.Context) error {
	var r struct {
		Item   booking.ID `form:"item"` // is put before Before, last where that is ""
		Before booking.ID `form:"before"`
		Column booking.ID `form:"column"` // is shown or not
		Shown  bool       `form:"shown"`
		All    string     `form:"all"`    // "shown" or "hidden": all of them are
		Save   *string    `form:"save"`   // the name under which those that are shown are kept
		Use    string     `form:"use"`    // the set that is shown
		Forget string     `form:"forget"` // the set that goes
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	columns, err := bookingdb.Columns(ctx, scope, who.User.ID)
	if err != nil {
		return err
	}
	has := func(id booking.ID) bool {
		return slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == id })
	}
	found := true
	switch {
	case r.Save != nil:
		if columns, err = columns.Save(*r.Save, setup.Resources); err != nil {
			return err
		}
	case r.Use != "":
		columns, found = columns.Use(r.Use, setup.Resources)
	case r.Forget != "":
		columns, found = columns.Forget(r.Forget)
	case r.All == "shown" || r.All == "hidden":
		columns.Hidden = nil
		for _, each := range setup.Resources {
			columns = columns.Show(each.ID, r.All == "shown")
		}
	case has(r.Item):
		columns = columns.Move(setup.Resources, r.Item, r.Before)
	case has(r.Column):
		columns = columns.Show(r.Column, r.Shown)
	default:
		return booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	if !found { // another window has dropped it
		return booking.Fail(booking.NotFound, "board.sets.gone")
	}
	if err := h.Desk.Settings.SetColumns(ctx, handlers.Member(c), columns); err != nil {
		return err
	}
	data, err := h.boardDay(c)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, data.Shown.URL())
	}
	return h.Render(c, http.StatusOK, board.NewDay(handlers.ReaderOf(c), data))
}

// freeHold gives the time of a visitor's slot free.
func (h *Handlers) freeHold(c echo.Context) error {
	if err := h.Desk.Online.ReleaseHoldByDesk(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say("board.choosing_freed"), views.Undo{}))
}
