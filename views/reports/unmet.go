package reports

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"okno/booking"
	"okno/booking/report"
	"okno/views"
)

// Unmet are searches of a service on a weekday that ended without a slot.
type Unmet struct {
	Before   bool // in the period before
	Service  booking.ID
	Weekday  int // from 1 for Monday, 0 with report.AnyDay
	Hour     int // report.AnyHour where none was said, report.AnyDay where no day was either
	Searches int
	Closed   int // of these: only working hours were in the way
}

// UnmetSection is what was looked for in vain, when, and what would have helped.
type UnmetSection struct {
	W     *views.Words
	Total string // «Всего 23, было 15»; "" for nothing in either period
	Heat  *HeatPlot
	List  []UnmetLine
	More  string // how many are in the table alone, "" for none
	Table Table
}

// UnmetLine is a service, a weekday, and hours that follow one another.
type UnmetLine struct {
	Said string // «17 раз искали …»
	Help string // what longer working hours would have caught
	URL  string // that day, and the hour, of the schedules of who does it
	Name string // of the link
}

// unmetListed is how many lines there are at most.
const unmetListed = 8

// unmet is the section, with lines from the most searched for on.
func (b builder) unmet() UnmetSection {
	s := UnmetSection{W: b.Words, Table: Table{ID: "unmet", Caption: b.T("reports.unmet"), Columns: []string{
		b.T("reports.col.service"), b.T("reports.col.weekday"), b.T("reports.col.hour"), b.T("reports.col.searches"), b.T("reports.col.closed")}}}
	var now []Unmet
	sum, closed, then := 0, 0, 0
	for _, u := range b.d.Unmet {
		if u.Before {
			then += u.Searches
			continue
		}
		now = append(now, u)
		sum, closed = sum+u.Searches, closed+u.Closed
	}
	if sum+then > 0 {
		s.Total = b.T("reports.unmet.total", "n", b.Count(sum), "was", b.T("reports.was", "value", b.Count(then)))
	}
	if sum == 0 {
		return s
	}
	at := func(u Unmet) int {
		return slices.IndexFunc(b.d.Services, func(s booking.Service) bool { return s.ID == u.Service })
	}
	slices.SortStableFunc(now, func(one, other Unmet) int { return cmp.Compare(at(one), at(other)) })
	if dated := slices.DeleteFunc(slices.Clone(now), func(u Unmet) bool { return u.Hour == report.AnyDay }); len(dated) > 0 {
		s.Heat = b.unmetHeat(dated)
	}
	for _, u := range now {
		s.Table.Rows = append(s.Table.Rows, TableRow{Name: b.service(u.Service), Cells: []Cell{b.text(b.unmetDay(u.Weekday)), b.text(b.unmetHour(u.Hour)), b.count(u.Searches), b.count(u.Closed)}})
	}
	s.Table.Sum = &TableRow{Name: b.T("reports.sum"), Cells: []Cell{b.text(""), b.text(""), b.count(sum), b.count(closed)}}
	runs := unmetRuns(now)
	for _, run := range runs[:min(len(runs), unmetListed)] {
		s.List = append(s.List, b.unmetLine(run))
	}
	if more := len(runs) - len(s.List); more > 0 {
		s.More = b.T("reports.unmet.more", "count", more)
	}
	return s
}

// unmetRun is a row of hours, the last one included, in each of which the service was looked for.
type unmetRun struct {
	Unmet
	last int
}

// unmetRuns joins hours that follow one another, the most searched for first. What it is given is in order.
func unmetRuns(all []Unmet) (runs []unmetRun) {
	for _, u := range all {
		if n := len(runs); n > 0 && u.Hour > 0 && runs[n-1].last == u.Hour-1 && runs[n-1].Hour != report.AnyHour && runs[n-1].Service == u.Service && runs[n-1].Weekday == u.Weekday {
			runs[n-1].last = u.Hour
			runs[n-1].Searches, runs[n-1].Closed = runs[n-1].Searches+u.Searches, runs[n-1].Closed+u.Closed
			continue
		}
		runs = append(runs, unmetRun{u, u.Hour})
	}
	slices.SortStableFunc(runs, func(one, other unmetRun) int { return cmp.Compare(other.Searches, one.Searches) })
	return runs
}

func (b builder) unmetLine(run unmetRun) UnmetLine {
	if run.Hour == report.AnyDay {
		return b.unmetMonth(run)
	}
	when := b.OnWeekday(run.Weekday)
	hours := ""
	if run.Hour != report.AnyHour {
		hours = b.Clocks(booking.Clock(run.Hour*60), booking.Clock(run.last*60+60))
		when += ", " + hours
	}
	v := UnmetLine{
		Said: b.T("reports.unmet.said", "count", run.Searches, "service", b.service(run.Service), "when", when),
		Help: b.T("reports.unmet.taken"), Name: b.T("reports.unmet.schedule", "when", b.OnWeekday(run.Weekday)),
		URL: "/schedules?" + url.Values{"view": {"week"}, "service": {string(run.Service)}, "date": {b.nextOf(run.Weekday).String()}}.Encode(),
	}
	if hours != "" {
		v.URL += fmt.Sprintf("#hour-%d", run.Hour)
	}
	switch {
	case run.Closed > 0 && hours == "":
		v.Help = b.T("reports.unmet.closed_day", "count", run.Closed, "when", b.OnWeekday(run.Weekday))
	case run.Closed > 0:
		v.Help = b.T("reports.unmet.closed", "count", run.Closed, "when", b.OnWeekday(run.Weekday), "hours", hours)
	}
	return v
}

