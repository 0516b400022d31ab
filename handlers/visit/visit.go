package visit

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/languages"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/visit"
)

// visit is the client's own page of a booking. Opening it changes nothing.
func (h *Handlers) visit(c echo.Context) error {
	d, err := h.visitData(c)
	if err != nil {
		return err
	}
	if done := c.QueryParam("done"); slices.Contains([]string{"moved", "cancelled", "restored", "late", "coming", "telegram", "sms_on", "sms_off"}, done) {
		d.Said = booking.Say("visit.said." + done)
	}
	if mark := c.QueryParam("mail"); h.mailedTo(clientOf(c), d.Booking.Contact.Email, mark) {
		d.Mailed = mark
	}
	return h.showVisit(c, http.StatusOK, d)
}

// showVisit answers with the page, or with its card alone.
func (h *Handlers) showVisit(c echo.Context, status int, d visit.VisitData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, visit.NewVisitCard(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, visit.NewVisit(h.Base(c), d))
}

// visitData is the booking as it is now, in the language that its client
// booked in, unless his browser has chosen another.
func (h *Handlers) visitData(c echo.Context) (visit.VisitData, error) {
	ctx, who := c.Request().Context(), clientOf(c)
	scope := h.DB.Of(who.Company)
	setup, err := h.FreshSetupOf(c, who.Company)
	if err != nil {
		return visit.VisitData{}, err
	}
	b, err := bookingdb.Booking(ctx, scope, who.Booking)
	if booking.CodeOf(err) == booking.NotFound {
		return visit.VisitData{}, handlers.UnknownVisit
	}
	if err != nil {
		return visit.VisitData{}, err
	}
	c.Set(handlers.ContextZone, setup.Company.Zone)
	if handlers.LookOf(c).Locale == "" {
		locale := b.Locale
		if locale == "" {
			locale = setup.Company.Locale
		}
		c.Set(handlers.ContextLocale, locale)
	}
	d := visit.VisitData{
		Token: c.Param("token"), Link: h.BaseURL + "/m/" + c.Param("token"), Company: setup.Company, Booking: b, Now: h.Now(),
		Service: handlers.ServiceOf(setup.Services, b.Service), Resources: handlers.ResourcesOf(setup.Resources, b.Resources),
	}
	d.Service, d.Resources = languages.Service(d.Service, handlers.LocaleOf(c)), languages.Resources(d.Resources, handlers.LocaleOf(c))
	if d.Chat, err = h.Desk.Telegram.Offer(ctx, who); err != nil {
		return d, err
	}
	d.CanUndo, err = h.Desk.Bookings.MayRestore(ctx, scope, b)
	return d, err
}

// visitDone answers an act: with the booking as it is now and what was done, or
// with what was refused above it. again fills in the screen that asks for the act.
func (h *Handlers) visitDone(c echo.Context, done string, err error, again func(*visit.VisitData, *booking.Error) error) error {
	if err == nil && !handlers.IsFragment(c) {
		return c.Redirect(http.StatusSeeOther, "/m/"+c.Param("token")+"?done="+done)
	}
	var known *booking.Error
	if err != nil {
		known = handlers.AsKnown(err)
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
	return h.showVisit(c, handlers.Statuses[known.Code], d)
}
