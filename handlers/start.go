package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/views"
)

// start leads to where the first steps have got to.
func (h *Handlers) start(c echo.Context) error {
	if step := identityOf(c).FirstStep; step != "" {
		return redirect(c, "/start/"+step)
	}
	return redirect(c, "/check")
}

// openSteps opens the first steps, and goes on with those that are open.
func (h *Handlers) openSteps(c echo.Context) error {
	if err := h.Desk.OpenFirstSteps(c.Request().Context(), member(c)); err != nil {
		return err
	}
	if step := identityOf(c).FirstStep; step != "" {
		return redirect(c, "/start/"+step)
	}
	return redirect(c, "/start/"+string(booking.StepCompany))
}

// endSteps ends the first steps, done or put away.
func (h *Handlers) endSteps(c echo.Context) error {
	if err := h.Desk.EndFirstSteps(c.Request().Context(), member(c)); err != nil {
		return err
	}
	return redirect(c, "/bookings")
}

// step shows one of the first steps: what the company has, to be changed.
func (h *Handlers) step(c echo.Context) error {
	step, err := stepOf(c)
	if err != nil {
		return err
	}
	if identityOf(c).FirstStep == "" {
		return redirect(c, "/check")
	}
	setup, err := h.setup(c)
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
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	data := h.stepData(c, step, setup)
	form.fill(setup, &data)
	if form.press(h.Random, &data) {
		return h.showStep(c, http.StatusOK, data)
	}
	err = h.save(c.Request().Context(), member(c), step, data, form)
	if err == nil {
		return redirect(c, h.afterStep(step))
	}
	known := asKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict || known.Sentence.Key == "error.first_over" {
		return err
	}
	data.Problem, data.Errors, data.Focus = known.Sentence, known.Fields, wrongFirst(known.Fields)
	if known.Code == booking.Conflict { // saving again is to write over what is there now, once it has been seen
		fresh, err := h.scope(c).Setup(c.Request().Context())
		if err != nil {
			return err
		}
		seeNow(fresh, &data, readerOf(c))
	}
	return h.showStep(c, statuses[known.Code], data)
}

func (h *Handlers) save(ctx context.Context, m desk.Member, step booking.FirstStep, d views.StartData, form startForm) error {
	switch step {
	case booking.StepCompany:
		return h.Desk.SaveFirstCompany(ctx, m, d.Company, d.Seen)
	case booking.StepResources:
		return h.Desk.SaveFirstResources(ctx, m, desk.FirstResources{
			Template: d.Template, Locale: form.locale, Resources: d.Resources, Services: d.Services,
		})
	case booking.StepHours:
		return h.Desk.SaveFirstHours(ctx, m, form.hours(d.Hours))
	case booking.StepServices:
		return h.Desk.SaveFirstServices(ctx, m, d.Services)
	}
	return h.Desk.MakeFirstForm(ctx, m)
}

func (h *Handlers) afterStep(step booking.FirstStep) string {
	if next := step.Next(); next != "" {
		return "/start/" + string(next)
	}
	return "/start/" + string(step)
}

func stepOf(c echo.Context) (booking.FirstStep, error) {
	step := booking.FirstStep(c.Param("step"))
	if step.Number() < 0 {
		return "", booking.Fail(booking.NotFound, "error.page_unknown")
	}
	return step, nil
}

func (h *Handlers) stepData(c echo.Context, step booking.FirstStep, setup db.Setup) views.StartData {
	d := views.StartData{
		At:   h.Now(),
		Step: step, Reached: booking.FirstStep(identityOf(c).FirstStep), Templates: desk.Templates,
		MayRename: may(c, booking.ChangeCompany), Origin: h.BaseURL,
	}
	for _, f := range setup.Forms {
		if f.Active && d.Key == "" {
			d.Key = f.Key
		}
	}
	return d
}

func (h *Handlers) showStep(c echo.Context, status int, d views.StartData) error {
	if isFragment(c) {
		return h.render(c, status, views.NewStartForm(readerOf(c), d))
	}
	return h.render(c, status, views.NewStart(h.base(c), d))
}

// tryWidget is the widget as visitors see it, on a page of Okno's own.
func (h *Handlers) tryWidget(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewStartTry(h.base(c), h.stepData(c, booking.StepWidget, setup).Key, "/widget.js"))
}
