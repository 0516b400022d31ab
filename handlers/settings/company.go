package settings

import (
	"bytes"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/format"
	"okno/booking/reconcile"
	"okno/db/companydb"
	"okno/handlers"
	"okno/views/settings"
)

// company is the settings of the company itself, for owners.
func (h *Handlers) company(c echo.Context) error {
	return h.showCompany(c, http.StatusOK, nil)
}

func (h *Handlers) showCompany(c echo.Context, status int, change func(*settings.CompanyData)) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	stored, err := companydb.CompanyRow(ctx, scope)
	if err != nil {
		return err
	}
	d := settings.CompanyData{
		Typed: companies.SettingAttributes.Texts(stored), Seen: companies.SettingAttributes.Texts(stored), Rules: stored.Client.Text(),
		DeletionAt: who.DeleteAt, Zone: stored.Zone, Now: h.Now(), DeskBlocks: who.DeskBlocks, Specialist: stored.Specialist,
	}
	privacy, err := companydb.Privacy(ctx, scope)
	if err != nil {
		return err
	}
	d.Hidden = privacy.Text()
	d.Stored = settings.CompanyStored{Settings: d.Typed, Rules: d.Rules, Privacy: d.Hidden, Specialist: d.Specialist}
	hash, err := companydb.LogoHash(ctx, scope)
	if err != nil {
		return err
	}
	if d.LogoSeen = hash; hash != "" {
		d.LogoURL = "/settings/company/logo/" + hash
	}
	if change != nil {
		change(&d)
	}
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "company.said.", "saved", "logo", "deletion", "kept")
	return h.Render(c, status, settings.NewCompanyPage(base, d))
}

// companyRefused shows the page with what was typed in a form and what is wrong with it.
func (h *Handlers) companyRefused(c echo.Context, err error, part string, typed func(*settings.CompanyData)) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showCompany(c, handlers.Statuses[known.Code], func(d *settings.CompanyData) {
		d.Part, d.Errors, d.Problem = part, known.Fields, known.Sentence
		d.Began, d.Clash = handlers.KeptBegan(c, known), known.Code == booking.Conflict && part != "deletion" && part != "logo"
		typed(d)
	})
}

// movingTime is how long moving to another time zone may take: all bookings are counted anew.
const movingTime = time.Minute

// saveCompany writes the company. What another zone means is shown first.
func (h *Handlers) saveCompany(c echo.Context) error {
	typed := companies.SettingAttributes.Get(c.FormValue)
	typed["timezone"] = format.ZoneNamed(typed["timezone"])
	for _, name := range []string{"notice", "horizon"} {
		typed[name] = format.InUnits(typed[name], c.FormValue(name+"_unit"))
	}
	seen := companies.SettingAttributes.Get(func(name string) string { return c.FormValue("seen_" + name) })
	stored := handlers.IdentityOf(c).Company
	next, err := companies.ReadSettings(typed, stored)
	moves := err == nil && next.Zone.String() != stored.Zone.String()
	if moves && c.FormValue("zone_seen") != next.Zone.String() { // what it means was not shown yet
		if err := h.Desk.Settings.MayMove(c.Request().Context(), h.Scope(c)); err != nil {
			return h.companyRefused(c, err, "settings", func(d *settings.CompanyData) { d.Typed, d.Seen = typed, seen })
		}
		move := &settings.ZoneMove{From: stored.Zone, To: next.Zone, Zone: next.Zone.String()}
		if move.Count, move.First, err = companydb.Upcoming(c.Request().Context(), h.Scope(c), h.Now(), 5); err != nil {
			return err
		}
		return h.showCompany(c, http.StatusUnprocessableEntity, func(d *settings.CompanyData) { d.Typed, d.Seen, d.Move = typed, seen, move })
	}
	if moves {
		defer handlers.Longer(c, movingTime)()
	}
	if err := h.Desk.Settings.SaveCompanySettings(c.Request().Context(), handlers.Member(c), typed, seen); err != nil {
		return h.companyRefused(c, err, "settings", func(d *settings.CompanyData) {
			d.Typed = typed
			if !d.Clash {
				d.Seen = seen
				return
			}
			d.Typed, _ = reconcile.Join(seen, typed, d.Stored.Settings)
		})
	}
	return handlers.Redirect(c, "/settings/company?said=saved")
}

