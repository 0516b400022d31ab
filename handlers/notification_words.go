package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// templateOfPath is which words the path names, without any.
func templateOfPath(c echo.Context) (booking.Template, error) {
	t := booking.Template{
		Audience: booking.Audience(c.Param("audience")), Event: booking.Event(c.Param("event")), Locale: c.Param("locale"),
	}
	if !booking.HasTemplate(t.Audience, t.Event) || t.Locale != "ru" && t.Locale != "en" {
		return t, booking.Fail(booking.NotFound, "error.page_unknown")
	}
	return t, nil
}

// template is the editor of the words for one event.
func (h *Handlers) template(c echo.Context) error {
	t, err := templateOfPath(c)
	if err != nil {
		return err
	}
	own, err := h.scope(c).Templates(c.Request().Context())
	if err != nil {
		return err
	}
	same := func(each booking.Template) bool {
		return each.Audience == t.Audience && each.Event == t.Event && each.Locale == t.Locale
	}
	d := views.TemplateData{CanChange: may(c, booking.ChangeSetup), Template: desk.DefaultTemplate(t.Audience, t.Event, t.Locale)}
	if i := slices.IndexFunc(own, same); i >= 0 {
		d.Template, d.Own = own[i], true
	}
	return h.showTemplate(c, http.StatusOK, d)
}

func (h *Handlers) showTemplate(c echo.Context, status int, d views.TemplateData) error {
	company := identityOf(c).Company
	standing, err := h.Desk.Standing(c.Request().Context(), h.scope(c))
	if err != nil {
		return err
	}
	d.OwnFrom, d.Zone = standing.OwnWordsFrom(h.Now()), company.Zone
	d.Preview.Subject, d.Preview.Body = desk.PreviewTemplate(d.Template, company.Name, company.Zone)
	return h.render(c, status, views.NewTemplatePage(h.base(c), d))
}

// templateForm is the template of the path as it was typed.
func templateForm(c echo.Context) (booking.Template, error) {
	t, err := templateOfPath(c)
	t.Subject, t.Body = c.FormValue("subject"), c.FormValue("body")
	return t, err
}

// saveTemplate writes the company's own words.
func (h *Handlers) saveTemplate(c echo.Context) error {
	t, err := templateForm(c)
	if err != nil {
		return err
	}
	began, seen := beganOf[booking.TemplateText](c)
	stored, err := h.Desk.SaveTemplate(c.Request().Context(), member(c), t, ptrIf(began, seen))
	if err == nil {
		return notificationsDone(c, "words")
	}
	known := asKnown(err)
	d := views.TemplateData{CanChange: true, Template: t, Own: true, Errors: known.Fields, Began: keptBegan(c, known)}
	switch known.Code {
	case booking.Invalid:
	case booking.Conflict:
		d.Stored = &stored
		joined, _ := booking.Reconcile(began, t.Text(), stored)
		d.Template.Subject, d.Template.Body = joined.Subject, joined.Body
		d.Began = views.Began(stored)
	default:
		return err
	}
	return h.showTemplate(c, statuses[known.Code], d)
}

// previewTemplate shows what is being typed as it would be sent.
func (h *Handlers) previewTemplate(c echo.Context) error {
	t, err := templateForm(c)
	if err != nil {
		return err
	}
	company := identityOf(c).Company
	p := views.TemplatePreview{W: views.In(readerOf(c))}
	p.Subject, p.Body = desk.PreviewTemplate(t, company.Name, company.Zone)
	if _, err := t.Check(); err != nil {
		p.Problem = views.NewTemplateProblem(readerOf(c), asKnown(err))
	}
	return h.render(c, http.StatusOK, p)
}

// resetTemplate brings the program's own words back.
func (h *Handlers) resetTemplate(c echo.Context) error {
	t, err := templateOfPath(c)
	if err != nil {
		return err
	}
	if err := h.Desk.ResetTemplate(c.Request().Context(), member(c), t); err != nil {
		return err
	}
	return notificationsDone(c, "reset")
}
