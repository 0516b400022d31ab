package views

import (
	"strings"
	"time"

	"okno/booking"
)

// FloodNotice is what every page of the desk says while much has come from one place and
// nobody has looked after it.
type FloodNotice struct {
	Text, URL, Way string // all "" where there is nothing
}

// NewFloodNotice makes it; nil is no flood.
func NewFloodNotice(w *Words, f *booking.Flood) *FloodNotice {
	if f == nil {
		return &FloodNotice{}
	}
	return &FloodNotice{w.flood(*f), "/floods/" + string(f.ID), w.T("floods.look")}
}

// FloodNotice is that of a page.
func (b Base) FloodNotice() *FloodNotice { return NewFloodNotice(b.W(), b.Attention.Flood) }

// flood is what has come, in one sentence.
func (w *Words) flood(f booking.Flood) string {
	var what []string
	for _, n := range []struct {
		key   string
		count int
	}{{"floods.bookings", f.Bookings}, {"floods.leads", f.Leads}, {"floods.holds", f.Holds}} {
		if n.count > 0 {
			what = append(what, w.T(n.key, "count", n.count))
		}
	}
	key := "floods.notice"
	if f.Many {
		key = "floods.notice_many"
	}
	return w.T(key, "time", w.Minutes(f.Minutes()), "what", strings.Join(what, ", "))
}

// FloodPage is the page GET /floods/ID.
type FloodPage struct {
	Base
	FloodData
}

// FloodData is what it is made of; contacts that the viewer may not see are masked.
type FloodData struct {
	Flood     booking.Flood
	Things    []FloodThing
	Zone      *time.Location
	CanChange bool
}

// FloodThing is a booking, a request or a hold that came by a flood.
type FloodThing struct {
	ID      booking.ID
	Kind    string // "booking", "lead", "hold"
	At      time.Time
	Known   bool // of a client whom the company has seen before
	Gone    bool // it is withdrawn, over, or somebody has looked after it
	Start   time.Time
	Contact booking.Contact
	Word    string // how a booking stands
}

// NewFloodPage makes the page. It sets the title.
func NewFloodPage(base Base, d FloodData) FloodPage {
	base.Section, base.Title = "overview", base.W().T("floods.title")
	base.Attention.Flood = nil // it is being looked after
	return FloodPage{base, d}
}

func (FloodPage) view() string { return "flood" }

// Lead is what has come; Closed is what has become of it, "" while it is open.
func (p FloodPage) Lead() string { return p.W().flood(p.Flood) }
func (p FloodPage) Closed() string {
	if p.Flood.State == booking.FloodOpen {
		return ""
	}
	return p.W().T("floods."+string(p.Flood.State), "who", p.Flood.By, "time", p.Flood.Closed.In(p.Zone))
}

// Withdrawn says that there is something to bring back.
func (p FloodPage) Withdrawn() bool { return p.Flood.State == booking.FloodWithdrawn }

// Rows are the things in words.
func (p FloodPage) Rows() []FloodRow {
	var rows []FloodRow
	for _, t := range p.Things {
		row := FloodRow{FloodThing: t, Came: p.W().Time(t.At.In(p.Zone)), Chosen: !t.Known && !t.Gone}
		switch t.Kind {
		case "booking":
			row.What, row.URL = p.W().Moment(t.Start.In(p.Zone)), "/bookings/"+string(t.ID)
		case "lead":
			row.What, row.URL = p.W().T("floods.lead"), "/leads/"+string(t.ID)
		default:
			row.What = p.W().T("floods.hold", "when", p.W().Moment(t.Start.In(p.Zone)))
		}
		if t.Kind != "hold" {
			row.Name, row.Email = t.Contact.Name, t.Contact.Email
			if t.Contact.Phone != "" {
				row.Phone = p.W().Phone(t.Contact.Phone)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// FloodRow is one of them.
type FloodRow struct {
	FloodThing
	Came, What, URL    string
	Name, Phone, Email string
	Chosen             bool
}
