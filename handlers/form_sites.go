package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// allowSite lets pages of a site that was refused use the form of the path.
func (h *Handlers) allowSite(c echo.Context) error {
	if err := h.Desk.AllowSite(c.Request().Context(), member(c), booking.ID(c.Param("id")), c.FormValue("site")); err != nil {
		return err
	}
	return h.sitesChanged(c, "forms.said.site_allowed", "delete")
}

// forbidSite takes that back.
func (h *Handlers) forbidSite(c echo.Context) error {
	if err := h.Desk.ForbidSite(c.Request().Context(), member(c), booking.ID(c.Param("id")), c.FormValue("site")); err != nil {
		return err
	}
	return h.sitesChanged(c, "forms.said.site_forbidden", "post")
}

// sitesChanged shows the form's editor anew, that tab of it which asked.
func (h *Handlers) sitesChanged(c echo.Context, said, undo string) error {
	url, tab := "/forms/"+c.Param("id"), c.FormValue("tab")
	if !isFragment(c) {
		if tab == "widget" {
			return redirect(c, url+"/widget")
		}
		return redirect(c, url)
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	d.Widget = tab == "widget"
	d.Typed, d.Look = booking.NewFormText(d.Form), booking.NewWidgetText(d.Form.Settings.Widget)
	site := c.FormValue("site")
	done := views.NewDone(readerOf(c), booking.Say(said, "site", site),
		views.Undo{Method: undo, URL: url + "/sites", Target: "#editor", Values: map[string]string{"site": site, "tab": tab}})
	return h.renderDone(c, views.NewFormEditor(readerOf(c), d), done)
}

// refusedSites are those that have asked for a form lately and that it would refuse now.
func (h *Handlers) refusedSites(c echo.Context, f booking.Form) ([]db.RefusedSite, error) {
	if len(f.Settings.Sites) == 0 {
		return nil, nil
	}
	all, err := h.scope(c).RefusedSites(c.Request().Context(), f.ID, h.Now().Add(-db.RefusedAge))
	var refused []db.RefusedSite
	for _, r := range all {
		if !f.Settings.Allows(booking.OriginOf(r.Site)) {
			refused = append(refused, r)
		}
	}
	return refused, err
}
