package overview

import (
	"math/big"
	"strconv"

	"okno/views"
)

// Revenue are what bookings bring in, as decimals in the company's currency: what visits brought in, and what bookings
// that stand are to bring in.
type Revenue struct {
	Today, Done    string // of the whole day, and of it what has been done
	Week, LastWeek string // of whole weeks
	// Of what has begun by now, since Monday, and of what had begun by the same time of last week.
	SoFar, SoFarThen string
}

// MoneyTile is a sum at the top of the page.
type MoneyTile struct {
	Sum, Text string
	Change    string // against last week, "" where nothing can be said
	Better    bool   // or the same
	URL       string
}

// moneyTiles are what is earned, for who may see it, and what was taken.
func moneyTiles(w *views.Words, d OverviewData) []MoneyTile {
	if !d.SeesMoney {
		return nil
	}
	money := func(sum string) string { return w.Money(sum, d.Company.Currency) }
	var till []MoneyTile // nothing before anything was taken
	if d.Taken != "" {
		till = []MoneyTile{{Sum: money(d.Taken), Text: w.T("overview.money.taken"), URL: "/bookings/takings"}}
	}
	if d.Revenue == nil {
		return till
	}
	t := d.Revenue
	today := MoneyTile{Sum: money(t.Today), Text: w.T("overview.money.today", "done", money(t.Done)), URL: "/reports"}
	week := MoneyTile{Sum: money(t.SoFar), Text: w.T("overview.money.week", "then", money(t.SoFarThen)), URL: "/reports"}
	week.Change, week.Better = changeOf(w, decimal(t.SoFar), decimal(t.SoFarThen))
	return append([]MoneyTile{today, week}, till...)
}

func decimal(text string) *big.Rat {
	if n, ok := new(big.Rat).SetString(text); ok {
		return n
	}
	return new(big.Rat)
}

// changeOf is by how much more or less it is now in whole per cent, rounded towards nothing; "" where that cannot be said.
func changeOf(w *views.Words, now, then *big.Rat) (text string, more bool) {
	if then.Sign() == 0 || now.Cmp(then) == 0 {
		return "", now.Cmp(then) >= 0
	}
	share := new(big.Rat).Quo(new(big.Rat).Sub(now, then), then)
	share.Mul(share, big.NewRat(100, 1))
	whole := new(big.Int).Quo(new(big.Int).Abs(share.Num()), share.Denom())
	sign := "+"
	if share.Sign() < 0 {
		sign = "−"
	}
	return sign + w.T("forms.percent", "n", whole.String()), share.Sign() > 0
}

// WeekCompared is this week beside the last.
type WeekCompared struct {
	W       *views.Words
	Figures []WeekFigure
	Days    []BarDay
}

// WeekFigure is one number of both weeks.
type WeekFigure struct {
	Label     string
	Now, Then string
	Change    string // «+12 %», "" where nothing can be said
	Better    bool   // or the same
}

// BarDay is a day's occupied hours in both weeks, as bars.
type BarDay struct {
	Label      string
	Now, Then  string // hours in words
	NowY, NowH string // SVG attributes in per cent
	ThenY      string
	ThenH      string
	Today      bool
}

// compared puts this week beside the last.
func compared(w *views.Words, d OverviewData) *WeekCompared {
	v := &WeekCompared{W: w}
	now, then := sumOf(d.Week), sumOf(d.LastWeek)
	add := func(key string, now, then int, text func(int) string, more bool) {
		f := WeekFigure{Label: w.T("overview.week." + key), Now: text(now), Then: text(then)}
		f.Change, f.Better = changeOf(w, big.NewRat(int64(now), 1), big.NewRat(int64(then), 1))
		f.Better = now == then || now > then == more
		v.Figures = append(v.Figures, f)
	}
	hours := func(minutes int) string { return w.Count((minutes+30)/60) + views.NBSP + w.HourUnit() }
	add("bookings", now.Bookings, then.Bookings, w.Count, true)
	add("hours", now.Minutes, then.Minutes, hours, true)
	add("no_shows", now.NoShows, then.NoShows, w.Count, false)
	add("cancelled", now.Cancelled, then.Cancelled, w.Count, false)
	if t := d.Revenue; t != nil {
		f := WeekFigure{Label: w.T("overview.week.revenue"), Now: w.Money(t.Week, d.Company.Currency), Then: w.Money(t.LastWeek, d.Company.Currency)}
		f.Change, f.Better = changeOf(w, decimal(t.Week), decimal(t.LastWeek))
		v.Figures = append(v.Figures, f)
	}
	v.bars(d, hours)
	return v
}

func sumOf(days []DayFigures) (s DayFigures) {
	for _, day := range days {
		s.Bookings, s.Minutes, s.NoShows, s.Cancelled = s.Bookings+day.Bookings, s.Minutes+day.Minutes, s.NoShows+day.NoShows, s.Cancelled+day.Cancelled
	}
	return s
}

// bars draws the hours of each day of both weeks.
func (v *WeekCompared) bars(d OverviewData, hours func(int) string) {
	most := 1
	for i := range d.Week {
		most = max(most, d.Week[i].Minutes, d.LastWeek[i].Minutes)
	}
	bar := func(minutes int) (y, height string) {
		share := minutes * 100 / most
		return strconv.Itoa(100-share) + "%", strconv.Itoa(share) + "%"
	}
	for i, day := range d.Week {
		each := BarDay{Label: v.W.WeekdayShort(i + 1), Now: hours(day.Minutes), Then: hours(d.LastWeek[i].Minutes), Today: day.Date == d.Date}
		each.NowY, each.NowH = bar(day.Minutes)
		each.ThenY, each.ThenH = bar(d.LastWeek[i].Minutes)
		v.Days = append(v.Days, each)
	}
}
