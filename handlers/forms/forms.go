package forms

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/handlers"
	"okno/views"
	"okno/views/forms"
	"okno/widget"
)

// funnelDays is how far back the funnels of forms look.
const funnelDays = 30

// forms is the list.
func (h *Handlers) forms(c echo.Context) error {
	d, err := h.formsData(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, forms.NewForms(h.Base(c), d))
}

// formsData is what the list is made of, read anew: two queries.
func (h *Handlers) formsData(c echo.Context) (forms.FormsData, error) {
	ctx, scope := c.Request().Context(), h.Scope(c)
	setup, err := h.FreshSetup(c)
	if err != nil {
		return forms.FormsData{}, err
	}
	since := h.Today(setup.Company).AddDays(-funnelDays + 1)
	funnels, err := setupdb.Funnels(ctx, scope, since, setup.Company.Zone)
	if err != nil {
		return forms.FormsData{}, err
	}
	shown := map[booking.ID]forms.Funnel{}
	for id, f := range funnels {
		shown[id] = forms.Funnel{Shown: f.Shown, Opened: f.Opened, Searched: f.Searched, Leads: f.Leads, Bookings: f.Bookings, Visits: f.Visits, Suspects: f.Suspects}
	}
	return forms.FormsData{
		Company: setup.Company, Zone: setup.Company.Zone, Product: widgetWords(), Forms: setup.Forms, Services: setup.Services, Funnels: shown, Days: funnelDays,
		Archived: c.QueryParam("archived") == "1", CanChange: handlers.May(c, booking.ChangeSetup), BaseURL: h.BaseURL,
	}, nil
}

// widgetWords are what the widget itself says.
func widgetWords() map[string]forms.WidgetWords {
	words := map[string]forms.WidgetWords{}
	for _, lang := range []string{"ru", "en"} {
		words[lang] = forms.WidgetWords{
			Button: widget.Text(lang, "button"), Booking: widget.Text(lang, "tab_booking"), Form: widget.Text(lang, "tab_form"),
		}
	}
	return words
}

// createForm makes a form under a name and opens it.
func (h *Handlers) createForm(c echo.Context) error {
	id, err := h.Desk.Forms.CreateForm(c.Request().Context(), handlers.Member(c), c.FormValue("name"))
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		d, err := h.formsData(c)
		if err != nil {
			return err
		}
		d.Typed, d.Problem = c.FormValue("name"), known
		return h.Render(c, handlers.Statuses[known.Code], forms.NewForms(h.Base(c), d))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/forms/"+string(id))
}

// copyForm makes another form like the one of the path and opens it.
func (h *Handlers) copyForm(c echo.Context) error {
	words := views.In(handlers.ReaderOf(c))
	called := func(name string) string { return words.T("forms.copy_of", "name", name) }
	id, err := h.Desk.Forms.CopyForm(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), called)
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/forms/"+string(id))
}

// archiveForm puts the form of the path away.
func (h *Handlers) archiveForm(c echo.Context) error {
	if err := h.Desk.Forms.ArchiveForm(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.formMoved(c, "forms.said.archived", "delete")
}

// restoreForm takes it out of the archive.
func (h *Handlers) restoreForm(c echo.Context) error {
	if err := h.Desk.Forms.RestoreForm(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
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
	i := slices.IndexFunc(d.Forms, func(f webform.Form) bool { return string(f.ID) == id })
	if !handlers.IsFragment(c) || i < 0 {
		return handlers.Redirect(c, "/forms")
	}
	done := views.NewDone(handlers.ReaderOf(c), booking.Say(said, "name", d.Forms[i].Name),
		views.Undo{Method: undo, URL: "/forms/" + id + "/archive", Target: "#forms-list"})
	return h.RenderDone(c, forms.NewFormList(handlers.ReaderOf(c), d), done)
}

func (h *Handlers) switchFormOn(c echo.Context) error  { return h.switchForm(c, true) }
func (h *Handlers) switchFormOff(c echo.Context) error { return h.switchForm(c, false) }

func (h *Handlers) switchForm(c echo.Context, on bool) error {
	if err := h.Desk.Forms.SetFormActive(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), on); err != nil {
		return err
	}
	d, err := h.formsData(c)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/forms")
	}
	return h.Render(c, http.StatusOK, forms.NewFormList(handlers.ReaderOf(c), d))
}
