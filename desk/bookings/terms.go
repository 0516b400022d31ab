package bookings

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
)

// Terms are what a booking is of and what it costs.
type Terms struct {
	Service   string       // id or ref
	Price     string       // as it was typed; "" for none
	Usual     bool         // instead of Price: what the service costs with whoever will do it
	Resources []booking.ID // that the service is to have, one of a kind at most; any will do of the others
}

// setTerms gives the booking another service or another price, and what goes with it: its
// length, its resources, its time. Without another service it stays as it was booked, on
// its own resources. The price alone asks nobody whether there is time.
func (c *change) setTerms(ctx context.Context, w MoveRequest) error {
	service, known := c.setup.Service(w.Terms.Service)
	price, readable := booking.ParsePrice(w.Terms.Price)
	wrong := booking.Fields{}
	if !known {
		wrong["service"] = booking.Say("error.desk.choose_service")
	}
	if !readable {
		wrong["price"] = booking.Say("error.price")
	}
	if len(wrong) > 0 {
		return booking.FailFields(wrong)
	}
	c.after.Price = price
	m := engine.Move{Start: w.Start, LengthMin: w.Length, Resources: w.Terms.Resources}
	if service.ID != c.before.Service {
		m.Service = service.ID
	} else if resources, err := c.exchanged(ctx, "", w.Terms.Resources); err != nil {
		return err
	} else {
		m.Resources = resources
	}
	c.name, c.event = booking.ActChanged, booking.BookingChanged
	if !w.Start.Equal(c.before.Start) {
		c.event = booking.BookingMoved
	}
	if c.staysPut(m) {
		if price == c.before.Price {
			return acts.ErrUnchanged
		}
		c.noteMove()
		return nil
	}
	if w.Terms.Usual {
		c.usual = &service
	}
	return c.place(ctx, m, w.Anyway)
}

// staysPut says whether a booking would stand where it stands, with the service that it has.
func (c *change) staysPut(m engine.Move) bool {
	return m.Service == "" && m.LengthMin == 0 && m.Start.Equal(c.before.Start) && slices.Equal(slices.Sorted(slices.Values(m.Resources)), slices.Sorted(slices.Values(c.before.Resources)))
}
