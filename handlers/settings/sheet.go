package settings

import (
	"cmp"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/handlers"
	"okno/views/settings"
)

// sheets answers the route of the daily sheet.
type sheets struct{ *Handlers }

// choose keeps when a recipient gets the daily sheet, and of what.
func (h sheets) choose(c echo.Context) error {
	var of recipientForm
	var typed telling.SheetText
	if err := cmp.Or(c.Bind(&of), c.Bind(&typed)); err != nil {
		return err
	}
	err := h.Desk.Settings.SetSheet(c.Request().Context(), handlers.Member(c), of.key(), typed)
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		return h.refused(c, known, of, typed)
	}
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return notificationsDone(c, "saved")
	}
	return h.Render(c, http.StatusOK, settings.NewRecipientSaid(handlers.ReaderOf(c), booking.Say("notifications.said.saved")))
}

// refused says what is wrong beside what was typed.
func (h sheets) refused(c echo.Context, why *booking.Error, of recipientForm, typed telling.SheetText) error {
	for _, field := range []string{"sheet_at", "sheet_day", "sheet_resource"} {
		sentence, wrong := why.Fields[field]
		switch {
		case !wrong:
		case handlers.IsFragment(c):
			return h.Render(c, handlers.Statuses[why.Code], settings.NewRecipientProblem(handlers.ReaderOf(c), sentence))
		default:
			return h.showNotifications(c, handlers.Statuses[why.Code], func(d *settings.NotificationsData) {
				d.SheetUser, d.SheetID, d.SheetTyped, d.SheetWhy = of.User, of.ID, typed, sentence
			})
		}
	}
	return why
}
