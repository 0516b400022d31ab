package schedules

import (
	"net/url"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// ScheduleDay is the page GET /schedules?view=day: a date with resources as
// columns, and of a chosen service the very starts that the widget offers.
type ScheduleDay struct {
	views.Base
	Plan Plan
}

// PlanData is what the page is made of.
type PlanData struct {
	day.BoardData
	Head     SchedulesHead
	Query    ScheduleQuery // as it was asked; its date may be none
	Service  *booking.Service
	Slots    []booking.Slot                // free starts of Service, of the chosen resource if there is one
	Each     map[booking.ID][]booking.Slot // and of Service with each resource that does it
	Blocked  []engine.Block                // by exceptions of the company and of Service
	MayBlock bool                          // whoever looks may make exceptions
}

// NewScheduleDay makes the page. It sets the title.
func NewScheduleDay(base views.Base, d PlanData) ScheduleDay {
	plan := NewPlan(base.Locale, d)
	base.Title, base.Section = plan.Title, "schedules"
	return ScheduleDay{base, plan}
}

func (ScheduleDay) View() string { return "schedule-day" }

// Plan is the fragment of the page: #schedules.
type Plan struct {
	W        *views.Words
	Title    string
	Head     SchedulesHead
	Query    ScheduleQuery
	Date     booking.Date
	Today    booking.Date
	Service  *booking.Service
	Free     int // starts
	Timeline day.Timeline
	Columns  []PlanColumn
	MayBlock bool
	Note     string // that the chosen resource does not do the chosen service
	now      time.Time
}

// NewPlan makes the fragment in the given language.
func NewPlan(locale string, d PlanData) Plan {
	b := day.NewBuilder(views.In(locale), d.BoardData)
	b.Timeline = planTimeline(b, d)
	p := Plan{
		W:        b.W,
		Title:    b.W.T("plan.title", "date", b.W.DateShort(d.Date)),
		Head:     d.Head,
		Query:    d.Query.In("day").At(d.Date),
		Date:     d.Date,
		Today:    booking.DateOf(d.Now, d.Company.Zone),
		Service:  d.Service,
		Free:     len(d.Slots),
		Timeline: b.Timeline,
		MayBlock: d.MayBlock,
		now:      d.Now.In(d.Company.Zone),
	}
	if d.Service != nil {
		p.Columns = append(p.Columns, serviceColumn(b, d))
		p.Note = notLinked(b.W, d.Query.Resource, *d.Service, d.Head)
	}
	for i := range d.Resources {
		p.Columns = append(p.Columns, planColumn(b, d, i))
	}
	return p
}

func (Plan) View() string { return "plan-fragment" }

// planTimeline shows an hour more than is worked on either side: closed time is
// what this page answers about.
func planTimeline(b *day.Builder, d PlanData) day.Timeline {
	var spans []booking.Span
	widen := func(from, to time.Time) {
		spans = append(spans, booking.Span{From: from.Add(-time.Hour), To: to.Add(time.Hour)})
	}
	for _, r := range d.Resources {
		for _, s := range r.Working {
			widen(s.From, s.To)
		}
	}
	for _, k := range b.Taken {
		widen(k.Start, k.End)
	}
	return day.NewTimeline(d.Date, d.Company.Zone, spans)
}

// DayMonth and Year are the date in words.
func (p Plan) DayMonth() string { return p.W.DayMonth(p.Date) }
func (p Plan) Year() int        { return p.Date.Year }

// URL is the same page of another date.
func (p Plan) URL(date booking.Date) string { return p.Query.At(date).URL() }

// TodayURL leads to whatever is today when it is pressed.
func (p Plan) TodayURL() string { return p.Query.TodayURL() }

// Previous and Next are the dates beside it.
func (p Plan) Previous() booking.Date { return p.Date.AddDays(-1) }
func (p Plan) Next() booking.Date     { return p.Date.AddDays(1) }

// IsToday says whether it is today.
func (p Plan) IsToday() bool { return p.Date == p.Today }

// Hours are the lines of the grid.
func (p Plan) Hours() []day.Hour { return p.Timeline.Hours(p.W) }

// StepMin is how far the keyboard moves and a drag snaps.
func (p Plan) StepMin() int { return 15 }

// FromUnix is an instant for scripts, in seconds, as ToUnix and NowUnix are.
func (p Plan) FromUnix() int64 { return p.Timeline.From.Unix() }
func (p Plan) ToUnix() int64   { return p.Timeline.To.Unix() }
func (p Plan) NowUnix() int64  { return p.now.Unix() }

// NowRow is where the now-line stands, -1 while now is not shown.
func (p Plan) NowRow() int {
	if p.now.Before(p.Timeline.From) || !p.now.Before(p.Timeline.To) {
		return -1
	}
	return p.Timeline.Row(p.now)
}

// NowClass puts the now-line there, or where it is hidden.
func (p Plan) NowClass() string { return day.StartsAt(max(0, p.NowRow())) }

// NowTime is what the clock reads.
func (p Plan) NowTime() string { return p.W.Time(p.now) }

// Empty says that there is no resource to show.
func (p Plan) Empty() bool { return len(p.Columns) == 0 || p.Service != nil && len(p.Columns) == 1 }

// BlockURL leads to a new exception for the date, of what is filtered by.
func (p Plan) BlockURL() string {
	return exceptionURL(p.Date, p.Date, p.Query.Resource, p.Query.Service)
}

// exceptionURL is the form of a new exception, filled in with the fields of
// booking.ExceptionDraft. An exception is of one thing: of the resource where both are chosen.
func exceptionURL(from, to booking.Date, resource, service booking.ID) string {
	values := url.Values{"from_date": {from.String()}, "to_date": {to.String()}}
	switch {
	case resource != "":
		values.Set("about", "resource:"+string(resource))
	case service != "":
		values.Set("about", "service:"+string(service))
	}
	return "/exceptions/new?" + values.Encode()
}

// notLinked says that the chosen resource does not do the chosen service, "" where it does.
func notLinked(w *views.Words, resource booking.ID, service booking.Service, head SchedulesHead) string {
	if resource == "" || slices.Contains(service.Resources, resource) {
		return ""
	}
	name := ""
	for _, r := range head.Resources {
		if r.Chosen {
			name = r.Label
		}
	}
	return w.T("why.reason.resource_not_linked", "resource", name, "service", service.Name)
}
