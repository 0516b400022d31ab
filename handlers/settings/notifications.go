package settings

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// notifications is the page about who is told of what.
func (h *Handlers) notifications(c echo.Context) error {
	return h.showNotifications(c, http.StatusOK, nil)
}

// showNotifications renders the page; change puts into it what was typed and refused.
func (h *Handlers) showNotifications(c echo.Context, status int, change func(*settings.NotificationsData)) error {
	ctx, who := c.Request().Context(), handlers.IdentityOf(c)
	scope := h.Scope(c)
	telling, err := messagedb.TellingSettings(ctx, scope)
	if err != nil {
		return err
	}
	recipients, err := messagedb.Recipients(ctx, scope)
	if err != nil {
		return err
	}
	own, err := messagedb.Templates(ctx, scope)
	if err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	standing, err := h.Desk.Setup.Standing(ctx, scope)
	if err != nil {
		return err
	}
	d := settings.NotificationsData{
		OwnFrom: standing.OwnWordsFrom(h.Now()), CompanyZone: who.Company.Zone,
		Settings: telling, Typed: telling.Text(), Recipients: recipients, Resources: setup.Resources, Templates: own,
		Me: who.User.ID, CanChange: handlers.May(c, booking.ChangeSetup), Zone: views.In(handlers.ReaderOf(c)).ZoneTime(who.Company.Zone, h.Now()),
		PushKey: h.PushKey(c), Now: h.Now(),
		HasBot: telling.Bot != "" || h.Desk.Bots.Token != "",
	}
	if change != nil {
		change(&d)
	}
	base := h.Base(c)
	if said := c.QueryParam("said"); slices.Contains(settings.NotificationsSaid, said) {
		base.Flash = booking.Say("notifications.said." + said)
	}
	return h.Render(c, status, settings.NewNotifications(base, d))
}

// notificationsRefused shows the page with what was typed and what is wrong with it.
func (h *Handlers) notificationsRefused(c echo.Context, err error, typed func(*settings.NotificationsData)) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showNotifications(c, handlers.Statuses[known.Code], func(d *settings.NotificationsData) {
		if d.Errors = known.Fields; d.Errors == nil {
			d.Problem = known.Sentence
		}
		typed(d)
	})
}

func notificationsDone(c echo.Context, said string) error {
	return handlers.Redirect(c, "/settings/notifications?said="+said)
}

// saveNotifications writes the settings.
func (h *Handlers) saveNotifications(c echo.Context) error {
	var form struct {
		telling.TellingText
		Revision int `form:"revision"`
	}
	if err := c.Bind(&form); err != nil {
		return err
	}
	stored, err := messagedb.TellingSettings(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	form.Revision = handlers.OnTop(c, &form.TellingText, stored.Text(), form.Revision, stored.Revision)
	err = h.Desk.Settings.SaveTelling(c.Request().Context(), handlers.Member(c), form.TellingText, form.Revision)
	if err == nil {
		return notificationsDone(c, "saved")
	}
	return h.notificationsRefused(c, err, func(d *settings.NotificationsData) {
		d.Typed, d.Began, d.Clash = form.TellingText, handlers.KeptBegan(c, handlers.AsKnown(err)), booking.CodeOf(err) == booking.Conflict
	})
}

// addAddress lets the team's mail go to one more address.
func (h *Handlers) addAddress(c echo.Context) error {
	typed := c.FormValue("address")
	err := h.Desk.Settings.AddAddress(c.Request().Context(), handlers.Member(c), typed, handlers.LocaleOf(c))
	if err == nil {
		return notificationsDone(c, "address")
	}
	return h.notificationsRefused(c, err, func(d *settings.NotificationsData) { d.Address = typed })
}

// setBot gives the company a bot of its own, or takes it away.
func (h *Handlers) setBot(c echo.Context) error {
	err := h.Desk.Settings.SetBot(c.Request().Context(), handlers.Member(c), c.FormValue("token"))
	if err == nil {
		return notificationsDone(c, "bot")
	}
	return h.notificationsRefused(c, err, func(*settings.NotificationsData) {})
}
