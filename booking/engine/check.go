package engine

import (
	"slices"

	"okno/booking"
	"okno/booking/webform"
	"okno/booking/weekly"
)

// Flaw is something in a company's setup that cannot work. It is a name for
// machines; the locales have its words.
type Flaw string

const (
	ServiceNoResource Flaw = "service_no_resource" // no resource is linked, or none of those is active (rule 1)
	ServiceKindOff    Flaw = "service_kind_off"    // all linked resources of Kind are switched off (rule 4)
	ServiceTooLong    Flaw = "service_too_long"    // longer than any stretch of work of Kind; LongestMin is the longest
	ServiceNeverMeets Flaw = "service_never_meets" // each kind works long enough, but never all of them at once
	ServiceOffGrid    Flaw = "service_off_grid"    // they do meet, but no start on the grid of StepMin fits (rule 2)
	ResourceNoHours   Flaw = "resource_no_hours"   // an active resource without a single interval in the coming year
	IntervalInGap     Flaw = "interval_in_gap"     // the clocks skip the whole of Interval on Date
	FormOff           Flaw = "form_off"            // whoever opens its widget cannot book
	NoticeTooLong     Flaw = "notice_too_long"     // the minimum notice reaches beyond the horizon (rule 3)
	FormEmpty         Flaw = "form_empty"          // it is kept to services of which none is active

	// Of Outlook: there is no start until the horizon, which ends with Date.
	ServiceExcepted Flaw = "service_excepted" // there would be, but for Exceptions and Others more
	ServiceNotice   Flaw = "service_notice"   // all that there would be lies within the minimum notice
	ServiceNoDay    Flaw = "service_no_day"   // no working hours lie between now and the horizon
)

// Flaws in the order of Check.
var Flaws = []Flaw{
	NoticeTooLong, ServiceNoResource, ServiceKindOff, ServiceTooLong, ServiceNeverMeets, ServiceOffGrid,
	ResourceNoHours, IntervalInGap, FormOff, FormEmpty, ServiceExcepted, ServiceNotice, ServiceNoDay,
}

// Finding is one flaw and whose it is: one of Service, Resource and Form is set,
// none where it is the company's own.
type Finding struct {
	What       Flaw
	Service    booking.ID
	Resource   booking.ID
	Form       booking.ID
	Kind       booking.Kind           // for ServiceKindOff and ServiceTooLong
	LongestMin int                    // for ServiceTooLong: 0 where nobody of Kind has hours
	StepMin    int                    // for ServiceOffGrid
	Date       booking.Date           // for IntervalInGap: the first such date; of Outlook: the last of the horizon
	Interval   booking.WeeklyInterval // for IntervalInGap
	Exceptions [MaxCauses]booking.ID  // for ServiceExcepted: those that take most, "" where there are fewer
	Others     int                    // for ServiceExcepted: how many more there are
}

// checkDays is how far ahead Check looks for changes of the clocks, and at hours
// that are not the same in every week.
const checkDays = 366

// Check lists what cannot work whoever books and whenever: the company's rules,
// then services, resources and forms, each in the panel's order. It looks at an
// ordinary week and leaves exceptions and bookings out, since they pass; for
// changes of the clocks, and where any of those who do a service has dated
// schedules, it looks at the year from from on. What is switched off on purpose
// is no flaw, but for a form, which may be on a site.
//
// A service without a Service... flaw has a free start in every ordinary week, or
// within that year, that is free of exceptions and bookings; one with such a flaw has
// none. Rule 7 is left out: it never closes a whole day of people alone, but may
// leave no start at which a room is free too.
func (c *Calendar) Check(forms []webform.Form, from booking.Date) []Finding {
	var found []Finding
	if c.Company.MinNoticeMin >= (c.Company.HorizonDays+1)*int(booking.DayEnd) {
		found = append(found, Finding{What: NoticeTooLong})
	}
	w := c.worked(from)
	for i := range c.Services {
		if c.Services[i].Active {
			found = append(found, w.checkService(&c.Services[i])...)
		}
	}
	gaps := c.gaps(from)
	for i := range c.Resources {
		if c.Resources[i].Active {
			found = append(found, gaps.checkResource(&c.Resources[i])...)
		}
	}
	for _, f := range forms {
		switch {
		case f.Archived:
		case !f.Active:
			found = append(found, Finding{What: FormOff, Form: f.ID})
		case len(f.Settings.Services) > 0 && !slices.ContainsFunc(c.Services, func(s booking.Service) bool { return s.Active && slices.Contains(f.Settings.Services, s.Ref) }):
			found = append(found, Finding{What: FormEmpty, Form: f.ID})
		}
	}
	return found
}

// FindingsOf are the findings about one service: why it can never be booked.
func FindingsOf(all []Finding, id booking.ID) []Finding {
	var some []Finding
	for _, f := range all {
		if f.Service == id && id != "" {
			some = append(some, f)
		}
	}
	return some
}

// gaps are the dates whose intervals the clocks may skip.
type gaps struct {
	wall  *wall
	from  booking.Date
	dates []int
}

// gaps finds them: a change of the clocks concerns what begins on its date or,
// past midnight, on the one before.
func (c *Calendar) gaps(from booking.Date) gaps {
	first := from.Number()
	g := gaps{wall: newWall(c.Company.Zone, first-1, first+checkDays), from: from}
	for day := first; day < first+checkDays; day++ {
		if g.changes(day) || g.changes(day+1) {
			g.dates = append(g.dates, day)
		}
	}
	return g
}

func (g gaps) changes(day int) bool { return g.wall.offsets[day-g.wall.first] == mixed }

func (g gaps) checkResource(r *booking.Resource) []Finding {
	if !g.works(r) {
		return []Finding{{What: ResourceNoHours, Resource: r.ID}}
	}
	skipped := map[booking.WeeklyInterval]booking.Date{} // to the first such date
	var order []booking.WeeklyInterval
	var hours []booking.Interval
	for _, day := range g.dates {
		hours = r.HoursOn(day, hours[:0])
		for _, h := range hours {
			i := booking.WeeklyInterval{Weekday: booking.WeekdayOf(day), From: h.From, To: h.To}
			if _, known := skipped[i]; !known && g.wall.span(day, i.From, i.To).empty() {
				skipped[i] = g.from.AddDays(day - g.from.Number())
				order = append(order, i)
			}
		}
	}
	weekly.Sort(order)
	var found []Finding
	for _, i := range order {
		found = append(found, Finding{What: IntervalInGap, Resource: r.ID, Interval: i, Date: skipped[i]})
	}
	return found
}

// works says whether the resource has any hours in the coming year.
func (g gaps) works(r *booking.Resource) bool {
	if !r.Dated() {
		return len(r.Weekly) > 0
	}
	first := g.from.Number()
	for day := first; day < first+checkDays; day++ {
		if len(r.HoursOn(day, nil)) > 0 {
			return true
		}
	}
	return false
}
