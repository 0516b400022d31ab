package services

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/booking/languages"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/services"
)

// serviceForm is what the form sends.
type serviceForm struct {
	booking.ServiceText
	OwnColor string `form:"own_color"` // counts where the colour is "own"
	Revision int    `form:"revision"`  // that the form was filled from
}

// saveService writes the service of the path, a new one where there is none.
func (h *Handlers) saveService(c echo.Context) error {
	var form serviceForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	form.Typed, form.Terms = languages.WithTexts(booking.ServiceAttributes.Get(c.FormValue), languages.ServiceTexts.Get(c.FormValue)), booking.Typed{}
	for name := range c.Request().Form {
		if strings.HasPrefix(name, booking.TermField("price", "")) || strings.HasPrefix(name, booking.TermField("duration", "")) {
			form.Terms[name] = c.FormValue(name)
		}
	}
	if form.Typed["color"] == "own" {
		form.Typed["color"] = form.OwnColor
	}
	id := booking.ID(c.Param("id"))
	setup, err := h.FreshSetup(c)
	if err != nil {
		return err
	}
	if id != "" {
		stored := handlers.ServiceOf(setup.Services, id)
		form.Revision = handlers.OnTop(c, &form.ServiceText, services.NewServiceText(handlers.ReaderOf(c), stored), form.Revision, stored.Revision)
	}
	saved, err := h.Desk.Services.SaveService(c.Request().Context(), handlers.Member(c), id, form.ServiceText, form.Revision)
	if err != nil {
		return h.serviceRefused(c, id, form.ServiceText, err)
	}
	said := booking.Say("services.said.saved")
	if id == "" {
		said = booking.Say("services.said.created")
	} else if kept, err := h.keptLength(c, setup, id); err != nil {
		return err
	} else if kept > 0 {
		said = booking.Say("hits.said.length", "count", kept)
	}
	return h.serviceSaved(c, saved, said)
}

// keptLength is how many bookings still to come about keep their length, where
// the service has another one, or other buffers, than it had in before: two queries.
func (h *Handlers) keptLength(c echo.Context, before db.Setup, id booking.ID) (int, error) {
	after, err := h.FreshSetup(c)
	if err != nil {
		return 0, err
	}
	if hits := (bookings.Hits{Before: before, After: after}); !hits.Length() {
		return 0, nil
	}
	return bookingdb.ComingOf(c.Request().Context(), h.Scope(c), id, h.Now())
}

// serviceRefused shows the form with what was typed and what is wrong with it;
// after a Conflict with what somebody else has saved beside it, so that saving
// once more is done with open eyes.
func (h *Handlers) serviceRefused(c echo.Context, id booking.ID, typed booking.ServiceText, err error) error {
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	d, err := h.servicesData(c, true)
	if err != nil {
		return err
	}
	data := services.ServiceEditorData{ServicesData: d, Typed: typed, Error: known, Began: handlers.KeptBegan(c, known), Clash: known.Code == booking.Conflict}
	if id != "" {
		if data.Service, err = serviceOfPath(c, d); err != nil {
			return err
		}
	}
	return h.serviceEditor(c, handlers.Statuses[known.Code], data)
}

// serviceSaved shows a service as it is stored now, and the list with it.
func (h *Handlers) serviceSaved(c echo.Context, id booking.ID, said booking.Sentence) error {
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/services/"+string(id))
	}
	d, err := h.servicesData(c, true)
	if err != nil {
		return err
	}
	c.SetParamNames("id")
	c.SetParamValues(string(id))
	s, err := serviceOfPath(c, d)
	if err != nil {
		return err
	}
	if at := "/services/" + string(id); c.Request().URL.Path != at {
		c.Response().Header().Set("HX-Push-Url", at+d.Filter.Search())
	}
	locale := handlers.ReaderOf(c)
	return h.Render(c, http.StatusOK, services.ServiceSaved{
		Editor: services.NewServiceEditor(locale, services.ServiceEditorData{
			ServicesData: d, Service: s, Typed: services.NewServiceText(locale, s), Said: said,
		}),
		List: services.NewServiceList(locale, d),
	})
}

