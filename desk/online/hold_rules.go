package online

import (
	"context"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/engine"
	"okno/booking/spans"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/strangerdb"
)

// mayHold says for how long the choice may be held, by the rules (booking/abuse): TooMany
// where it is not. Whoever gets no hold books without one.
func mayHold(ctx context.Context, a *db.Act, r HoldRequest, choice engine.Choice, setup db.Setup, now time.Time) (booking.Hold, error) {
	none := booking.Fail(booking.TooMany, "error.too_many_holds")
	none.Wait = booking.HoldFor
	own, near, many, err := bookingdb.HoldsBy(ctx, a.Scope, r.Visitor, r.From.Network, r.From.Site, now)
	if err != nil {
		return booking.Hold{}, err
	}
	if r.Visitor != "" && own >= abuse.HoldVisitor.Most || near >= abuse.HoldNear.Most || many >= abuse.HoldMany.Most {
		return booking.Hold{}, none
	}
	lasts, last := booking.HoldFor, now.Add(booking.HoldAtMost)
	if r.From.Network != nil && !r.From.Clean {
		lasts, last = booking.BlindHoldFor, now.Add(booking.BlindHoldAtMost)
	}
	if r.From.Network != nil {
		first, err := strangerdb.HeldFirst(ctx, a.Scope, r.From.Network, choice.Start, choice.Resources, now.Add(-abuse.HoldAgain.Per))
		if err != nil {
			return booking.Hold{}, err
		}
		if first != nil && first.Add(booking.HoldAtMost).Before(last) {
			last = first.Add(booking.HoldAtMost)
		}
	}
	if !now.Before(last) {
		return booking.Hold{}, none
	}
	left, err := leavesEnough(ctx, a.Scope, choice, setup, now)
	if err != nil || !left {
		return booking.Hold{}, cmpErr(err, none)
	}
	expires := now.Add(lasts)
	if expires.After(last) {
		expires = last
	}
	return booking.Hold{CreatedAt: now, Expires: expires, Last: last}, nil
}

// cmpErr is err, else what is to be said.
func cmpErr(err error, said *booking.Error) error {
	if err != nil {
		return err
	}
	return said
}

// freeHolds are given of a day whatever they take: a single master's day is short.
const freeHolds = 2

// leavesEnough says whether the holds of the day, with one more, leave of each service
// that they concern the share of its free starts that abuse.HoldShare asks for. The first
// holds of a day always do.
func leavesEnough(ctx context.Context, s db.Scope, choice engine.Choice, setup db.Setup, now time.Time) (bool, error) {
	calendar := setup.Calendar(nil)
	date := booking.DateOf(choice.Start, setup.Company.Zone)
	var services []booking.Service
	var resources []booking.ID
	var window booking.Span
	for _, service := range setup.Services {
		linked := setup.Linked(service.ID)
		if !service.Active || !slices.ContainsFunc(linked, func(r booking.ID) bool { return slices.Contains(choice.Resources, r) }) {
			continue
		}
		span := calendar.Window(engine.Ask{Service: service.ID, Now: now}, date, date)
		if len(services) > 0 {
			span = spans.Around(span, window)
		}
		services, resources, window = append(services, service), append(resources, linked...), span
	}
	slices.Sort(resources)
	occupied, err := bookingdb.Occupied(ctx, s, slices.Compact(resources), window, now)
	held := map[booking.ID]bool{}
	for _, o := range occupied {
		if o.Hold != "" {
			held[o.Hold] = true
		}
	}
	if err != nil || len(held) < freeHolds {
		return true, err
	}
	booked := slices.DeleteFunc(slices.Clone(occupied), func(o engine.Occupancy) bool { return o.Hold != "" })
	for _, r := range choice.Resources {
		occupied = append(occupied, engine.Occupancy{Resource: r, Span: choice.Occupied})
	}
	for _, service := range services {
		free := func(occupied []engine.Occupancy) (int, error) {
			calendar.Occupied = occupied
			days, err := calendar.Days(engine.Ask{Service: service.ID, Now: now}, date, date)
			if err != nil || len(days) == 0 {
				return 0, err
			}
			return len(days[0].Slots), nil
		}
		before, err := free(booked)
		if err != nil {
			return false, err
		}
		after, err := free(occupied)
		if err != nil {
			return false, err
		}
		if (before-after)*100 > before*abuse.HoldShare.Most {
			return false, nil
		}
	}
	return true, nil
}
