package settings

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	desksettings "okno/desk/settings"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

const smsPage = "/settings/notifications/sms"

// texts answers the routes of SMS to clients.
type texts struct{ *Handlers }

// page shows the settings; a preset of the address fills them in for a provider, and nothing is saved.
func (h texts) page(c echo.Context) error {
	return h.show(c, http.StatusOK, func(d *settings.SMSData) {
		for _, each := range telling.SMSPresets {
			if each.ID != c.QueryParam("preset") {
				continue
			}
			own := d.Typed
			d.Preset, d.Typed = each.ID, telling.SMSSettings{Provider: each.SMSProvider}.Text()
			d.Typed.On, d.Typed.Kinds, d.Typed.Also, d.Typed.Price = own.On, own.Kinds, own.Also, own.Price
			d.Typed.Day, d.Typed.Month, d.Typed.From, d.Typed.To = own.Day, own.Month, own.From, own.To
		}
	})
}

// show renders the page; change puts into it what was typed and refused.
func (h texts) show(c echo.Context, status int, change func(*settings.SMSData)) error {
	ctx, company, scope := c.Request().Context(), handlers.IdentityOf(c).Company, h.Scope(c)
	stored, err := messagedb.SMSSettings(ctx, scope)
	if err != nil {
		return err
	}
	d := settings.SMSData{
		Settings: stored, Typed: stored.Text(), Currency: company.Currency, OwnZone: company.Zone,
		Zone: views.In(handlers.ReaderOf(c)).ZoneTime(company.Zone, h.Now()), InLanguages: append([]string{company.Locale}, strings.Fields(company.Languages)...),
		Words: func(t telling.Template) telling.SMSPreview { return h.preview(c, t) },
	}
	if d.Day, d.Month, err = messagedb.SMSUsage(ctx, scope, booking.DateOf(h.Now(), company.Zone)); err != nil {
		return err
	}
	if d.Templates, err = messagedb.Templates(ctx, scope); err != nil {
		return err
	}
	standing, err := h.Desk.Setup.Standing(ctx, scope)
	if err != nil {
		return err
	}
	if d.OwnFrom = standing.OwnWordsFrom(h.Now()); change != nil {
		change(&d)
	}
	base := h.Base(c)
	if said := c.QueryParam("said"); slices.Contains([]string{"saved", "removed"}, said) {
		base.Flash = booking.Say("sms.said." + said)
	}
	return h.Render(c, status, settings.NewSMSPage(base, d))
}

// preview is how an SMS comes out: the program's words where the template has none.
func (h texts) preview(c echo.Context, t telling.Template) telling.SMSPreview {
	if t.Subject == "" {
		t = desksettings.DefaultTemplate(t.Audience, t.Event, t.Locale)
	}
	company := handlers.IdentityOf(c).Company
	link := h.BaseURL + "/m/" + h.Tokens.Manage(company.ID, "00000000-0000-4000-8000-000000000000") // as long as they are
	text := desksettings.PreviewSMS(t, company, link)
	return telling.SMSPreview{Text: text, Segments: telling.SegmentsOf(text)}
}

// save writes the settings.
func (h texts) save(c echo.Context) error {
	var form struct {
		telling.SMSText
		Revision int `form:"revision"`
	}
	if err := c.Bind(&form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	stored, err := messagedb.SMSSettings(ctx, h.Scope(c))
	if err != nil {
		return err
	}
	form.Revision = handlers.OnTop(c, &form.SMSText, stored.Text(), form.Revision, stored.Revision)
	err = h.Desk.Settings.SaveSMS(ctx, handlers.Member(c), form.SMSText, form.Revision)
	if err == nil {
		return handlers.Redirect(c, smsPage+"?said=saved")
	}
	return h.refused(c, err, func(d *settings.SMSData) {
		d.Typed, d.Began, d.Clash = form.SMSText, handlers.KeptBegan(c, handlers.AsKnown(err)), booking.CodeOf(err) == booking.Conflict
	})
}

// refused shows the page with what was typed and what is wrong with it.
func (h texts) refused(c echo.Context, err error, typed func(*settings.SMSData)) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.show(c, handlers.Statuses[known.Code], func(d *settings.SMSData) {
		if d.Errors = known.Fields; d.Errors == nil {
			d.Problem = known.Sentence
		}
		typed(d)
	})
}

// remove forgets the provider.
func (h texts) remove(c echo.Context) error {
	if err := h.Desk.Settings.RemoveSMS(c.Request().Context(), handlers.Member(c)); err != nil {
		return err
	}
	return handlers.Redirect(c, smsPage+"?said=removed")
}

// test sends one to a phone that was typed; what becomes of it is asked for until it is known.
func (h texts) test(c echo.Context) error {
	typed := c.FormValue("phone")
	id, err := h.Desk.Settings.TestSMS(c.Request().Context(), handlers.Member(c), typed, handlers.LocaleOf(c))
	switch known := handlers.AsKnown(err); {
	case err == nil && handlers.IsFragment(c):
		return h.tell(c, id)
	case err == nil:
		return handlers.Redirect(c, "/settings/deliveries")
	case known.Code == booking.Invalid && handlers.IsFragment(c):
		return h.Render(c, http.StatusOK, settings.NewSMSProblem(handlers.ReaderOf(c), known.Fields["phone"]))
	}
	return h.refused(c, err, func(d *settings.SMSData) { d.Phone = typed })
}

// tested is what has become of a test.
func (h texts) tested(c echo.Context) error { return h.tell(c, booking.ID(c.Param("id"))) }

func (h texts) tell(c echo.Context, id booking.ID) error {
	if !booking.IsID(string(id)) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	ctx, scope := c.Request().Context(), h.Scope(c)
	d, err := messagedb.Delivery(ctx, scope, id)
	if err != nil {
		return err
	}
	if d.Event != booking.TestMessage || d.Channel != telling.SMS {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	stored, err := messagedb.SMSSettings(ctx, scope)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, settings.NewSMSTested(handlers.ReaderOf(c), d, desksettings.ShownSMS(stored, d, handlers.IdentityOf(c).Company.Name)))
}