// unmetMonth is the line of those who found no free day at all.
func (b builder) unmetMonth(run unmetRun) UnmetLine {
	v := UnmetLine{
		Said: b.T("reports.unmet.said", "count", run.Searches, "service", b.service(run.Service), "when", b.T("reports.unmet.month")),
		Help: b.T("reports.unmet.taken"), Name: b.T("reports.unmet.schedule_all"),
		URL: "/schedules?" + url.Values{"view": {"week"}, "service": {string(run.Service)}}.Encode(),
	}
	if run.Closed > 0 {
		v.Help = b.T("reports.unmet.closed_month", "count", run.Closed)
	}
	return v
}

// unmetDay is a weekday in the table, or that none was said.
func (b builder) unmetDay(weekday int) string {
	if weekday == 0 {
		return b.T("reports.unmet.any_day")
	}
	return b.Weekday(weekday)
}

// nextOf is the next date, from today on, with a weekday.
func (b builder) nextOf(weekday int) booking.Date {
	today := booking.DateOf(b.d.Now, b.d.Company.Zone)
	return today.AddDays((weekday - today.Weekday() + 7) % 7)
}

func (b builder) unmetHour(hour int) string {
	if hour < 0 {
		return b.T("reports.unmet.any")
	}
	return b.hourName(hour)
}

// unmetHeat is how often each hour of each weekday was looked for; the searches that said none stand in front.
func (b builder) unmetHeat(all []Unmet) *HeatPlot {
	var counts [8][25]int // by weekday, and by the hour plus one
	first, last := 24, 0
	for _, u := range all {
		counts[u.Weekday][u.Hour+1] += u.Searches
		if u.Hour != report.AnyHour {
			first, last = min(first, u.Hour+1), max(last, u.Hour+1)
		}
	}
	columns := []int{0}
	for at := first; at <= last; at++ {
		columns = append(columns, at)
	}
	most, best := 0, ""
	p := &HeatPlot{W: b.Words, ID: "unmet-plot", Title: b.T("reports.unmet.plot"), Hint: b.T("reports.unmet.plot.hint")}
	slot := 100 / float64(len(columns))
	for i, at := range columns {
		if i%((len(columns)-1)/plotLabels+1) == 0 {
			p.Labels = append(p.Labels, PlotLabel{per(slot * float64(i)), b.unmetColumn(at)})
		}
		for day := 1; day <= 7; day++ {
			if counts[day][at] > most {
				most, best = counts[day][at], b.Weekday(day)+", "+b.unmetHour(at-1)
			}
		}
	}
	for day := 1; day <= 7; day++ {
		row := HeatRow{Name: b.Weekday(day), NameY: (day-1)*heatRow + heatName - 5, CellY: (day-1)*heatRow + heatName}
		for i, at := range columns {
			n := counts[day][at]
			row.Cells = append(row.Cells, HeatCell{X: per(slot*float64(i) + slot*0.04), Width: per(slot * 0.92), Step: countStep(n, most),
				Said: b.Weekday(day) + ", " + b.unmetHour(at-1) + ": " + b.T("reports.unmet.times", "count", n)})
		}
		p.Rows = append(p.Rows, row)
	}
	p.Height, p.Scale = 7*heatRow+18, b.countScale(most)
	p.Text = b.T("reports.unmet.text", "when", best, "times", b.T("reports.unmet.times", "count", most))
	return p
}

// unmetColumn is an hour under the plot, as short as can be.
func (b builder) unmetColumn(at int) string {
	if at == 0 {
		return b.T("reports.unmet.any_short")
	}
	return b.hourName(at - 1)
}

// countStep is a count's step of the scale, of which the last is the most there is.
func countStep(n, most int) string { return fmt.Sprint((n*4 + most - 1) / most) }

// countScale are the steps that counts up to most can have.
func (b builder) countScale(most int) []HeatStep {
	steps := []HeatStep{{"0", b.T("reports.unmet.nobody")}}
	for from := 1; from <= most; {
		step, to := countStep(from, most), from
		for to < most && countStep(to+1, most) == step {
			to++
		}
		label := b.Count(from)
		if to > from {
			label += "–" + b.Count(to)
		}
		steps = append(steps, HeatStep{step, label})
		from = to + 1
	}
	return steps
}
