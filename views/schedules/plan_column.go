package schedules

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// PlanColumn is one resource's day, or, first of all, that of the chosen service.
type PlanColumn struct {
	W        *views.Words
	ID       string // of the element: "service", or the resource's id
	Resource booking.ID
	Name     string
	Initials string
	Hue      views.Hue
	Hours    string
	Closed   []day.Place
	Blocks   []PlanBlock
	Buffers  []day.Buffer
	Bookings []PlanBooking
	Starts   []PlanStart
	Rows     int
	BlockURL string // "" where the viewer may not
}

// OfService says whether it is the column of the service.
func (c PlanColumn) OfService() bool { return c.Resource == "" }

// PlanBlock is an exception on the grid.
type PlanBlock struct {
	day.Place
	ID     booking.ID
	Reason string
}

// PlanBooking is a booking as a thin card.
type PlanBooking struct {
	day.Place
	ID    booking.ID
	Hue   views.Hue
	Text  string // client, as much as fits
	Label string // the accessible name, complete
}

// PlanStart is a free start: amber.
type PlanStart struct {
	day.Place
	Start string // RFC 3339, as the widget's API has it
	Label string
}

func serviceColumn(b *day.Builder, d PlanData) PlanColumn {
	c := PlanColumn{
		W: b.W, ID: "service", Name: d.Service.Name, Initials: views.Initials(d.Service.Name), Hue: b.Hues.Of(d.Service.ID),
		Hours: b.W.T("plan.free", "count", len(d.Slots)), Rows: b.Timeline.Rows(),
		Starts: startsOf(b, d.Slots, d),
	}
	c.block(b, d, d.Blocked, "", d.Service.ID)
	return c
}

func planColumn(b *day.Builder, d PlanData, i int) PlanColumn {
	r := b.Resources[i]
	c := PlanColumn{
		W: b.W, ID: string(r.ID), Resource: r.ID, Name: r.Name, Initials: views.Initials(r.Name), Hue: views.ResourceHue(r.Resource),
		Hours: b.Hours(r.Working), Closed: b.Around(r.Working), Rows: b.Timeline.Rows(),
		Starts: startsOf(b, d.Each[r.ID], d),
	}
	c.block(b, d, r.Blocked, r.ID, "")
	for _, k := range b.Taken {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		c.Buffers = append(c.Buffers, b.Buffers(k)...)
		if p := b.Timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil {
			c.Bookings = append(c.Bookings, PlanBooking{*p, k.ID, b.Hues.Of(k.Service), b.W.Person(k),
				strings.Join([]string{b.W.Times(k.Start, k.End), b.W.Person(k), b.ServiceByID[k.Service].Name}, ", ")})
		}
	}
	return c
}

func (c *PlanColumn) block(b *day.Builder, d PlanData, blocks []engine.Block, resource, service booking.ID) {
	for _, e := range blocks {
		if p := b.Timeline.Place(e.Span); p != nil {
			c.Blocks = append(c.Blocks, PlanBlock{*p, e.Exception.ID, e.Exception.Reason})
		}
	}
	if d.MayBlock {
		c.BlockURL = exceptionURL(d.Date, d.Date, resource, service)
	}
}

// startsOf are as high as the step, so that a free stretch is one amber lane. One
// outside the timeline is none of any working hours, and there is no such start.
func startsOf(b *day.Builder, slots []booking.Slot, d PlanData) []PlanStart {
	var all []PlanStart
	step := time.Duration(stepOf(d.Company, d.Service)) * time.Minute
	for _, s := range slots {
		if p := b.Timeline.Place(booking.Span{From: s.Start, To: s.Start.Add(step)}); p != nil {
			all = append(all, PlanStart{*p, s.Start.Format(time.RFC3339), b.W.Time(s.Start)})
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
