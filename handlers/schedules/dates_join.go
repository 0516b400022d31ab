package schedules

import (
	"slices"
	"strconv"

	"okno/booking"
	"okno/booking/bydate"
	"okno/booking/reconcile"
	"okno/views/schedules"
)

// scheduleFields is a schedule's text field by field, each day one.
type scheduleFields struct {
	From, To, Anchor string
	Days             booking.Typed
}

// onTop joins what was typed with the schedule as it is stored by now, by what the form
// began with: what was left alone is as somebody else has made it, who is then gone over no more. It is false
// where there is something that the typist has not seen.
func onTop(form *schedules.ScheduleForm, r booking.Resource) bool {
	if len(form.Seen) != 1 {
		return true // a new one, or several in sight
	}
	began := form.Seen[0]
	i := slices.IndexFunc(r.Schedules, func(s booking.Schedule) bool { return s.From == began.From })
	if i < 0 || r.Schedules[i].CycleDays != len(form.Text.Days) || began.CycleDays != len(form.Text.Days) {
		return true // whether it may go is held against what is stored
	}
	stored := r.Schedules[i : i+1]
	joined, unseen := reconcile.Join(fieldsOf(schedules.NewScheduleText(began)), fieldsOf(form.Text), fieldsOf(schedules.NewScheduleText(stored[0])))
	form.Text.From, form.Text.To, form.Text.Anchor = joined.From, joined.To, joined.Anchor
	for day := range form.Text.Days {
		form.Text.Days[day] = joined.Days[strconv.Itoa(day)]
	}
	if !unseen {
		form.Seen = slices.Clone(stored)
	}
	return !unseen
}

// fieldsOf are the fields of a text; hours that are understood all stand in one way.
func fieldsOf(text bydate.ScheduleText) scheduleFields {
	fields := scheduleFields{text.From, text.To, text.Anchor, booking.Typed{}}
	for day, hours := range text.Days {
		if read, problem := bydate.ReadHours(hours); problem.Key == "" {
			hours = bydate.HoursText(read)
		}
		fields.Days[strconv.Itoa(day)] = hours
	}
	return fields
}
