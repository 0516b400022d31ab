package handlers

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// company is the settings of the company itself, for owners.
func (h *Handlers) company(c echo.Context) error {
	return h.showCompany(c, http.StatusOK, nil)
}

func (h *Handlers) showCompany(c echo.Context, status int, change func(*views.CompanyData)) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.DB.Of(who.Company.ID)
	stored, err := scope.CompanyRow(ctx)
	if err != nil {
		return err
	}
	d := views.CompanyData{
		Typed: booking.CompanySettingsOf(stored), Seen: booking.CompanySettingsOf(stored), Rules: clientRulesText(stored.Client),
		DeletionAt: who.DeleteAt, Zone: stored.Zone,
	}
	if d.Privacy, err = scope.Privacy(ctx); err != nil {
		return err
	}
	if n := d.Privacy.RetentionMonths; n > 0 {
		d.Retention = strconv.Itoa(n)
	}
	hash, err := scope.LogoHash(ctx)
	if err != nil {
		return err
	}
	if hash != "" {
		d.LogoURL = "/settings/company/logo/" + hash
	}
	if change != nil {
		change(&d)
	}
	base := h.base(c)
	base.Flash = saidInURL(c, "company.said.", "saved", "logo", "deletion", "kept")
	return h.render(c, status, views.NewCompanyPage(base, d))
}

func clientRulesText(r booking.ClientRules) booking.ClientRulesText {
	t := booking.ClientRulesText{
		Phone: r.Phone, Address: r.Address, AllowCancel: r.AllowCancel, CancelCutoff: strconv.Itoa(r.CancelCutoffMin),
		AllowMove: r.AllowMove, MoveCutoff: strconv.Itoa(r.MoveCutoffMin), AllowLate: r.AllowLate, AskAfter: r.AskAfter,
	}
	for _, minutes := range r.RemindersMin {
		t.Reminders = append(t.Reminders, strconv.Itoa(minutes))
	}
	return t
}

// companyRefused shows the page with what was typed in a form and what is wrong with it.
func (h *Handlers) companyRefused(c echo.Context, err error, part string, typed func(*views.CompanyData)) error {
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showCompany(c, statuses[known.Code], func(d *views.CompanyData) {
		d.Part, d.Errors, d.Problem = part, known.Fields, known.Sentence
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
	form.Notice, form.Horizon = booking.InUnits(form.Notice, c.FormValue("notice_unit")), booking.InUnits(form.Horizon, c.FormValue("horizon_unit"))
	seen := booking.CompanySettingsText{
		CompanyText: booking.CompanyText{Name: c.FormValue("seen_name"), Zone: c.FormValue("seen_timezone"), Locale: c.FormValue("seen_locale"), Currency: c.FormValue("seen_currency")},
		Step:        c.FormValue("seen_step"), Notice: c.FormValue("seen_notice"), Horizon: c.FormValue("seen_horizon"), Confirmation: c.FormValue("seen_confirmation"),
	}
	ctx, stored := c.Request().Context(), identityOf(c).Company
	next, err := form.Company(stored)
	if err == nil && next.Zone.String() != stored.Zone.String() && form.ZoneSeen != next.Zone.String() {
		move := &views.ZoneMove{From: stored.Zone, To: next.Zone, Zone: next.Zone.String()}
		if move.Count, move.First, err = h.DB.Of(stored.ID).Upcoming(ctx, h.Now(), 5); err != nil {
			return err
		}
		return h.showCompany(c, http.StatusUnprocessableEntity, func(d *views.CompanyData) { d.Typed, d.Seen, d.Move = form.CompanySettingsText, seen, move })
	}
	if err := h.Desk.SaveCompanySettings(ctx, member(c), form.CompanySettingsText, seen); err != nil {
		return h.companyRefused(c, err, "settings", func(d *views.CompanyData) { d.Typed = form.CompanySettingsText })
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
	if err := h.Desk.SaveClientRules(c.Request().Context(), member(c), typed); err != nil {
		return h.companyRefused(c, err, "rules", func(d *views.CompanyData) { d.Rules = typed })
	}
	return redirect(c, "/settings/company?said=saved")
}

// savePrivacy writes what the company does with its clients' data.
func (h *Handlers) savePrivacy(c echo.Context) error {
	var typed struct {
		Hide      []string `form:"hide"`
		Retention string   `form:"retention"`
	}
	if err := c.Bind(&typed); err != nil {
		return err
	}
	if err := h.Desk.SavePrivacy(c.Request().Context(), member(c), typed.Hide, typed.Retention); err != nil {
		return h.companyRefused(c, err, "privacy", func(d *views.CompanyData) { d.Retention = typed.Retention })
	}
	return redirect(c, "/settings/company?said=saved")
}

// logo is the company's picture. Its address names its content.
func (h *Handlers) logo(c echo.Context) error {
	hash := c.Param("hash")
	image, err := h.DB.Of(identityOf(c).Company.ID).Logo(c.Request().Context(), hash)
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
	file, _, err := readPhoto(c)
	if err == nil {
		err = h.Desk.PutLogo(c.Request().Context(), member(c), file)
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
