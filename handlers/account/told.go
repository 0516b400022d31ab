package account

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/handlers"
	"okno/handlers/chatlink"
	"okno/views"
	"okno/views/account"
	"okno/views/settings"
)

// told is how a specialist is told of his own bookings: by mail, in browsers and in chats of his own.
type told struct{ *Handlers }

// toldRoot is the address below which its routes are.
const toldRoot = "/account/told"

func (h told) routes(page *echo.Group) {
	own := h.Guard(booking.SeeOwn)
	page.POST(toldRoot, h.choose, own)
	page.POST(toldRoot+"/tests", h.test, own)
	page.GET(toldRoot+"/tests/:id", h.tested, own)
	page.POST(toldRoot+"/browsers", h.addBrowser, own)
	page.POST(toldRoot+"/telegram", h.linkTelegram, own)
	page.GET(toldRoot+"/telegram/:token", h.linked, own)
	page.POST(toldRoot+"/:id/removal", h.remove, own)
}

// ownTold reads it for the page: two queries, for nobody but a specialist.
func (h *Handlers) ownTold(c echo.Context, d *account.AccountData) error {
	who, ctx, scope := handlers.IdentityOf(c), c.Request().Context(), h.Scope(c)
	if who.Role != booking.Specialist {
		return nil
	}
	ways, err := messagedb.OwnRecipients(ctx, scope, who.User.ID)
	if err != nil {
		return err
	}
	company, err := messagedb.TellingSettings(ctx, scope)
	d.Told = &account.OwnTold{Ways: ways, PushKey: h.PushKey(c), HasBot: company.Bot != "" || h.Desk.Bots.Token != ""}
	return err
}

// choose keeps what he wants to be told in one of his ways.
func (h told) choose(c echo.Context) error {
	var form struct {
		Way   booking.ID      `form:"way"`
		Rules []booking.Event `form:"rule"`
		Only  booking.Event   `form:"changed"` // the one that was ticked or unticked, "" for all
	}
	if err := c.Bind(&form); err != nil {
		return err
	}
	if err := h.Desk.Own.SetOwnRules(c.Request().Context(), handlers.Member(c), form.Way, form.Rules, form.Only); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/account?said=told")
	}
	return h.Render(c, http.StatusOK, settings.NewRecipientSaid(handlers.ReaderOf(c), booking.Say("notifications.said.saved")))
}

// test sends a test message; what becomes of it is asked for until it is known.
func (h told) test(c echo.Context) error {
	id, err := h.Desk.Own.TestOwn(c.Request().Context(), handlers.Member(c), booking.ID(c.FormValue("way")))
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/account?said=test")
	}
	return h.showTest(c, id)
}

// tested is what has become of a test message of his.
func (h told) tested(c echo.Context) error { return h.showTest(c, booking.ID(c.Param("id"))) }

func (h told) showTest(c echo.Context, id booking.ID) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	d, err := messagedb.Delivery(ctx, scope, id)
	if err != nil {
		return err
	}
	ways, err := messagedb.OwnRecipients(ctx, scope, handlers.IdentityOf(c).User.ID)
	if err != nil {
		return err
	}
	if d.Event != booking.TestMessage || !slices.ContainsFunc(ways, func(r telling.Recipient) bool { return r.Channel() == d.Channel && r.Address == d.Recipient }) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	return h.Render(c, http.StatusOK, settings.NewTestResult(handlers.ReaderOf(c), toldRoot, d))
}

// addBrowser lets him be told in this browser, which has subscribed.
func (h told) addBrowser(c echo.Context) error {
	subscription, err := telling.ParseSubscription(c.FormValue("endpoint"), c.FormValue("p256dh"), c.FormValue("auth"))
	if err == nil {
		name := views.In(handlers.ReaderOf(c)).Device(c.Request().UserAgent())
		err = h.Desk.Own.AddOwnBrowser(c.Request().Context(), handlers.Member(c), handlers.SessionHash(c), subscription, name, handlers.LocaleOf(c))
	}
	return h.accountDone(c, err, "told", "browser", nil)
}

// remove forgets a browser or a chat of his.
func (h told) remove(c echo.Context) error {
	err := h.Desk.Own.RemoveOwn(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")))
	return h.accountDone(c, err, "told", "removed", nil)
}

// linkTelegram shows a new link that connects his own chat.
func (h told) linkTelegram(c echo.Context) error { return chatlink.Show(h.Kit, c, toldRoot, false) }

// linked is asked by the page that shows a link whether it has been used.
func (h told) linked(c echo.Context) error {
	return chatlink.Await(h.Kit, c, func(recipient booking.ID) error {
		who := handlers.IdentityOf(c)
		ways, err := messagedb.OwnRecipients(c.Request().Context(), h.Scope(c), who.User.ID)
		if err != nil {
			return err
		}
		return h.Render(c, http.StatusOK, account.NewWaysLinked(views.In(handlers.ReaderOf(c)), ways, recipient, who.Company.Zone))
	})
}
