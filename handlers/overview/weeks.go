package overview

import (
	"math/big"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/reportdb"
	"okno/handlers"
	"okno/views/overview"
)

// weeks puts how the date's week compares with the one before into d: what has begun by now beside what had begun by the
// same reading of the clock a week ago. What is earned is left out for whom the company hides it from. One query.
func (h *Handlers) weeks(c echo.Context, d *overview.OverviewData) error {
	who := handlers.IdentityOf(c)
	zone, today := who.Company.Zone, d.Date
	monday := today.AddDays(1 - today.Weekday())
	before := today.AddDays(-7)
	days, err := reportdb.Days(c.Request().Context(), h.Scope(c), monday.AddDays(-7), monday.AddDays(6), "",
		booking.Span{From: engine.Instant(today, 0, zone), To: d.Now},
		booking.Span{From: engine.Instant(before, 0, zone), To: engine.Instant(before, booking.ClockOf(d.Now.In(zone)), zone)})
	if err != nil {
		return err
	}
	of := func(date booking.Date) reportdb.Day {
		if i := slices.IndexFunc(days, func(r reportdb.Day) bool { return r.Day == date.String() }); i >= 0 {
			return days[i]
		}
		return reportdb.Day{}
	}
	figures := func(date booking.Date) overview.DayFigures {
		f := of(date)
		return overview.DayFigures{Date: date, Bookings: f.Bookings, Minutes: f.Minutes, NoShows: f.NoShows, Cancelled: f.Cancelled}
	}
	for n := range 7 {
		d.Week, d.LastWeek = append(d.Week, figures(monday.AddDays(n))), append(d.LastWeek, figures(monday.AddDays(n-7)))
	}
	if slices.Contains(who.HideRevenue, string(who.Role)) {
		return nil
	}
	week, soFar := sums(of, monday, today)
	lastWeek, soFarThen := sums(of, monday.AddDays(-7), before)
	d.Revenue = &overview.Revenue{Today: of(today).Whole, Done: of(today).Done, Week: week, LastWeek: lastWeek, SoFar: soFar, SoFarThen: soFarThen}
	return nil
}

// sums are what the week from monday on brings in, and of it what began before the moment of the date that of tells of.
func sums(of func(booking.Date) reportdb.Day, monday, date booking.Date) (whole, soFar string) {
	var all, part big.Rat
	add := func(to *big.Rat, text string) {
		if n, ok := new(big.Rat).SetString(text); ok {
			to.Add(to, n)
		}
	}
	for n := range 7 {
		day := monday.AddDays(n)
		add(&all, of(day).Whole)
		switch {
		case day.Before(date):
			add(&part, of(day).Whole)
		case day == date:
			add(&part, of(day).Started)
		}
	}
	return all.FloatString(2), part.FloatString(2)
}