// saveClientRules writes what a client may do by himself.
func (h *Handlers) saveClientRules(c echo.Context) error {
	var typed booking.ClientRulesText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	typed.CancelCutoff = format.InUnits(typed.CancelCutoff, c.FormValue("cancel_cutoff_unit"))
	typed.MoveCutoff = format.InUnits(typed.MoveCutoff, c.FormValue("move_cutoff_unit"))
	began, seen := handlers.BeganOf[booking.ClientRulesText](c)
	if err := h.Desk.Settings.SaveClientRules(c.Request().Context(), handlers.Member(c), typed, handlers.PtrIf(began, seen)); err != nil {
		return h.companyRefused(c, err, "rules", func(d *settings.CompanyData) {
			if d.Rules = typed; d.Clash {
				d.Rules, _ = reconcile.Join(began, typed, d.Stored.Rules)
			}
		})
	}
	return handlers.Redirect(c, "/settings/company?said=saved")
}

// savePrivacy writes what the company does with its clients' data.
func (h *Handlers) savePrivacy(c echo.Context) error {
	var typed companies.PrivacyText
	if err := c.Bind(&typed); err != nil {
		return err
	}
	began, seen := handlers.BeganOf[companies.PrivacyText](c)
	if err := h.Desk.Settings.SavePrivacy(c.Request().Context(), handlers.Member(c), typed, handlers.PtrIf(began, seen)); err != nil {
		return h.companyRefused(c, err, "privacy", func(d *settings.CompanyData) {
			if d.Hidden = typed; d.Clash {
				d.Hidden, _ = reconcile.Join(began, typed, d.Stored.Privacy)
			}
		})
	}
	return handlers.Redirect(c, "/settings/company?said=saved")
}

// saveDeskBlocks says whether the front desk may block time on the board.
func (h *Handlers) saveDeskBlocks(c echo.Context) error {
	if err := h.Desk.Settings.SaveDeskBlocks(c.Request().Context(), handlers.Member(c), c.FormValue("blocks") != ""); err != nil {
		return err
	}
	return handlers.Redirect(c, "/settings/company?said=saved")
}

// logo is the company's picture. Its address names its content.
func (h *Handlers) logo(c echo.Context) error {
	hash := c.Param("hash")
	image, err := companydb.Logo(c.Request().Context(), h.Scope(c), hash)
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
	file, seen, err := handlers.ReadPhoto(c)
	if err == nil {
		err = h.Desk.Settings.PutLogo(c.Request().Context(), handlers.Member(c), seen, file)
	}
	if err != nil {
		return h.companyRefused(c, err, "logo", func(*settings.CompanyData) {})
	}
	return handlers.Redirect(c, "/settings/company?said=logo")
}

func (h *Handlers) removeLogo(c echo.Context) error {
	if err := h.Desk.Settings.RemoveLogo(c.Request().Context(), handlers.Member(c)); err != nil {
		return err
	}
	return handlers.Redirect(c, "/settings/company?said=logo")
}

// deleteCompany begins the grace, keepCompany ends it.
func (h *Handlers) deleteCompany(c echo.Context) error {
	typed := c.FormValue("typed")
	if err := h.Desk.Settings.DeleteCompany(c.Request().Context(), handlers.Member(c), typed); err != nil {
		return h.companyRefused(c, err, "deletion", func(d *settings.CompanyData) { d.TypedName = typed })
	}
	return handlers.Redirect(c, "/settings/company?said=deletion")
}

func (h *Handlers) keepCompany(c echo.Context) error {
	if err := h.Desk.Settings.KeepCompany(c.Request().Context(), handlers.Member(c)); err != nil {
		return err
	}
	return handlers.Redirect(c, "/settings/company?said=kept")
}
