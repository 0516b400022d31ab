package schedules

import (
	"slices"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// HoursGrid is the hours of a week, or of another cycle, as a picture that is painted on.
type HoursGrid struct {
	W           *views.Words
	CanChange   bool
	Label       string
	Total, None string // the sentence about the sum of the hours, with {time}, and that about none
	Days        []GridDay
	Weeks       []string // what the weeks are called, where there are several
	Hours       []GridHour
}

// GridDay is a column.
type GridDay struct {
	Number      int
	Name, Short string
	Blocks      []GridBlock
}

// GridBlock is an open stretch of a day.
type GridBlock struct {
	Class     string
	Label     string
	Continued bool // it began the day before
}

// GridHour is a line of cells.
type GridHour struct {
	Label string
	Cells []GridCell
}

// GridCell is an hour of a day.
type GridCell struct {
	Day, Hour int
	State     string // "on", "off" or "part"
	Label     string
	First     bool // where the keyboard enters the grid
}

// draw fills the days in: hours are those of a cycle of as many.
func (g *HoursGrid) draw(hours []booking.CycleInterval) {
	for i := range g.Days {
		g.Days[i].Blocks = gridBlocks(g.W, hours, g.Days[i].Number, len(g.Days))
	}
	open := make([]int, 24*len(g.Days)) // minutes of each hour of the cycle
	for _, h := range hours {
		from := (h.Day-1)*int(booking.DayEnd) + int(h.From)
		length := booking.WeeklyInterval{From: h.From, To: h.To}.Minutes()
		for m := from; m < from+length; m++ {
			open[m/60%len(open)]++
		}
	}
	entered := max(0, slices.IndexFunc(open, func(n int) bool { return n > 0 }))
	g.Hours = make([]GridHour, 24)
	for h := range g.Hours {
		clock := booking.Clock(h * 60)
		g.Hours[h].Label = g.W.Clock(clock)
		for i, d := range g.Days {
			n, state := i*24+h, "part"
			switch {
			case open[n] == 0:
				state = "off"
			case open[n] >= 60:
				state = "on"
			}
			g.Hours[h].Cells = append(g.Hours[h].Cells, GridCell{
				Day: d.Number, Hour: h, State: state, First: n == entered,
				Label: d.Name + ", " + g.W.Clocks(clock, clock+60) + ", " + g.W.T("week.cell."+state),
			})
		}
	}
}

// gridBlocks are the stretches of a day, those that began the day before among them.
func gridBlocks(w *views.Words, hours []booking.CycleInterval, number, days int) []GridBlock {
	var blocks []GridBlock
	before := (number+days-2)%days + 1
	for _, h := range hours {
		if h.Day == before && h.To <= h.From && h.To > 0 {
			blocks = append(blocks, GridBlock{blockClass(0, h.To), w.T("week.until", "to", h.To), true})
		}
	}
	for _, h := range hours {
		if h.Day != number {
			continue
		}
		to := h.To
		if h.To <= h.From {
			to = booking.DayEnd
		}
		blocks = append(blocks, GridBlock{blockClass(h.From, to), w.Clocks(h.From, h.To), false})
	}
	return blocks
}

// blockClass is the place in rows of five minutes (rows.css): a block is at
// least one row.
func blockClass(from, to booking.Clock) string {
	start, end := int(from)/5, (int(to)+4)/5
	return day.Place{From: start, To: max(end, start+1)}.Class()
}