// copyService makes another service like the one of the path and opens its form.
func (h *Handlers) copyService(c echo.Context) error {
	words := views.In(handlers.ReaderOf(c))
	called := func(name string) string { return words.T("services.copy_of", "name", name) }
	id, err := h.Desk.Services.CopyService(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), called)
	if err != nil {
		return err
	}
	return h.serviceSaved(c, id, booking.Say("services.said.copied"))
}

// archiveService puts the service of the path away and closes its form.
func (h *Handlers) archiveService(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.Services.ArchiveService(c.Request().Context(), handlers.Member(c), id); err != nil {
		return err
	}
	return h.serviceMoved(c, id, "services.said.archived", "delete")
}

// restoreService takes it out of the archive.
func (h *Handlers) restoreService(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.Services.RestoreService(c.Request().Context(), handlers.Member(c), id); err != nil {
		return err
	}
	if strings.HasPrefix(c.Request().Header.Get("HX-Target"), "div#editor") {
		return h.serviceSaved(c, id, booking.Say("services.said.back"))
	}
	return h.serviceMoved(c, id, "services.said.restored", "post")
}

// serviceMoved answers an act that took a service from one list to the other:
// the list, a toast that takes it back and, where the form was open, its end.
func (h *Handlers) serviceMoved(c echo.Context, id booking.ID, said, undo string) error {
	d, err := h.servicesData(c, true)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/services")
	}
	s, err := serviceOfPath(c, d)
	if err != nil {
		return err
	}
	locale := handlers.ReaderOf(c)
	done := views.NewDone(locale, booking.Say(said, "name", s.Name), views.Undo{Method: undo, URL: "/services/" + string(id) + "/archive", Target: "#services-list"})
	list := services.NewServiceList(locale, d)
	if strings.HasPrefix(c.Request().Header.Get("HX-Target"), "div#editor") {
		c.Response().Header().Set("HX-Push-Url", "/services"+d.Filter.Search())
		return h.RenderDone(c, services.ServiceSaved{List: list}, done)
	}
	return h.RenderDone(c, list, done)
}

// switchServiceOn and switchServiceOff open and close a service for booking.
func (h *Handlers) switchServiceOn(c echo.Context) error  { return h.switchService(c, true) }
func (h *Handlers) switchServiceOff(c echo.Context) error { return h.switchService(c, false) }

func (h *Handlers) switchService(c echo.Context, on bool) error {
	return h.listChanged(c, "", func(ctx context.Context, m acts.Member) error {
		return h.Desk.Services.SetServiceActive(ctx, m, booking.ID(c.Param("id")), on)
	})
}

// orderServices puts a service, or a category, before another one.
func (h *Handlers) orderServices(c echo.Context) error {
	var r struct {
		Item     booking.ID `form:"item"`
		Before   booking.ID `form:"before"`
		Category string     `form:"category"`
		Behind   string     `form:"before_category"` // "=" and the name of a category, "" for the end
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	return h.listChanged(c, r.Item, func(ctx context.Context, m acts.Member) error {
		if r.Item != "" {
			return h.Desk.Services.MoveService(ctx, m, r.Item, r.Before)
		}
		var before *string
		if name, named := strings.CutPrefix(r.Behind, "="); named {
			before = &name
		}
		return h.Desk.Services.MoveCategory(ctx, m, r.Category, before)
	})
}

// listChanged performs an act on the list and shows it anew; of a service that
// was moved its new place is said. What the desk
// refuses because the list has changed meanwhile stands above the list as it is.
func (h *Handlers) listChanged(c echo.Context, moved booking.ID, do func(context.Context, acts.Member) error) error {
	err := do(c.Request().Context(), handlers.Member(c))
	status, problem := http.StatusOK, booking.Sentence{}
	if err != nil {
		known := handlers.AsKnown(err)
		if known.Code != booking.Conflict {
			return err
		}
		status, problem = http.StatusConflict, known.Sentence
	} else if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/services")
	}
	d, err := h.servicesData(c, true)
	if err != nil {
		return err
	}
	if d.Problem = problem; status == http.StatusOK {
		d.Moved = moved
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, services.NewServices(h.Base(c), d, services.ServiceEditor{}))
	}
	return h.Render(c, status, services.NewServiceList(handlers.ReaderOf(c), d))
}
