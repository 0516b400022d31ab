package bookings

import (
	"context"
	"fmt"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/booking/pricelist"
	"okno/db"
	"okno/db/bookingdb"
)

// Hits is why a change of the setup is not saved yet: it hits bookings, and the
// member has not said what is to become of them as they are now.
type Hits struct {
	Before, After db.Setup
	Bookings      []engine.Misfit     // the earliest, at most MaxHits; the others stay as they are
	More          int                 // those beyond
	Resolutions   booking.Resolutions // what was chosen, for what has changed since; the zero one before that
}

func (h *Hits) Error() string {
	return fmt.Sprintf("the change hits %d bookings", len(h.Bookings)+h.More)
}

// Length says whether a service takes another time after the change: the
// bookings that there are keep theirs.
func (h *Hits) Length() bool {
	return slices.ContainsFunc(h.After.Services, func(s booking.Service) bool {
		i := slices.IndexFunc(h.Before.Services, func(o booking.Service) bool { return o.ID == s.ID })
		return i >= 0 && pricelist.OtherTime(h.Before.Services[i], s)
	})
}

// SettleHits does with the bookings that a change of the setup hits what the member
// has chosen, in the change's own transaction. It is HitsBookings,
// whose cause is Hits, where he has not chosen, has chosen for other bookings
// than there are now, or has chosen what cannot be done.
func (d *Desk) SettleHits(ctx context.Context, a *db.Act, m acts.Member, before, after db.Setup) error {
	now := d.Now()
	found, err := bookingdb.HitBy(ctx, a.Scope, before, after, now)
	if err != nil || len(found) == 0 {
		return err
	}
	var answer booking.Resolutions
	if m.Resolutions != nil {
		answer = *m.Resolutions
	}
	hits := &Hits{Before: before, After: after, More: max(0, len(found)-MaxHits), Resolutions: answer}
	hits.Bookings = found[:len(found)-hits.More]
	if !AsSeen(answer.Chosen, bookingsOf(hits.Bookings)) {
		return &booking.Error{Code: booking.HitsBookings, Sentence: booking.Say("hits.ask", "count", len(found)), Err: hits}
	}
	if slices.ContainsFunc(answer.Chosen, func(f booking.Resolution) bool { return f.Do != booking.ResolveKeep }) {
		if err := m.Must(booking.ChangeBookings); err != nil {
			return err
		}
	}
	reason, ok := booking.CleanText(answer.Reason, booking.MaxText)
	if !ok {
		return hits.refused(booking.FailFields(map[string]booking.Sentence{"cancel_reason": booking.Say("error.too_long", "Max", booking.MaxText)}))
	}
	from := map[booking.ID]booking.ID{}
	for _, hit := range hits.Bookings {
		from[hit.ID] = hit.Resource()
	}
	f := Resolver{Desk: d, Act: a, Member: m, Setup: after, Calendar: after.Calendar(nil), From: from, Reason: reason, Now: now}
	moved, cancelled, err := f.All(ctx, answer.Chosen, bookingsOf(hits.Bookings))
	if known := booking.CodeOf(err); known == booking.Invalid || known == booking.SlotTaken {
		return hits.refused(err)
	}
	if err == nil {
		m.Resolutions.Moved, m.Resolutions.Cancelled = moved, cancelled
	}
	return err
}

// refused is why what was chosen cannot be done, with the bookings as they are.
func (h *Hits) refused(err error) error {
	var fields map[string]booking.Sentence
	sentence := booking.Say("error.invalid")
	if known, ok := err.(*booking.Error); ok {
		fields, sentence = known.Fields, known.Sentence
	}
	return &booking.Error{Code: booking.HitsBookings, Sentence: sentence, Fields: fields, Err: h}
}

func bookingsOf(misfits []engine.Misfit) []booking.Booking {
	bookings := make([]booking.Booking, len(misfits))
	for i, m := range misfits {
		bookings[i] = m.Booking
	}
	return bookings
}

// MaxHits is how many of the bookings that an exception hits are decided with
// it, the earliest first. The others stay as they are.
const MaxHits = 100
