package reports

import (
	"fmt"

	"okno/booking"
	"okno/booking/report"
	"okno/views"
)

// HeatPlot is what happens hour by hour in rows, the more the stronger: how much of each resource's working hours is booked, or how
// often each weekday was looked for.
type HeatPlot struct {
	W      *views.Words
	ID     string // of its place on the page
	Title  string
	Hint   string
	Text   string // the plot in a sentence
	Rows   []HeatRow
	Labels []PlotLabel
	Scale  []HeatStep
	Height int
	Table  Table // empty where it stands elsewhere
}

// HeatRow is a resource, or a weekday.
type HeatRow struct {
	Name         string
	NameY, CellY int // in pixels
	Cells        []HeatCell
}

// HeatCell is an hour of it.
type HeatCell struct {
	X, Width string // SVG attributes in per cent
	Step     string // of the scale
	Said     string
}

// HeatStep is what a colour means.
type HeatStep struct{ Step, Label string }

// What a row of the plot is high, in pixels: its name, its cells and what is between.
const (
	heatName = 18
	heatCell = 22
	heatRow  = heatName + heatCell + 8
)

// CellHeight is that of a cell.
func (HeatPlot) CellHeight() int { return heatCell }

// WordY is where the words under the plot stand.
func (p HeatPlot) WordY() int { return p.Height - 6 }

// heatSteps are the shares, in per cent, up to which a colour goes.
var heatSteps = []int{0, 25, 50, 75, 100}

// heatPlot is nil where nobody works and nothing is booked.
func (b builder) heatPlot() *HeatPlot {
	first, last := 24, -1
	for _, l := range b.d.Loads {
		for hour := range 24 {
			if l.Open[hour]+l.Booked[hour] > 0 {
				first, last = min(first, hour), max(last, hour)
			}
		}
	}
	if last < 0 {
		return nil
	}
	p := &HeatPlot{W: b.Words, ID: "heat", Title: b.T("reports.heat"), Hint: b.T("reports.heat.hint"), Table: Table{ID: "load", Caption: b.T("reports.heat"), Columns: []string{b.T("reports.col.resource"), b.T("reports.col.load"), b.T("reports.col.booked"), b.T("reports.col.open")}}}
	slot := 100 / float64(last-first+1)
	for hour := first; hour <= last; hour++ {
		p.Table.Columns = append(p.Table.Columns, b.hourName(hour))
		if (hour-first)%((last-first)/plotLabels+1) == 0 {
			p.Labels = append(p.Labels, PlotLabel{per(slot * float64(hour-first)), b.hourName(hour)})
		}
	}
	var busiest Load
	for i, l := range b.d.Loads {
		row := HeatRow{Name: l.Resource.Name, NameY: i*heatRow + heatName - 5, CellY: i*heatRow + heatName}
		line := TableRow{Name: l.Resource.Name, Cells: b.loadCells(l.Open.Sum(), l.inside().Sum(), l.Booked.Sum())}
		for hour := first; hour <= last; hour++ {
			cell := HeatCell{X: per(slot*float64(hour-first) + slot*0.04), Width: per(slot * 0.92)}
			cell.Step, cell.Said = b.heatOf(l, hour)
			row.Cells = append(row.Cells, cell)
			line.Cells = append(line.Cells, b.hourCell(l, hour))
		}
		p.Rows, p.Table.Rows = append(p.Rows, row), append(p.Table.Rows, line)
		if busiest.Resource.ID == "" || share(l.inside().Sum(), l.Open.Sum()) > share(busiest.inside().Sum(), busiest.Open.Sum()) {
			busiest = l
		}
	}
	p.Height = len(p.Rows)*heatRow + 18
	p.Scale = b.heatScale()
	p.Text = b.T("reports.heat.text", "name", busiest.Resource.Name, "share", b.T("forms.percent", "n", share(busiest.inside().Sum(), busiest.Open.Sum())))
	return p
}

// inside is what is booked of the open time: never more than that.
func (l Load) inside() (h report.Hours) {
	for hour := range 24 {
		h[hour] = min(l.Open[hour], l.Booked[hour])
	}
	return h
}

func (b builder) hourName(hour int) string { return b.Clock(booking.Clock(hour * 60)) }

// heatOf is an hour's step of the scale, and the hour in words.
func (b builder) heatOf(l Load, hour int) (step, said string) {
	open, booked := l.Open[hour], l.Booked[hour]
	name := l.Resource.Name + ", " + b.Clocks(booking.Clock(hour*60), booking.Clock(hour*60+60)) + ": "
	switch {
	case open == 0 && booked == 0:
		return "closed", name + b.T("reports.heat.closed")
	case open == 0:
		return "outside", name + b.T("reports.heat.outside")
	}
	n := share(booked, open)
	for i, most := range heatSteps {
		if n <= most {
			step = fmt.Sprint(i)
			break
		}
	}
	return step, name + b.T("forms.percent", "n", n)
}

func (b builder) heatScale() []HeatStep {
	steps := []HeatStep{{"closed", b.T("reports.heat.closed")}}
	before := 0
	for i, most := range heatSteps {
		label := b.T("forms.percent", "n", most)
		if i > 0 {
			label = b.T("reports.heat.step", "from", before+1, "to", most)
		}
		steps = append(steps, HeatStep{fmt.Sprint(i), label})
		before = most
	}
	return append(steps, HeatStep{"outside", b.T("reports.heat.outside")})
}

func (b builder) loadCells(open, inside, booked int) []Cell {
	load := b.text("–")
	if open > 0 {
		load = b.percent(share(inside, open))
	}
	return []Cell{load, b.hours(booked), b.hours(open)}
}

func (b builder) hourCell(l Load, hour int) Cell {
	switch open, booked := l.Open[hour], l.Booked[hour]; {
	case open == 0 && booked == 0:
		return b.text("–")
	case open == 0:
		return b.text(b.Minutes(booked))
	default:
		return b.percent(share(booked, open))
	}
}
