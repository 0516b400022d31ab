package views

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
)

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
		W: b.w, ID: string(r.ID), Resource: r.ID, Name: r.Name, Initials: initials(r.Name), Hue: resourceHue(r.Resource),
		Hours: b.hours(r.Working), Closed: b.around(r.Working), Rows: b.timeline.Rows(),
		Starts: b.starts(d.Each[r.ID], d),
	}
	c.block(b, d, r.Blocked, r.ID, "")
	for _, k := range b.taken {
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
