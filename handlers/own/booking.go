package own

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/views"
	"okno/views/own"
)

// booking is GET /own/bookings/:id. One that is not his is NotFound, whoever else's it is.
func (h *Handlers) booking(c echo.Context) error {
	d, err := h.data(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, d)
}

func (h *Handlers) show(c echo.Context, status int, d own.BookingData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, own.NewBooking(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, own.NewBookingPage(h.Base(c), d))
}

// data is what he may see of a booking of his own: three queries beside the session's. Neither its history nor its messages nor
// its client's other visits are read.
func (h *Handlers) data(c echo.Context, id booking.ID) (own.BookingData, error) {
	ctx, scope, mine := c.Request().Context(), h.Scope(c), handlers.IdentityOf(c).Resource
	setup, err := h.Setup(c)
	if err != nil {
		return own.BookingData{}, err
	}
	b, err := bookingdb.Booking(ctx, scope, id)
	if err != nil {
		return own.BookingData{}, err
	}
	if r, known := setup.Resource(string(mine)); mine == "" || !known || r.Archived || b.Deleted || !slices.Contains(b.Resources, mine) {
		return own.BookingData{}, booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	d := own.BookingData{
		Company: setup.Company, Booking: shown(b, setup.Company.Specialist), Service: handlers.ServiceOf(setup.Services, b.Service),
		Services: setup.Services, Resources: handlers.ResourcesOf(setup.Resources, b.Resources), Now: h.Now(),
		Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS},
	}
	for _, r := range d.Resources {
		if r.Kind == booking.Staff && r.ID != mine {
			d.Beside = append(d.Beside, r.Name)
		}
	}
	client, _, err := clientdb.ClientOf(ctx, scope, b)
	if err != nil {
		return d, err
	}
	d.Tags = client.Tags
	if !client.Erased {
		d.Client = client.ID
	}
	if !b.Status.Occupies() { // he may be the specialist's client by another booking
		if err := clientdb.MustBeOf(ctx, scope, client.ID, mine); booking.CodeOf(err) == booking.NotFound {
			d.Client = ""
		} else if err != nil {
			return d, err
		}
	}
	lead, err := leaddb.LeadOf(ctx, scope, id)
	if err != nil || lead == nil {
		return d, err
	}
	for _, a := range lead.Payload {
		if !a.IsContact() { // the booking says how its client is reached, as far as he sees it
			d.Answers = append(d.Answers, views.Answer{Label: a.Label, Value: a.Value})
		}
	}
	return d, nil
}
