package main

import (
	"context"
	"math/rand/v2"
	"time"

	"okno/booking"
	"okno/booking/report"
	"okno/booking/webform"
	"okno/db"
	"okno/db/reportdb"
	"okno/db/setupdb"
)

// demoWish is a time that the demo's visitors look for in vain, on each of such weekdays around today.
type demoWish struct {
	service        string // its ref
	weekday, hour  int
	most           int // searches of one day
	outsideOfHours bool
}

// Nobody does massages or nails after 21:00, or cuts hair on Sundays.
var demoWishes = []demoWish{
	{"massage", 4, 21, 4, true},
	{"massage", 4, 22, 2, true},
	{"nails", 6, 21, 3, true},
	{"cut", 7, report.AnyHour, 3, true},
	{"color", 5, 18, 2, false},
	{"massage", 5, 19, 1, false},
}

// seedVisitors counts what visitors did with the salon's forms in the days around today. The same now gives the same counts.
func seedVisitors(ctx context.Context, w writers, company booking.Company, now time.Time) error {
	setup, err := w.base.DB.Of(company.ID).Setup(ctx)
	if err != nil {
		return err
	}
	today := booking.DateOf(now, company.Zone)
	random := rand.New(rand.NewPCG(uint64(today.Number()), 7))
	days := map[setupdb.FormDay]setupdb.FormSeen{}
	for n := -60; n < 0; n++ {
		for i, form := range setup.Forms {
			shown := int64(90/(i+1) + random.IntN(40))
			opened := shown/4 + int64(random.IntN(8))
			days[setupdb.FormDay{Company: company.ID, Form: form.ID, Day: today.AddDays(n).String()}] = setupdb.FormSeen{Shown: shown, Opened: opened, Searched: opened/2 + int64(random.IntN(4))}
		}
	}
	if err := w.desk.Online.CountForms(ctx, days); err != nil || len(setup.Forms) == 0 {
		return err
	}
	return w.desk.Online.CountUnmet(ctx, demoUnmet(company, setup, setup.Forms[0], today, random))
}

func demoUnmet(company booking.Company, setup db.Setup, form webform.Form, today booking.Date, random *rand.Rand) map[reportdb.UnmetSearch]reportdb.UnmetCount {
	counts := map[reportdb.UnmetSearch]reportdb.UnmetCount{}
	for n := -60; n <= 14; n++ {
		for _, wish := range demoWishes {
			service, known := setup.Service(wish.service)
			date := today.AddDays(n)
			if !known || date.Weekday() != wish.weekday {
				continue
			}
			count := reportdb.UnmetCount{Searches: 1 + random.IntN(wish.most)}
			if wish.outsideOfHours {
				count.Closed = count.Searches
			}
			counts[reportdb.UnmetSearch{Company: company.ID, Form: form.ID, Unmet: report.Unmet{Service: service.ID, Date: date, Hour: wish.hour}}] = count
		}
	}
	return counts
}
