package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
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
	id := booking.ID(c.Param("id"))
	if id != "" {
		setup, err := h.freshSetup(c)
		if err != nil {
			return err
		}
		if stored, known := setup.Resource(string(id)); known {
			r.Revision = onTop(c, &r.ResourceText, views.NewResourceText(stored, setup.Services), r.Revision, stored.Revision)
		}
	}
	saved, err := h.Desk.SaveResource(c.Request().Context(), member(c), id, r.ResourceText, r.Revision)
	if err != nil {
		return h.refusedResource(c, asKnown(err), r.ResourceText)
	}
	if id == "" {
		return redirect(c, "/resources/"+string(saved)+"?said=created")
	}
	if !isFragment(c) {
		return redirect(c, "/resources/"+string(saved)+"?said=saved")
	}
	d, err := h.resourceData(c, true)
	if err != nil {
		return err
	}
	return h.renderDone(c, views.NewResource(readerOf(c), d),
		views.NewDone(readerOf(c), booking.Say("resources.said.saved", "name", d.Resource.Name), views.Undo{}))
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
	d := views.ResourceData{ResourcesData: list, Typed: typed, Error: problem, Began: keptBegan(c, problem)}
	if c.Param("id") != "" {
		if d.Resource, err = resourceOfPath(c, list.Resources); err != nil {
			return err
		}
		d.Clash = problem.Code == booking.Conflict && !d.Resource.Archived
	}
	return h.showResource(c, statuses[problem.Code], d)
}

// copyResource makes a copy and goes to it, so that it gets a name of its own.
func (h *Handlers) copyResource(c echo.Context) error {
	words := views.In(readerOf(c))
	id, err := h.Desk.CopyResource(c.Request().Context(), member(c), booking.ID(c.Param("id")),
		func(name string) string { return words.T("resources.copy_of", "name", name) })
	if err != nil {
		return err
	}
	return redirect(c, "/resources/"+string(id)+"?said=copied")
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
	if err := h.Desk.MoveResource(c.Request().Context(), member(c), r.Item, r.Before); err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, "/resources")
	}
	d, err := h.resourcesData(c, true)
	if err != nil {
		return err
	}
	d.Moved = r.Item
	return h.render(c, http.StatusOK, views.NewResourceList(readerOf(c), d))
}

func (h *Handlers) switchResourceOn(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: func(ctx context.Context, m desk.Member, id booking.ID) error {
			return h.Desk.SetResourceActive(ctx, m, id, true)
		},
		said: "resources.said.on", undo: views.Undo{Method: "delete", URL: "/activity"},
	})
}

func (h *Handlers) switchResourceOff(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: func(ctx context.Context, m desk.Member, id booking.ID) error {
			return h.Desk.SetResourceActive(ctx, m, id, false)
		},
		said: "resources.said.off", undo: views.Undo{Method: "post", URL: "/activity"}, ahead: true,
	})
}

func (h *Handlers) archiveResource(c echo.Context) error {
	return h.resourceAct(c, resourceAct{
		do: h.Desk.ArchiveResource, said: "resources.said.archived", undo: views.Undo{Method: "delete", URL: "/archive"}, ahead: true,
	})
}

func (h *Handlers) restoreResource(c echo.Context) error {
	return h.resourceAct(c, resourceAct{do: h.Desk.RestoreResource, said: "resources.said.restored", undo: views.Undo{Method: "post", URL: "/archive"}})
}

// resourceAct is an act on the resource of the path that has an inverse act.
type resourceAct struct {
	do    func(context.Context, desk.Member, booking.ID) error
	said  string
	undo  views.Undo // its URL is behind that of the resource
	ahead bool       // bookings ahead are counted in what is said
}

// resourceAct performs the act and shows the list or the page on which it was
// asked, with a toast that takes it back.
func (h *Handlers) resourceAct(c echo.Context, act resourceAct) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	if err := act.do(ctx, member(c), id); err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, "/resources")
	}
	d, err := h.resourceData(c, true)
	if err != nil {
		return err
	}
	said := booking.Say(act.said, "name", d.Resource.Name)
	if act.ahead {
		_, ahead, err := h.scope(c).BookingsAhead(ctx, id, h.Now(), 1)
		if err != nil {
			return err
		}
		if ahead > 0 {
			said = booking.Say(act.said+"_ahead", "name", d.Resource.Name, "count", ahead)
		}
	}
	undo := views.Undo{Method: act.undo.Method, URL: "/resources/" + string(id) + act.undo.URL, Target: "#resources-list"}
	var view views.View = views.NewResourceList(readerOf(c), d.ResourcesData)
	if onResourcePage(c) {
		undo.Target, view = "#resource", views.NewResource(readerOf(c), d)
	}
	return h.renderDone(c, view, views.NewDone(readerOf(c), said, undo))
}
