package handlers

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// crossOrigin lets pages of any site read the answers: no cookie and no other
// standing goes along, so there is nothing that a foreign page could borrow.
func (h *Handlers) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set(echo.HeaderAccessControlAllowOrigin, "*")
		header.Set(echo.HeaderAccessControlExposeHeaders, "Retry-After")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if c.Request().Method == http.MethodOptions {
			header.Set(echo.HeaderAccessControlAllowMethods, "GET, POST, PUT, DELETE, OPTIONS")
			header.Set(echo.HeaderAccessControlAllowHeaders, "Content-Type, Idempotency-Key")
			header.Set(echo.HeaderAccessControlMaxAge, "86400")
		}
		header.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// openForm is a form that visitors may use.
type openForm struct {
	db.PublicForm
	Settings booking.FormSettings
	Setup    db.Setup
	Preview  bool // of the editor in the panel: nothing that it sends is kept
}

// form finds the form of the path's key, in one query where the setup is known;
// NotFound when there is none or it is switched off (then it comes along, to say
// whose it was), Forbidden for a page of a
// site that it does not allow. From here on the answer is in the language asked
// for, else the company's.
func (h *Handlers) form(c echo.Context) (openForm, error) {
	ctx := c.Request().Context()
	f, err := h.formOfKey(c)
	if err != nil {
		return openForm{}, err
	}
	public := f.PublicForm
	if f.Setup, err = h.Desk.Setups.Get(ctx, h.DB.Of(public.Company), public.Setup); err != nil {
		return openForm{}, err
	}
	if err := json.Unmarshal(public.Settings, &f.Settings); err != nil {
		return openForm{}, err
	}
	c.Set(contextZone, f.Setup.Company.Zone)
	c.Set(contextNow, h.Now())
	c.Set(contextLocale, f.language(c.QueryParam("lang"), c.QueryParam("page")))
	if origin := c.Request().Header.Get(echo.HeaderOrigin); !f.Settings.Allows(origin) && !h.own(c, origin) {
		h.Funnel.refuse(f, origin)
		return openForm{}, elsewhere(f.Setup.Company, localeOf(c))
	}
	if !public.Active {
		return f, closed(f.Settings, localeOf(c))
	}
	return f, nil
}

// language is what the form speaks: what the snippet asks for, else what the form
// itself is set to, else what the page is written in, else the company's own.
func (f openForm) language(asked, page string) string {
	spoken := func(lang string) bool { return lang == "ru" || lang == "en" }
	page = strings.ToLower(page[:min(2, len(page))])
	switch own := f.Settings.Widget.Language; {
	case spoken(asked):
		return asked
	case spoken(own):
		return own
	case spoken(page):
		return page
	}
	return f.Setup.Company.Locale
}

// formOfKey finds what the path's key stands for: a form, or the preview of one.
func (h *Handlers) formOfKey(c echo.Context) (openForm, error) {
	ctx, key := c.Request().Context(), c.Param("key")
	if company, form, preview, ok := h.tokens.previewed(key); ok {
		public, err := h.DB.PreviewForm(ctx, company, form, preview)
		public.Key = key
		return openForm{PublicForm: public, Preview: true}, err
	}
	public, err := h.DB.FormByKey(ctx, key)
	return openForm{PublicForm: public}, err
}

// sends refuses what a preview sends: it shows all, and leaves nothing.
func (f openForm) sends() error {
	if f.Preview {
		return booking.Fail(booking.Forbidden, "error.preview")
	}
	return nil
}

// closed is what a form says that is switched off: its own words, if it has any.
func closed(s booking.FormSettings, locale string) error {
	if own := s.Closed.In(locale); own != "" {
		return booking.Fail(booking.NotFound, "error.form_closed_own", "Text", own)
	}
	return booking.Fail(booking.NotFound, "error.form_closed")
}

// elsewhere is what a visitor reads on a site that the form does not allow.
func elsewhere(company booking.Company, locale string) error {
	if phone := company.Client.Phone; phone != "" {
		return booking.Fail(booking.Forbidden, "error.origin_phone", "Phone", views.In(locale).Phone(phone))
	}
	return booking.Fail(booking.Forbidden, "error.origin")
}

// own says that a page of ours asks, such as the hosted page of a form: it may,
// whatever sites the form allows.
func (h *Handlers) own(c echo.Context, origin string) bool {
	return origin == booking.OriginOf(h.BaseURL) || c.Request().Header.Get("Sec-Fetch-Site") == "same-origin"
}

// service is one that the form offers, by its id or ref.
func (f openForm) service(name string) (booking.Service, bool) {
	service, known := f.Setup.Service(name)
	return service, known && f.Settings.Offers(service)
}
