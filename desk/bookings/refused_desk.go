package bookings

import (
	"context"
	"errors"
	"slices"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
)

// refused is the engine's no in words for the desk: who has the time, what is
// not done here.
func (c *change) refused(ctx context.Context, no *engine.Refusal) error {
	resource, _ := c.setup.Resource(string(no.Resource))
	zone := c.setup.Company.Zone
	switch no.Reason {
	case booking.Occupied:
		other, err := bookingdb.Booking(ctx, c.act.Scope, no.Booking)
		if err != nil {
			return err
		}
		if c.member.Own && !slices.Contains(other.Resources, c.member.Resource) {
			return booking.Fail(booking.SlotTaken, "error.own.taken", "Resource", resource.Name)
		}
		return booking.Fail(booking.SlotTaken, "error.desk.occupied", "Resource", resource.Name, "Name", c.member.Called(other.Contact), "Number", other.Number,
			"From", other.Start.In(zone), "To", other.End.In(zone))
	case booking.Held:
		return booking.Fail(booking.SlotTaken, "error.desk.held", "Resource", resource.Name)
	case booking.ResourceNotLinked:
		return booking.FailFields(map[string]booking.Sentence{"resource": booking.Say("error.desk.not_linked", "Resource", resource.Name)})
	case booking.ResourceInactive, booking.ResourceUnknown:
		return booking.FailFields(map[string]booking.Sentence{"resource": booking.Say("error.refused." + string(no.Reason))})
	}
	err := Refused(no)
	if known, ok := errors.AsType[*booking.Error](err); ok && known.Code == booking.SlotTaken {
		if c.member.Own {
			return booking.Fail(booking.SlotTaken, "error.own.closed")
		}
		return booking.Fail(booking.SlotTaken, "error.time_gone")
	}
	return err
}
