package settings

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/messagedb"
	desksettings "okno/desk/settings"
	"okno/handlers"
	"okno/handlers/chatlink"
	"okno/views/settings"
)

// recipientForm names a recipient, and what it wants to be told.
type recipientForm struct {
	User  booking.UserID  `form:"user"`
	ID    booking.ID      `form:"id"`
	Rules []booking.Event `form:"rule"`
	Only  booking.Event   `form:"changed"` // the one that was ticked or unticked, "" for all
}

func (f recipientForm) key() desksettings.RecipientKey {
	return desksettings.RecipientKey{User: f.User, ID: f.ID}
}

// setRules keeps what a recipient wants to be told.
func (h *Handlers) setRules(c echo.Context) error {
	var form recipientForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	if err := h.Desk.Settings.SetRules(c.Request().Context(), handlers.Member(c), form.key(), form.Rules, form.Only); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return notificationsDone(c, "saved")
	}
	return h.Render(c, http.StatusOK, settings.NewRecipientSaid(handlers.ReaderOf(c), booking.Say("notifications.said.saved")))
}

// removeRecipient forgets an address or a chat.
func (h *Handlers) removeRecipient(c echo.Context) error {
	if !booking.IsID(c.Param("id")) {
		return booking.Fail(booking.NotFound, "error.recipient_unknown")
	}
	if err := h.Desk.Settings.RemoveRecipient(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return notificationsDone(c, "removed")
}

// testRecipient sends a test message; what becomes of it is asked for until it is known.
func (h *Handlers) testRecipient(c echo.Context) error {
	var form recipientForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	id, err := h.Desk.Settings.TestRecipient(c.Request().Context(), handlers.Member(c), form.key())
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/settings/deliveries")
	}
	return h.showTest(c, id)
}

// testResult is what has become of a test message.
func (h *Handlers) testResult(c echo.Context) error { return h.showTest(c, booking.ID(c.Param("id"))) }

func (h *Handlers) showTest(c echo.Context, id booking.ID) error {
	if !booking.IsID(string(id)) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	d, err := messagedb.Delivery(c.Request().Context(), h.Scope(c), id)
	if err != nil {
		return err
	}
	if d.Event != booking.TestMessage {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	return h.Render(c, http.StatusOK, settings.NewTestResult(handlers.ReaderOf(c), "/settings/notifications", d))
}

// linkTelegram shows a new link that connects a chat.
func (h *Handlers) linkTelegram(c echo.Context) error {
	return chatlink.Show(h.Kit, c, "/settings/notifications", c.FormValue("group") == "1")
}

// telegramLinked is asked by the page that shows a link whether it has been used.
func (h *Handlers) telegramLinked(c echo.Context) error {
	return chatlink.Await(h.Kit, c, func(recipient booking.ID) error {
		recipients, err := messagedb.Recipients(c.Request().Context(), h.Scope(c))
		if err != nil {
			return err
		}
		setup, err := h.Setup(c)
		if err != nil {
			return err
		}
		d := settings.NotificationsData{Recipients: recipients, Me: handlers.IdentityOf(c).User.ID, Resources: setup.Resources}
		return h.Render(c, http.StatusOK, settings.NewTelegramLinked(h.Base(c), d, recipient))
	})
}
