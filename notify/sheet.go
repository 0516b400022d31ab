package notify

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// nextDayFrom is when a sheet is rather of the next day than of what is left of this one.
const nextDayFrom = 15 * time.Hour

// sheetPage is the list of the day on which the delivery was made, of the next one
// in the afternoon.
func (w *Worker) sheetPage(ctx context.Context, scope db.Scope, d *db.Claim) (page, error) {
	sheet, err := scope.Sheet(ctx, d.CreatedAt.Add(24*time.Hour-nextDayFrom))
	if err != nil {
		return page{}, err
	}
	voice, err := w.voice(ctx, scope, booking.ForTeam, d.Event, d.Locale)
	if err != nil {
		return page{}, err
	}
	if !voice.Standing.Approved {
		sheet.Company = booking.PlainName(sheet.Company)
	}
	words := wordsOf(d.Locale).in(sheet.Zone)
	date := words.Day(sheet.Date).String()
	p := page{
		Lang: d.Locale, Company: line(sheet.Company),
		Title:   words.say("daily_sheet.title", nil) + ": " + date,
		Subject: words.say("daily_sheet.subject", blanks{"Date": words.Heading(sheet.Date), "Bookings": words.count("bookings", len(sheet.Bookings))}),
		URL:     w.BaseURL + "/bookings?date=" + sheet.Date.String(), Open: words.say("open.day", nil),
		Notes: []string{words.say("zone", blanks{"Zone": words.ZoneTime(sheet.Zone, booking.Instant(sheet.Date, 0, sheet.Zone))}), words.say("why", blanks{"Company": line(sheet.Company)})},
	}
	if len(sheet.Bookings) == 0 {
		p.Body = []string{words.say("daily_sheet.none", nil)}
	}
	for _, o := range sheet.Bookings {
		o = modest(o, voice.Standing)
		if reserved(d, voice.Standing) {
			o.Contact = booking.Contact{Name: db.Nameless}
		}
		who := line(o.Contact.Name)
		if phone := words.Phone(line(o.Contact.Phone)); phone != "" {
			who += ", " + phone
		}
		p.List = append(p.List, entry{Time: words.Times(o.Start, o.End), What: line(o.Service) + " · " + resourceNames(o), Who: who})
	}
	return p, nil
}
