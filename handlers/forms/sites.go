package forms

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/setupdb"
	"okno/handlers"
	"okno/views"
	"okno/views/forms"
)

// allowSite lets pages of a site that was refused use the form of the path.
func (h *Handlers) allowSite(c echo.Context) error {
	if err := h.Desk.Forms.AllowSite(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("site")); err != nil {
		return err
	}
	return h.sitesChanged(c, "forms.said.site_allowed", "delete")
}

// forbidSite takes that back.
func (h *Handlers) forbidSite(c echo.Context) error {
	if err := h.Desk.Forms.ForbidSite(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("site")); err != nil {
		return err
	}
	return h.sitesChanged(c, "forms.said.site_forbidden", "post")
}

// sitesChanged shows the form's editor anew, that tab of it which asked.
func (h *Handlers) sitesChanged(c echo.Context, said, undo string) error {
	url, tab := "/forms/"+c.Param("id"), c.FormValue("tab")
	if !handlers.IsFragment(c) {
		if tab == "widget" {
			return handlers.Redirect(c, url+"/widget")
		}
		return handlers.Redirect(c, url)
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	d.Widget = tab == "widget"
	d.Typed, d.Look = webform.NewFormText(d.Form), webform.NewWidgetText(d.Form.Settings.Widget)
	site := c.FormValue("site")
	done := views.NewDone(handlers.ReaderOf(c), booking.Say(said, "site", site),
		views.Undo{Method: undo, URL: url + "/sites", Target: "#editor", Values: map[string]string{"site": site, "tab": tab}})
	return h.RenderDone(c, forms.NewFormEditor(handlers.ReaderOf(c), d), done)
}

// refusedSites are those that have asked for a form lately and that it would refuse now.
func (h *Handlers) refusedSites(c echo.Context, f webform.Form) ([]setupdb.RefusedSite, error) {
	if len(f.Settings.Sites) == 0 {
		return nil, nil
	}
	all, err := setupdb.RefusedSites(c.Request().Context(), h.Scope(c), f.ID, h.Now().Add(-db.RefusedAge))
	var refused []setupdb.RefusedSite
	for _, r := range all {
		if !f.Settings.Allows(webform.OriginOf(r.Site)) {
			refused = append(refused, r)
		}
	}
	return refused, err
}
