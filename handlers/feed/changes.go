package feed

import (
	"bytes"
	"context"

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
	scope := f.DB.Of(company)
	versions, err := f.DB.Versions(ctx, []booking.CompanyID{company})
	if err != nil {
		return nil, db.Setup{}, err
	}
	now := versions[company]
	if now.Board == version {
		return nil, db.Setup{}, nil
	}
	setup, err := f.Setups.Get(ctx, scope, now.Setup)
	if err != nil {
		return nil, db.Setup{}, err
	}
	changes, err := scope.ChangesSince(ctx, version, atOnce+1)
	if err != nil {
		return nil, db.Setup{}, err
	}
	if len(changes) == 0 || len(changes) > atOnce || changes[0].Version != version+1 {
		changes = []db.Change{{Version: now.Board, Act: booking.ActReloaded}}
	}
	return changes, setup, nil
}

// Since is the message that brings a page which shows the topic as of version up to
// date: what a socket would have brought, for a page that has none.
func (f *Feed) Since(ctx context.Context, company booking.CompanyID, topic Topic, version int64) ([]byte, error) {
	changes, setup, err := f.changes(ctx, company, version)
	if err != nil {
		return nil, err
	}
	if len(changes) == 0 {
		var pulse bytes.Buffer
		err := f.Views.Render(&pulse, views.NewPulse(version, f.Now()))
		return pulse.Bytes(), err
	}
	return f.missed(ctx, setup, topic, changes)
}

// missed is the message about the changes for one viewer alone.
func (f *Feed) missed(ctx context.Context, setup db.Setup, topic Topic, changes []db.Change) ([]byte, error) {
	heard, err := f.hear(ctx, setup, changes)
	if err != nil {
		return nil, err
	}
	return f.message(ctx, setup, topic, changes, heard)
}

// message renders what the changes make of one topic, with what its viewers hear of
// them: a heartbeat with the new version when it shows none of them.
func (f *Feed) message(ctx context.Context, setup db.Setup, topic Topic, changes []db.Change, heard *told) ([]byte, error) {
	last := changes[len(changes)-1].Version
	var message bytes.Buffer
	if err := f.Views.Render(&message, views.NewPulse(last, f.Now())); err != nil {
		return nil, err
	}
	view, err := topic.Message(ctx, f, setup, changes, last)
	if err != nil {
		return nil, err
	}
	if view != nil {
		f.made.Add(1)
		if err := f.Views.Render(&message, view); err != nil {
			return nil, err
		}
	}
	if said := heard.as(topic.Hears()); !said.Empty() {
		err = f.Views.Render(&message, said)
	}
	return message.Bytes(), err
}

// ChangesOf are the changes that a page of the span may show.
func ChangesOf(changes []db.Change, shown booking.Span) []db.Change {
	var some []db.Change
	for _, c := range changes {
		if c.Touched == nil || c.Touched.Overlaps(shown) {
			some = append(some, c)
		}
	}
	return some
}
