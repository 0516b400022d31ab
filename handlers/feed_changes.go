package handlers

import (
	"bytes"
	"context"
	"time"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// atOnce is how many changes are told one by one; a board that has missed more
// is drawn anew.
const atOnce = 200

// changes are those after version, with the setup as it is now. Where they are
// too many, have been tidied away, or the version was never ours, it is one
// change that says that everything may look different.
func (f *Feed) changes(ctx context.Context, company booking.CompanyID, version int64) ([]db.Change, db.Setup, error) {
	scope := f.db.Of(company)
	versions, err := f.db.Versions(ctx, []booking.CompanyID{company})
	if err != nil {
		return nil, db.Setup{}, err
	}
	now := versions[company]
	if now.Board == version {
		return nil, db.Setup{}, nil
	}
	setup, err := f.setups.Get(ctx, scope, now.Setup)
	if err != nil {
		return nil, db.Setup{}, err
	}
	changes, err := scope.ChangesSince(ctx, version, atOnce+1)
	if err != nil {
		return nil, db.Setup{}, err
	}
	if len(changes) == 0 || len(changes) > atOnce || changes[0].Version != version+1 {
		changes = []db.Change{{Version: now.Board, What: "reloaded"}}
	}
	return changes, setup, nil
}

// message renders what the changes make of one view: a heartbeat with the new
// version when none of them touches its date. One query.
func (f *Feed) message(ctx context.Context, setup db.Setup, view boardView, changes []db.Change) ([]byte, error) {
	last := changes[len(changes)-1].Version
	seen := touching(changes, view.Date, setup.Company.Zone)
	var message bytes.Buffer
	if len(seen) == 0 {
		err := f.views.Render(&message, views.NewPulse(last, f.now()))
		return message.Bytes(), err
	}
	data, err := boardData(ctx, f.db, setup, view.Date)
	if err != nil {
		return nil, err
	}
	data.Now, data.Version, data.CanChange = f.now(), last, view.CanChange
	err = f.views.Render(&message, views.NewLive(view.Locale, data, seen))
	return message.Bytes(), err
}

// touching are the changes that a board of the date may show.
func touching(changes []db.Change, date booking.Date, zone *time.Location) []views.Change {
	day := booking.Span{From: booking.Instant(date, 0, zone), To: booking.Instant(date, booking.DayEnd, zone)}
	var some []views.Change
	for _, c := range changes {
		if c.Touched == nil || c.Touched.Overlaps(day) {
			some = append(some, views.Change{Version: c.Version, Booking: c.Booking, What: c.What})
		}
	}
	return some
}
