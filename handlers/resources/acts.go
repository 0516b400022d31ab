package resources

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/booking/languages"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views"
	"okno/views/resources"
)

// saveResource writes a new resource or the one of the path. What was refused
// comes back with what was typed; what somebody else has changed meanwhile comes
// back beside it.
func (h *Handlers) saveResource(c echo.Context) error {
	var r struct {
		booking.ResourceText
		Revision int `form:"revision"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	r.Typed = languages.WithTexts(booking.ResourceAttributes.Get(c.FormValue), languages.ResourceTexts.Get(c.FormValue))
	id := booking.ID(c.Param("id"))
	if id != "" {
		setup, err := h.FreshSetup(c)
		if err != nil {
			return err
		}
		if stored, known := setup.Resource(string(id)); known {
			r.Revision = handlers.OnTop(c, &r.ResourceText, resources.NewResourceText(stored, setup.Services), r.Revision, stored.Revision)
		}
	}
	saved, err := h.Desk.Resources.SaveResource(c.Request().Context(), handlers.Member(c), id, r.ResourceText, r.Revision)
	if err != nil {
		return h.refusedResource(c, handlers.AsKnown(err), r.ResourceText)
	}
	if id == "" {
		return handlers.Redirect(c, "/resources/"+string(saved)+"?said=created")
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/resources/"+string(saved)+"?said=saved")
	}
	d, err := h.resourceData(c, true)
	if err != nil {
		return err
	}
	return h.RenderDone(c, resources.NewResource(handlers.ReaderOf(c), d),
		views.NewDone(handlers.ReaderOf(c), booking.Say("resources.said.saved", "name", d.Resource.Name), views.Undo{}))
}

// refusedResource shows the form again.
func (h *Handlers) refusedResource(c echo.Context, problem *booking.Error, typed booking.ResourceText) error {
	if problem.Code != booking.Invalid && problem.Code != booking.Conflict {
		return problem
	}
	list, err := h.resourcesData(c, true)
	if err != nil {
		return err
	}
	d := resources.ResourceData{ResourcesData: list, Typed: typed, Error: problem, Began: handlers.KeptBegan(c, problem)}
	if c.Param("id") != "" {
		if d.Resource, err = handlers.ResourceOfPath(c, list.Resources); err != nil {
			return err
		}
		d.Clash = problem.Code == booking.Conflict && !d.Resource.Archived
	}
	return h.showResource(c, handlers.Statuses[problem.Code], d)
}

// copyResource makes a copy and goes to it, so that it gets a name of its own.
func (h *Handlers) copyResource(c echo.Context) error {
	words := views.In(handlers.ReaderOf(c))
	id, err := h.Desk.Resources.CopyResource(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")),
		func(name string) string { return words.T("resources.copy_of", "name", name) })
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/resources/"+string(id)+"?said=copied")
}

// orderResources puts one resource before another one.
func (h *Handlers) orderResources(c echo.Context) error {
	var r struct {
		Item   booking.ID `form:"item"`
		Before booking.ID `form:"before"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	if err := h.Desk.Resources.MoveResource(c.Request().Context(), handlers.Member(c), r.Item, r.Before); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/resources")
	}
	d, err := h.resourcesData(c, true)
	if err != nil {
		return err
	}
	d.Moved = r.Item
	return h.Render(c, http.StatusOK, resources.NewResourceList(handlers.ReaderOf(c), d))
}

func (h *Handlers) switchResourceOn(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: func(ctx context.Context, m acts.Member, id booking.ID) error {
			return h.Desk.Resources.SetResourceActive(ctx, m, id, true)
		},
		said: "resources.said.on", undo: views.Undo{Method: "delete", URL: "/activity"},
	})
}

func (h *Handlers) switchResourceOff(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: func(ctx context.Context, m acts.Member, id booking.ID) error {
			return h.Desk.Resources.SetResourceActive(ctx, m, id, false)
		},
		said: "resources.said.off", undo: views.Undo{Method: "post", URL: "/activity"}, ahead: true,
	})
}

func (h *Handlers) archiveResource(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: h.Desk.Resources.ArchiveResource, said: "resources.said.archived", undo: views.Undo{Method: "delete", URL: "/archive"}, ahead: true,
	})
}

func (h *Handlers) restoreResource(c echo.Context) error {
	return h.resourceAct(c, resourceAct{do: h.Desk.Resources.RestoreResource, said: "resources.said.restored", undo: views.Undo{Method: "post", URL: "/archive"}})
}

// resourceAct is an act on the resource of the path that has an inverse act.
type resourceAct struct {
	do    func(context.Context, acts.Member, booking.ID) error
	said  string
	undo  views.Undo // its URL is behind that of the resource
	ahead bool       // bookings ahead are counted in what is said
}

// resourceAct performs the act and shows the list or the page on which it was
// asked, with a toast that takes it back.
func (h *Handlers) resourceAct(c echo.Context, act resourceAct) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	if err := act.do(ctx, handlers.Member(c), id); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/resources")
	}
	d, err := h.resourceData(c, true)
	if err != nil {
		return err
	}
	said := booking.Say(act.said, "name", d.Resource.Name)
	if act.ahead {
		_, ahead, err := bookingdb.BookingsAhead(ctx, h.Scope(c), id, h.Now(), 1)
		if err != nil {
			return err
		}
		if ahead > 0 {
			said = booking.Say(act.said+"_ahead", "name", d.Resource.Name, "count", ahead)
		}
	}
	undo := views.Undo{Method: act.undo.Method, URL: "/resources/" + string(id) + act.undo.URL, Target: "#resources-list"}
	var view views.View = resources.NewResourceList(handlers.ReaderOf(c), d.ResourcesData)
	if onResourcePage(c) {
		undo.Target, view = "#resource", resources.NewResource(handlers.ReaderOf(c), d)
	}
	return h.RenderDone(c, view, views.NewDone(handlers.ReaderOf(c), said, undo))
}
