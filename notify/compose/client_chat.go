package compose

import (
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// What a client asks for by a button: that he will come; to cancel, which is asked about; to cancel, which is meant; not to.
const (
	PressComing PressAction = "y"
	PressCancel PressAction = "x"
	PressSurely PressAction = "z"
	PressKeep   PressAction = "n"
)

// OfClient says whether a button stands below a client's message.
func (a PressAction) OfClient() bool {
	return a == PressComing || a == PressCancel || a == PressSurely || a == PressKeep
}

// ClientButtons are what a client can press below a message about his booking: what his own page lets him do now; open is
// its address.
func ClientButtons(d telling.Delivery, company booking.CompanyID, o messagedb.NotificationContext, open string, now time.Time) []channel.Button {
	var all []channel.Button
	w := wordsOf(d.Locale)
	press := func(label string, action PressAction) {
		all = append(all, channel.Button{Label: w.say(label, nil), Data: Press{action, company, d.ID}.data()})
	}
	b := booking.Booking{Status: o.Status, Deleted: o.Deleted, Start: o.Start, End: o.End}
	stands := !o.Deleted && now.Before(o.Start)
	if d.Event == booking.BookingReminder && stands && o.Status == booking.Confirmed && !o.Coming {
		press("button.coming", PressComing)
	}
	if stands && o.Status.Occupies() && o.Rules.MayCancel(b, now) == "" {
		press("button.cancel", PressCancel)
	}
	if linkable(open) {
		all = append(all, channel.Button{Label: w.say("button.visit", nil), URL: open})
	}
	return all
}

// CancelQuestion asks whether a booking is really to be cancelled, and says which.
func CancelQuestion(locale string, o messagedb.NotificationContext) string {
	w := wordsOf(locale).in(o.Zone)
	return unbound(w.say("bot.client.sure", nil) + "\n" + dotted(line(o.Service), w.when(o.Start)))
}

// CancelButtons are its answers.
func CancelButtons(d telling.Delivery, company booking.CompanyID) []channel.Button {
	w := wordsOf(d.Locale)
	return []channel.Button{
		{Label: w.say("button.cancel_surely", nil), Data: Press{PressSurely, company, d.ID}.data()},
		{Label: w.say("button.keep", nil), Data: Press{PressKeep, company, d.ID}.data()},
	}
}

// ClientOutcome says what has become of a booking since its client was told of it in his chat, "" where nothing has.
func ClientOutcome(locale string, told *telling.Snapshot, o messagedb.NotificationContext) string {
	now, w := o.Snapshot(), wordsOf(locale)
	switch {
	case told == nil:
		return ""
	case !now.InForce() && now.Status == booking.Rejected && told.InForce():
		return w.say("outcome.client.rejected", nil)
	case !now.InForce() && told.InForce():
		return w.say("outcome.client.cancelled", nil)
	case !told.Start.Equal(now.Start), !told.End.Equal(now.End), told.Service != now.Service:
		return w.say("outcome.client.changed", nil)
	case told.Status == booking.Pending && now.Status != booking.Pending && now.InForce():
		return w.say("outcome.client.confirmed", nil)
	case o.Coming && now.InForce():
		return w.say("outcome.client.coming", nil)
	}
	return ""
}
