package start

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/firststeps"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

// FirstHours is a resource's hours as the third step has them.
type FirstHours struct {
	Row      int // its number in the form
	Resource booking.ID
	Seen     []booking.WeeklyInterval // the week that the form showed
	Typed    firststeps.DailyHours
}

// SaveFirstHours writes the weeks of the rows, all or none. What is wrong is told
// by field and number of the row, as in "from_0"; a week that somebody else has
// changed meanwhile is a Conflict.
func (d *Desk) SaveFirstHours(ctx context.Context, m acts.Member, rows []FirstHours) error {
	return d.takeStep(ctx, m, firststeps.StepHours, func(a *db.Act) error {
		changes, err := readHours(rows)
		if err != nil {
			return err
		}
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		saved, err := setup.ApplyWeeks(stored, changes)
		if err != nil {
			return err
		}
		var changed []booking.Resource
		for _, s := range saved {
			if s.Changed() {
				changed = append(changed, s.Resource)
			}
		}
		return setupdb.ChangeWeeks(ctx, a, changed)
	})
}

func readHours(rows []FirstHours) ([]setup.WeekChange, error) {
	wrong := map[string]booking.Sentence{}
	var changes []setup.WeekChange
	for _, row := range rows {
		week, err := row.Typed.Week()
		if err != nil {
			for name, sentence := range err.(*booking.Error).Fields {
				wrong[field(name, row.Row)] = sentence
			}
		}
		changes = append(changes, setup.WeekChange{Resource: row.Resource, Seen: row.Seen, Week: week})
	}
	if len(wrong) > 0 {
		return nil, booking.FailFields(wrong)
	}
	return changes, nil
}
