package bookings

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
)

// place puts the booking where m has it, if the engine allows: rules that are
// for visitors are waived for staff, and those of anyway, because the member was
// warned of them. Whatever else would be gone over is a NeedsConfirmation error that names it.
func (c *change) place(ctx context.Context, m engine.Move, anyway booking.Waiver) error {
	m.Now, m.Waive = c.now, c.waives()
	choice, no, err := c.ask(ctx, m)
	if err != nil {
		return err
	}
	if no != nil {
		return c.refused(ctx, no)
	}
	if choice.Start.Equal(c.before.Start) { // what has begun may become longer, or change hands
		anyway |= booking.Waive(booking.InPast)
	}
	over := booking.Warned(choice.Waived)
	if booking.WaiverOf(over)&^anyway != 0 {
		return &booking.Error{Code: booking.NeedsConfirmation, Sentence: booking.Say("error.warned"), Waived: over}
	}
	c.after.Start, c.after.End, c.after.Occupied = choice.Start, choice.End, choice.Occupied
	c.after.Resources = choice.Resources
	if m.Service != "" {
		c.after.Service = m.Service
	}
	if c.usual != nil {
		_, c.after.Price = c.usual.With(c.after.Resources...)
	}
	c.after.Waived = booking.WaiverOf(over)
	if !c.after.Start.Equal(c.before.Start) {
		c.after.LateMin, c.after.Coming = 0, false // he is late for the old time, or comes at it
	}
	if !c.moved() {
		return acts.ErrUnchanged
	}
	c.noteMove()
	return nil
}

// ask is the engine's word about the move, with who is occupied then.
func (c *change) ask(ctx context.Context, m engine.Move) (engine.Choice, *engine.Refusal, error) {
	calendar := c.setup.Calendar(nil)
	moving, ask, no := calendar.Moving(c.before, m)
	if no != nil {
		return engine.Choice{}, no, nil
	}
	date := booking.DateOf(m.Start, c.setup.Company.Zone)
	if err := bookingdb.FillDates(ctx, c.act.Scope, moving, ask, date, date, slices.Concat(c.setup.Linked(c.before.Service), c.before.Resources)...); err != nil {
		return engine.Choice{}, nil, err
	}
	calendar.Occupied = moving.Occupied
	choice, no := calendar.Move(c.before, m)
	return choice, no, nil
}

// free is nil while nobody else has the booking's time. Hours and exceptions do
// not matter: it had that time before.
func (c *change) free(ctx context.Context) error {
	occupied, err := bookingdb.Occupied(ctx, c.act.Scope, c.after.Resources, c.after.Occupied, c.now)
	if err != nil {
		return err
	}
	for _, o := range occupied {
		switch {
		case o.Hold != "":
			return c.refused(ctx, &engine.Refusal{Reason: booking.Held, Resource: o.Resource, Hold: o.Hold})
		case o.Booking != c.after.ID:
			return c.refused(ctx, &engine.Refusal{Reason: booking.Occupied, Resource: o.Resource, Booking: o.Booking})
		}
	}
	return nil
}

func (c *change) moved() bool {
	return c.after.Service != c.before.Service || c.after.Price != c.before.Price || !c.after.Start.Equal(c.before.Start) || !c.after.End.Equal(c.before.End) ||
		!slices.Equal(slices.Sorted(slices.Values(c.after.Resources)), slices.Sorted(slices.Values(c.before.Resources)))
}

// noteMove says in history from when to when, from whom to whom, and over what.
func (c *change) noteMove() {
	local := func(t time.Time) string { return t.In(c.setup.Company.Zone).Format(time.RFC3339) }
	if !c.after.Start.Equal(c.before.Start) {
		c.note("start_from", local(c.before.Start), "start_to", local(c.after.Start))
	}
	length := func(b booking.Booking) string { return strconv.Itoa(int(b.End.Sub(b.Start) / time.Minute)) }
	if length(c.after) != length(c.before) {
		c.note("length_from", length(c.before), "length_to", length(c.after))
	}
	if c.after.Service != c.before.Service {
		before, _ := c.setup.Service(string(c.before.Service))
		after, _ := c.setup.Service(string(c.after.Service))
		c.note("service_from", before.Name, "service_to", after.Name)
	}
	if c.after.Price != c.before.Price {
		c.note("price_from", cmp.Or(c.before.Price, "-"), "price_to", cmp.Or(c.after.Price, "-"))
	}
	if from, to := c.without(c.before, c.after), c.without(c.after, c.before); from != to {
		c.note("from", from, "to", to)
	}
	c.note("waived", reasonsText(c.after.Waived))
}

// without are the names of the resources that a has and b has not.
func (c *change) without(a, b booking.Booking) string {
	var names []string
	for _, r := range c.setup.Resources {
		if slices.Contains(a.Resources, r.ID) && !slices.Contains(b.Resources, r.ID) {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, ", ")
}

func reasonsText(w booking.Waiver) string {
	var all []string
	for _, r := range w.Reasons() {
		all = append(all, string(r))
	}
	return strings.Join(all, ",")
}
