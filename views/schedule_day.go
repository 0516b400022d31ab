package views

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// ScheduleDay is the page GET /schedules?view=day: a date with resources as
// columns, and of a chosen service the very starts that the widget offers.
type ScheduleDay struct {
	Base
	Plan Plan
}

// PlanData is what the page is made of.
type PlanData struct {
	BoardData
	Head     SchedulesHead
	Query    ScheduleQuery // as it was asked; its date may be none
	Service  *booking.Service
	Slots    []booking.Slot                // free starts of Service, of the chosen resource if there is one
	Each     map[booking.ID][]booking.Slot // and of Service with each resource that does it
	Blocked  []booking.Block               // by exceptions of the company and of Service
	MayBlock bool                          // whoever looks may make exceptions
}

// NewScheduleDay makes the page. It sets the title.
func NewScheduleDay(base Base, d PlanData) ScheduleDay {
	plan := NewPlan(base.Locale, d)
	base.Title, base.Section = plan.Title, "schedules"
	return ScheduleDay{base, plan}
}

func (ScheduleDay) view() string { return "schedule-day" }

// Plan is the fragment of the page: #schedules.
type Plan struct {
	W        *Words
	Title    string
	Head     SchedulesHead
	Query    ScheduleQuery
	Date     booking.Date
	Today    booking.Date
	Service  *booking.Service
	Free     int // starts
	Timeline Timeline
	Columns  []PlanColumn
	MayBlock bool
	Note     string // that the chosen resource does not do the chosen service
	now      time.Time
}

// NewPlan makes the fragment in the given language.
func NewPlan(locale string, d PlanData) Plan {
	b := newBuilder(In(locale), d.BoardData)
	b.timeline = planTimeline(b, d)
	p := Plan{
		W:        b.w,
		Title:    b.w.T("plan.title", "date", b.w.DateShort(d.Date)),
		Head:     d.Head,
		Query:    d.Query.In("day").At(d.Date),
		Date:     d.Date,
		Today:    booking.DateOf(d.Now, d.Company.Zone),
		Service:  d.Service,
		Free:     len(d.Slots),
		Timeline: b.timeline,
		MayBlock: d.MayBlock,
		now:      d.Now.In(d.Company.Zone),
	}
	if d.Service != nil {
		p.Columns = append(p.Columns, b.serviceColumn(d))
		p.Note = notLinked(b.w, d.Query.Resource, *d.Service, d.Head)
	}
	for i := range d.Resources {
		p.Columns = append(p.Columns, b.planColumn(d, i))
	}
	return p
}

func (Plan) view() string { return "plan-fragment" }

// planTimeline shows an hour more than is worked on either side: closed time is
// what this page answers about.
func planTimeline(b *builder, d PlanData) Timeline {
	var spans []booking.Span
	widen := func(from, to time.Time) {
		spans = append(spans, booking.Span{From: from.Add(-time.Hour), To: to.Add(time.Hour)})
	}
	for _, r := range d.Resources {
		for _, s := range r.Working {
			widen(s.From, s.To)
		}
	}
	for _, k := range b.standing {
		widen(k.Start, k.End)
	}
	return newTimeline(d.Date, d.Company.Zone, spans)
}

// DayMonth and Year are the date in words.
func (p Plan) DayMonth() string { return p.W.DayMonth(p.Date) }
func (p Plan) Year() int        { return p.Date.Year }

// URL is the same page of another date.
func (p Plan) URL(date booking.Date) string { return p.Query.At(date).URL() }

// Previous and Next are the dates beside it.
func (p Plan) Previous() booking.Date { return p.Date.AddDays(-1) }
func (p Plan) Next() booking.Date     { return p.Date.AddDays(1) }

// IsToday says whether it is today.
func (p Plan) IsToday() bool { return p.Date == p.Today }

// Hours are the lines of the grid.
func (p Plan) Hours() []Hour { return p.Timeline.Hours(p.W) }

// StepMin is how far the keyboard moves and a drag snaps.
func (p Plan) StepMin() int { return 15 }

