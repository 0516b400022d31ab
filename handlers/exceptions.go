package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// exceptions is GET /exceptions?show=&about=: no query beside the session's,
// one where deleted ones are shown.
func (h *Handlers) exceptions(c echo.Context) error {
	data, err := h.exceptionsData(c, identityOf(c).Versions.Setup)
	if err != nil {
		return err
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewExceptionList(readerOf(c), data))
	}
	return h.render(c, http.StatusOK, views.NewExceptions(h.base(c), data))
}

// exceptionsData reads the list that the query asks for, as of a version of the setup.
func (h *Handlers) exceptionsData(c echo.Context, version int64) (views.ExceptionsData, error) {
	ctx, scope := c.Request().Context(), h.scope(c)
	setup, err := h.setupAt(c, version)
	if err != nil {
		return views.ExceptionsData{}, err
	}
	data := views.ExceptionsData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Exceptions: setup.Exceptions,
		Show: c.QueryParam("show"), About: aboutOf(c.QueryParams()), Now: h.Now(), CanChange: may(c, booking.ChangeSetup),
	}
	switch data.Show {
	case "past":
	case "deleted":
		if data.CanChange {
			data.Exceptions, err = scope.DeletedExceptions(ctx)
			return data, err
		}
		fallthrough
	default:
		data.Show = "coming"
	}
	return data, nil
}

// aboutOf is what is asked about, in the words of a draft: as ?about=, or as the
// grids ask, by ?resource= or ?service=.
func aboutOf(values url.Values) string {
	switch {
	case values.Get("about") != "":
		return values.Get("about")
	case values.Get("resource") != "":
		return "resource:" + values.Get("resource")
	case values.Get("service") != "":
		return "service:" + values.Get("service")
	}
	return ""
}

func (h *Handlers) endException(c echo.Context) error {
	revision, _ := strconv.Atoi(c.FormValue("revision"))
	return h.exceptionAct(c, "exceptions.said.ended", "", func(ctx context.Context, m desk.Member, id booking.ID) error {
		return h.Desk.EndException(ctx, m, id, revision)
	})
}

func (h *Handlers) deleteException(c echo.Context) error {
	return h.exceptionAct(c, "exceptions.said.deleted", "delete", func(ctx context.Context, m desk.Member, id booking.ID) error {
		return h.Desk.DeleteException(ctx, m, id)
	})
}

func (h *Handlers) restoreException(c echo.Context) error {
	return h.exceptionAct(c, "exceptions.said.restored", "", func(ctx context.Context, m desk.Member, id booking.ID) error {
		return h.Desk.RestoreException(ctx, m, id)
	})
}

// exceptionAct performs an act on the exception of the path and answers with the
// list and a toast; undo is the method that takes the act back at its own address.
func (h *Handlers) exceptionAct(c echo.Context, said, undo string, do func(context.Context, desk.Member, booking.ID) error) error {
	if err := do(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	toast := views.NewDone(readerOf(c), booking.Say(said), views.Undo{})
	if undo != "" {
		toast = views.NewDone(readerOf(c), booking.Say(said), views.Undo{Method: undo, URL: c.Request().URL.RequestURI(), Target: "#exceptions"})
	}
	return h.exceptionsAfter(c, toast)
}

// exceptionsAfter shows the list as an act has left it.
func (h *Handlers) exceptionsAfter(c echo.Context, toast views.Done) error {
	data, err := h.exceptionsData(c, latest)
	if err != nil {
		return err
	}
	data.Fresh = true
	list := views.NewExceptionList(readerOf(c), data)
	if !isFragment(c) {
		return redirect(c, list.URL())
	}
	c.Response().Header().Set("HX-Push-Url", list.URL())
	return h.renderDone(c, list, toast)
}

// latest is no version of a setup, so that it is read as it is now.
const latest = -1
