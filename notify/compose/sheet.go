package compose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// SheetDay is what the daily sheet tells: a date of each resource, and the day before.
type SheetDay struct {
	Company   string
	Zone      *time.Location
	Date      booking.Date
	Only      bool // it is of one resource alone, and of the whole company where not
	Own       bool // its reader is a specialist, whose day it is: he is not told of the day before
	Resources []SheetResource
	Yesterday SheetFigures
}

// SheetResource is the date of one of them. Bookings are by their start, a booking of several resources stands with each.
type SheetResource struct {
	ID       booking.ID
	Name     string
	Works    bool
	Bookings []messagedb.NotificationContext
	Free     []booking.Span // worth telling
}

// SheetFigures are a day in numbers, five of which are told, and what was taken.
type SheetFigures struct {
	Date                                          booking.Date
	Bookings, Visits, NoShows, Cancelled, Minutes int
	Revenue                                       string // decimal; "" for who may not know it, who is told of the booked time instead
	Taken                                         string // likewise; "" also where nothing was taken, and in the sheet of one resource
	Currency                                      string
}

// Sheet writes the daily sheet in its recipient's language.
func Sheet(locale string, s SheetDay, baseURL string) Page {
	w := wordsOf(locale).in(s.Zone)
	p := Page{
		Lang: locale, Company: line(s.Company),
		Title:   w.say("daily_sheet.title", nil) + ": " + w.Day(s.Date).String(),
		Subject: w.say("daily_sheet.subject", blanks{"Date": w.Heading(s.Date), "Bookings": w.count("bookings", s.count())}),
		URL:     baseURL + "/bookings?date=" + s.Date.String(), Open: w.say("open.day", nil),
		Notes: []string{w.say("zone", blanks{"Zone": w.ZoneTime(s.Zone, engine.Instant(s.Date, 0, s.Zone))}), w.say("why", blanks{"Company": line(s.Company)})},
	}
	if s.Only && len(s.Resources) == 1 {
		p.URL += "&resource=" + string(s.Resources[0].ID)
	}
	if s.Own {
		p.URL, p.Settings = baseURL+"/own?date="+s.Date.String(), baseURL+"/account#daily"
		p.Notes[1] = w.say("why_own", blanks{"Company": line(s.Company)})
	}
	if linkable(p.URL) {
		p.Buttons = []channel.Button{{Label: w.say("open.day", nil), URL: p.URL}}
	}
	if !s.Own {
		p.Groups = append(p.Groups, s.Yesterday.group(w))
	}
	var idle []string
	for _, r := range s.Resources {
		if !r.Works && len(r.Bookings) == 0 && !s.Only {
			idle = append(idle, line(r.Name))
			continue
		}
		p.Groups = append(p.Groups, r.group(w, s.Zone))
	}
	if len(idle) > 0 {
		p.Groups = append(p.Groups, group{Title: w.say("daily_sheet.idle", nil), Text: strings.Join(idle, ", ")})
	}
	if s.count() == 0 {
		p.Body = []string{w.say("daily_sheet.none", nil)}
	}
	p.More = func(n int) string { return w.say("daily_sheet.more", blanks{"Bookings": w.count("bookings", n)}) }
	return p
}

// count is how many bookings the sheet has, each once.
func (s SheetDay) count() int {
	seen := map[booking.ID]bool{}
	for _, r := range s.Resources {
		for _, o := range r.Bookings {
			seen[o.Booking] = true
		}
	}
	return len(seen)
}

// group is the resource's day in order of time: what is booked, and what is free.
func (r SheetResource) group(w words, zone *time.Location) group {
	g := group{Title: line(r.Name)}
	type at struct {
		start time.Time
		entry entry
	}
	var all []at
	for _, o := range r.Bookings {
		all = append(all, at{o.Start, entry{Time: w.Times(o.Start, o.End), What: sheetWhat(w, r.ID, o), Who: sheetWho(w, o), Booking: o.Booking}})
	}
	for _, f := range r.Free {
		all = append(all, at{f.From, entry{Time: w.Times(f.From.In(zone), f.To.In(zone)), What: w.say("daily_sheet.free", nil)}})
	}
	slices.SortStableFunc(all, func(a, b at) int { return a.start.Compare(b.start) })
	for _, each := range all {
		g.List = append(g.List, each.entry)
	}
	if len(all) == 0 {
		if g.Text = w.say("daily_sheet.off", nil); r.Works {
			g.Text = w.say("daily_sheet.full", nil)
		}
	}
	return g
}

// sheetWhat is the service, with whom else and where, and whether it still waits for an answer.
func sheetWhat(w words, own booking.ID, o messagedb.NotificationContext) string {
	what := []string{line(o.Service)}
	for _, n := range o.Resources {
		if n.ID != own {
			what = append(what, line(n.Name))
		}
	}
	if o.Status == booking.Pending {
		what = append(what, w.say("status.pending", nil))
	}
	return strings.Join(what, " · ")
}

func sheetWho(w words, o messagedb.NotificationContext) string {
	who := line(o.Contact.Name)
	if phone := w.Phone(line(o.Contact.Phone)); phone != "" {
		who += ", " + phone
	}
	return who
}

// group is the day in five numbers.
func (f SheetFigures) group(w words) group {
	g := group{Title: w.say("daily_sheet.yesterday", blanks{"Date": w.Day(f.Date).String()})}
	for _, each := range []struct {
		key string
		n   int
	}{{"bookings", f.Bookings}, {"visits", f.Visits}, {"no_shows", f.NoShows}, {"cancelled", f.Cancelled}} {
		g.Rows = append(g.Rows, row{Label: w.say("daily_sheet.figure."+each.key, nil), Value: strconv.Itoa(each.n)})
	}
	last := row{Label: w.say("daily_sheet.figure.revenue", nil), Value: w.Money(f.Revenue, f.Currency)}
	if f.Revenue == "" {
		last = row{Label: w.say("daily_sheet.figure.hours", nil), Value: w.Minutes(f.Minutes)}
	}
	g.Rows = append(g.Rows, last)
	if f.Taken != "" {
		g.Rows = append(g.Rows, row{Label: w.say("daily_sheet.figure.taken", nil), Value: w.Money(f.Taken, f.Currency)})
	}
	return g
}
