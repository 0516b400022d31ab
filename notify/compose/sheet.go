package compose

import (
	"okno/booking/engine"
	"okno/db/messagedb"
)

// Sheet writes the list of a day in its recipient's language.
func Sheet(locale string, sheet messagedb.Sheet, baseURL string) Page {
	words := wordsOf(locale).in(sheet.Zone)
	date := words.Day(sheet.Date).String()
	p := Page{
		Lang: locale, Company: line(sheet.Company),
		Title:   words.say("daily_sheet.title", nil) + ": " + date,
		Subject: words.say("daily_sheet.subject", blanks{"Date": words.Heading(sheet.Date), "Bookings": words.count("bookings", len(sheet.Bookings))}),
		URL:     baseURL + "/bookings?date=" + sheet.Date.String(), Open: words.say("open.day", nil),
		Notes: []string{words.say("zone", blanks{"Zone": words.ZoneTime(sheet.Zone, engine.Instant(sheet.Date, 0, sheet.Zone))}), words.say("why", blanks{"Company": line(sheet.Company)})},
	}
	if len(sheet.Bookings) == 0 {
		p.Body = []string{words.say("daily_sheet.none", nil)}
	}
	for _, o := range sheet.Bookings {
		who := line(o.Contact.Name)
		if phone := words.Phone(line(o.Contact.Phone)); phone != "" {
			who += ", " + phone
		}
		p.List = append(p.List, entry{Time: words.Times(o.Start, o.End), What: line(o.Service) + " · " + resourceNames(o), Who: who})
	}
	return p
}
