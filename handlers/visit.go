package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// visit is the client's own page of a booking. Opening it changes nothing.
func (h *Handlers) visit(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	if done := c.QueryParam("done"); slices.Contains([]string{"moved", "cancelled", "restored", "late"}, done) {
		d.Said = booking.Say("visit.said." + done)
	}
	if mark := c.QueryParam("mail"); h.mailedTo(clientOf(c), d.Booking.Contact.Email, mark) {
		d.Mailed = mark
	}
	return h.showVisit(c, http.StatusOK, d)
}

// showVisit answers with the page, or with its card alone.
func (h *Handlers) showVisit(c echo.Context, status int, d views.VisitData) error {
	if isFragment(c) {
		return h.render(c, status, views.NewVisitCard(readerOf(c), d))
	}
	return h.render(c, status, views.NewVisit(h.base(c), d))
}

// visitData is the booking as it is now, in the language that its client
// booked in, unless his browser has chosen another.
func (h *Handlers) visitData(c echo.Context) (views.VisitData, error) {
	ctx, who := c.Request().Context(), clientOf(c)
	scope := h.DB.Of(who.Company)
	setup, err := h.freshSetupOf(c, who.Company)
	if err != nil {
		return views.VisitData{}, err
	}
	b, err := scope.Booking(ctx, who.Booking)
	if booking.CodeOf(err) == booking.NotFound {
		return views.VisitData{}, unknownVisit
	}
	if err != nil {
		return views.VisitData{}, err
	}
	c.Set(contextZone, setup.Company.Zone)
	if lookOf(c).locale == "" {
		locale := b.Locale
		if locale == "" {
			locale = setup.Company.Locale
		}
		c.Set(contextLocale, locale)
	}
	d := views.VisitData{
		Token: c.Param("token"), Link: h.BaseURL + "/m/" + c.Param("token"), Company: setup.Company, Booking: b, Now: h.Now(),
		Service: serviceOf(setup.Services, b.Service), Resources: resourcesOf(setup.Resources, b.Resources),
	}
	d.CanUndo, err = h.Desk.MayRestore(ctx, scope, b)
	return d, err
}

// visitDone answers an act: with the booking as it is now and what was done, or
// with what was refused above it. again fills in the screen that asks for the act.
func (h *Handlers) visitDone(c echo.Context, done string, err error, again func(*views.VisitData, *booking.Error) error) error {
	if err == nil && !isFragment(c) {
		return c.Redirect(http.StatusSeeOther, "/m/"+c.Param("token")+"?done="+done)
	}
	var known *booking.Error
	if err != nil {
		known = asKnown(err)
		if !slices.Contains([]booking.Code{booking.Invalid, booking.Conflict, booking.SlotTaken, booking.TooMany}, known.Code) {
			return err
		}
	}
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	if known == nil {
		d.Said = booking.Say("visit.said." + done)
		return h.showVisit(c, http.StatusOK, d)
	}
	d.Problem = known.Sentence
	if again != nil {
		if err := again(&d, known); err != nil {
			return err
		}
	}
	return h.showVisit(c, statuses[known.Code], d)
}
