package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// notifications is the page about who is told of what.
func (h *Handlers) notifications(c echo.Context) error {
	return h.showNotifications(c, http.StatusOK, nil)
}

// showNotifications renders the page; change puts into it what was typed and refused.
func (h *Handlers) showNotifications(c echo.Context, status int, change func(*views.NotificationsData)) error {
	ctx, who := c.Request().Context(), identityOf(c)
	scope := h.scope(c)
	settings, err := scope.TellingSettings(ctx)
	if err != nil {
		return err
	}
	recipients, err := scope.Recipients(ctx)
	if err != nil {
		return err
	}
	own, err := scope.Templates(ctx)
	if err != nil {
		return err
	}
	standing, err := h.Desk.Standing(ctx, scope)
	if err != nil {
		return err
	}
	d := views.NotificationsData{
		OwnFrom: standing.OwnWordsFrom(h.Now()), CompanyZone: who.Company.Zone,
		Settings: settings, Typed: settings.Text(), Recipients: recipients, Templates: own,
		Me: who.User.ID, CanChange: may(c, booking.ChangeSetup), Zone: views.In(readerOf(c)).ZoneTime(who.Company.Zone, h.Now()),
		HasBot: settings.Bot != "" || h.Desk.Bots.Token != "",
	}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	if said := c.QueryParam("said"); slices.Contains(views.NotificationsSaid, said) {
		base.Flash = booking.Say("notifications.said." + said)
	}
	return h.render(c, status, views.NewNotifications(base, d))
}

// notificationsRefused shows the page with what was typed and what is wrong with it.
func (h *Handlers) notificationsRefused(c echo.Context, err error, typed func(*views.NotificationsData)) error {
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showNotifications(c, statuses[known.Code], func(d *views.NotificationsData) {
		if d.Errors = known.Fields; d.Errors == nil {
			d.Problem = known.Sentence
		}
		typed(d)
	})
}

func notificationsDone(c echo.Context, said string) error {
	return redirect(c, "/settings/notifications?said="+said)
}

// saveNotifications writes the settings.
func (h *Handlers) saveNotifications(c echo.Context) error {
	var form struct {
		booking.TellingText
		Revision int `form:"revision"`
	}
	if err := c.Bind(&form); err != nil {
		return err
	}
	stored, err := h.scope(c).TellingSettings(c.Request().Context())
	if err != nil {
		return err
	}
	form.Revision = onTop(c, &form.TellingText, stored.Text(), form.Revision, stored.Revision)
	err = h.Desk.SaveTelling(c.Request().Context(), member(c), form.TellingText, form.Revision)
	if err == nil {
		return notificationsDone(c, "saved")
	}
	return h.notificationsRefused(c, err, func(d *views.NotificationsData) {
		d.Typed, d.Began, d.Clash = form.TellingText, keptBegan(c, asKnown(err)), booking.CodeOf(err) == booking.Conflict
	})
}

// addAddress lets the team's mail go to one more address.
func (h *Handlers) addAddress(c echo.Context) error {
	typed := c.FormValue("address")
	err := h.Desk.AddAddress(c.Request().Context(), member(c), typed, localeOf(c))
	if err == nil {
		return notificationsDone(c, "address")
	}
	return h.notificationsRefused(c, err, func(d *views.NotificationsData) { d.Address = typed })
}

// setBot gives the company a bot of its own, or takes it away.
func (h *Handlers) setBot(c echo.Context) error {
	err := h.Desk.SetBot(c.Request().Context(), member(c), c.FormValue("token"))
	if err == nil {
		return notificationsDone(c, "bot")
	}
	return h.notificationsRefused(c, err, func(*views.NotificationsData) {})
}
