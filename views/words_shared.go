package views

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/bydate"
	"okno/booking/telling"
	"okno/booking/weekly"
)

// Count writes a number in groups of three: «12 345», "12,345".
func (w *Words) Count(n int) string {
	return w.Number(strconv.Itoa(n))
}

// Person is what a booking's client is called: by name, else by phone or e-mail.
func (w *Words) Person(k booking.Booking) string { return w.PersonOf(k.Contact) }

// When is «вт, 24 ноября, 9:30», with the year where it is not now's.
func (w *Words) When(t, now time.Time) string {
	return w.At(t.Location(), now).DateShort(booking.DateOf(t, t.Location())) + ", " + w.Time(t)
}

// Month is the name of the month of a date, as it stands at the beginning.
func (w *Words) Month(d booking.Date) string {
	return w.T("month.name." + strconv.Itoa(int(d.Month)))
}

// MonthWithin is the month and the year after other words: «ноябрь 2026», "November 2026".
func (w *Words) MonthWithin(d booking.Date) string {
	name := w.Month(d)
	if w.Locale() == "ru" {
		name = strings.ToLower(name)
	}
	return fmt.Sprintf("%s %d", name, d.Year)
}

// SpanOfMonths names the months of the dates from first to last: «Ноябрь – декабрь 2026».
func (w *Words) SpanOfMonths(first, last booking.Date) string {
	switch {
	case first.Year != last.Year:
		return fmt.Sprintf("%s %d – %s", w.Month(first), first.Year, w.MonthWithin(last))
	case first.Month != last.Month:
		return fmt.Sprintf("%s – %s", w.Month(first), w.MonthWithin(last))
	}
	return fmt.Sprintf("%s %d", w.Month(first), first.Year)
}

// TypedClock is a time in a field as its reader would type it: 09:00, or 9:00 AM.
// What is none stays as it was typed.
func (w *Words) TypedClock(text string) string {
	c, err := weekly.ReadClock(text)
	if err != nil || !w.Halves() {
		return text
	}
	return w.Clock(c)
}

// TypedHours are hours in a field as their reader would type them; what is none
// stays as it was typed.
func (w *Words) TypedHours(text string) string {
	hours, problem := bydate.ReadHours(text)
	if problem.Key != "" || !w.Halves() {
		return text
	}
	var all []string
	for _, h := range hours {
		all = append(all, w.Clock(h.From)+"–"+w.Clock(h.To)) // each end with its half of the day, which is read again
	}
	return strings.Join(all, ", ")
}

// ContactChange is from what to what a contact was corrected.
func (w *Words) ContactChange(detail map[string]string) string {
	var parts []string
	for _, name := range []string{"name", "phone", "email"} {
		from, to := detail[name+"_from"], detail[name+"_to"]
		if from == "" && to == "" {
			continue
		}
		if name == "phone" {
			from, to = w.Phone(from), w.Phone(to)
		}
		parts = append(parts, cmp.Or(from, "—")+" → "+cmp.Or(to, "—"))
	}
	return strings.Join(parts, ", ")
}

// Dead says that mail to a client's address does not arrive, and what to do.
func (w *Words) Dead(why telling.Why, c booking.Contact) string {
	switch {
	case why == "":
		return ""
	case c.Phone != "":
		return w.T("booking.dead", "why", w.T("why."+string(why)))
	}
	return w.T("booking.dead_no_phone", "why", w.T("why."+string(why)))
}

// NoteWas is the note that another one has taken the place of.
func (w *Words) NoteWas(text string) string {
	if text == "" {
		return w.T("history.note_empty")
	}
	return w.T("history.note_was", "text", text)
}

// OrNothing is the text, or the word for nothing where it is empty.
func (w *Words) OrNothing(text string) string {
	if text == "" {
		return w.T("services.nothing")
	}
	return text
}

// ContactText is a contact in a line.
func (w *Words) ContactText(c booking.Contact) string {
	parts := []string{c.Name}
	if c.Phone != "" {
		parts = append(parts, w.Phone(c.Phone))
	}
	parts = append(parts, c.Email)
	var given []string
	for _, p := range parts {
		if p != "" {
			given = append(given, p)
		}
	}
	if len(given) == 0 {
		return w.T("contact.none")
	}
	return strings.Join(given, " · ")
}
