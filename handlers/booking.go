package handlers

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// booking is everything about one booking: the modal, or a page of its own.
func (h *Handlers) booking(c echo.Context) error {
	details, err := h.details(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewDetails(localeOf(c), details))
	}
	return h.render(c, http.StatusOK, views.NewBookingPage(h.base(c), details))
}

func (h *Handlers) confirm(c echo.Context) error {
	return h.act(c, "", func(ctx context.Context, m desk.Member, id booking.ID) error {
		_, err := h.Desk.Confirm(ctx, m, desk.On{Booking: id, Seen: c.FormValue("seen")})
		return err
	})
}

type cancelRequest struct {
	Reason string `form:"reason"`
}

func (h *Handlers) cancel(c echo.Context) error {
	var r cancelRequest
	if err := c.Bind(&r); err != nil {
		return err
	}
	return h.act(c, r.Reason, func(ctx context.Context, m desk.Member, id booking.ID) error {
		_, err := h.Desk.Cancel(ctx, m, desk.On{Booking: id}, r.Reason)
		return err
	})
}

func (h *Handlers) restore(c echo.Context) error {
	return h.act(c, "", func(ctx context.Context, m desk.Member, id booking.ID) error {
		_, err := h.Desk.Restore(ctx, m, desk.On{Booking: id})
		return err
	})
}

// act performs an act on the booking of the path and shows it anew. What the
// desk refuses stands above the booking as it is now, with what was typed.
func (h *Handlers) act(c echo.Context, typed string, do func(context.Context, desk.Member, booking.ID) error) error {
	id := booking.ID(c.Param("id"))
	err := do(c.Request().Context(), member(c), id)
	if err == nil && !isFragment(c) {
		return redirect(c, "/bookings/"+string(id))
	}
	status := http.StatusOK
	var problem booking.Sentence
	if err != nil {
		known := asKnown(err)
		switch known.Code {
		case booking.Invalid, booking.Conflict, booking.SlotTaken:
		default:
			return err
		}
		status, problem = statuses[known.Code], known.Sentence
		if sentence, ok := known.Fields["reason"]; ok {
			problem = sentence
		}
	}
	details, err := h.details(c, id)
	if err != nil {
		return err
	}
	details.Problem = problem
	if typed != "" && status != http.StatusOK {
		details.Cancelling, details.Reason = true, typed
	}
	if !isFragment(c) {
		return h.render(c, status, views.NewBookingPage(h.base(c), details))
	}
	return h.render(c, status, views.NewDetails(localeOf(c), details))
}

// details reads all about one booking: four queries beside the session's.
func (h *Handlers) details(c echo.Context, id booking.ID) (views.DetailsData, error) {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.DB.Of(who.Company.ID)
	setup, err := h.Desk.Setups.Get(ctx, scope, who.Versions.Setup)
	if err != nil {
		return views.DetailsData{}, err
	}
	b, err := scope.Booking(ctx, id)
	if err != nil {
		return views.DetailsData{}, err
	}
	d := views.DetailsData{
		Company: setup.Company, Booking: b, Services: setup.Services,
		Service: serviceOf(setup.Services, b.Service), Resources: resourcesOf(setup.Resources, b.Resources),
		CanChange: may(c, booking.ChangeBookings),
	}
	lead, err := scope.LeadOf(ctx, id)
	if err != nil {
		return d, err
	}
	if lead != nil {
		for _, a := range lead.Payload {
			d.Answers = append(d.Answers, views.Answer{Label: a.Label, Value: a.Value})
		}
	}
	history, err := scope.History(ctx, id)
	if err != nil {
		return d, err
	}
	for _, line := range history {
		d.History = append(d.History, views.Event{
			At: line.At, Act: line.Act, Actor: string(line.Actor.Kind), Name: line.Actor.Name,
			Origin: line.Actor.Origin, Reason: reasonOf(line),
		})
	}
	deliveries, err := scope.Deliveries(ctx, id)
	if err != nil {
		return d, err
	}
	for _, m := range deliveries {
		d.Deliveries = append(d.Deliveries, views.Delivery{
			Event: string(m.Event), Channel: string(m.Channel), Recipient: m.Recipient, State: string(m.State), At: m.UpdatedAt, Error: m.Error,
		})
	}
	return d, nil
}

// reasonOf is what a line adds to the act: a reason, or from whom to whom it moved.
func reasonOf(line booking.HistoryLine) string {
	if line.Act == "moved" {
		return line.Detail["from"] + " → " + line.Detail["to"]
	}
	return line.Detail["reason"]
}

func serviceOf(services []booking.Service, id booking.ID) booking.Service {
	if i := slices.IndexFunc(services, func(s booking.Service) bool { return s.ID == id }); i >= 0 {
		return services[i]
	}
	return booking.Service{ID: id}
}

// resourcesOf are those of ids, in the panel's order.
func resourcesOf(all []booking.Resource, ids []booking.ID) []booking.Resource {
	var some []booking.Resource
	for _, r := range all {
		if slices.Contains(ids, r.ID) {
			some = append(some, r)
		}
	}
	return some
}
