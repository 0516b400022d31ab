package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// booking is everything about one booking: the modal, or a page of its own.
func (h *Handlers) booking(c echo.Context) error {
	details, err := h.details(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewDetails(readerOf(c), details))
	}
	return h.render(c, http.StatusOK, views.NewBookingPage(h.base(c), details))
}

// details reads all about one booking: six queries beside the session's.
func (h *Handlers) details(c echo.Context, id booking.ID) (views.DetailsData, error) {
	ctx := c.Request().Context()
	scope := h.scope(c)
	setup, err := h.setup(c)
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
		Seen: b.VersionTag(), Now: h.Now(), CanChange: may(c, booking.ChangeBookings), Telling: tells(c), Mailless: h.MailLogged,
	}
	client, dead, err := scope.ClientOf(ctx, b)
	if err != nil {
		return d, err
	}
	figures, err := scope.Figures(ctx, []booking.ID{client.ID}, d.Now)
	if err != nil {
		return d, err
	}
	d.Dead, d.Left = dead, leftIn(c, b, client)
	d.Client, d.Figures = &client, figures[client.ID]
	lead, err := scope.LeadOf(ctx, id)
	if err != nil {
		return d, err
	}
	if lead != nil {
		d.Lead = lead.FormName
		for _, a := range lead.Payload {
			if a.IsContact() && a.Name != "name" && hidesContacts(c) {
				continue
			}
			d.Answers = append(d.Answers, views.Answer{Label: a.Label, Value: a.Value})
		}
	}
	history, err := scope.History(ctx, id)
	if err != nil {
		return d, err
	}
	if b.Status == booking.Pending && !b.Deleted {
		d.Since = booking.PendingSince(history, b.CreatedAt)
	}
	for _, line := range history {
		d.History = append(d.History, views.Event{
			At: line.At, Act: line.Act, Actor: string(line.Actor.Kind), Name: line.Actor.Name,
			Origin: line.Actor.Origin, Reason: line.Detail["reason"], Detail: line.Detail,
		})
	}
	deliveries, err := scope.Deliveries(ctx, id)
	if err != nil {
		return d, err
	}
	d.Mistaken = booking.Mistaken(deliveries, b, d.Now)
	for _, m := range deliveries {
		d.Deliveries = append(d.Deliveries, views.Delivery{
			Event: string(m.Event), Channel: string(m.Channel), Recipient: m.Name, State: string(m.State), At: m.UpdatedAt, Error: m.Error, Why: m.Why, Held: m.Held,
		})
	}
	return d, nil
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
