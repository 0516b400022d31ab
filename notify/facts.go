package notify

import (
	"okno/booking"
	"okno/db"
)

// was is when a moved booking was to be, "" of one that was not moved, or where nobody
// knows.
func (w words) was(event booking.Event, o db.Occasion, before *booking.Snapshot) string {
	if event != booking.BookingMoved || before == nil || before.Start.Equal(o.Start) {
		return ""
	}
	return w.whole(before.Start.In(o.Zone), before.End.In(o.Zone))
}

// ended are by whom a booking was given up, in words for the reader, and why.
func (w words) ended(o db.Occasion, by string) []row {
	if o.Status.Occupies() && !o.Deleted || o.Last.Act == "" {
		return nil
	}
	label := "label.cancelled"
	if o.Status == booking.Rejected {
		label = "label.rejected"
	}
	return []row{{Label: w.say(label, nil), Value: by}, {Label: w.say("label.reason", nil), Value: brief(o.Last.Detail["reason"])}}
}

// endedFor says to the team by whom; endedForClient to the client, to whom the company is one.
func (w words) endedFor(o db.Occasion) string {
	switch a := o.Last.Actor; {
	case a.Kind == booking.Visitor:
		return w.say("by.client", nil)
	case letGo(o):
		return w.say("by.time", nil)
	case a.Name != "":
		return line(a.Name)
	}
	return line(o.Company)
}

func (w words) endedForClient(o db.Occasion) string {
	switch {
	case o.Last.Actor.Kind == booking.Visitor:
		return w.say("by.you", nil)
	case letGo(o):
		return ""
	}
	return line(o.Company)
}

// letGo says whether a booking was given up because nobody answered it in time.
func letGo(o db.Occasion) bool {
	return o.Status == booking.Rejected && o.Last.Actor.Kind == booking.System
}

// answers are what was filled into the form beside the contact, with the labels of that day.
func (w words) answers(all []booking.Answer) []row {
	var list []row
	for _, a := range all {
		if !a.IsContact() {
			list = append(list, row{Label: brief(a.Label), Value: w.answer(a)})
		}
	}
	return list
}

// answer is the value as people read it.
func (w words) answer(a booking.Answer) string {
	if date, err := booking.ParseDate(a.Value); err == nil && a.Kind == booking.DateField {
		return w.Day(date).Full()
	}
	return brief(a.Value)
}
