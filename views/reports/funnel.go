package reports

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Funnel is what became of a form's visitors in some days.
type Funnel struct{ Shown, Opened, Searched, Leads, Bookings, Visits int }

// FormFunnel is a form's in the period and in the one before.
type FormFunnel struct {
	Form      booking.ID
	Now, Then Funnel
}

// funnelSteps are the names of a funnel's steps, from the first to the last.
var funnelSteps = []string{"shown", "opened", "searched", "leads", "bookings", "visits"}

func (f Funnel) steps() []int {
	return []int{f.Shown, f.Opened, f.Searched, f.Leads, f.Bookings, f.Visits}
}

// FunnelSection is the funnels of all forms.
type FunnelSection struct {
	W     *views.Words
	Forms []FunnelPlot
	Table Table
}

// FunnelPlot is a form's funnel as bars, one below the other.
type FunnelPlot struct {
	ID, Name string
	Text     string // the plot in a sentence
	Rows     []FunnelRow
	Height   int // in pixels
}

// FunnelRow is a step.
type FunnelRow struct {
	Label, Said string
	Value       string // «120 · 48 % · было 90»
	Width       string // an SVG attribute in per cent
	NameY, BarY int    // in pixels
}

// What a step is high, in pixels: its words and its bar.
const (
	funnelName = 18
	funnelBar  = 10
	funnelRow  = funnelName + funnelBar + 10
)

// BarHeight is that of a bar.
func (FunnelPlot) BarHeight() int { return funnelBar }

// funnels are those of forms with which something was done in either period, in the order of the forms.
func (b builder) funnels() FunnelSection {
	s := FunnelSection{W: b.Words, Table: Table{ID: "funnel", Caption: b.T("reports.funnel"), Columns: []string{b.T("reports.col.form"), b.T("reports.col.when")}}}
	for _, step := range funnelSteps {
		s.Table.Columns = append(s.Table.Columns, b.T("forms.step."+step))
	}
	for _, form := range b.d.Forms {
		i := slices.IndexFunc(b.d.Funnels, func(f FormFunnel) bool { return f.Form == form.ID })
		if i < 0 {
			continue
		}
		f := b.d.Funnels[i]
		s.Forms = append(s.Forms, b.funnelPlot(form, f))
		s.Table.Rows = append(s.Table.Rows, b.funnelLine(form.Name, "period", f.Now), b.funnelLine(form.Name, "before", f.Then))
	}
	return s
}

func (b builder) funnelLine(name, when string, f Funnel) TableRow {
	line := TableRow{Name: name, Cells: []Cell{b.text(b.T("reports.col." + when))}}
	for _, n := range f.steps() {
		line.Cells = append(line.Cells, b.count(n))
	}
	return line
}

func (b builder) funnelPlot(form webform.Form, f FormFunnel) FunnelPlot {
	p := FunnelPlot{ID: string(form.ID), Name: form.Name, Height: len(funnelSteps) * funnelRow}
	now, then := f.Now.steps(), f.Then.steps()
	most := max(1, slices.Max(now))
	var said []string
	for i, step := range funnelSteps {
		row := FunnelRow{Label: b.T("forms.step." + step), Value: b.Count(now[i]), NameY: i*funnelRow + funnelName - 5, BarY: i*funnelRow + funnelName, Width: per(float64(now[i]) * 100 / float64(most))}
		said = append(said, row.Label+": "+row.Value)
		row.Said = row.Label + ": " + row.Value
		if i > 0 && now[0] > 0 && now[i] <= now[0] {
			share := b.T("forms.percent", "n", share(now[i], now[0]))
			row.Value += " · " + share
			row.Said += ", " + b.T("reports.funnel.share", "share", share)
		}
		was := b.T("reports.was", "value", b.Count(then[i]))
		row.Value, row.Said = row.Value+" · "+was, row.Said+", "+was
		p.Rows = append(p.Rows, row)
	}
	p.Text = strings.Join(said, ", ") + "."
	return p
}
