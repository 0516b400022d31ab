package compose

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/leaddb"
	"okno/db/messagedb"
)

// BotSays is a sentence of the bot; pairs are names and values of its blanks.
func BotSays(locale, id string, pairs ...string) string {
	fill := blanks{}
	for i := 0; i+1 < len(pairs); i += 2 {
		fill[pairs[i]] = line(pairs[i+1])
	}
	return wordsOf(locale).say(id, fill)
}

// BotLocale is the language in which to answer a Telegram user whom we do not know.
func BotLocale(code string) string {
	if strings.HasPrefix(code, "ru") {
		return "ru"
	}
	return "en"
}

// BookingOutcome says what has become of a booking since a chat was told of it, "" where nothing has.
func BookingOutcome(locale string, told *telling.Snapshot, o messagedb.NotificationContext, history []booking.HistoryLine) string {
	return outcome(wordsOf(locale), told, o.Snapshot(), o, decisive(history))
}

// Decided says how a booking stands that somebody wanted to decide, who brought it
// there, and when.
func Decided(locale string, o messagedb.NotificationContext, history []booking.HistoryLine) string {
	w := wordsOf(locale)
	if said := outcome(w, &telling.Snapshot{Status: booking.Pending}, o.Snapshot(), o, decisive(history)); said != "" {
		return said
	}
	return w.say("status."+string(o.Status), nil)
}

// decisive is the last line of history that says who decided about the booking.
func decisive(history []booking.HistoryLine) booking.HistoryLine {
	acts := []booking.Act{booking.ActConfirmed, booking.ActRejected, booking.ActCancelled, booking.ActDeleted, booking.ActRestored, booking.ActMoved, booking.ActStretched, booking.ActUndone}
	for _, l := range slices.Backward(history) {
		if slices.Contains(acts, l.Act) {
			return l
		}
	}
	if len(history) == 0 {
		return booking.HistoryLine{}
	}
	return history[len(history)-1]
}

// LeadDecided is the same for a lead that somebody wanted to take.
func LeadDecided(locale string, o leaddb.LeadContext, history []booking.HistoryLine) string {
	return leadOutcome(wordsOf(locale), o, history)
}
