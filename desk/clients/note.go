package clients

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
)

// SetClientNote keeps the note of a client's card and gives it as it is stored
// now. seen is the text that the writer started from: where another one stands
// there by now, it is a Conflict. The card's revision stays as it is, so that a
// note that saves itself disturbs nobody who is changing the rest.
func (d *Desk) SetClientNote(ctx context.Context, m acts.Member, id booking.ID, seen, note string) (string, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return "", err
	}
	note, ok := booking.CleanText(note, booking.MaxText)
	if !ok {
		return "", booking.FailFields(map[string]booking.Sentence{"note": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	seen, _ = booking.CleanText(seen, booking.MaxText)
	var stored string
	err := d.Bookings.ChangeClient(ctx, m, id, func(a *db.Act, c booking.Client, now time.Time) error {
		note := m.TypedOver(note, c.Note)
		switch stored = m.Sees(c.Note); {
		case c.Note == note:
			return acts.ErrUnchanged
		case stored != seen:
			return booking.Fail(booking.Conflict, "error.notes_changed", "Notes", stored)
		}
		was := c.Note
		c.Note, stored = note, m.Sees(note)
		if err := clientdb.SaveClientNote(ctx, a, id, note); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "edited", Actor: m.Actor(), Detail: map[string]string{"fields": "note", "note_was": was}})
	})
	return stored, err
}
