package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"text/tabwriter"
)

// capacityCommand is a model of what an installation needs, recalculated from what is put in. The costs are measured ones;
// docs/operations.md says how, and docs/performance.md has the last ones.
type capacityCommand struct {
	Companies float64 `default:"100" help:"Companies."`
	Bookings  float64 `default:"25" help:"Bookings of a company in a day, by all ways."`
	Online    float64 `default:"0.6" help:"Share of them that comes through the widget."`
	Looks     float64 `default:"15" help:"How often the widget is opened for each booking that comes through it."`
	Months    float64 `default:"1" help:"Months that are looked at each time."`
	Days      float64 `default:"2" help:"Single days that are looked at each time."`
	Acts      float64 `default:"2.5" help:"What the desk does with a booking after it was made: confirm, move, arrive, complete."`
	Boards    float64 `default:"2" help:"Live pages that a company keeps open."`
	Pages     float64 `default:"40" help:"Pages that are opened in an hour beside each of those."`
	Hours     float64 `default:"10" help:"Hours of a day in which all this happens."`
	Peak      float64 `default:"3" help:"How many times the mean the busiest hour is."`
	Load      float64 `default:"0.5" help:"How far processors are to be used in the busiest hour."`
	Processes float64 `default:"1" help:"Processes of okno serve."`

	ConfigMs   float64 `default:"0.8" group:"Costs" help:"Processor time of okno for the widget's config, in ms."`
	MonthMs    float64 `default:"1.8" group:"Costs" help:"For the free times of a month."`
	DayMs      float64 `default:"0.7" group:"Costs" help:"For those of a day."`
	PageMs     float64 `default:"8.7" group:"Costs" help:"For a page of the panel: the board."`
	BookingMs  float64 `default:"8.2" group:"Costs" help:"For a booking or another act, with its messages."`
	ChangeMs   float64 `default:"2" group:"Costs" help:"For bringing one change to the open pages of a company."`
	DBConfigMs float64 `name:"db-config-ms" default:"0.2" group:"Costs" help:"Processor time of PostgreSQL for the widget's config, in ms."`
	DBMonthMs  float64 `name:"db-month-ms" default:"1.0" group:"Costs" help:"For the free times of a month."`
	DBDayMs    float64 `name:"db-day-ms" default:"0.3" group:"Costs" help:"For those of a day."`
	DBPageMs   float64 `name:"db-page-ms" default:"1.2" group:"Costs" help:"For a page of the panel."`
	DBActMs    float64 `name:"db-booking-ms" default:"13.6" group:"Costs" help:"For a booking or another act, with its messages."`
	BaseMB     float64 `name:"base-mb" default:"67" group:"Costs" help:"Memory of a process of okno before anybody comes, in MB."`
	BoardKiB   float64 `name:"board-kib" default:"54" group:"Costs" help:"Memory of an open live page, in KiB."`
	SetupKiB   float64 `name:"setup-kib" default:"100" group:"Costs" help:"Memory for what a company describes of itself, in KiB; 500 companies at most are kept."`
	BookingKB  float64 `name:"booking-kb" default:"13.4" group:"Costs" help:"Disk of a booking with its history, messages and indexes, in KB."`
}

// Run prints what the installation needs.
func (p *capacityCommand) Run() error {
	if err := p.check(); err != nil {
		return err
	}
	return p.needs().write(os.Stdout, *p)
}

func (p *capacityCommand) check() error {
	switch {
	case p.Hours <= 0 || p.Hours > 24:
		return fmt.Errorf("--hours is %v: a day has from 0 to 24", p.Hours)
	case p.Load <= 0 || p.Load > 1:
		return fmt.Errorf("--load is %v: it is a share, up to 1", p.Load)
	case p.Online < 0 || p.Online > 1:
		return fmt.Errorf("--online is %v: it is a share, up to 1", p.Online)
	case p.Processes < 1:
		return fmt.Errorf("--processes is %v: there has to be one", p.Processes)
	}
	return nil
}

// needs are what an installation needs in its busiest hour.
type needs struct {
	bookings, acts  float64 // a second
	requests        float64 // a second
	pushes          float64 // messages to live pages a second
	program, server float64 // cores that okno and PostgreSQL are to have
	memory          float64 // MB of each process of okno
	sockets         float64 // of all processes
	connections     float64 // to PostgreSQL
	disk            float64 // GB a year
}

// What one process opens to PostgreSQL at most: its pool, the worker's, the listener and the notifier.
const connectionsOfProcess = 16 + 12 + 2

func (p *capacityCommand) needs() needs {
	perSecond := p.Peak / (p.Hours * 3600)
	var n needs
	n.bookings = p.Companies * p.Bookings * perSecond
	n.acts = n.bookings * p.Acts
	looks := n.bookings * p.Online * p.Looks
	pages := p.Companies * p.Boards * p.Pages / 3600 * p.Peak
	n.requests = looks*(1+p.Months+p.Days) + pages + n.bookings + n.acts
	n.pushes = (n.bookings + n.acts) * p.Boards
	milliseconds := looks*(p.ConfigMs+p.Months*p.MonthMs+p.Days*p.DayMs) + pages*p.PageMs + (n.bookings+n.acts)*(p.BookingMs+p.ChangeMs)
	database := looks*(p.DBConfigMs+p.Months*p.DBMonthMs+p.Days*p.DBDayMs) + pages*p.DBPageMs + (n.bookings+n.acts)*p.DBActMs
	n.program, n.server = milliseconds/1000/p.Load, database/1000/p.Load
	n.sockets = p.Companies * p.Boards
	n.memory = p.BaseMB + (n.sockets/p.Processes*p.BoardKiB+math.Min(p.Companies, 500)*p.SetupKiB)*1024/1e6
	n.connections = p.Processes * connectionsOfProcess
	n.disk = p.Companies * p.Bookings * 365 * p.BookingKB / 1e6
	return n
}

func (n needs) write(to io.Writer, p capacityCommand) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "In the busiest hour of %g companies with %g bookings a day each:\n\n", p.Companies, p.Bookings)
	for _, line := range []struct {
		what, format string
		value        float64
		why          string
	}{
		{"bookings", "%.2f a second", n.bookings, ""},
		{"other acts", "%.2f a second", n.acts, ""},
		{"requests", "%.1f a second", n.requests, ""},
		{"live pages", "%.0f open", n.sockets, ""},
		{"messages to them", "%.1f a second", n.pushes, ""},
		{"okno", "%.2f cores", n.program, fmt.Sprintf("used to %.0f %%, in %g processes", p.Load*100, p.Processes)},
		{"PostgreSQL", "%.2f cores", n.server, fmt.Sprintf("used to %.0f %%", p.Load*100)},
		{"memory of okno", "%.0f MB a process", n.memory, ""},
		{"connections", "%.0f at most", n.connections, "max_connections of PostgreSQL has to be above"},
		{"disk", "%.2f GB a year", n.disk, "tables and indexes; as much again for the log and a backup"},
	} {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", line.what, fmt.Sprintf(line.format, line.value), line.why)
	}
	fmt.Fprint(w, "\nEvery number that goes in is a flag: okno capacity --help. The costs were measured on a shared machine with\n2 cores; put in your own, or the last ones of docs/performance.md.\n")
	return w.Flush()
}
