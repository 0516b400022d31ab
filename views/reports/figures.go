package reports

import (
	"math/big"
	"strconv"

	"okno/views"
)

// plus is the sum of both.
func (f Figures) plus(g Figures) Figures {
	f.Bookings, f.Visits, f.NoShows, f.Cancelled = f.Bookings+g.Bookings, f.Visits+g.Visits, f.NoShows+g.NoShows, f.Cancelled+g.Cancelled
	f.Minutes, f.InDay, f.InThree, f.InWeek, f.Early = f.Minutes+g.Minutes, f.InDay+g.InDay, f.InThree+g.InThree, f.InWeek+g.InWeek, f.Early+g.Early
	f.Expected, f.Done = added(f.Expected, g.Expected), added(f.Done, g.Done)
	return f
}

// added is the sum of two decimals with two places; "" is nothing.
func added(a, b string) string { return new(big.Rat).Add(decimal(a), decimal(b)).FloatString(2) }

func decimal(text string) *big.Rat {
	if n, ok := new(big.Rat).SetString(text); ok {
		return n
	}
	return new(big.Rat)
}

// share is a part of a whole in per cent, rounded down; 0 of nothing.
func share(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return min(100, part*100/whole)
}

func (b builder) count(n int) Cell { return Cell{b.Count(n), strconv.Itoa(n)} }

func (b builder) percent(n int) Cell {
	return Cell{b.T("forms.percent", "n", n), strconv.Itoa(n)}
}

func (b builder) money(amount string) Cell {
	return Cell{b.Money(added(amount, ""), b.d.Company.Currency), added(amount, "")}
}

// hours are minutes in hours: a decimal to programs, rounded for people.
func (b builder) hours(minutes int) Cell {
	return Cell{b.Count((minutes+30)/60) + views.NBSP + b.HourUnit(), new(big.Rat).SetFrac64(int64(minutes), 60).FloatString(2)}
}

func (b builder) text(s string) Cell { return Cell{Text: s} }

// tiles are the figures at the top.
func (b builder) tiles(now, then Figures) []Tile {
	var all []Tile
	add := func(key string, now, then Cell, more bool) {
		t := Tile{Label: b.T("reports.tile." + key), Now: now, Then: then, Was: b.T("reports.was", "value", then.Text)}
		was, is := decimal(then.Number), decimal(now.Number)
		if was.Sign() > 0 && was.Cmp(is) != 0 {
			change := new(big.Rat).Quo(new(big.Rat).Mul(new(big.Rat).Sub(is, was), big.NewRat(100, 1)), was)
			sign := "+"
			if change.Sign() < 0 {
				sign = "−"
			}
			t.Change, t.Worse = sign+b.T("forms.percent", "n", new(big.Rat).Abs(change).FloatString(0)), (change.Sign() > 0) != more
		}
		all = append(all, t)
	}
	add("bookings", b.count(now.Bookings), b.count(then.Bookings), true)
	add("visits", b.count(now.Visits), b.count(then.Visits), true)
	add("hours", b.hours(now.Minutes), b.hours(then.Minutes), true)
	add("no_shows", b.count(now.NoShows), b.count(then.NoShows), false)
	add("cancelled", b.count(now.Cancelled), b.count(then.Cancelled), false)
	add("new", b.count(b.d.New[0]), b.count(b.d.New[1]), true)
	if b.d.Money {
		add("done", b.money(now.Done), b.money(then.Done), true)
		add("expected", b.money(now.Expected), b.money(then.Expected), true)
		if b.d.Taken != [2]string{} { // it is written down at all
			add("taken", b.money(b.d.Taken[0]), b.money(b.d.Taken[1]), true)
		}
	}
	return all
}
