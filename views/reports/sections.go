package reports

import (
	"cmp"
	"slices"
	"strconv"

	"okno/booking"
	"okno/booking/webform"
)

// sections are the tables, in the order in which they stand.
func (b builder) sections(now Figures) []Section {
	all := []Section{b.cancellations(now), b.clients(now), b.services(now)}
	if people := b.people(); len(people.Table.Rows) > 0 {
		all = append(all, people)
	}
	return append(all, b.sources(now), b.answers())
}

func (b builder) section(key string, columns ...string) Section {
	s := Section{W: b.Words, Title: b.T("reports." + key), None: b.T("reports.none"), Table: Table{ID: key, Caption: b.T("reports." + key)}}
	for _, c := range columns {
		s.Table.Columns = append(s.Table.Columns, b.T("reports.col."+c))
	}
	return s
}

// bar is a part of the longest of its table.
func bar(part, longest int) string { return strconv.Itoa(share(part, longest)) + "%" }

// cancellations are how long before the start bookings were cancelled, and no-shows.
func (b builder) cancellations(f Figures) Section {
	s := b.section("cancellations", "when", "bookings", "share")
	s.Hint = b.T("reports.cancellations.hint")
	all, unknown := f.Bookings+f.Cancelled, f.Cancelled-f.Early-f.InWeek-f.InThree-f.InDay
	if f.Cancelled+f.NoShows == 0 {
		return s
	}
	for _, part := range []struct {
		key string
		n   int
	}{{"early", f.Early}, {"week", f.InWeek}, {"three", f.InThree}, {"day", f.InDay}, {"unknown", unknown}, {"no_show", f.NoShows}} {
		if part.n == 0 && part.key == "unknown" {
			continue
		}
		s.Table.Rows = append(s.Table.Rows, TableRow{Name: b.T("reports.cancelled." + part.key), Cells: []Cell{b.count(part.n), b.percent(share(part.n, all))}, Bar: bar(part.n, max(f.Early, f.InWeek, f.InThree, f.InDay, f.NoShows, unknown))})
	}
	s.Table.Sum = &TableRow{Name: b.T("reports.sum"), Cells: []Cell{b.count(f.Cancelled + f.NoShows), b.percent(share(f.Cancelled+f.NoShows, all))}}
	return s
}

// clients are visits of new and of returning clients.
func (b builder) clients(f Figures) Section {
	s := b.section("clients", "clients", "visits", "share")
	s.Hint = b.T("reports.clients.hint")
	if f.Visits == 0 {
		return s
	}
	fresh := min(b.d.New[0], f.Visits)
	for _, part := range []struct {
		key string
		n   int
	}{{"new", fresh}, {"returning", f.Visits - fresh}} {
		s.Table.Rows = append(s.Table.Rows, TableRow{Name: b.T("reports.clients." + part.key), Cells: []Cell{b.count(part.n), b.percent(share(part.n, f.Visits))}, Bar: bar(part.n, f.Visits)})
	}
	return s
}

// services are what was booked, and what it brought.
func (b builder) services(f Figures) Section {
	s := b.groups("services", "service", b.d.ByService, func(g Group) string { return b.service(g.ID) })
	if len(s.Table.Rows) > 0 {
		s.Table.Sum = &TableRow{Name: b.T("reports.sum"), Cells: b.groupCells(f)}
	}
	return s
}

// people are the same by person.
func (b builder) people() Section {
	return b.groups("people", "person", b.d.ByPerson, func(g Group) string {
		i := slices.IndexFunc(b.d.Resources, func(r booking.Resource) bool { return r.ID == g.ID })
		return b.d.Resources[i].Name
	})
}

func (b builder) groups(key, column string, groups []Group, name func(Group) string) Section {
	columns := []string{column, "bookings", "visits", "hours"}
	if b.d.Money {
		columns = append(columns, "done", "expected")
	}
	s := b.section(key, columns...)
	if b.d.Money {
		s.Hint = b.T("reports.money.hint")
	}
	groups = slices.SortedStableFunc(slices.Values(groups), func(one, other Group) int {
		if b.d.Money {
			if c := decimal(added(other.Done, other.Expected)).Cmp(decimal(added(one.Done, one.Expected))); c != 0 {
				return c
			}
		}
		return cmp.Or(cmp.Compare(other.Bookings, one.Bookings), cmp.Compare(name(one), name(other)))
	})
	most := 0
	for _, g := range groups {
		most = max(most, g.Bookings)
	}
	for _, g := range groups {
		if g.Bookings > 0 {
			s.Table.Rows = append(s.Table.Rows, TableRow{Name: name(g), Cells: b.groupCells(g.Figures), Bar: bar(g.Bookings, most)})
		}
	}
	return s
}

func (b builder) groupCells(f Figures) []Cell {
	cells := []Cell{b.count(f.Bookings), b.count(f.Visits), b.hours(f.Minutes)}
	if b.d.Money {
		cells = append(cells, b.money(f.Done), b.money(f.Expected))
	}
	return cells
}

// sources are where bookings came from.
func (b builder) sources(f Figures) Section {
	s := b.section("sources", "source", "form", "campaign", "bookings", "visits", "cancelled")
	s.Hint = b.T("reports.sources.hint")
	groups := slices.SortedStableFunc(slices.Values(b.d.BySource), func(one, other Group) int {
		return cmp.Or(cmp.Compare(other.Bookings, one.Bookings), cmp.Compare(other.Cancelled, one.Cancelled))
	})
	most := 0
	for _, g := range groups {
		most = max(most, g.Bookings)
	}
	for _, g := range groups {
		form := "–"
		if i := slices.IndexFunc(b.d.Forms, func(known webform.Form) bool { return known.ID == g.Form }); i >= 0 {
			form = b.d.Forms[i].Name
		}
		s.Table.Rows = append(s.Table.Rows, TableRow{
			Name:  b.T("source." + string(g.Source)),
			Cells: []Cell{b.text(form), b.text(cmp.Or(g.Campaign, "–")), b.count(g.Bookings), b.count(g.Visits), b.count(g.Cancelled)},
			Bar:   bar(g.Bookings, most),
		})
	}
	if len(s.Table.Rows) > 0 {
		s.Table.Sum = &TableRow{Name: b.T("reports.sum"), Cells: []Cell{b.text(""), b.text(""), b.count(f.Bookings), b.count(f.Visits), b.count(f.Cancelled)}}
	}
	return s
}

// answers are how soon leads were answered.
func (b builder) answers() Section {
	s := b.section("answers", "leads", "period", "before")
	s.Hint = b.T("reports.answers.hint")
	s.None = b.T("reports.answers.none")
	now, then := b.d.Answers[0], b.d.Answers[1]
	if now.Leads+then.Leads == 0 {
		return s
	}
	add := func(key string, now, then Cell) {
		s.Table.Rows = append(s.Table.Rows, TableRow{Name: b.T("reports.answers." + key), Cells: []Cell{now, then}})
	}
	add("leads", b.count(now.Leads), b.count(then.Leads))
	add("answered", b.count(now.Answered), b.count(then.Answered))
	add("in_hour", b.count(now.InHour), b.count(then.InHour))
	add("in_day", b.count(now.InDay), b.count(then.InDay))
	add("median", b.median(now), b.median(then))
	return s
}

// median is half of the time until an answer: as many came sooner as later.
func (b builder) median(a Answers) Cell {
	if a.Answered == 0 {
		return b.text("–")
	}
	return Cell{b.Minutes(a.Median), strconv.Itoa(a.Median)}
}
