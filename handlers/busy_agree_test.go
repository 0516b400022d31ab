package handlers_test

import (
	"regexp"
	"slices"
	"strconv"
	"testing"

	"okno/booking"
	"okno/booking/engine"
)

// In random companies the board, «Today» and the month say of each day that it
// is as busy as the rule makes it: people's open minutes, and what of them is booked.
func TestPagesAgreeOnHowBusyADayIs(t *testing.T) {
	h := newHouse(t)
	busyDays := 0
	for seed := range uint64(12) {
		r := randomCompany(t, h, seed)
		zone := r.calendar.Company.Zone
		for date := r.from; !r.to.Before(date); date = date.AddDays(1) {
			h.clock.set(engine.Instant(date, 12*60, zone))
			want := byMinutes(r.calendar, date)
			if want > 0 {
				busyDays++
			}
			board := percent(text(t, r.boss.get("/bookings?date="+date.String()), "#totals"))
			today := percent(text(t, r.boss.get("/overview"), ".tiles li:nth-child(2) strong"))
			cell := percent(text(t, r.boss.get("/schedules?view=month&date="+date.String()), `.month-day[data-date="`+date.String()+`"] .month-word`))
			if got, all := []int{board, today}, []int{want, want}; !slices.Equal(got, all) {
				t.Errorf("seed %d, %s: the board says %d %%, today %d %%, and it is %d %%", seed, date, board, today, want)
			}
			if cell >= 0 && cell != want {
				t.Errorf("seed %d, %s: the month says %d %%, and it is %d %%", seed, date, cell, want)
			}
		}
	}
	if busyDays < 10 {
		t.Errorf("only %d days were busy", busyDays)
	}
}

// percent is the number before a per cent sign, -1 where there is none.
func percent(text string) int {
	found := regexp.MustCompile(`(\d+)[\s\x{a0}\x{202f}]*%`).FindStringSubmatch(text)
	if found == nil {
		return -1
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// byMinutes walks a date minute by minute; -1 where nobody who counts works.
func byMinutes(c *engine.Calendar, date booking.Date) int {
	zone, open, booked := c.Company.Zone, 0, 0
	first, last := engine.Instant(date, 0, zone), engine.Instant(date.AddDays(1), 0, zone)
	kinds := map[booking.Kind]int{}
	for _, r := range c.Resources {
		if r.Active {
			kinds[r.Kind]++
		}
	}
	for _, r := range c.Resources {
		if !r.Active || kinds[booking.Staff] > 0 && r.Kind != booking.Staff {
			continue
		}
		working, blocked := c.Working(r.ID, date, date), c.Blocked(r.ID, date, date)
		for m := first; m.Before(last); m = m.Add(60e9) {
			in := func(s booking.Span) bool { return !m.Before(s.From) && m.Before(s.To) }
			if !slices.ContainsFunc(working, in) || slices.ContainsFunc(blocked, func(b engine.Block) bool { return in(b.Span) }) {
				continue
			}
			open++
			if slices.ContainsFunc(c.Occupied, func(o engine.Occupancy) bool { return o.Resource == r.ID && in(o.Time) }) {
				booked++
			}
		}
	}
	if open == 0 {
		return -1
	}
	return (booked*100 + open/2) / open
}
