package exceptions

import (
	"context"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	bookingexceptions "okno/booking/exceptions"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	deskexceptions "okno/desk/exceptions"
	"okno/handlers"
	"okno/views"
	"okno/views/exceptions"
)

// exceptionData is the form with what saving it would do: at most two queries,
// three where bookings that were shown are not hit any more.
func (h *Handlers) exceptionData(c echo.Context, setup db.Setup, w deskexceptions.ExceptionRequest, refused *booking.Error) (exceptions.ExceptionData, error) {
	data := exceptions.ExceptionData{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources,
		ID: w.ID, Revision: w.Revision, Draft: w.Draft, Now: h.Now(), CanChange: handlers.May(c, booking.ChangeSetup),
	}
	if refused != nil {
		data.Problem, data.Problems = refused.Sentence, refused.Fields
	}
	if stored, known := setup.Exception(w.ID); known && stored.Revision != w.Revision && refused != nil {
		data.Stored, data.Revision = &stored, stored.Revision
		data.Began = views.Began(bookingexceptions.DraftOf(stored))
	} else if known {
		if data.Began = c.FormValue("began"); data.Began == "" {
			data.Began = views.Began(bookingexceptions.DraftOf(stored))
		}
	}
	data.Preview.Reason = w.Reason
	e, err := w.Draft.Check(setup.Services, setup.Resources)
	if err != nil {
		data.Preview.Wrong = handlers.AsKnown(err).Fields
		return data, nil
	}
	if refused != nil {
		data.Preview.Wrong = refused.Fields
	}
	e.ID = w.ID
	data.Preview.Exception = &e
	p := preview{ctx: c.Request().Context(), scope: h.Scope(c), setup: setup, request: w, exception: e, now: h.Now(),
		conflict: refused != nil && refused.Code == booking.Conflict}
	return data, p.fill(&data.Preview)
}

// preview is the reading behind an ExceptionPreview.
type preview struct {
	ctx       context.Context
	scope     db.Scope
	setup     db.Setup
	request   deskexceptions.ExceptionRequest
	exception booking.Exception
	now       time.Time
	conflict  bool // what was shown was not true any more: the differences are told
}

func (p preview) fill(into *exceptions.PreviewData) error {
	calendar := p.setup.Calendar(nil)
	concern := calendar.Concerned(p.exception, p.now)
	hits, err := bookingdb.Hits(p.ctx, p.scope, p.setup, p.exception, p.now)
	if err != nil {
		return err
	}
	into.More = max(0, len(hits)-bookings.MaxHits)
	hits = hits[:len(hits)-into.More]
	// The people who could take a booking over do the same services, so they are
	// among those concerned; a booking may lie beyond the dates of the preview.
	for _, b := range hits {
		for _, id := range slices.Concat(p.setup.Linked(b.Service), b.Resources) {
			if !slices.Contains(concern.Resources, id) {
				concern.Resources = append(concern.Resources, id)
			}
		}
		if b.Occupied.From.Before(concern.Span.From) {
			concern.Span.From = b.Occupied.From
		}
		if b.Occupied.To.After(concern.Span.To) {
			concern.Span.To = b.Occupied.To
		}
	}
	if calendar.Occupied, err = bookingdb.Occupied(p.ctx, p.scope, concern.Resources, concern.Span, p.now); err != nil {
		return err
	}
	into.Effects = calendar.Effects(p.exception, p.now)
	after := calendar.With(p.exception)
	for _, b := range hits {
		into.Hits = append(into.Hits, p.hit(after, b, into.Wrong))
	}
	into.Gone, err = p.gone(hits)
	return err
}

// hit is a booking with what was chosen for it, where it stands as it did then.
func (p preview) hit(after *engine.Calendar, b booking.Booking, wrong map[string]booking.Sentence) views.Hit {
	hit := views.Hit{Booking: b, Mark: b.VersionTag(), Do: booking.ResolveKeep, Wrong: wrong["do-"+string(b.ID)]}
	if p.exception.Resource != "" { // an exception of the company or of a service leaves nowhere to go
		hit.Moves = after.Moves(b, p.exception.Resource, p.now)
	}
	i := slices.IndexFunc(p.request.Resolutions, func(f booking.Resolution) bool { return f.Booking == b.ID })
	switch {
	case i < 0 && p.conflict:
		hit.News = "new"
	case i < 0:
	case p.request.Resolutions[i].Seen != hit.Mark:
		hit.News = "changed"
	default:
		hit.Do = p.request.Resolutions[i].Do
		if hit.Do == booking.ResolveMove {
			hit.Do += ":" + string(p.request.Resolutions[i].To)
		}
	}
	return hit
}

// gone are the bookings that were shown and are not hit any more.
func (p preview) gone(hits []booking.Booking) ([]booking.Booking, error) {
	if !p.conflict {
		return nil, nil
	}
	var gone []booking.ID
	for _, f := range p.request.Resolutions {
		if !slices.ContainsFunc(hits, func(b booking.Booking) bool { return b.ID == f.Booking }) {
			gone = append(gone, f.Booking)
		}
	}
	return bookingdb.BookingsOf(p.ctx, p.scope, gone)
}
