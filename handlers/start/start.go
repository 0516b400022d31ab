package start

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/booking/firststeps"
	"okno/db"
	deskstart "okno/desk/start"
	"okno/handlers"
	"okno/views/start"
)

// start leads to where the first steps have got to.
func (h *Handlers) start(c echo.Context) error {
	if step := handlers.IdentityOf(c).FirstStep; step != "" {
		return handlers.Redirect(c, "/start/"+step)
	}
	return handlers.Redirect(c, "/check")
}

// openSteps opens the first steps, and goes on with those that are open.
func (h *Handlers) openSteps(c echo.Context) error {
	if err := h.Desk.Start.OpenFirstSteps(c.Request().Context(), handlers.Member(c)); err != nil {
		return err
	}
	if step := handlers.IdentityOf(c).FirstStep; step != "" {
		return handlers.Redirect(c, "/start/"+step)
	}
	return handlers.Redirect(c, "/start/"+string(firststeps.StepCompany))
}

// endSteps ends the first steps, done or put away.
func (h *Handlers) endSteps(c echo.Context) error {
	if err := h.Desk.Start.EndFirstSteps(c.Request().Context(), handlers.Member(c)); err != nil {
		return err
	}
	return handlers.Redirect(c, "/bookings")
}

// step shows one of the first steps: what the company has, to be changed.
func (h *Handlers) step(c echo.Context) error {
	step, err := stepOf(c)
	if err != nil {
		return err
	}
	if handlers.IdentityOf(c).FirstStep == "" {
		return handlers.Redirect(c, "/check")
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	data := h.stepData(c, step, setup)
	if err := h.fillStep(c, setup, &data); err != nil {
		return err
	}
	return h.showStep(c, http.StatusOK, data)
}

// saveStep saves one of the first steps and goes on to the next. A button that
// adds, removes or copies rows saves nothing; what cannot be saved comes back as
// it was typed.
func (h *Handlers) saveStep(c echo.Context) error {
	step, err := stepOf(c)
	if err != nil {
		return err
	}
	form, err := readStart(c)
	if err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	data := h.stepData(c, step, setup)
	form.fill(setup, &data)
	if form.press(h.Random, &data) {
		return h.showStep(c, http.StatusOK, data)
	}
	err = h.save(c.Request().Context(), handlers.Member(c), step, data, form)
	if err == nil {
		return handlers.Redirect(c, h.afterStep(step))
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict || known.Sentence.Key == "error.first_over" {
		return err
	}
	data.Problem, data.Errors, data.Focus = known.Sentence, known.Fields, wrongFirst(known.Fields)
	if known.Code == booking.Conflict { // saving again is to write over what is there now, once it has been seen
		fresh, err := h.Scope(c).Setup(c.Request().Context())
		if err != nil {
			return err
		}
		seeNow(fresh, &data, handlers.ReaderOf(c))
	}
	return h.showStep(c, handlers.Statuses[known.Code], data)
}

func (h *Handlers) save(ctx context.Context, m acts.Member, step firststeps.FirstStep, d start.StartData, form startForm) error {
	switch step {
	case firststeps.StepCompany:
		return h.Desk.Start.SaveFirstCompany(ctx, m, d.Company, d.Seen)
	case firststeps.StepResources:
		return h.Desk.Start.SaveFirstResources(ctx, m, deskstart.FirstResources{
			Template: d.Template, Locale: form.locale, Resources: d.Resources, Services: d.Services,
		})
	case firststeps.StepHours:
		return h.Desk.Start.SaveFirstHours(ctx, m, form.hours(d.Hours))
	case firststeps.StepServices:
		return h.Desk.Start.SaveFirstServices(ctx, m, d.Services)
	}
	return h.Desk.Start.MakeFirstForm(ctx, m)
}

func (h *Handlers) afterStep(step firststeps.FirstStep) string {
	if next := step.Next(); next != "" {
		return "/start/" + string(next)
	}
	return "/start/" + string(step)
}

func stepOf(c echo.Context) (firststeps.FirstStep, error) {
	step := firststeps.FirstStep(c.Param("step"))
	if step.Number() < 0 {
		return "", booking.Fail(booking.NotFound, "error.page_unknown")
	}
	return step, nil
}

func (h *Handlers) stepData(c echo.Context, step firststeps.FirstStep, setup db.Setup) start.StartData {
	d := start.StartData{
		At:   h.Now(),
		Step: step, Reached: firststeps.FirstStep(handlers.IdentityOf(c).FirstStep), Templates: deskstart.Templates,
		MayRename: handlers.May(c, booking.ChangeCompany), Origin: h.BaseURL,
	}
	for _, f := range setup.Forms {
		if f.Active && d.Key == "" {
			d.Key, d.FormID, d.Consent = f.Key, f.ID, f.Settings.Consent != nil
		}
	}
	return d
}

func (h *Handlers) showStep(c echo.Context, status int, d start.StartData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, start.NewStartForm(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, start.NewStart(h.Base(c), d))
}

// tryWidget is the widget as visitors see it, on a page of Okno's own.
func (h *Handlers) tryWidget(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, start.NewStartTry(h.Base(c), h.stepData(c, firststeps.StepWidget, setup).Key, "/widget.js"))
}
