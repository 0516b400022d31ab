package handlers

import (
	"bytes"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/format"
	"okno/views"
)

// company is the settings of the company itself, for owners.
func (h *Handlers) company(c echo.Context) error {
	return h.showCompany(c, http.StatusOK, nil)
}

func (h *Handlers) showCompany(c echo.Context, status int, change func(*views.CompanyData)) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	stored, err := scope.CompanyRow(ctx)
	if err != nil {
		return err
	}
	d := views.CompanyData{
		Typed: booking.CompanySettingsOf(stored), Seen: booking.CompanySettingsOf(stored), Rules: stored.Client.Text(),
		DeletionAt: who.DeleteAt, Zone: stored.Zone, Now: h.Now(),
	}
	privacy, err := scope.Privacy(ctx)
	if err != nil {
		return err
	}
	d.Hidden = privacy.Text()
	d.Stored = views.CompanyStored{Settings: d.Typed, Rules: d.Rules, Privacy: d.Hidden}
	hash, err := scope.LogoHash(ctx)
	if err != nil {
		return err
	}
	if d.LogoSeen = hash; hash != "" {
		d.LogoURL = "/settings/company/logo/" + hash
	}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	base.Flash = saidInURL(c, "company.said.", "saved", "logo", "deletion", "kept")
	return h.render(c, status, views.NewCompanyPage(base, d))
}

// companyRefused shows the page with what was typed in a form and what is wrong with it.
func (h *Handlers) companyRefused(c echo.Context, err error, part string, typed func(*views.CompanyData)) error {
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showCompany(c, statuses[known.Code], func(d *views.CompanyData) {
		d.Part, d.Errors, d.Problem = part, known.Fields, known.Sentence
		d.Began, d.Clash = keptBegan(c, known), known.Code == booking.Conflict && part != "deletion" && part != "logo"
		typed(d)
	})
}

type companyForm struct {
	booking.CompanySettingsText
	ZoneSeen string `form:"zone_seen"` // the zone whose meaning was shown
}

// saveCompany writes the company. What another zone means is shown first.
func (h *Handlers) saveCompany(c echo.Context) error {
	var form companyForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	form.Zone = format.ZoneNamed(form.Zone)
	form.Notice, form.Horizon = booking.InUnits(form.Notice, c.FormValue("notice_unit")), booking.InUnits(form.Horizon, c.FormValue("horizon_unit"))
	seen := booking.CompanySettingsText{
		CompanyText: booking.CompanyText{Name: c.FormValue("seen_name"), Zone: c.FormValue("seen_timezone"), Locale: c.FormValue("seen_locale"), Currency: c.FormValue("seen_currency")},
		Step:        c.FormValue("seen_step"), Notice: c.FormValue("seen_notice"), Horizon: c.FormValue("seen_horizon"), Confirmation: c.FormValue("seen_confirmation"),
	}
	ctx, stored := c.Request().Context(), identityOf(c).Company
	next, err := form.Company(stored)
	if err == nil && next.Zone.String() != stored.Zone.String() && form.ZoneSeen != next.Zone.String() {
		move := &views.ZoneMove{From: stored.Zone, To: next.Zone, Zone: next.Zone.String()}
		if move.Count, move.First, err = h.scope(c).Upcoming(ctx, h.Now(), 5); err != nil {
			return err
		}
		return h.showCompany(c, http.StatusUnprocessableEntity, func(d *views.CompanyData) { d.Typed, d.Seen, d.Move = form.CompanySettingsText, seen, move })
	}
	if err := h.Desk.SaveCompanySettings(ctx, member(c), form.CompanySettingsText, seen); err != nil {
		return h.companyRefused(c, err, "settings", func(d *views.CompanyData) {
			d.Typed = form.CompanySettingsText
			if !d.Clash {
				d.Seen = seen
				return
			}
			d.Typed, _ = booking.Reconcile(seen, form.CompanySettingsText, d.Stored.Settings)
		})
	}
	return redirect(c, "/settings/company?said=saved")
}

// saveClientRules writes what a client may do by himself.
func (h *Handlers) saveClientRules(c echo.Context) error {
	var typed booking.ClientRulesText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	typed.CancelCutoff = booking.InUnits(typed.CancelCutoff, c.FormValue("cancel_cutoff_unit"))
	typed.MoveCutoff = booking.InUnits(typed.MoveCutoff, c.FormValue("move_cutoff_unit"))
	began, seen := beganOf[booking.ClientRulesText](c)
	if err := h.Desk.SaveClientRules(c.Request().Context(), member(c), typed, ptrIf(began, seen)); err != nil {
		return h.companyRefused(c, err, "rules", func(d *views.CompanyData) {
			if d.Rules = typed; d.Clash {
				d.Rules, _ = booking.Reconcile(began, typed, d.Stored.Rules)
			}
		})
	}
	return redirect(c, "/settings/company?said=saved")
}

// savePrivacy writes what the company does with its clients' data.
func (h *Handlers) savePrivacy(c echo.Context) error {
	var typed booking.PrivacyText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	began, seen := beganOf[booking.PrivacyText](c)
	if err := h.Desk.SavePrivacy(c.Request().Context(), member(c), typed, ptrIf(began, seen)); err != nil {
		return h.companyRefused(c, err, "privacy", func(d *views.CompanyData) {
			if d.Hidden = typed; d.Clash {
				d.Hidden, _ = booking.Reconcile(began, typed, d.Stored.Privacy)
			}
		})
	}
	return redirect(c, "/settings/company?said=saved")
}

// logo is the company's picture. Its address names its content.
func (h *Handlers) logo(c echo.Context) error {
	hash := c.Param("hash")
	image, err := h.scope(c).Logo(c.Request().Context(), hash)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "image/jpeg")
	header.Set(echo.HeaderCacheControl, "private, max-age=31536000, immutable")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(image))
	return nil
}

// putLogo takes another picture.
func (h *Handlers) putLogo(c echo.Context) error {
	file, seen, err := readPhoto(c)
	if err == nil {
		err = h.Desk.PutLogo(c.Request().Context(), member(c), seen, file)
	}
	if err != nil {
		return h.companyRefused(c, err, "logo", func(*views.CompanyData) {})
	}
	return redirect(c, "/settings/company?said=logo")
}

func (h *Handlers) removeLogo(c echo.Context) error {
	if err := h.Desk.RemoveLogo(c.Request().Context(), member(c)); err != nil {
		return err
	}
	return redirect(c, "/settings/company?said=logo")
}

// deleteCompany begins the grace, keepCompany ends it.
func (h *Handlers) deleteCompany(c echo.Context) error {
	typed := c.FormValue("typed")
	if err := h.Desk.DeleteCompany(c.Request().Context(), member(c), typed); err != nil {
		return h.companyRefused(c, err, "deletion", func(d *views.CompanyData) { d.TypedName = typed })
	}
	return redirect(c, "/settings/company?said=deletion")
}

func (h *Handlers) keepCompany(c echo.Context) error {
	if err := h.Desk.KeepCompany(c.Request().Context(), member(c)); err != nil {
		return err
	}
	return redirect(c, "/settings/company?said=kept")
}
