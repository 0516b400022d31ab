package settings

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/reconcile"
	"okno/booking/telling"
	"okno/db/messagedb"
	desksettings "okno/desk/settings"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// templateOfPath is which words the path names, without any.
func templateOfPath(c echo.Context) (telling.Template, error) {
	t := telling.Template{
		Audience: telling.Audience(c.Param("audience")), Event: booking.Event(c.Param("event")), Locale: c.Param("locale"),
	}
	if !telling.HasTemplate(t.Audience, t.Event) || t.Locale != "ru" && t.Locale != "en" {
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
	own, err := messagedb.Templates(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	same := func(each telling.Template) bool {
		return each.Audience == t.Audience && each.Event == t.Event && each.Locale == t.Locale
	}
	d := settings.TemplateData{CanChange: handlers.May(c, booking.ChangeSetup), Template: desksettings.DefaultTemplate(t.Audience, t.Event, t.Locale)}
	if i := slices.IndexFunc(own, same); i >= 0 {
		d.Template, d.Own = own[i], true
	}
	return h.showTemplate(c, http.StatusOK, d)
}

func (h *Handlers) showTemplate(c echo.Context, status int, d settings.TemplateData) error {
	company := handlers.IdentityOf(c).Company
	standing, err := h.Desk.Setup.Standing(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	d.OwnFrom, d.Zone = standing.OwnWordsFrom(h.Now()), company.Zone
	d.Preview = texts{h}.previewOf(c, d.Template)
	return h.Render(c, status, settings.NewTemplatePage(h.Base(c), d))
}

// templateForm is the template of the path as it was typed.
func templateForm(c echo.Context) (telling.Template, error) {
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
	began, seen := handlers.BeganOf[telling.TemplateText](c)
	stored, err := h.Desk.Settings.SaveTemplate(c.Request().Context(), handlers.Member(c), t, handlers.PtrIf(began, seen))
	if err == nil {
		return wordsDone(c, t, "words")
	}
	known := handlers.AsKnown(err)
	d := settings.TemplateData{CanChange: true, Template: t, Own: true, Errors: known.Fields, Began: handlers.KeptBegan(c, known)}
	switch known.Code {
	case booking.Invalid:
	case booking.Conflict:
		d.Stored = &stored
		joined, _ := reconcile.Join(began, t.Text(), stored)
		d.Template.Subject, d.Template.Body = joined.Subject, joined.Body
		d.Began = views.Began(stored)
	default:
		return err
	}
	return h.showTemplate(c, handlers.Statuses[known.Code], d)
}

// previewTemplate shows what is being typed as it would be sent.
func (h *Handlers) previewTemplate(c echo.Context) error {
	t, err := templateForm(c)
	if err != nil {
		return err
	}
	p := texts{h}.previewOf(c, t)
	if _, err := t.Check(); err != nil {
		p.Problem = settings.NewTemplateProblem(handlers.ReaderOf(c), handlers.AsKnown(err))
	}
	return h.Render(c, http.StatusOK, p)
}

// previewOf is how the words come out.
func (h texts) previewOf(c echo.Context, t telling.Template) settings.TemplatePreview {
	p, company := settings.TemplatePreview{W: views.In(handlers.ReaderOf(c))}, handlers.IdentityOf(c).Company
	if t.Audience == telling.BySMS {
		out := h.preview(c, t)
		p.Subject = out.Text
		return p.Counted(out.Segments)
	}
	p.Subject, p.Body = desksettings.PreviewTemplate(t, company.Name, company.Zone)
	return p
}

// wordsDone leads back to where the words are chosen.
func wordsDone(c echo.Context, t telling.Template, said string) error {
	if t.Audience == telling.BySMS {
		return handlers.Redirect(c, smsPage+"?said=saved")
	}
	return notificationsDone(c, said)
}

// resetTemplate brings the program's own words back.
func (h *Handlers) resetTemplate(c echo.Context) error {
	t, err := templateOfPath(c)
	if err != nil {
		return err
	}
	if err := h.Desk.Settings.ResetTemplate(c.Request().Context(), handlers.Member(c), t); err != nil {
		return err
	}
	return wordsDone(c, t, "reset")
}
