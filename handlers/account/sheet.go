package account

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/handlers"
	"okno/views/account"
)

// ownSheet reads how a specialist wants the sheet of his own day: one query, for nobody else.
func (h *Handlers) ownSheet(c echo.Context, d *account.AccountData) error {
	who := handlers.IdentityOf(c)
	if who.Role != booking.Specialist {
		return nil
	}
	is, err := messagedb.OwnSheet(c.Request().Context(), h.Scope(c), who.User.ID)
	d.Sheet = &account.OwnSheet{Wanted: is.Wanted, Empty: is.Empty, At: is.At.String(), Day: is.Day()}
	return err
}

// saveSheet says whether a specialist is mailed his own day, and when.
func (h *Handlers) saveSheet(c echo.Context) error {
	typed := telling.SheetText{At: c.FormValue("sheet_at"), Day: c.FormValue("sheet_day")}
	wanted, empty := c.FormValue("wanted") != "", c.FormValue("empty") != ""
	err := h.Desk.Own.SetOwnSheet(c.Request().Context(), handlers.Member(c), handlers.IdentityOf(c).User.Locale, wanted, empty, typed)
	return h.accountDone(c, err, "daily", "daily", func(d *account.AccountData) {
		if d.Sheet != nil {
			*d.Sheet = account.OwnSheet{Wanted: wanted, Empty: empty, At: typed.At, Day: typed.Day}
		}
	})
}
