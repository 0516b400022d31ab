package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// recipientForm names a recipient, and what it wants to be told.
type recipientForm struct {
	User  booking.UserID  `form:"user"`
	ID    booking.ID      `form:"id"`
	Rules []booking.Event `form:"rule"`
	Only  booking.Event   `form:"changed"` // the one that was ticked or unticked, "" for all
}

func (f recipientForm) key() desk.RecipientKey { return desk.RecipientKey{User: f.User, ID: f.ID} }

// setRules keeps what a recipient wants to be told.
func (h *Handlers) setRules(c echo.Context) error {
	var form recipientForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	if err := h.Desk.SetRules(c.Request().Context(), member(c), form.key(), form.Rules, form.Only); err != nil {
		return err
	}
	if !isFragment(c) {
		return notificationsDone(c, "saved")
	}
	return h.render(c, http.StatusOK, views.NewRecipientSaid(readerOf(c), booking.Say("notifications.said.saved")))
}

// removeRecipient forgets an address or a chat.
func (h *Handlers) removeRecipient(c echo.Context) error {
	if !booking.IsID(c.Param("id")) {
		return booking.Fail(booking.NotFound, "error.recipient_unknown")
	}
	if err := h.Desk.RemoveRecipient(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
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
	id, err := h.Desk.TestRecipient(c.Request().Context(), member(c), form.key())
	if err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, "/settings/deliveries")
	}
	return h.showTest(c, id)
}

// testResult is what has become of a test message.
func (h *Handlers) testResult(c echo.Context) error { return h.showTest(c, booking.ID(c.Param("id"))) }

func (h *Handlers) showTest(c echo.Context, id booking.ID) error {
	if !booking.IsID(string(id)) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	d, err := h.scope(c).Delivery(c.Request().Context(), id)
	if err != nil {
		return err
	}
	if d.Event != booking.TestMessage {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	return h.render(c, http.StatusOK, views.NewTestResult(readerOf(c), d))
}

// linkTelegram shows a new link, and its QR code, that connects a chat.
func (h *Handlers) linkTelegram(c echo.Context) error {
	link, err := h.Desk.LinkTelegram(c.Request().Context(), member(c), c.FormValue("group") == "1")
	if err != nil {
		if known := asKnown(err); known.Code == booking.Conflict {
			return h.render(c, http.StatusOK, views.NewRecipientProblem(readerOf(c), known.Sentence))
		}
		return err
	}
	view, err := views.NewTelegramLink(readerOf(c), link.URL, link.Token, link.Bot, c.FormValue("group") == "1")
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view)
}

// telegramLinked is asked by the page that shows a link whether it has been used.
func (h *Handlers) telegramLinked(c echo.Context) error {
	ctx, who := c.Request().Context(), identityOf(c)
	scope := h.scope(c)
	link, err := scope.TelegramLink(ctx, desk.HashTelegramToken(c.Param("token")))
	if err != nil {
		return err
	}
	switch {
	case link.User != who.User.ID:
		return booking.Fail(booking.NotFound, "error.link_unknown")
	case !link.Used && h.Now().Before(link.Expires):
		return c.NoContent(http.StatusNoContent) // nothing is swapped, and asked again
	case !link.Used:
		return h.render(c, http.StatusOK, views.NewRecipientProblem(readerOf(c), booking.Say("notifications.link_expired")))
	}
	recipients, err := scope.Recipients(ctx)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewTelegramLinked(h.base(c), recipients, who.User.ID, link.Recipient))
}
