package settings

import (
	"github.com/labstack/echo/v4"

	"okno/booking/telling"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// addBrowser lets the member be told in this browser, which has subscribed.
func (h *Handlers) addBrowser(c echo.Context) error {
	subscription, err := telling.ParseSubscription(c.FormValue("endpoint"), c.FormValue("p256dh"), c.FormValue("auth"))
	if err == nil {
		name := views.In(handlers.ReaderOf(c)).Device(c.Request().UserAgent())
		err = h.Desk.Settings.AddBrowser(c.Request().Context(), handlers.Member(c), handlers.SessionHash(c), subscription, name, handlers.LocaleOf(c))
	}
	if err == nil {
		return notificationsDone(c, "browser")
	}
	return h.notificationsRefused(c, err, func(*settings.NotificationsData) {})
}
