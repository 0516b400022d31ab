package compose

import (
	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// was is when a moved booking was to be, "" of one that was not moved, or where nobody
// knows.
func (w words) was(event booking.Event, o messagedb.NotificationContext, before *telling.Snapshot) string {
	if event != booking.BookingMoved || before == nil || before.Start.Equal(o.Start) {
		return ""
	}
	return w.whole(before.Start.In(o.Zone), before.End.In(o.Zone))
}

// moved is from when a booking was moved, and by whom, in words for the reader.
func (w words) moved(event booking.Event, o messagedb.NotificationContext, before *telling.Snapshot, by string) []row {
	was := w.was(event, o, before)
	if was == "" {
		return nil
	}
	all := []row{{Label: w.say("label.was", nil), Value: was}}
	if a := o.Last.Act; a == "" || a == "imported" || !o.Status.Occupies() || o.Deleted {
		return all
	}
	return append(all, row{Label: w.say("label.moved", nil), Value: by})
}

// ended are by whom a booking was given up, in words for the reader, and why.
func (w words) ended(o messagedb.NotificationContext, by string) []row {
	if o.Status.Occupies() && !o.Deleted || o.Last.Act == "" {
		return nil
	}
	label := "label.cancelled"
	if o.Status == booking.Rejected {
		label = "label.rejected"
	}
	return []row{{Label: w.say(label, nil), Value: by}, {Label: w.say("label.reason", nil), Value: channel.Brief(o.Last.Detail["reason"])}}
}

// byFor says to the team by whom; byForClient to the client, to whom the company is one.
func (w words) byFor(o messagedb.NotificationContext) string {
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

func (w words) byForClient(o messagedb.NotificationContext) string {
	switch {
	case o.Last.Actor.Kind == booking.Visitor:
		return w.say("by.you", nil)
	case letGo(o):
		return ""
	}
	return line(o.Company)
}

// letGo says whether a booking was given up because nobody answered it in time.
func letGo(o messagedb.NotificationContext) bool {
	return o.Status == booking.Rejected && o.Last.Actor.Kind == booking.System
}

// answers are what was filled into the form beside the contact, with the labels of that day.
func (w words) answers(all []webform.Answer) []row {
	var list []row
	for _, a := range all {
		if !a.IsContact() {
			list = append(list, row{Label: channel.Brief(a.Label), Value: w.answer(a)})
		}
	}
	return list
}

// answer is the value as people read it.
func (w words) answer(a webform.Answer) string {
	if date, err := booking.ParseDate(a.Value); err == nil && a.Kind == webform.DateField {
		return w.Day(date).Full()
	}
	if a.Kind == webform.PhoneField {
		return w.Phone(channel.Brief(a.Value))
	}
	return channel.Brief(a.Value)
}
