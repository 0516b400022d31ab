package exceptions

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/handlers"
	"okno/views"
	"okno/views/exceptions"
)

// exceptions is GET /exceptions?show=&about=: no query beside the session's,
// one where deleted ones are shown.
func (h *Handlers) exceptions(c echo.Context) error {
	data, err := h.exceptionsData(c, handlers.IdentityOf(c).Versions.Setup)
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, exceptions.NewExceptionList(handlers.ReaderOf(c), data))
	}
	return h.Render(c, http.StatusOK, exceptions.NewExceptions(h.Base(c), data))
}

// exceptionsData reads the list that the query asks for, as of a version of the setup.
func (h *Handlers) exceptionsData(c echo.Context, version int64) (exceptions.ExceptionsData, error) {
	ctx, scope := c.Request().Context(), h.Scope(c)
	setup, err := h.SetupAt(c, version)
	if err != nil {
		return exceptions.ExceptionsData{}, err
	}
	data := exceptions.ExceptionsData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Exceptions: setup.Exceptions,
		Show: c.QueryParam("show"), About: aboutOf(c.QueryParams()), Now: h.Now(), CanChange: handlers.May(c, booking.ChangeSetup),
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
	return h.exceptionAct(c, "exceptions.said.ended", "", func(ctx context.Context, m acts.Member, id booking.ID) error {
		return h.Desk.Exceptions.EndException(ctx, m, id, revision)
	})
}

func (h *Handlers) deleteException(c echo.Context) error {
	return h.exceptionAct(c, "exceptions.said.deleted", "delete", func(ctx context.Context, m acts.Member, id booking.ID) error {
		return h.Desk.Exceptions.DeleteException(ctx, m, id)
	})
}

func (h *Handlers) restoreException(c echo.Context) error {
	return h.exceptionAct(c, "exceptions.said.restored", "", func(ctx context.Context, m acts.Member, id booking.ID) error {
		return h.Desk.Exceptions.RestoreException(ctx, m, id)
	})
}

// exceptionAct performs an act on the exception of the path and answers with the
// list and a toast; undo is the method that takes the act back at its own address.
func (h *Handlers) exceptionAct(c echo.Context, said, undo string, do func(context.Context, acts.Member, booking.ID) error) error {
	if err := do(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	toast := views.NewDone(handlers.ReaderOf(c), booking.Say(said), views.Undo{})
	if undo != "" {
		toast = views.NewDone(handlers.ReaderOf(c), booking.Say(said), views.Undo{Method: undo, URL: c.Request().URL.RequestURI(), Target: "#exceptions"})
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
	list := exceptions.NewExceptionList(handlers.ReaderOf(c), data)
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, list.URL())
	}
	c.Response().Header().Set("HX-Push-Url", list.URL())
	return h.RenderDone(c, list, toast)
}

// latest is no version of a setup, so that it is read as it is now.
const latest = -1
