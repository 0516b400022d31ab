package schedules

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

// SaveHoursOfMany performs changes of several resources, all or none: a schedule or a day that is copied
// to others, and what they had, when that is undone. It is a Conflict, which names the resources,
// where hours are not the ones seen; a change that changes nothing only holds what was seen against what is stored.
func (d *Desk) SaveHoursOfMany(ctx context.Context, m acts.Member, changes []setup.HoursChange) ([]HoursSaved, error) {
	var saved []HoursSaved
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if saved, err = applyAll(stored, changes); err != nil {
			return err
		}
		if !slices.ContainsFunc(saved, func(s HoursSaved) bool { return s.Changed }) {
			return acts.ErrUnchanged
		}
		for _, s := range saved {
			if !s.Changed {
				continue
			}
			before := slices.IndexFunc(stored, func(r booking.Resource) bool { return r.ID == s.Resource.ID })
			if err := setupdb.ChangeHours(ctx, a, stored[before], s.Resource); err != nil {
				return err
			}
		}
		return nil
	})
	return saved, err
}

// applyAll holds each change against its resource.
func applyAll(stored []booking.Resource, changes []setup.HoursChange) ([]HoursSaved, error) {
	var saved []HoursSaved
	var foreign []string
	for _, c := range changes {
		n := slices.IndexFunc(stored, func(r booking.Resource) bool { return r.ID == c.Resource })
		if n < 0 || slices.ContainsFunc(saved, func(s HoursSaved) bool { return s.Resource.ID == c.Resource }) {
			return nil, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		after, err := setup.ApplyHours(stored[n], c)
		switch {
		case booking.CodeOf(err) == booking.Conflict:
			foreign = append(foreign, stored[n].Name)
		case err != nil:
			return nil, err
		}
		saved = append(saved, HoursSaved{Resource: after, Changed: !after.SameHours(&stored[n])})
	}
	if len(foreign) > 0 {
		return nil, booking.Fail(booking.Conflict, "hours.conflict.names", "names", foreign)
	}
	return saved, nil
}
