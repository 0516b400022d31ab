package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// setColumns puts a column of the member's board before another one, or shows or
// hides it, and shows the board of the address anew.
func (h *Handlers) setColumns(c echo.Context) error {
	var r struct {
		Item   booking.ID `form:"item"` // is put before Before, last where that is ""
		Before booking.ID `form:"before"`
		Column booking.ID `form:"column"` // is shown or not
		Shown  bool       `form:"shown"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	columns, err := scope.Columns(ctx, who.User.ID)
	if err != nil {
		return err
	}
	has := func(id booking.ID) bool {
		return slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == id })
	}
	switch {
	case has(r.Item):
		columns = columns.Move(setup.Resources, r.Item, r.Before)
	case has(r.Column):
		columns = columns.Show(r.Column, r.Shown)
	default:
		return booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	if err := h.Desk.SetColumns(ctx, member(c), columns); err != nil {
		return err
	}
	data, err := h.dayData(c)
	if err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, data.Shown.URL())
	}
	return h.render(c, http.StatusOK, views.NewDay(readerOf(c), data))
}

// freeHold gives the time of a visitor's slot free.
func (h *Handlers) freeHold(c echo.Context) error {
	if err := h.Desk.ReleaseHoldByDesk(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewDone(readerOf(c), booking.Say("board.choosing_freed"), views.Undo{}))
}