// FromUnix, ToUnix and NowUnix are instants for scripts.
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

// PlanColumn is one resource's day, or, first of all, that of the chosen service.
type PlanColumn struct {
	W        *Words
	ID       string // of the element: "service", or the resource's id
	Resource booking.ID
	Name     string
	Initials string
	Hue      Hue
	Hours    string
	Closed   []Place
	Blocks   []PlanBlock
	Buffers  []Buffer
	Bookings []PlanBooking
	Starts   []PlanStart
	Rows     int
	BlockURL string // "" where the viewer may not
}

// OfService says whether it is the column of the service.
func (c PlanColumn) OfService() bool { return c.Resource == "" }

// PlanBlock is an exception on the grid.
type PlanBlock struct {
	Place
	ID     booking.ID
	Reason string
}

// PlanBooking is a booking as a thin card.
type PlanBooking struct {
	Place
	ID    booking.ID
	Hue   Hue
	Text  string // client, as much as fits
	Label string // the accessible name, complete
}

// PlanStart is a free start: amber.
type PlanStart struct {
	Place
	Start string // RFC 3339, as the widget's API has it
	Label string
}

func (b *builder) serviceColumn(d PlanData) PlanColumn {
	c := PlanColumn{
		W: b.w, ID: "service", Name: d.Service.Name, Initials: initials(d.Service.Name), Hue: b.hues.of(d.Service.ID),
		Hours: b.w.T("plan.free", "count", len(d.Slots)), Rows: b.timeline.Rows(),
		Starts: b.starts(d.Slots, d),
	}
	c.block(b, d, d.Blocked, "", d.Service.ID)
	return c
}

func (b *builder) planColumn(d PlanData, i int) PlanColumn {
	r := b.Resources[i]
	c := PlanColumn{
		W: b.w, ID: string(r.ID), Resource: r.ID, Name: r.Name, Initials: initials(r.Name), Hue: hueOf(r.Color, i),
		Hours: b.hours(r.Working), Closed: b.around(r.Working), Rows: b.timeline.Rows(),
		Starts: b.starts(d.Each[r.ID], d),
	}
	c.block(b, d, r.Blocked, r.ID, "")
	for _, k := range b.standing {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		c.Buffers = append(c.Buffers, b.buffers(k)...)
		if p := b.timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil {
			c.Bookings = append(c.Bookings, PlanBooking{*p, k.ID, b.hues.of(k.Service), b.person(k),
				strings.Join([]string{b.w.Times(k.Start, k.End), b.person(k), b.services[k.Service].Name}, ", ")})
		}
	}
	return c
}

func (c *PlanColumn) block(b *builder, d PlanData, blocks []booking.Block, resource, service booking.ID) {
	for _, e := range blocks {
		if p := b.timeline.Place(e.Span); p != nil {
			c.Blocks = append(c.Blocks, PlanBlock{*p, e.Exception.ID, e.Exception.Reason})
		}
	}
	if d.MayBlock {
		c.BlockURL = exceptionURL(d.Date, d.Date, resource, service)
	}
}

// starts are as high as the step, so that a free stretch is one amber lane. One
// outside the timeline is none of any working hours, and there is no such start.
func (b *builder) starts(slots []booking.Slot, d PlanData) []PlanStart {
	var all []PlanStart
	step := time.Duration(stepOf(d.Company, d.Service)) * time.Minute
	for _, s := range slots {
		if p := b.timeline.Place(booking.Span{From: s.Start, To: s.Start.Add(step)}); p != nil {
			all = append(all, PlanStart{*p, s.Start.Format(time.RFC3339), b.w.Time(s.Start)})
		}
	}
	return all
}

// stepOf is the grid of a service in minutes: its own, else the company's.
func stepOf(c booking.Company, s *booking.Service) int {
	if s != nil && s.StepMin > 0 {
		return s.StepMin
	}
	return c.StepMin
}

// notLinked says that the chosen resource does not do the chosen service, "" where it does.
func notLinked(w *Words, resource booking.ID, service booking.Service, head SchedulesHead) string {
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
