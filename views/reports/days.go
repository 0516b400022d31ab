package reports

import (
	"fmt"
	"strconv"

	"okno/booking"
	"okno/views"
)

// DayPlot are the bookings and visits of each day as bars; of more than dailyDays the weeks.
type DayPlot struct {
	W      *views.Words
	Title  string
	Text   string // the plot in a sentence
	Lines  []PlotLine
	Bars   []DayBar
	Labels []PlotLabel
	Table  Table
}

// PlotLine is a line of the scale.
type PlotLine struct {
	Y     int // in pixels
	Label string
}

// LabelY is where its number stands.
func (l PlotLine) LabelY() int { return l.Y - 4 }

// DayBar is a day: the visits of it below, what else was booked above.
type DayBar struct {
	X, Width           string // SVG attributes in per cent
	VisitsY, Visits    int    // in pixels
	BookingsY, Booking int
	Said               string
}

// PlotLabel is a word under the plot.
type PlotLabel struct{ X, Text string }

// dailyDays is how many days are shown one by one. plotHeight is the height of the highest bar, plotTop what is above it, in pixels.
const (
	dailyDays  = 62
	plotHeight = 160
	plotTop    = 20
	plotLabels = 6 // at most so many words stand under a plot
	plotScale  = 8 // the numbers of the scale take so much of the width, in per cent
)

// Height is that of the whole plot, with the words under it.
func (DayPlot) Height() int { return plotTop + plotHeight + 24 }

// Base is where the bars stand, WordY where the words do.
func (DayPlot) Base() int  { return plotTop + plotHeight }
func (DayPlot) WordY() int { return plotTop + plotHeight + 17 }

func (b builder) dayPlot() *DayPlot {
	q := b.d.Query
	known := map[booking.Date]Figures{}
	for _, day := range b.d.Days {
		known[day.Date] = day.Figures
	}
	step, unit := 1, "day"
	if q.Days() > dailyDays {
		step, unit = 7, "week"
	}
	p := &DayPlot{W: b.Words, Title: b.T("reports.days." + unit), Table: Table{ID: "days", Caption: b.T("reports.days." + unit), Columns: []string{
		b.T("reports.col." + unit), b.T("reports.col.bookings"), b.T("reports.col.visits"), b.T("reports.col.no_shows"), b.T("reports.col.cancelled"), b.T("reports.col.hours")}}}
	type bar struct {
		from booking.Date
		Figures
	}
	var bars []bar
	for from := q.From; !q.To.Before(from); {
		next := from.AddDays(step)
		if step == 7 {
			next = from.AddDays(8 - from.Weekday())
		}
		one := bar{from: from}
		for day := from; day.Before(next) && !q.To.Before(day); day = day.AddDays(1) {
			one.Figures = one.plus(known[day])
		}
		bars = append(bars, one)
		from = next
	}
	most, best := 0, bars[0]
	for _, one := range bars {
		if most = max(most, one.Bookings); one.Bookings > best.Bookings {
			best = one
		}
	}
	top := scale(most)
	for _, part := range []int{0, top / 2, top} {
		if len(p.Lines) == 0 || part != 0 && top > 1 || part == top {
			p.Lines = append(p.Lines, PlotLine{Y: plotTop + plotHeight - part*plotHeight/top, Label: b.Count(part)})
		}
	}
	every := (len(bars) + plotLabels - 1) / plotLabels
	var sum Figures
	for i, one := range bars {
		name := b.barName(one.from, unit)
		visits, bookings := one.Visits*plotHeight/top, one.Bookings*plotHeight/top
		slot := (100 - plotScale) / float64(len(bars))
		at := plotScale + slot*float64(i) + slot*0.12
		p.Bars = append(p.Bars, DayBar{
			X: per(at), Width: per(slot * 0.76),
			Visits: visits, VisitsY: plotTop + plotHeight - visits, Booking: bookings - visits, BookingsY: plotTop + plotHeight - bookings,
			Said: b.T("reports.days.bar", "day", name, "bookings", b.T("board.count", "count", one.Bookings), "visits", b.T("reports.visits", "count", one.Visits)),
		})
		if i%every == 0 {
			p.Labels = append(p.Labels, PlotLabel{per(at), b.plotDate(one.from)})
		}
		p.Table.Rows = append(p.Table.Rows, TableRow{Name: name, Cells: b.dayCells(one.Figures)})
		sum = sum.plus(one.Figures)
	}
	p.Table.Sum = &TableRow{Name: b.T("reports.sum"), Cells: b.dayCells(sum)}
	p.Text = b.T("reports.days.text", "bookings", b.T("board.count", "count", sum.Bookings), "visits", b.T("reports.visits", "count", sum.Visits),
		"day", b.barName(best.from, unit), "most", b.Count(best.Bookings))
	return p
}

func (b builder) dayCells(f Figures) []Cell {
	return []Cell{b.count(f.Bookings), b.count(f.Visits), b.count(f.NoShows), b.count(f.Cancelled), b.hours(f.Minutes)}
}

// barName is a day, or the first day of a week.
func (b builder) barName(d booking.Date, unit string) string {
	if unit == "week" {
		return b.T("reports.week_from", "day", b.Day(d).Full())
	}
	return b.DateShort(d)
}

// plotDate is a date under a plot, as short as can be.
func (b builder) plotDate(d booking.Date) string {
	if b.Locale() == "ru" {
		return fmt.Sprintf("%02d.%02d", d.Day, int(d.Month))
	}
	return strconv.Itoa(d.Day) + views.NBSP + d.Month.String()[:3]
}

// scale is the number at the top of a scale that has to reach n: one whose half is a whole number too.
func scale(n int) int {
	for size := 2; ; size *= 10 {
		for _, top := range []int{1, 2, 3, 4, 5} {
			if top*size >= n {
				return top * size
			}
		}
	}
}

// per is a share as an SVG attribute.
func per(n float64) string { return strconv.FormatFloat(n, 'f', 3, 64) + "%" }
