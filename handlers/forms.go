package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
	"okno/widget"
)

// funnelDays is how far back the funnels of forms look.
const funnelDays = 30

// formRoutes are the pages of the forms.
func (h *Handlers) formRoutes(page *echo.Group) {
	see, change := h.guard(booking.SeeSetup), h.guard(booking.ChangeSetup)
	page.GET("/forms", h.forms, see)
	page.POST("/forms", h.createForm, change)
	page.GET("/forms/:id", h.formPage, see)
	page.POST("/forms/:id", h.saveForm, change)
	page.POST("/forms/:id/fields", h.draftFields, change)
	page.GET("/forms/:id/widget", h.formWidget, see)
	page.POST("/forms/:id/widget", h.saveWidget, change)
	page.POST("/forms/:id/preview", h.previewForm, change)
	page.GET("/forms/:id/preview/:preview", h.formPreview, see)
	page.GET("/forms/:id/qr.svg", h.formCode, see)
	page.POST("/forms/:id/copy", h.copyForm, change)
	page.POST("/forms/:id/sites", h.allowSite, change)
	page.DELETE("/forms/:id/sites", h.forbidSite, change)
	page.POST("/forms/:id/archive", h.archiveForm, change)
	page.DELETE("/forms/:id/archive", h.restoreForm, change)
	page.POST("/forms/:id/activity", h.switchFormOn, change)
	page.DELETE("/forms/:id/activity", h.switchFormOff, change)
}

// forms is the list.
func (h *Handlers) forms(c echo.Context) error {
	d, err := h.formsData(c)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewForms(h.base(c), d))
}

// formsData is what the list is made of, read anew: two queries.
func (h *Handlers) formsData(c echo.Context) (views.FormsData, error) {
	ctx, scope := c.Request().Context(), h.scope(c)
	setup, err := h.freshSetup(c)
	if err != nil {
		return views.FormsData{}, err
	}
	since := h.today(setup.Company).AddDays(-funnelDays + 1)
	funnels, err := scope.Funnels(ctx, since, setup.Company.Zone)
	if err != nil {
		return views.FormsData{}, err
	}
	shown := map[booking.ID]views.Funnel{}
	for id, f := range funnels {
		shown[id] = views.Funnel{Shown: f.Shown, Opened: f.Opened, Searched: f.Searched, Leads: f.Leads, Bookings: f.Bookings, Visits: f.Visits, Suspects: f.Suspects}
	}
	return views.FormsData{
		Zone: setup.Company.Zone, Product: widgetWords(), Forms: setup.Forms, Services: setup.Services, Funnels: shown, Days: funnelDays,
		Archived: c.QueryParam("archived") == "1", CanChange: may(c, booking.ChangeSetup), BaseURL: h.BaseURL,
	}, nil
}

// widgetWords are what the widget itself says.
func widgetWords() map[string]views.WidgetWords {
	words := map[string]views.WidgetWords{}
	for _, lang := range []string{"ru", "en"} {
		words[lang] = views.WidgetWords{
			Button: widget.Text(lang, "button"), Booking: widget.Text(lang, "tab_booking"), Form: widget.Text(lang, "tab_form"),
		}
	}
	return words
}

// createForm makes a form under a name and opens it.
func (h *Handlers) createForm(c echo.Context) error {
	id, err := h.Desk.CreateForm(c.Request().Context(), member(c), c.FormValue("name"))
	if known := asKnown(err); err != nil && known.Code == booking.Invalid {
		d, err := h.formsData(c)
		if err != nil {
			return err
		}
		d.Typed, d.Problem = c.FormValue("name"), known
		return h.render(c, statuses[known.Code], views.NewForms(h.base(c), d))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/forms/"+string(id))
}

// copyForm makes another form like the one of the path and opens it.
func (h *Handlers) copyForm(c echo.Context) error {
	words := views.In(readerOf(c))
	called := func(name string) string { return words.T("forms.copy_of", "name", name) }
	id, err := h.Desk.CopyForm(c.Request().Context(), member(c), booking.ID(c.Param("id")), called)
	if err != nil {
		return err
	}
	return redirect(c, "/forms/"+string(id))
}

// archiveForm puts the form of the path away.
func (h *Handlers) archiveForm(c echo.Context) error {
	if err := h.Desk.ArchiveForm(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.formMoved(c, "forms.said.archived", "delete")
}

// restoreForm takes it out of the archive.
func (h *Handlers) restoreForm(c echo.Context) error {
	if err := h.Desk.RestoreForm(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.formMoved(c, "forms.said.restored", "post")
}

// formMoved shows the list after a form went into the archive or came out of
// it, with a toast that takes it back.
func (h *Handlers) formMoved(c echo.Context, said, undo string) error {
	id := c.Param("id")
	d, err := h.formsData(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(d.Forms, func(f booking.Form) bool { return string(f.ID) == id })
	if !isFragment(c) || i < 0 {
		return redirect(c, "/forms")
	}
	done := views.NewDone(readerOf(c), booking.Say(said, "name", d.Forms[i].Name),
		views.Undo{Method: undo, URL: "/forms/" + id + "/archive", Target: "#forms-list"})
	return h.renderDone(c, views.NewFormList(readerOf(c), d), done)
}

func (h *Handlers) switchFormOn(c echo.Context) error  { return h.switchForm(c, true) }
func (h *Handlers) switchFormOff(c echo.Context) error { return h.switchForm(c, false) }

func (h *Handlers) switchForm(c echo.Context, on bool) error {
	if err := h.Desk.SetFormActive(c.Request().Context(), member(c), booking.ID(c.Param("id")), on); err != nil {
		return err
	}
	d, err := h.formsData(c)
	if err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, "/forms")
	}
	return h.render(c, http.StatusOK, views.NewFormList(readerOf(c), d))
}
